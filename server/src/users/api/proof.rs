//! Proving an address, and choosing a password without the old one: both by a link in a letter.

use axum::extract::State;
use serde::Deserialize;

use crate::access::{Actor, Permission};
use crate::app::App;
use crate::base::http::{Json, Ok, Params, Unread, ok};
use crate::base::{Result, refuse};
use crate::events::Tx;
use crate::sessions;
use crate::users::passwords::Passwords;
use crate::users::store::{self, Key};
use crate::users::tokens::{self, Kind, Proof};
use crate::users::wire::{self, User};
use crate::users::{actions, letters, rules};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Address {
    email: String,
}

impl Address {
    fn of(body: &Unread) -> Result<Key> {
        let email = body.read_or_default::<Address>().email.to_lowercase();
        if email.is_empty() { Err(refuse::invalid_param("email").into()) } else { Result::Ok(Key::Email(email)) }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Answer {
    token: String,
    new_password: String,
}

/// POST /api/v4/users/email/verify/send: says nothing of whether there is such an account.
pub async fn send_verification(State(app): State<App>, body: Unread) -> Result<Ok> {
    let key = Address::of(&body)?;
    let now = app.clock.now();
    let write = move |tx: &mut Tx<'_>| {
        let Some(user) = store::find(tx, &key)?.filter(|user| user.auth_service.is_empty() && user.delete_at == 0)
        else {
            return Result::Ok(None);
        };
        issue(tx, Kind::VerifyEmail, user, now).map(Some)
    };
    if let Some((user, token)) = app.db.write(write).await? {
        letters::ask_for_proof(&app, &user, &token);
    }
    ok()
}

/// A token about an account's address.
fn issue(tx: &mut Tx<'_>, kind: Kind, user: User, now: i64) -> Result<(User, String)> {
    tokens::forget_old(tx, now)?;
    let proof = Proof { user_id: user.id, email: user.email.clone() };
    let token = tokens::issue(tx, kind, &[proof], now)?.pop().unwrap_or_default();
    Result::Ok((user, token))
}

/// POST /api/v4/users/email/verify
pub async fn verify(State(app): State<App>, body: Unread) -> Result<Ok> {
    let token = body.read_or_default::<Answer>().token;
    if token.len() != tokens::LENGTH {
        return Err(refuse::invalid_param("token").into());
    }
    let house = app.clone();
    let write = move |tx: &mut Tx<'_>| {
        let bad = |what: &str| refuse::with(400, format!("api.user.verify_email.{what}.app_error"));
        let (user, proof) = redeem(&house, tx, &token, Kind::VerifyEmail, bad)?;
        let user = User { email_verified: true, email: proof.email, ..user };
        actions::verify(&house, tx, user)
    };
    app.db.write(write).await?;
    ok()
}

/// The account that a token speaks of; the token is spent. `bad` names the refusals of this use.
fn redeem(
    app: &App,
    tx: &mut Tx<'_>,
    token: &str,
    kind: Kind,
    bad: fn(&str) -> crate::base::error::Refusal,
) -> Result<(User, Proof)> {
    let unknown = if kind == Kind::VerifyEmail { "bad_link" } else { "invalid_link" };
    let kept = tokens::find(tx, token)?.filter(|kept| kept.kind == kind).ok_or_else(|| bad(unknown))?;
    if kept.is_over(app.clock.now()) {
        return Err(bad("link_expired").into());
    }
    let proof: Proof = kept.extra().ok_or_else(|| bad(unknown))?;
    let user = store::find(tx, &Key::Id(proof.user_id))?.ok_or_else(|| bad(unknown))?;
    // A link for the address that an account had before opens nothing.
    if kind == Kind::PasswordRecovery && user.email != proof.email {
        return Err(bad("link_expired").into());
    }
    tokens::spend(tx, token)?;
    Result::Ok((user, proof))
}

/// POST /api/v4/users/password/reset/send: says nothing of whether there is such an account.
pub async fn send_recovery(State(app): State<App>, body: Unread) -> Result<Ok> {
    let key = Address::of(&body)?;
    let now = app.clock.now();
    let write = move |tx: &mut Tx<'_>| {
        let Some(user) = store::find(tx, &key)?.filter(|user| user.delete_at == 0) else { return Result::Ok(None) };
        if user.auth_service == rules::MAGIC_LINK {
            return Err(refuse::with(400, "api.user.send_password_reset.guest_magic_link.app_error").into());
        }
        if !user.auth_service.is_empty() {
            return Err(refuse::with(400, "api.user.send_password_reset.sso.app_error").into());
        }
        issue(tx, Kind::PasswordRecovery, user, now).map(Some)
    };
    if let Some((user, token)) = app.db.write(write).await? {
        letters::send_recovery(&app, &user, &token);
    }
    ok()
}

/// POST /api/v4/users/password/reset
pub async fn reset_password(State(app): State<App>, body: Unread) -> Result<Ok> {
    let Answer { token, new_password } = body.read_or_default();
    if token.len() != tokens::LENGTH {
        return Err(refuse::invalid_param("token").into());
    }
    rules::check_password(&new_password, &app.config.now())?;
    let hash = app.room::<Passwords>().turn().await?.hash(new_password).await?;
    let house = app.clone();
    let write = move |tx: &mut Tx<'_>| {
        let bad = |what: &str| refuse::with(400, format!("api.user.reset_password.{what}.app_error"));
        let (user, _) = redeem(&house, tx, &token, Kind::PasswordRecovery, bad)?;
        if !user.auth_service.is_empty() {
            return Err(bad("sso").into());
        }
        actions::set_password(&house, tx, &user, &hash)?;
        sessions::actions::end_of_user(tx, user.id)?;
        Result::Ok(user)
    };
    let user = app.db.write(write).await?;
    letters::tell(&app, "password", &user);
    ok()
}

/// POST /api/v4/users/{user_id}/email/verify/member: an admin vouches for the address.
pub async fn verify_for(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<User>> {
    let id = at.user(actor.id())?;
    actor.demand(Permission::ManageSystem)?;
    let house = app.clone();
    let write = move |tx: &mut Tx<'_>| {
        let user = store::get(tx, id)?;
        actions::verify(&house, tx, User { email_verified: true, ..user })
    };
    let user = app.db.write(write).await?;
    Result::Ok(Json(wire::for_admins(&user)))
}
