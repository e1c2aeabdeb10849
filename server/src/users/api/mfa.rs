//! Setting a second factor up, and switching it on and off.

use axum::extract::State;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::access::{self, Actor};
use crate::app::App;
use crate::base::db::Conn;
use crate::base::http::{Json, Ok, Params, Unread, ok};
use crate::base::{Id, Result, refuse};
use crate::events::{Event, Tx};
use crate::users::store;
use crate::users::wire::User;
use crate::users::{letters, mfa};

/// What an authenticator app needs.
#[derive(Debug, Serialize)]
pub struct Setup {
    secret: String,
    /// A PNG in base 64.
    qr_code: String,
}

fn get(conn: &mut Conn<'_>, actor: &Actor, id: Id) -> Result<User> {
    access::demand_user(conn, actor, id)?;
    store::get(conn, id)
}

/// POST /api/v4/users/{user_id}/mfa/generate: a new secret; the old one is forgotten.
pub async fn generate(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Setup>> {
    let id = at.user(actor.id())?;
    let settings = app.config.now();
    let write = move |tx: &mut Tx<'_>| {
        let user = get(tx, &actor, id)?;
        mfa::check_usable(&user, &settings)?;
        let secret = mfa::secret();
        let qr_code = mfa::picture(&secret, &settings.site_name, &user.email)?;
        mfa::keep_secret(tx, id, &secret)?;
        Result::Ok(Setup { secret, qr_code })
    };
    app.db.write(write).await.map(Json)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Wanted {
    activate: Value,
    code: Value,
}

/// PUT /api/v4/users/{user_id}/mfa
pub async fn set_active(State(app): State<App>, actor: Actor, at: Params, body: Unread) -> Result<Ok> {
    let id = at.user(actor.id())?;
    let (settings, house) = (app.config.now(), app.clone());
    let write = move |tx: &mut Tx<'_>| {
        let user = get(tx, &actor, id)?;
        let wanted: Wanted = body.read_or_default();
        let active = wanted.activate.as_bool().ok_or_else(|| refuse::invalid_param("activate"))?;
        let now = house.clock.tick();
        if active {
            let code = wanted.code.as_str().filter(|code| !code.is_empty());
            let code = code.ok_or_else(|| refuse::invalid_param("code"))?;
            mfa::check_usable(&user, &settings)?;
            let (secret, used) = mfa::find_secret(tx, id)?;
            if mfa::step_of(&secret, code, house.clock.now(), &used).is_none() {
                return Err(refuse::with(401, "mfa.activate.bad_token.app_error").into());
            }
        }
        mfa::set_active(tx, id, active, now)?;
        tx.tell(Event::MfaChanged { user: id, active });
        Result::Ok((user, active))
    };
    let (user, active) = app.db.write(write).await?;
    letters::tell(&app, if active { "mfa_on" } else { "mfa_off" }, &user);
    ok()
}
