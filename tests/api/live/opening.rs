//! How a socket begins.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use hearth::outlets::live::Limits;
use kit::{Town, Value, json, town};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// A socket with these headers and nothing else.
async fn open(town: &Town, query: &str, headers: &[(&'static str, &str)]) -> Result<Socket, Error> {
    let url = format!("{}/api/v4/websocket{query}", town.url().replacen("http", "ws", 1));
    let mut request = url.into_client_request().expect("an address");
    for (name, value) in headers {
        request.headers_mut().insert(*name, value.parse().expect("a header"));
    }
    Ok(connect_async(request).await?.0)
}

/// The next text frame; nothing when the socket closes.
async fn read(socket: &mut Socket) -> Option<Value> {
    loop {
        match socket.next().await? {
            Ok(Message::Text(text)) => return serde_json::from_str(&text).ok(),
            Ok(Message::Close(_)) | Err(_) => return None,
            Ok(_) => {}
        }
    }
}

async fn challenge(socket: &mut Socket, token: &str) {
    let frame = json!({"seq": 1, "action": "authentication_challenge", "data": {"token": token}});
    socket.send(Message::text(frame.to_string())).await.expect("a sent frame");
}

#[tokio::test]
async fn hello_comes_first_and_names_the_connection() {
    let town = town().await;
    let hello = town.amy.listens().await;
    assert_eq!(hello.seq(), 0);
    assert_eq!(hello.broadcast()["user_id"], town.amy.id.as_str());
    assert_eq!(super::connection(&hello).len(), 26);
    assert!(hello.data()["server_version"].as_str().is_some_and(|version| version.starts_with("11.6.0.")));
    assert!(hello.data()["server_hostname"].is_string());
}

#[tokio::test]
async fn cookies_and_headers_let_in() {
    let town = town().await;
    let token = &town.amy.token;
    for (name, value) in [
        ("cookie", format!("MMAUTHTOKEN={token}")),
        ("authorization", format!("BEARER {token}")),
        ("authorization", format!("token {token}")),
    ] {
        let mut socket = open(&town, "", &[(name, &value)]).await.expect("a socket");
        assert_eq!(read(&mut socket).await.expect("a frame")["event"], "hello", "{name}");
    }
}

#[tokio::test]
async fn a_challenge_is_answered_and_then_hello_comes() {
    let town = town().await;
    let mut socket = open(&town, "", &[]).await.expect("a socket");
    challenge(&mut socket, &town.amy.token).await;
    assert_eq!(read(&mut socket).await, Some(json!({"status": "OK", "seq_reply": 1})));
    assert_eq!(read(&mut socket).await.expect("a frame")["event"], "hello");
}

#[tokio::test]
async fn who_is_known_already_is_answered_without_a_second_hello() {
    let town = town().await;
    town.amy.listens().await;
    let data = json!({"token": town.amy.token});
    assert_eq!(town.amy.says("authentication_challenge", data).await["status"], "OK");
    town.amy.hears_no("hello").await;
}

#[tokio::test]
async fn strangers_are_not_kept() {
    let town = town().await;
    let mut socket = open(&town, "", &[("authorization", "Bearer nonsense")]).await.expect("a socket");
    challenge(&mut socket, "nonsense").await;
    assert_eq!(read(&mut socket).await, None, "a bad token");
    town.app().keep(Limits { challenge: Duration::ZERO, ..Limits::default() });
    let mut socket = open(&town, "", &[]).await.expect("a socket");
    assert_eq!(read(&mut socket).await, None, "no challenge in time");
}

#[tokio::test]
async fn pages_of_strangers_are_refused() {
    let town = town().await;
    let cookie = format!("MMAUTHTOKEN={}", town.amy.token);
    let own = town.url();
    for (origin, status) in [(own.as_str(), 101), ("http://evil.example", 400), ("null", 400)] {
        match open(&town, "", &[("cookie", &cookie), ("origin", origin)]).await {
            Ok(_) => assert_eq!(status, 101, "{origin}"),
            Err(Error::Http(answer)) => {
                assert_eq!(answer.status().as_u16(), status, "{origin}");
                let body: Value = serde_json::from_slice(answer.body().as_ref().expect("a body")).expect("JSON");
                assert_eq!(body["id"], "api.web_socket.connect.upgrade.app_error");
            }
            Err(error) => panic!("{origin}: {error}"),
        }
    }
    let asked = town.amy.get("/websocket").await;
    asked.refused(400, "api.web_socket.connect.upgrade.app_error");
}

#[tokio::test]
async fn a_wish_that_makes_no_sense_is_hung_up_on() {
    let town = town().await;
    let bearer = format!("Bearer {}", town.amy.token);
    for query in ["?connection_id=x&sequence_number=1", "?connection_id=unknownunknownunknownunkno", "?connection_id=x"]
    {
        let mut socket = open(&town, query, &[("authorization", &bearer)]).await.expect("a socket");
        assert_eq!(read(&mut socket).await, None, "{query}");
    }
    for query in ["?connection_id=&sequence_number=0", "?connection_id=unknownunknownunknownunkno&sequence_number=5"] {
        let mut socket = open(&town, query, &[("authorization", &bearer)]).await.expect("a socket");
        assert_eq!(read(&mut socket).await.expect("a frame")["seq"], 0, "{query}");
    }
}
