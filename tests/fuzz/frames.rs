//! Frames that no client sends.

use futures_util::{SinkExt, StreamExt};
use kit::Person;
use serde_json::json;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;

use crate::dice::Dice;

const ACTIONS: &[&str] = &[
    "ping",
    "user_typing",
    "get_statuses",
    "get_statuses_by_ids",
    "authentication_challenge",
    "presence",
    "posted_ack",
    "user_update_active_status",
    "",
    "x",
];

fn frame(dice: &mut Dice, ids: &[String]) -> Message {
    let whole = |dice: &mut Dice| {
        let data = json!({"channel_id": dice.one_of(ids), "user_ids": dice.value(1), "token": dice.text(), "x": dice.value(2)});
        let data = if dice.happens(50) { dice.mutated(&data) } else { data };
        json!({"seq": dice.below(100), "action": dice.one_of(ACTIONS), "data": data})
    };
    match dice.below(6) {
        0 => Message::text(dice.text()),
        1 => Message::binary(dice.text().into_bytes()),
        2 => Message::Ping(dice.text().chars().take(20).collect::<String>().into_bytes().into()),
        3 => Message::text(dice.value(3).to_string()),
        4 => {
            let value = whole(dice);
            Message::text(dice.mutated(&value).to_string())
        }
        _ => Message::text(whole(dice).to_string()),
    }
}

/// Opens a socket, sends some frames, and says whether another socket still opens and is greeted, if the person is still
/// somebody here.
pub async fn sent_to(person: &Person, dice: &mut Dice, ids: &[String]) -> Result<(), String> {
    if let Some(mut socket) = open(person).await {
        for _ in 0..dice.below(30) {
            if socket.send(frame(dice, ids)).await.is_err() {
                break;
            }
        }
        let _ = socket.close(None).await;
    }
    let mut socket = open(person).await.ok_or("a socket was not opened any more")?;
    let greeting = tokio::time::timeout(std::time::Duration::from_secs(20), socket.next()).await;
    let greeted = matches!(greeting, Ok(Some(Ok(Message::Text(text)))) if text.contains("hello"));
    let is_gone = !greeted && person.get("/users/me").await.status() == 401;
    if greeted || is_gone { Ok(()) } else { Err("a socket was not greeted any more".to_owned()) }
}

async fn open(
    person: &Person,
) -> Option<tokio_tungstenite::WebSocketStream<tokio_tungstenite::MaybeTlsStream<tokio::net::TcpStream>>> {
    let url = format!("{}/api/v4/websocket", person.url().replacen("http", "ws", 1));
    let mut request = url.into_client_request().ok()?;
    request.headers_mut().insert("authorization", format!("Bearer {}", person.token).parse().ok()?);
    tokio_tungstenite::connect_async(request).await.ok().map(|(socket, _)| socket)
}
