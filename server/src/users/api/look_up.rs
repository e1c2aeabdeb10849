//! Looking people up.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use crate::access::{Actor, Permission};
use crate::app::App;
use crate::base::config::Settings;
use crate::base::http::{Json, List, Params, tagged};
use crate::base::{Id, Result, refuse};
use crate::users::rules::{self, View};
use crate::users::store::{self, Key};
use crate::users::wire::{self, User};

/// GET /api/v4/users/{user_id}
pub async fn get_user(State(app): State<App>, actor: Actor, headers: HeaderMap, at: Params) -> Result<Response> {
    let id = at.user(actor.id())?;
    get(app, actor, headers, Key::Id(id)).await
}

/// GET /api/v4/users/username/{username}
pub async fn get_by_username(State(app): State<App>, actor: Actor, headers: HeaderMap, at: Params) -> Result<Response> {
    let name = at.text("username").to_lowercase();
    if !name.bytes().all(|letter| letter.is_ascii_alphanumeric() || b".-_".contains(&letter)) {
        return Err(refuse::not_found("api.context.404.app_error").into());
    }
    get(app, actor, headers, Key::Username(name)).await
}

/// GET /api/v4/users/email/{email}: only where addresses may be seen.
pub async fn get_by_email(State(app): State<App>, actor: Actor, headers: HeaderMap, at: Params) -> Result<Response> {
    if !View::of(&actor, &app.config.now()).sees_emails() {
        return Err(actor.lacks(Permission::ManageSystem));
    }
    let email = at.text("email").to_lowercase();
    if !rules::is_email(&email) {
        return Err(refuse::invalid_url_param("email").into());
    }
    get(app, actor, headers, Key::Email(email)).await
}

async fn get(app: App, actor: Actor, headers: HeaderMap, key: Key) -> Result<Response> {
    let viewer = actor.clone();
    // Whoever looks for an address sees of themselves what others see, as the official server has it.
    let in_full = !matches!(key, Key::Email(_));
    let unknown = match key {
        Key::Username(_) => "app.user.get_by_username.app_error",
        _ => "app.user.missing_account.const",
    };
    let user = app
        .db
        .read(move |conn| {
            let found = store::find(conn, &key)?;
            if let Key::Id(id) = key {
                store::check_sees(conn, &viewer, id)?;
            }
            let user = found.ok_or_else(|| refuse::not_found(unknown))?;
            store::check_sees(conn, &viewer, user.id)?;
            let (id, at) = store::find_terms(conn, user.id)?.unwrap_or_default();
            Ok(User { terms_of_service_id: id, terms_of_service_create_at: at, ..user })
        })
        .await?;
    let settings = app.config.now();
    let own = in_full && user.id == actor.id();
    let shown = if own { wire::for_self(&user) } else { View::of(&actor, &settings).show(&user) };
    Ok(tagged(&headers, tag(&user, &settings), shown))
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
