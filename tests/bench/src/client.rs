//! One person's connections: a keep-alive HTTP/1.1 connection and a websocket.

use std::net::SocketAddr;

use anyhow::{Context, Result, bail};
use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::{Method, Request, client::conn::http1, header};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpStream;
use tokio_tungstenite::{WebSocketStream, client_async, tungstenite::client::IntoClientRequest};

pub type Socket = WebSocketStream<TcpStream>;

/// A keep-alive connection that speaks for one session.
pub struct Client {
    sender: http1::SendRequest<Full<Bytes>>,
    address: SocketAddr,
    token: String,
}

impl Client {
    /// Connects; an empty `token` speaks for nobody.
    pub async fn connect(address: SocketAddr, token: &str) -> Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        Ok(Self { sender, address, token: token.to_owned() })
    }

    /// The body of a successful answer to GET /api/v4 + `path`.
    pub async fn get(&mut self, path: &str) -> Result<Bytes> {
        Ok(self.send(Method::GET, path, Bytes::new()).await?.1)
    }

    /// The JSON of a successful answer to POST /api/v4 + `path`.
    pub async fn post(&mut self, path: &str, body: &Value) -> Result<Value> {
        let (_, answer) = self.send(Method::POST, path, body.to_string().into()).await?;
        Ok(serde_json::from_slice(&answer)?)
    }

    /// Logs in; this connection speaks for that session from now on. Returns its token.
    pub async fn log_in(&mut self, name: &str, password: &str) -> Result<String> {
        let body = serde_json::json!({ "login_id": name, "password": password }).to_string();
        let (token, _) = self.send(Method::POST, "/users/login", body.into()).await?;
        self.token = token.context("no Token header after login")?;
        Ok(self.token.clone())
    }

    /// The id of the person whose session it is.
    pub async fn me(&mut self) -> Result<String> {
        let me: Value = serde_json::from_slice(&self.get("/users/me").await?)?;
        Ok(me["id"].as_str().context("/users/me: no id")?.to_owned())
    }

    async fn send(&mut self, method: Method, path: &str, body: Bytes) -> Result<(Option<String>, Bytes)> {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("/api/v4{path}"))
            .header(header::HOST, self.address.to_string())
            .header(header::CONTENT_TYPE, "application/json");
        if !self.token.is_empty() {
            request = request.header(header::AUTHORIZATION, format!("Bearer {}", self.token));
        }
        self.sender.ready().await?;
        let answer = self.sender.send_request(request.body(Full::new(body))?).await?;
        let status = answer.status();
        let token = answer.headers().get("token").and_then(|value| value.to_str().ok()).map(str::to_owned);
        let body = answer.into_body().collect().await?.to_bytes();
        if !status.is_success() {
            bail!("{path}: {status} {}", String::from_utf8_lossy(&body));
        }
        Ok((token, body))
    }
}

/// A websocket of the session that `token` names.
pub async fn open_socket(address: SocketAddr, token: &str) -> Result<Socket> {
    let mut request = format!("ws://{address}/api/v4/websocket").into_client_request()?;
    request.headers_mut().insert(header::AUTHORIZATION, format!("Bearer {token}").parse()?);
    let stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    Ok(client_async(request, stream).await?.0)
}
