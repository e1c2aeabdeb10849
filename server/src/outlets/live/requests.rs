//! What a client asks on its socket, and the answers.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::Live;
use super::connection::Connection;
use crate::access::{self, Permission};
use crate::app::App;
use crate::base::Id;
use crate::base::error::{Error, ErrorBody, Refusal, Result, refuse};
use crate::base::i18n::Language;
use crate::events::Event;
use crate::sessions::{self, Sessions};
use crate::status;

/// The action that brings a session's token.
pub const CHALLENGE: &str = "authentication_challenge";

/// A frame of a client.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Request {
    /// The client's number, 1 or more, which the answer repeats.
    pub seq: i64,
    /// What it wants.
    pub action: String,
    data: Option<Map<String, Value>>,
}

impl Request {
    /// Reads a text frame; `None` for garbage.
    pub fn from_text(text: &str) -> Option<Request> {
        // Else a list would do, by position.
        let is_object = text.trim_start().starts_with('{');
        is_object.then(|| serde_json::from_str(text).ok()).flatten()
    }

    /// Reads a binary frame, which holds MessagePack; `None` for garbage.
    pub fn from_binary(bytes: &[u8]) -> Option<Request> {
        match rmp_serde::from_slice(bytes).ok()? {
            value @ Value::Object(_) => serde_json::from_value(value).ok(),
            _ => None,
        }
    }

    /// A text of `data`; empty when it is not there.
    pub fn text(&self, key: &str) -> &str {
        self.data.as_ref().and_then(|data| data.get(key)).and_then(Value::as_str).unwrap_or_default()
    }

    fn flag(&self, key: &str) -> Option<bool> {
        self.data.as_ref()?.get(key)?.as_bool()
    }

    fn id(&self, key: &str) -> Result<Id> {
        Some(Id::parse(self.text(key))).filter(Id::is_valid).ok_or_else(|| invalid(key))
    }

    fn ids(&self, key: &str) -> Result<Vec<Id>> {
        let listed = self.data.as_ref().and_then(|data| data.get(key)).and_then(Value::as_array);
        let ids: Option<Vec<Id>> = listed.and_then(|ids| ids.iter().map(|id| id.as_str().map(Id::parse)).collect());
        ids.filter(|ids| !ids.is_empty()).ok_or_else(|| invalid(key))
    }
}

/// The answer to a request; `None` for those that the contract leaves without one.
pub async fn answer(app: App, connection: Arc<Connection>, language: Language, request: Request) -> Option<String> {
    if request.action.starts_with("custom_") && request.seq > 0 {
        return None;
    }
    Some(match act(&app, &connection, &request).await {
        Ok(data) => ok(request.seq, data),
        Err(error) => fail(request.seq, &error, language),
    })
}

/// `{"status":"OK"}` with the number it answers.
pub fn ok(seq: i64, data: Option<Value>) -> String {
    let mut reply = json!({"status": "OK", "seq_reply": seq});
    if let (Some(data), Value::Object(reply)) = (data, &mut reply) {
        reply.insert("data".into(), data);
    }
    reply.to_string()
}

async fn act(app: &App, connection: &Arc<Connection>, request: &Request) -> Result<Option<Value>> {
    if request.action.is_empty() {
        return Err(refuse::with(400, "api.web_socket_router.no_action.app_error").into());
    }
    if request.seq <= 0 {
        return Err(refuse::with(400, "api.web_socket_router.bad_seq.app_error").into());
    }
    match request.action.as_str() {
        // The session is known already. Phones ask all the same and want an answer, but no second hello.
        CHALLENGE => Ok(None),
        "ping" => {
            // The pong comes behind all that was told before the ping: who has it has missed nothing.
            app.room::<Live>().catch_up().await;
            Ok(Some(pong(app)))
        }
        "user_typing" => user_typing(app, connection, request).await,
        "user_update_active_status" => {
            let active = request.flag("user_is_active").ok_or_else(|| invalid("user_is_active"))?;
            let manual = request.flag("manual").unwrap_or_default();
            status::set_active(app, connection.user, active, manual);
            Ok(None)
        }
        "get_statuses" => Ok(Some(as_map(status::all_words(app)))),
        "get_statuses_by_ids" => Ok(Some(as_map(status::words(app, &request.ids("user_ids")?)))),
        "presence" => {
            connection.look_at(request.data.as_ref().unwrap_or(&Map::new()));
            Ok(None)
        }
        // How a client showed a notification: counted by the official server, and by nobody here.
        "posted_notify_ack" => Ok(None),
        _ => Err(refuse::with(500, "api.web_socket_router.bad_action.app_error").into()),
    }
}

fn pong(app: &App) -> Value {
    json!({"text": "pong", "version": crate::system::VERSION, "server_time": app.clock.now(), "node_id": ""})
}

async fn user_typing(app: &App, connection: &Arc<Connection>, request: &Request) -> Result<Option<Value>> {
    let (channel, parent) = (request.id("channel_id")?, Id::parse(request.text("parent_id")));
    // Counts as use of the session, as any request does; one that is over says nothing more.
    let Some(login) = app.room::<Sessions>().find(app, &connection.login().token).await? else {
        return Err(refuse::with(401, "api.web_socket_router.not_authenticated.app_error").into());
    };
    let actor = sessions::actor(app, login);
    let granted = app.db.read(move |conn| access::channel(conn, &actor, channel, Permission::CreatePost)).await;
    match granted {
        // Who may not write learns no more than that the channel is none of theirs.
        Err(Error::Refused(_)) => return Err(invalid("channel_id")),
        granted => granted?,
    };
    if app.config.now().enable_user_typing_messages {
        app.hub.tell(&Event::Typing { channel, user: connection.user, parent });
    }
    Ok(None)
}

/// User id -> word.
fn as_map(words: Vec<(Id, String)>) -> Value {
    json!(words.into_iter().collect::<BTreeMap<Id, String>>())
}

fn invalid(field: &str) -> Error {
    refuse::with(400, "api.websocket_handler.invalid_param.app_error").about(field).into()
}

fn fail(seq: i64, error: &Error, language: Language) -> String {
    let busy;
    let refusal: &Refusal = match error {
        Error::Refused(refusal) => refusal,
        Error::Broken(cause) => {
            tracing::error!(doing = %cause.doing, cause = %cause.cause, "broken");
            busy = refuse::with(503, "api.websocket_handler.server_busy.app_error");
            &busy
        }
    };
    let message = language.error(&refusal.id, refusal.status, &refusal.about);
    let (id, status_code) = (&*refusal.id, refusal.status);
    let error = ErrorBody { id, message: &message, detailed_error: "", request_id: "", status_code };
    let mut reply = json!({"status": "FAIL", "error": error});
    if let (true, Value::Object(reply)) = (seq != 0, &mut reply) {
        reply.insert("seq_reply".into(), seq.into());
    }
    reply.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_told_from_garbage() {
        let read = Request::from_text(r#"{"seq":1,"action":"ping","data":null}"#).expect("a request");
        assert_eq!((read.seq, read.action.as_str()), (1, "ping"));
        for garbage in ["", "ping", "[1,\"ping\"]", "null", "{", r#"{"seq":"1"}"#, r#"{"data":[]}"#, r#"{"action":1}"#]
        {
            assert!(Request::from_text(garbage).is_none(), "{garbage}");
        }
    }

    #[test]
    fn messagepack_is_read_like_json() {
        let packed = rmp_serde::to_vec(&json!({"seq": 2, "action": "x", "data": {"a": "b"}})).expect("bytes");
        let read = Request::from_binary(&packed).expect("a request");
        assert_eq!((read.seq, read.action.as_str(), read.text("a")), (2, "x", "b"));
        assert!(Request::from_binary(&packed[..5]).is_none());
        assert!(Request::from_binary(b"garbage").is_none());
    }

    #[test]
    fn a_failure_names_its_request_when_it_had_a_number() {
        let reply: Value = serde_json::from_str(&fail(3, &invalid("x"), Language::English)).expect("JSON");
        assert_eq!((&reply["status"], &reply["seq_reply"]), (&json!("FAIL"), &json!(3)));
        assert_eq!(reply["error"]["id"], "api.websocket_handler.invalid_param.app_error");
        assert!(!fail(0, &invalid("x"), Language::English).contains("seq_reply"));
    }
}
