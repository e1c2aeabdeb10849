use std::net::Ipv4Addr;
use std::path::Path;

use axum::Extension;
use axum::extract::WebSocketUpgrade;
use axum::extract::ws::{Message, WebSocket};
use axum::routing::{any, get};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::sync::Notify;
use tokio::task::JoinHandle;
use tokio_rustls::TlsConnector;

use super::*;
use crate::base::tls::{Names, Tls, TlsSettings};

/// A port that is open on loopback, and what its slow route waits for.
struct Open {
    address: SocketAddr,
    stop: CancellationToken,
    served: JoinHandle<()>,
    policy: PlainPolicy,
    home: TempDir,
    gate: Arc<Notify>,
    entered: Arc<Notify>,
}

async fn open(tls: bool) -> Open {
    let home = tempfile::tempdir().expect("a folder");
    let settings = TlsSettings { folder: home.path().to_owned(), own: None, only_tls13: false };
    let config = tls.then(|| Tls::open(&settings, &Names::new("ember", &[])).expect("tls").config());
    let listener = listen("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let (gate, entered) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let (policy, stop) = (PlainPolicy::default(), CancellationToken::new());
    let router = router(gate.clone(), entered.clone());
    let served = tokio::spawn(serve(listener, config, router, policy.clone(), stop.clone()));
    Open { address, stop, served, policy, home, gate, entered }
}

fn router(gate: Arc<Notify>, entered: Arc<Notify>) -> Router {
    let slow = move || async move {
        entered.notify_one();
        gate.notified().await;
        "finished"
    };
    Router::new()
        .route(
            "/peer",
            any(|Extension(peer): Extension<Peer>| async move {
                json!({ "ip": peer.ip, "secure": peer.secure, "loopback": peer.loopback }).to_string()
            }),
        )
        .route("/slow", get(slow))
        .route("/echo", get(|upgrade: WebSocketUpgrade| async { upgrade.on_upgrade(echo) }))
}

async fn echo(mut socket: WebSocket) {
    while let Some(Ok(Message::Text(text))) = socket.recv().await {
        if socket.send(Message::Text(text)).await.is_err() {
            return;
        }
    }
}

impl Open {
    async fn plain(&self) -> TcpStream {
        TcpStream::connect(self.address).await.expect("connected")
    }

    async fn secure(&self, alpn: &[u8]) -> tokio_rustls::client::TlsStream<TcpStream> {
        let name = ServerName::try_from("ember.local").expect("a name");
        let connector = TlsConnector::from(Arc::new(trusting(self.home.path(), alpn)));
        connector.connect(name, self.plain().await).await.expect("a session")
    }

    async fn stop(self) {
        self.stop.cancel();
        timeout(Duration::from_secs(5), self.served).await.expect("stops in time").expect("no panic");
    }
}

fn trusting(folder: &Path, alpn: &[u8]) -> ClientConfig {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_file(folder.join("ca.pem")).expect("ca.pem")).expect("a root");
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![alpn.to_vec()];
    config
}

/// Sends one request and reads to the end of the connection.
async fn ask(mut stream: impl AsyncRead + AsyncWrite + Unpin, request: &str) -> String {
    stream.write_all(request.as_bytes()).await.expect("asked");
    let mut answer = String::new();
    // A peer that closes without TLS's goodbye has still answered.
    let _ = stream.read_to_string(&mut answer).await;
    answer
}

fn body(answer: &str) -> Value {
    let (_, body) = answer.split_once("\r\n\r\n").expect("a body");
    serde_json::from_str(body).expect(body)
}

const PEER: &str = "GET /peer HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

#[tokio::test]
async fn the_same_port_speaks_plain_and_tls() {
    let port = open(true).await;
    let plain = ask(port.plain().await, PEER).await;
    assert_eq!(body(&plain), json!({ "ip": "127.0.0.1", "secure": false, "loopback": true }));
    let secure = ask(port.secure(b"http/1.1").await, PEER).await;
    assert_eq!(body(&secure), json!({ "ip": "127.0.0.1", "secure": true, "loopback": true }));
    port.stop().await;
}

#[tokio::test]
async fn http2_is_spoken_to_those_who_offer_it() {
    let port = open(true).await;
    let stream = port.secure(b"h2").await;
    assert_eq!(stream.get_ref().1.alpn_protocol(), Some(&b"h2"[..]));
    let (mut sender, connection) =
        hyper::client::conn::http2::handshake(TokioExecutor::new(), TokioIo::new(stream)).await.expect("http2");
    let connection = tokio::spawn(connection);
    let request = Request::get("https://ember.local/peer").body(Body::empty()).expect("a request");
    let answer = sender.send_request(request).await.expect("an answer");
    let answer = axum::body::to_bytes(Body::new(answer.into_body()), 1000).await.expect("a body");
    let peer: Value = serde_json::from_slice(&answer).expect("json");
    assert_eq!(
        peer,
        json!({ "ip": "127.0.0.1", "secure": true, "loopback": false }),
        "ember.local is no loopback name"
    );
    port.stop().await;
    drop(sender);
    connection.await.expect("no panic").expect("a clean end");
}

#[tokio::test]
async fn a_proxy_is_believed_once_it_is_trusted() {
    let port = open(true).await;
    let told = "GET /peer HTTP/1.1\r\nHost: chat.example\r\nX-Real-IP: 203.0.113.7\r\nX-Forwarded-Proto: https\r\nConnection: close\r\n\r\n";
    let before = body(&ask(port.plain().await, told).await);
    assert_eq!(before, json!({ "ip": "127.0.0.1", "secure": true, "loopback": false }));
    port.policy.trust(&["X-Real-IP".to_owned()]);
    let after = body(&ask(port.plain().await, told).await);
    assert_eq!(after, json!({ "ip": "203.0.113.7", "secure": true, "loopback": false }));
    port.stop().await;
}

#[tokio::test]
async fn a_websocket_is_upgraded_with_and_without_tls() {
    let port = open(true).await;
    speak_websocket(port.plain().await).await;
    speak_websocket(port.secure(b"http/1.1").await).await;
    port.stop().await;
}

async fn speak_websocket(mut stream: impl AsyncRead + AsyncWrite + Unpin) {
    let upgrade = "GET /echo HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
        Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    stream.write_all(upgrade.as_bytes()).await.expect("asked");
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.expect("an answer"));
    }
    assert!(head.starts_with(b"HTTP/1.1 101"), "{}", String::from_utf8_lossy(&head));
    // A text frame of two letters, masked with zeros, as a client must; the echo comes back unmasked.
    stream.write_all(b"\x81\x82\0\0\0\0hi").await.expect("sent");
    let mut echoed = [0; 4];
    stream.read_exact(&mut echoed).await.expect("echoed");
    assert_eq!(&echoed, b"\x81\x02hi");
}

#[tokio::test]
async fn without_certificates_everybody_is_served_in_the_clear() {
    let port = open(false).await;
    assert_eq!(body(&ask(port.plain().await, PEER).await)["secure"], json!(false));
    // A TLS greeting is then only a bad request.
    let answer = ask(port.plain().await, "\x16\x03\x01\x00\r\n\r\n").await;
    assert!(answer.starts_with("HTTP/1.1 400"), "{answer}");
    port.stop().await;
}

fn stranger(method: &str, host: Option<&str>, path: &str) -> Response<Body> {
    let mut request = Request::builder().method(method).uri(path);
    if let Some(host) = host {
        request = request.header(header::HOST, host);
    }
    let here = Some(SocketAddr::from((Ipv4Addr::new(192, 168, 1, 7), 8065)));
    lead_to_https(&request.body(()).expect("a request").into_parts().0, here)
}

#[test]
fn a_stranger_who_reads_is_led_to_https() {
    for (method, host, path, location) in [
        ("GET", Some("ember.local:8065"), "/town/channels/a?b=c", "https://ember.local:8065/town/channels/a?b=c"),
        ("HEAD", Some("ember.local"), "/", "https://ember.local/"),
        ("GET", None, "/a", "https://192.168.1.7:8065/a"),
        ("GET", Some("me@evil.example"), "/a", "https://192.168.1.7:8065/a"),
        ("GET", Some("evil.example/x"), "/a", "https://192.168.1.7:8065/a"),
        ("GET", Some("ember.local"), "//evil.example", "https://ember.local//evil.example"),
    ] {
        let answer = stranger(method, host, path);
        assert_eq!(answer.status(), StatusCode::TEMPORARY_REDIRECT, "{method} {path}");
        assert_eq!(answer.headers()[header::LOCATION], location);
    }
}

#[tokio::test]
async fn a_stranger_who_writes_is_refused() {
    for method in ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"] {
        let answer = stranger(method, Some("ember.local"), "/api/v4/posts");
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "{method}");
        let body = axum::body::to_bytes(answer.into_body(), 1000).await.expect("a body");
        let body: Value = serde_json::from_slice(&body).expect("json");
        assert_eq!(body["status_code"], 400);
        assert_eq!(body["detailed_error"], "");
        assert!(body["id"].is_string() && body["message"].is_string() && body["request_id"].is_string(), "{body}");
    }
}

#[tokio::test]
async fn an_answer_in_flight_is_finished_and_idle_connections_do_not_hold_the_stop() {
    let port = open(true).await;
    let silent = port.plain().await;
    let shaken = port.secure(b"http/1.1").await;
    let mut kept = port.plain().await;
    kept.write_all(b"GET /peer HTTP/1.1\r\nHost: localhost\r\n\r\n").await.expect("asked");
    kept.read_u8().await.expect("answered, and kept open");
    let slow = "GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n";
    let slow = tokio::spawn(ask(port.plain().await, slow));
    port.entered.notified().await;

    port.stop.cancel();
    port.gate.notify_one();
    assert!(slow.await.expect("no panic").ends_with("finished"));
    port.stop().await;
    drop((silent, shaken, kept));
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_never_ends_is_cut_off() {
    let port = open(false).await;
    let slow = tokio::spawn(ask(port.plain().await, "GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n"));
    port.entered.notified().await;
    port.stop.cancel();
    port.served.await.expect("stops");
    assert_eq!(slow.await.expect("no panic"), "");
}
