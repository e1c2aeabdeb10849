//! A websocket that is watched while steps run.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use futures_util::stream::{SplitSink, SplitStream};
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::task::JoinHandle;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};

type Stream = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// What a socket heard.
#[derive(Default)]
pub struct Heard {
    pub events: Vec<Value>,
    /// By the number of the question; 0 for what answers no number.
    pub replies: HashMap<i64, Value>,
    pub last: Option<Instant>,
    pub closed: bool,
}

/// A socket, or the memory of one that could not be opened: it hears nothing, and the steps go on.
pub struct Sock {
    heard: Arc<Mutex<Heard>>,
    sink: Option<SplitSink<Stream, Message>>,
    reader: Option<JoinHandle<()>>,
    asked: i64,
}

impl Sock {
    /// Opens a socket; a server that refuses it answers its status, or 0.
    pub async fn open(site: &str, query: &str, token: Option<&str>) -> Result<Sock, u16> {
        let url = format!("{}/api/v4/websocket{query}", site.replacen("http", "ws", 1));
        let mut request = url.into_client_request().map_err(|_| 0_u16)?;
        if let Some(token) = token {
            request.headers_mut().insert("authorization", format!("Bearer {token}").parse().map_err(|_| 0_u16)?);
        }
        let (stream, _) = tokio_tungstenite::connect_async(request).await.map_err(|error| match error {
            Error::Http(answer) => answer.status().as_u16(),
            _ => 0,
        })?;
        let (sink, stream) = stream.split();
        let heard = Arc::<Mutex<Heard>>::default();
        heard.lock().unwrap_or_else(PoisonError::into_inner).last = Some(Instant::now());
        let reader = tokio::spawn(read(stream, heard.clone()));
        Ok(Sock { heard, sink: Some(sink), reader: Some(reader), asked: 0 })
    }

    /// Stands for a socket that could not be opened.
    pub fn dead() -> Sock {
        Sock { heard: Arc::default(), sink: None, reader: None, asked: 0 }
    }

    /// Whether it could not be opened.
    pub fn is_dead(&self) -> bool {
        self.sink.is_none()
    }

    /// What it heard and nobody took yet.
    pub fn heard(&self) -> MutexGuard<'_, Heard> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes the events.
    pub fn drain(&self) -> Vec<Value> {
        std::mem::take(&mut self.heard().events)
    }

    /// Waits until something is so, or the time is over.
    pub async fn wait(&self, seconds: f64, is_so: impl Fn(&Heard) -> bool) {
        let end = Instant::now() + Duration::from_secs_f64(seconds);
        while Instant::now() < end && !is_so(&self.heard()) {
            tokio::time::sleep(Duration::from_millis(4)).await;
        }
    }

    /// Waits for the `hello`.
    pub async fn greeted(&self, seconds: f64) {
        self.wait(seconds, |heard| heard.closed || heard.events.iter().any(|event| event["event"] == "hello")).await;
    }

    /// Asks something, or sends a frame as it is; answers the reply, if one comes.
    pub async fn ask(&mut self, action: &str, data: Value, raw: Option<&str>, seconds: f64) -> Option<Value> {
        self.asked += 1;
        let seq = self.asked;
        let frame = json!({"seq": seq, "action": action, "data": data}).to_string();
        let frame = raw.map_or(frame, str::to_owned);
        self.sink.as_mut()?.send(Message::text(frame)).await.ok()?;
        let answered = |heard: &Heard| heard.replies.contains_key(&seq) || heard.replies.contains_key(&0);
        self.wait(seconds, |heard| heard.closed || answered(heard)).await;
        let mut heard = self.heard();
        heard.replies.remove(&seq).or_else(|| heard.replies.remove(&0))
    }

    /// Says goodbye.
    pub async fn close(mut self) {
        if let Some(mut sink) = self.sink.take() {
            let _ = sink.close().await;
        }
        if let Some(reader) = self.reader.take() {
            let _ = tokio::time::timeout(Duration::from_millis(200), reader).await;
        }
    }
}

async fn read(mut stream: SplitStream<Stream>, heard: Arc<Mutex<Heard>>) {
    while let Some(Ok(frame)) = stream.next().await {
        let Message::Text(text) = frame else { continue };
        let value = serde_json::from_str::<Value>(&text).unwrap_or_else(|_| json!({"event": "$unparsable"}));
        let mut heard = heard.lock().unwrap_or_else(PoisonError::into_inner);
        heard.last = Some(Instant::now());
        match value["seq_reply"].as_i64() {
            Some(seq) => drop(heard.replies.insert(seq, value)),
            None if value.get("event").is_some() => heard.events.push(value),
            None => drop(heard.replies.entry(0).or_insert(value)),
        }
    }
    heard.lock().unwrap_or_else(PoisonError::into_inner).closed = true;
}
