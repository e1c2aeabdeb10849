//! The routes of sessions.

use axum::Router;
use axum::extract::State;
use axum::routing::{get, post, put};
use serde::Deserialize;

use super::wire::Session;
use super::{actions, rules, store};
use crate::access::{Actor, Permission};
use crate::app::App;
use crate::base::http::{Body, Json, Ok, Params, ok};
use crate::base::{Id, Result, refuse};
use crate::events::{Event, Tx};

/// The routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/users/{user_id}/sessions", get(list_sessions))
        .route("/users/{user_id}/sessions/revoke", post(revoke_session))
        .route("/users/{user_id}/sessions/revoke/all", post(revoke_all))
        .route("/users/sessions/device", put(attach_device))
        .route("/users/{user_id}/typing", post(tell_typing))
}

/// GET /users/{user_id}/sessions
async fn list_sessions(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Vec<Session>>> {
    let user = at.user(actor.id())?;
    actor.demand_self(user)?;
    let now = app.clock.now();
    let mut sessions = app.db.read(move |conn| store::list_of_user(conn, user, now)).await?;
    sessions.iter_mut().for_each(|session| session.token.clear());
    Result::Ok(Json(sessions))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Which {
    session_id: Id,
}

/// POST /users/{user_id}/sessions/revoke
async fn revoke_session(State(app): State<App>, actor: Actor, at: Params, Body(which): Body<Which>) -> Result<Ok> {
    let user = at.user(actor.id())?;
    actor.demand_self(user)?;
    if which.session_id.is_none() {
        return Err(refuse::invalid_param("session_id").into());
    }
    let revoke = move |tx: &mut Tx<'_>| {
        let session = store::find(tx, which.session_id)?.filter(|session| session.user_id == user);
        let session = session.ok_or_else(|| refuse::invalid_url_param("user_id"))?;
        actions::end_all(tx, user, vec![session.id])
    };
    app.db.write(revoke).await?;
    ok()
}

/// POST /users/{user_id}/sessions/revoke/all
async fn revoke_all(State(app): State<App>, actor: Actor, at: Params) -> Result<Ok> {
    let user = at.user(actor.id())?;
    actor.demand_self(user)?;
    app.db.write(move |tx| actions::end_of_user(tx, user)).await?;
    ok()
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Device {
    device_id: String,
    device_notification_disabled: String,
    mobile_version: String,
}

/// PUT /users/sessions/device: a phone says where its notifications go.
async fn attach_device(State(app): State<App>, actor: Actor, Body(device): Body<Device>) -> Result<Ok> {
    const LONGEST: usize = 512;
    if device.device_id.len() > LONGEST || device.mobile_version.len() > 64 {
        return Err(refuse::invalid_param("device_id").into());
    }
    if !matches!(device.device_notification_disabled.as_str(), "" | "true" | "false") {
        return Err(refuse::invalid_param("device_notification_disabled").into());
    }
    let id = actor.login().session_id;
    let settings = app.config.now();
    let lengths = rules::Lengths::new(settings.session_length_web_in_hours, settings.session_length_mobile_in_hours);
    let now = app.clock.now();
    let attach = move |tx: &mut Tx<'_>| {
        let Some(mut session) = store::find(tx, id)? else { return Err(refuse::no_session().into()) };
        if !device.device_id.is_empty() {
            actions::end_of_device(tx, &device.device_id, id)?;
            session.device_id = device.device_id;
            session.expires_at = now + lengths.of(true);
        }
        let told = [
            ("device_notification_disabled", device.device_notification_disabled),
            ("mobile_version", device.mobile_version),
        ];
        for (key, value) in told.into_iter().filter(|(_, value)| !value.is_empty()) {
            session.props.insert(key.to_owned(), value);
        }
        store::update_device(tx, &session)
    };
    app.db.write(attach).await?;
    ok()
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Typing {
    channel_id: Id,
    parent_id: Id,
}

/// POST /users/{user_id}/typing
async fn tell_typing(State(app): State<App>, actor: Actor, at: Params, Body(typing): Body<Typing>) -> Result<Ok> {
    let user = at.user(actor.id())?;
    if user != actor.id() {
        actor.demand(Permission::ManageSystem)?;
    }
    let channel = typing.channel_id;
    let asker = actor.clone();
    app.db.read(move |conn| crate::access::channel(conn, &asker, channel, Permission::CreatePost).map(drop)).await?;
    if app.config.now().enable_user_typing_messages {
        app.hub.tell(&Event::Typing { channel, user, parent: typing.parent_id });
    }
    ok()
}
