//! The routes of sessions.

use axum::Router;
use axum::extract::{Extension, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};
use serde::Deserialize;

use super::wire::Session;
use super::{Sessions, actions, cookies, rules, store};
use crate::access::{self, Actor, Permission};
use crate::app::App;
use crate::base::db::Conn;
use crate::base::http::{Body, Json, Ok, Params, Peer, Unread, ok};
use crate::base::{Id, Result, refuse};
use crate::events::{Event, Tx};

/// The routes.
pub fn routes() -> Router<App> {
    Router::new()
        .merge(super::tokens::api::routes())
        .route("/users/{user_id}/sessions", get(list_sessions))
        .route("/users/{user_id}/sessions/revoke", post(revoke_session))
        .route("/users/{user_id}/sessions/revoke/all", post(revoke_all))
        .route("/users/sessions/revoke/all", post(revoke_everywhere))
        .route("/users/sessions/device", put(attach_device))
        .route("/users/{user_id}/typing", post(tell_typing))
}

/// GET /users/{user_id}/sessions
async fn list_sessions(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Vec<Session>>> {
    let user = at.user(actor.id())?;
    let now = app.clock.now();
    let read = move |conn: &mut Conn<'_>| {
        access::demand_user(conn, &actor, user)?;
        Result::Ok((store::list_of_user(conn, user, now)?, store::list_memberships(conn, user)?))
    };
    let (mut sessions, memberships) = app.db.read(read).await?;
    for session in &mut sessions {
        session.token.clear();
        session.team_members.clone_from(&memberships);
    }
    Result::Ok(Json(sessions))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Which {
    session_id: Id,
}

/// POST /users/{user_id}/sessions/revoke
async fn revoke_session(State(app): State<App>, actor: Actor, at: Params, body: Unread) -> Result<Ok> {
    let user = at.user(actor.id())?;
    let revoke = move |tx: &mut Tx<'_>| {
        access::demand_user(tx, &actor, user)?;
        let which: Which = body.read_or_default();
        if which.session_id.is_none() {
            return Err(refuse::invalid_param("session_id").into());
        }
        let unknown = || refuse::with(400, "app.session.get.app_error");
        let session = store::find(tx, which.session_id)?.ok_or_else(unknown)?;
        if session.user_id != user {
            return Err(refuse::invalid_url_param("user_id").into());
        }
        actions::end_all(tx, user, vec![session.id])
    };
    app.db.write(revoke).await?;
    ok()
}

/// POST /users/{user_id}/sessions/revoke/all
async fn revoke_all(State(app): State<App>, actor: Actor, at: Params) -> Result<Ok> {
    let user = at.user(actor.id())?;
    let revoke = move |tx: &mut Tx<'_>| {
        access::demand_user(tx, &actor, user)?;
        actions::end_of_user(tx, user)
    };
    app.db.write(revoke).await?;
    ok()
}

/// POST /users/sessions/revoke/all: everybody has to log in again.
async fn revoke_everywhere(State(app): State<App>, actor: Actor) -> Result<Ok> {
    actor.demand(Permission::ManageSystem)?;
    app.db.write(actions::end_everywhere).await?;
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
///
/// A body that cannot be read says nothing, as the official server has it: an app calls this at every start.
async fn attach_device(
    State(app): State<App>,
    actor: Actor,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
    body: Unread,
) -> Result<Response> {
    const LONGEST: usize = 512;
    let device: Device = body.read_or_default();
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
    let is_bound = !device.device_id.is_empty();
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
        store::update_device(tx, &session)?;
        Result::Ok(session)
    };
    let session = app.db.write(attach).await?;
    app.room::<Sessions>().forget_one(id);
    let mut answer = Ok.into_response();
    if is_bound {
        let peer = peer.map_or_else(Peer::unknown, |Extension(peer)| peer);
        let line = cookies::renew(&settings, &headers, peer, &session.token, lengths.of(true), now);
        cookies::set(answer.headers_mut(), line);
    }
    Result::Ok(answer)
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
