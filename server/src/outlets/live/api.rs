//! The route of this room.

use std::sync::Arc;

use axum::Router;
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderName, header};
use axum::response::Response;
use axum::routing::get;
use serde::Deserialize;

use super::limits::Limits;
use super::origin::may_connect;
use super::socket::{self, Visit};
use crate::app::App;
use crate::base::i18n::Language;
use crate::base::{Id, Result, refuse};
use crate::sessions::Visitor;

/// Bytes read at once: a client's frames are small, and every socket has such a buffer for as long as it lives.
const READ: usize = 1024;
/// Bytes written at once when many events wait. A socket that had a burst keeps such a buffer.
const WRITE: usize = 4 * 1024;

/// The routes.
pub fn routes() -> Router<App> {
    Router::new().route("/websocket", get(connect)).route("/websocket/", get(connect))
}

/// What a client that comes back says in the address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Wish {
    connection_id: String,
    sequence_number: String,
}

/// GET /api/v4/websocket
async fn connect(
    State(app): State<App>,
    Visitor(actor): Visitor,
    headers: HeaderMap,
    wish: Query<Wish>,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Result<Response> {
    let refused = || refuse::with(400, "api.web_socket.connect.upgrade.app_error");
    let settings = app.config.now();
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let (origin, host) = (text(header::ORIGIN), text(header::HOST).unwrap_or_default());
    let unreadable = headers.contains_key(header::ORIGIN) && origin.is_none();
    if unreadable || !may_connect(origin, host, &settings.allow_cors_from, &settings.site_url) {
        return Err(refused().detail("the page's origin is not allowed").into());
    }
    let upgrade = upgrade.map_err(|rejection| refused().detail(rejection.to_string()))?;
    let language = Language::of(text(header::ACCEPT_LANGUAGE).unwrap_or_default());
    let login = actor.map(|actor| Arc::new(actor.login().clone()));
    // Who comes back must say who it is at once; with a challenge every connection is a new one.
    let resume = if login.is_some() { wish.resume() } else { Ok(None) };
    let frame = app.room::<Limits>().frame;
    let upgrade = upgrade.read_buffer_size(READ).write_buffer_size(WRITE).max_frame_size(frame).max_message_size(frame);
    Ok(upgrade.on_upgrade(move |socket| async move {
        match resume {
            Ok(resume) => socket::serve(app, socket, Visit { login, resume, language }).await,
            Err(Nonsense) => socket::close(socket).await,
        }
    }))
}

/// A wish that makes no sense.
struct Nonsense;

impl Wish {
    fn resume(&self) -> Result<Option<(Id, i64)>, Nonsense> {
        if self.connection_id.is_empty() {
            return Ok(None);
        }
        let id = Some(Id::parse(&self.connection_id)).filter(Id::is_valid).ok_or(Nonsense)?;
        let number = self.sequence_number.parse().map_err(|_| Nonsense)?;
        Ok(Some((id, number)))
    }
}
