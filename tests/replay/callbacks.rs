//! What the server under test calls: hooks, commands and actions arrive here, on loopback.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, Method, Uri};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

use crate::normal::Normal;

/// A call as it came.
#[derive(Debug)]
pub struct Call {
    method: String,
    path: String,
    query: String,
    content_type: String,
    authorization: String,
    body: Bytes,
}

#[derive(Default)]
struct Heard {
    replies: HashMap<String, Value>,
    calls: Vec<Call>,
}

/// A server that answers what a step says, and remembers who called.
pub struct Callbacks {
    /// Where it is.
    pub url: String,
    heard: Arc<Mutex<Heard>>,
}

impl Callbacks {
    /// Starts one on a free port.
    pub async fn start() -> Callbacks {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("its address"));
        let heard = Arc::<Mutex<Heard>>::default();
        let router = axum::Router::new().fallback(hear).with_state(heard.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Callbacks { url, heard }
    }

    /// Says what a path answers from now on, and forgets who called before.
    pub fn answer(&self, path: &str, reply: Value) {
        let mut heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        heard.replies.insert(path.to_owned(), reply);
        heard.calls.clear();
    }

    /// Takes the calls, once there are `enough` of them or the time is over.
    pub async fn take(&self, enough: usize, within: Duration) -> Vec<Call> {
        let end = Instant::now() + within;
        let count = || self.heard.lock().unwrap_or_else(PoisonError::into_inner).calls.len();
        while Instant::now() < end && (enough == 0 || count() < enough) {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        if enough > 0 {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        std::mem::take(&mut self.heard.lock().unwrap_or_else(PoisonError::into_inner).calls)
    }
}

async fn hear(
    State(heard): State<Arc<Mutex<Heard>>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let call = Call {
        method: method.to_string(),
        path: uri.path().to_owned(),
        query: uri.query().unwrap_or_default().to_owned(),
        content_type: header("content-type"),
        authorization: header("authorization"),
        body,
    };
    let mut heard = heard.lock().unwrap_or_else(PoisonError::into_inner);
    heard.calls.push(call);
    reply(heard.replies.get(uri.path()).unwrap_or(&Value::Null))
}

fn reply(wanted: &Value) -> Response {
    let text = |name: &str| wanted[name].as_str();
    let status = wanted["status"].as_u64().and_then(|status| u16::try_from(status).ok()).unwrap_or(200);
    let (kind, body) = match (text("text"), text("blob")) {
        (Some(said), _) => (text("ct").unwrap_or("text/plain"), said.as_bytes().to_vec()),
        (None, Some(blob)) => (text("ct").unwrap_or("application/octet-stream"), crate::blobs::bytes(blob)),
        (None, None) => ("application/json", wanted.get("json").unwrap_or(&json!({})).to_string().into_bytes()),
    };
    let status = axum::http::StatusCode::from_u16(status).unwrap_or_default();
    (status, [("content-type", kind.to_owned())], body).into_response()
}

impl Call {
    /// What it carried: JSON, a form, or the query of a `GET`.
    pub fn body(&self) -> Value {
        let text = String::from_utf8_lossy(&self.body).into_owned();
        if self.content_type.contains("json") {
            return serde_json::from_str(&text).unwrap_or(Value::String(text));
        }
        match (self.content_type.contains("urlencoded"), self.method.as_str()) {
            (true, _) => form(&text),
            (false, "GET") => form(&self.query),
            _ => Value::String(text),
        }
    }

    /// The call as the recording writes it.
    pub fn shown(&self, normal: &Normal<'_>) -> Value {
        let kind = self.content_type.split(';').next().unwrap_or_default();
        let scheme = self.authorization.split(' ').next().unwrap_or_default();
        let query = if self.method == "GET" { "" } else { &self.query };
        normal.value(&json!({"method": self.method, "path": self.path, "query": query, "ct": kind, "auth": scheme,
                             "body": self.body()}))
    }
}

fn form(text: &str) -> Value {
    let mut members = Map::new();
    for (name, value) in form_urlencoded::parse(text.as_bytes()) {
        match members.get_mut(&*name) {
            None => drop(members.insert(name.into_owned(), value.into())),
            Some(Value::Array(values)) => values.push(value.into()),
            Some(one) => *one = Value::Array(vec![one.take(), value.into()]),
        }
    }
    Value::Object(members)
}
