//! A websocket, and what was heard on it.

use std::collections::VecDeque;
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};

/// Long enough for any machine: a story that waits this long has failed.
const PATIENCE: Duration = Duration::from_secs(20);

/// An event as it came.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact(pub Value);

impl Fact {
    /// Its name.
    pub fn name(&self) -> &str {
        self.0["event"].as_str().unwrap_or_default()
    }

    /// Its data.
    pub fn data(&self) -> &Value {
        &self.0["data"]
    }

    /// To whom it went.
    pub fn broadcast(&self) -> &Value {
        &self.0["broadcast"]
    }

    /// Its number on this connection.
    pub fn seq(&self) -> i64 {
        self.0["seq"].as_i64().unwrap_or(-1)
    }

    /// A member of the data that is JSON inside a string, opened.
    pub fn inside(&self, name: &str) -> Value {
        let text = self.data()[name].as_str().unwrap_or_else(|| panic!("no text {name} in {}", self.0));
        serde_json::from_str(text).unwrap_or_else(|error| panic!("{error} in {text}"))
    }

    /// The post that it tells of.
    pub fn post(&self) -> Value {
        self.inside("post")
    }
}

/// An open websocket.
pub(crate) struct Ear {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    unheard: VecDeque<Fact>,
    asked: i64,
    hello: Fact,
}

impl Ear {
    /// Connects with a session's token, and waits for the `hello`.
    pub(crate) async fn open(url: &str, token: &str) -> Ear {
        let mut ear = Ear::reopen(url, token).await;
        ear.hello = ear.next("hello").await;
        ear
    }

    /// Connects with a session's token, and waits for nothing: a connection that goes on says no hello.
    pub(crate) async fn reopen(url: &str, token: &str) -> Ear {
        let mut request = url.into_client_request().expect("a websocket's address");
        let bearer = format!("Bearer {token}").parse().expect("a token");
        request.headers_mut().insert("authorization", bearer);
        let connected = tokio::time::timeout(PATIENCE, tokio_tungstenite::connect_async(request)).await;
        let (socket, _) = connected.expect("a websocket in time").unwrap_or_else(|error| panic!("{url}: {error}"));
        Ear { socket, unheard: VecDeque::new(), asked: 0, hello: Fact(Value::Null) }
    }

    /// Cuts the wire without a goodbye, and waits until the server has noticed.
    pub(crate) async fn cut(mut self) {
        let wire = self.socket.get_mut();
        let _ = wire.shutdown().await;
        let _ = tokio::time::timeout(PATIENCE, tokio::io::copy(wire, &mut tokio::io::sink())).await;
    }

    /// The `hello` that the connection began with.
    pub(crate) fn hello(&self) -> &Fact {
        &self.hello
    }

    /// The first unheard event of that name. Events of other names stay unheard.
    pub(crate) async fn next(&mut self, name: &str) -> Fact {
        loop {
            if let Some(at) = self.unheard.iter().position(|fact| fact.name() == name) {
                return self.unheard.remove(at).expect("it was just seen");
            }
            let waiting = format!("{name}; unheard are {:?}", self.names());
            let frame = self.read(&waiting).await.unwrap_or_else(|| panic!("the socket closed before {waiting}"));
            self.keep(frame);
        }
    }

    /// Asks the server something, and answers its reply.
    pub(crate) async fn ask(&mut self, action: &str, data: Value) -> Value {
        self.asked += 1;
        let seq = self.asked;
        self.send(Message::text(json!({"seq": seq, "action": action, "data": data}).to_string())).await;
        loop {
            let waiting = format!("the reply to {action}");
            let frame = self.read(&waiting).await.unwrap_or_else(|| panic!("the socket closed before {waiting}"));
            if frame["seq_reply"] == seq {
                return frame;
            }
            self.keep(frame);
        }
    }

    /// Everything that was sent before now and not heard yet.
    ///
    /// No waiting decides it: the server answers a ping on the same connection, behind the events that were on their
    /// way to it. And the events of an answered request were on their way: a transaction tells its facts after the
    /// commit and *before* its caller is answered, and a fact is put into the sockets' queues by the one who tells it.
    pub(crate) async fn rest(&mut self) -> Vec<Fact> {
        self.ask("ping", json!({})).await;
        self.unheard.drain(..).collect()
    }

    /// Sends a frame as it is. A server that hangs up meanwhile is noticed by who reads.
    pub(crate) async fn send(&mut self, message: Message) {
        let _ = self.socket.send(message).await;
    }

    /// Sends a frame that the server may refuse to read to its end.
    pub(crate) async fn try_to_send(&mut self, message: Message) {
        let _ = self.socket.send(message).await;
    }

    /// Everything that still arrives until the wire ends.
    pub(crate) async fn drain(&mut self) -> Vec<Fact> {
        while let Ok(Some(Ok(frame))) = tokio::time::timeout(PATIENCE, self.socket.next()).await {
            if let Message::Text(text) = frame {
                self.keep(serde_json::from_str(&text).unwrap_or_default());
            }
        }
        self.unheard.drain(..).collect()
    }

    /// Waits until the server closes; whether it said so with a close frame.
    pub(crate) async fn closed_politely(&mut self) -> bool {
        loop {
            match tokio::time::timeout(PATIENCE, self.socket.next()).await.expect("a close in time") {
                Some(Ok(Message::Close(_))) => return true,
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return false,
            }
        }
    }

    /// Waits until the server closes; answers the code of its close frame, if it sent one.
    pub(crate) async fn closed(&mut self) -> Option<u16> {
        loop {
            match tokio::time::timeout(PATIENCE, self.socket.next()).await.expect("a close in time") {
                Some(Ok(Message::Close(frame))) => return frame.map(|frame| frame.code.into()),
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return None,
            }
        }
    }

    async fn read(&mut self, waiting: &str) -> Option<Value> {
        loop {
            let next = tokio::time::timeout(PATIENCE, self.socket.next()).await;
            match next.unwrap_or_else(|_| panic!("waited in vain for {waiting}"))? {
                Ok(Message::Text(text)) => {
                    return Some(serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}")));
                }
                Ok(Message::Close(_)) | Err(Error::ConnectionClosed | Error::AlreadyClosed) => return None,
                Ok(_) => {}
                Err(error) => panic!("waiting for {waiting}: {error}"),
            }
        }
    }

    fn keep(&mut self, frame: Value) {
        if frame["event"].is_string() {
            self.unheard.push_back(Fact(frame));
        }
    }

    fn names(&self) -> Vec<&str> {
        self.unheard.iter().map(Fact::name).collect()
    }
}
