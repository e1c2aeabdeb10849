//! Looking people up.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use crate::access::{Actor, Permission};
use crate::app::App;
use crate::base::config::Settings;
use crate::base::http::{Json, List, Params, tagged};
use crate::base::{Id, Result, refuse};
use crate::users::rules::View;
use crate::users::store::{self, Key};
use crate::users::wire::{self, User};

/// GET /api/v4/users/{user_id}
pub async fn get_user(State(app): State<App>, actor: Actor, headers: HeaderMap, at: Params) -> Result<Response> {
    let id = at.user(actor.id())?;
    get(app, actor, headers, Key::Id(id)).await
}

/// GET /api/v4/users/username/{username}
pub async fn get_by_username(State(app): State<App>, actor: Actor, headers: HeaderMap, at: Params) -> Result<Response> {
    get(app, actor, headers, Key::Username(at.text("username").to_lowercase())).await
}

/// GET /api/v4/users/email/{email}: only where addresses may be seen.
pub async fn get_by_email(State(app): State<App>, actor: Actor, headers: HeaderMap, at: Params) -> Result<Response> {
    if !View::of(&actor, &app.config.now()).sees_emails() {
        return Err(actor.lacks(Permission::ManageSystem));
    }
    get(app, actor, headers, Key::Email(at.text("email").to_lowercase())).await
}

async fn get(app: App, actor: Actor, headers: HeaderMap, key: Key) -> Result<Response> {
    let viewer = actor.clone();
    let user = app
        .db
        .read(move |conn| {
            let found = store::find(conn, &key)?;
            if let Key::Id(id) = key {
                store::check_sees(conn, &viewer, id)?;
            }
            let user = found.ok_or_else(|| refuse::not_found("app.user.missing_account.const"))?;
            store::check_sees(conn, &viewer, user.id)?;
            Ok(user)
        })
        .await?;
    Ok(answer(&actor, &headers, &app.config.now(), &user))
}

/// One account, in full for itself, unless the client has it.
fn answer(actor: &Actor, headers: &HeaderMap, settings: &Settings, user: &User) -> Response {
    let shown = if user.id == actor.id() { wire::for_self(user) } else { View::of(actor, settings).show(user) };
    tagged(headers, tag(user, settings), shown)
}

fn tag(user: &User, settings: &Settings) -> String {
    let (name, email) = (settings.show_full_name, settings.show_email_address);
    format!("{}.{}.{}.{}.{name}.{email}.0", user.id, user.update_at, user.terms_of_service_id, user.last_picture_update)
}

/// POST /api/v4/users/ids
pub async fn list_by_ids(State(app): State<App>, actor: Actor, at: Params, List(ids): List) -> Result<Json<Vec<User>>> {
    if ids.is_empty() {
        return Err(refuse::invalid_param("user_ids").into());
    }
    let since = match at.query("since") {
        Some(text) => text.parse().map_err(|_| refuse::invalid_param("since"))?,
        None => 0,
    };
    let ids: Vec<Id> = ids.iter().map(|id| Id::parse(id)).filter(Id::is_valid).collect();
    let view = View::of(&actor, &app.config.now());
    let users = app
        .db
        .read(move |conn| {
            let users = store::list_by_ids(conn, &ids, since)?;
            store::keep_seen(conn, &actor, users)
        })
        .await?;
    Ok(Json(view.show_all(users)))
}

/// POST /api/v4/users/usernames
pub async fn list_by_usernames(State(app): State<App>, actor: Actor, List(names): List) -> Result<Json<Vec<User>>> {
    if names.is_empty() {
        return Err(refuse::invalid_param("usernames").into());
    }
    let view = View::of(&actor, &app.config.now());
    let users = app
        .db
        .read(move |conn| {
            let users = store::list_by_usernames(conn, &names)?;
            store::keep_seen(conn, &actor, users)
        })
        .await?;
    Ok(Json(view.show_all(users)))
}
