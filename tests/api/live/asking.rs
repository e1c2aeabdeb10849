//! What a client asks, and frames that are none.

use kit::{json, town};
use tokio_tungstenite::tungstenite::Message;

#[tokio::test]
async fn a_ping_is_answered_with_the_time() {
    let town = town().await;
    town.amy.listens().await;
    let pong = town.amy.says("ping", json!({})).await;
    assert_eq!(pong["status"], "OK");
    assert_eq!((&pong["data"]["text"], &pong["data"]["node_id"]), (&json!("pong"), &json!("")));
    assert_eq!(pong["data"]["version"], "11.6.0");
    assert!(pong["data"]["server_time"].as_i64().is_some_and(|time| time > 1_600_000_000_000));
}

#[tokio::test]
async fn what_cannot_be_done_is_refused_by_name() {
    let town = town().await;
    town.amy.listens().await;
    let invalid = "api.websocket_handler.invalid_param.app_error";
    for (action, data, id) in [
        ("", json!({}), "api.web_socket_router.no_action.app_error"),
        ("no_such_action", json!({}), "api.web_socket_router.bad_action.app_error"),
        ("user_typing", json!({}), invalid),
        ("user_typing", json!({"channel_id": 5}), invalid),
        ("user_typing", json!({"channel_id": "unknownunknownunknownunkno"}), invalid),
        ("user_update_active_status", json!({}), invalid),
        ("get_statuses_by_ids", json!({}), invalid),
        ("get_statuses_by_ids", json!({"user_ids": []}), invalid),
        ("get_statuses_by_ids", json!({"user_ids": "x"}), invalid),
    ] {
        let reply = town.amy.says(action, data.clone()).await;
        assert_eq!((&reply["status"], &reply["error"]["id"]), (&json!("FAIL"), &json!(id)), "{action} {data}");
    }
}

#[tokio::test]
async fn presence_is_told_by_word() {
    let town = town().await;
    town.amy.listens().await;
    let asked = json!({"user_ids": [town.amy.id, town.mallory.id]});
    let words = town.amy.says("get_statuses_by_ids", asked).await["data"].clone();
    assert_eq!((&words[&town.amy.id], &words[&town.mallory.id]), (&json!("online"), &json!("offline")));
    assert_eq!(town.amy.says("get_statuses", json!({})).await["data"][&town.amy.id], "online");
    for (action, data) in [
        ("user_update_active_status", json!({"user_is_active": true, "manual": false})),
        ("presence", json!({"channel_id": town.channel.id()})),
        ("posted_notify_ack", json!({"post_id": "x", "status": "success"})),
    ] {
        assert_eq!(town.amy.says(action, data).await["status"], "OK", "{action}");
    }
}

#[tokio::test]
async fn garbage_ends_the_socket_and_nothing_else() {
    let town = town().await;
    town.bob.listens().await;
    for garbage in ["", "hello", "[]", "null", "{\"seq\":\"one\"}", "{"] {
        town.amy.listens().await;
        town.amy.sends(Message::text(garbage)).await;
        town.amy.is_hung_up_on().await;
    }
    town.amy.listens().await;
    town.amy.sends(Message::binary(vec![0xc1; 64])).await;
    town.amy.is_hung_up_on().await;
    town.amy.posts("still here").await.created();
    assert_eq!(town.bob.hears("posted").await.post()["message"], "still here");
}

#[tokio::test]
async fn a_frame_of_ten_megabytes_ends_the_socket() {
    let town = town().await;
    for size in [8_193, 10 * 1024 * 1024] {
        let hello = town.amy.listens().await;
        assert_eq!(hello.seq(), 0);
        town.amy.tries_to_send(Message::text("x".repeat(size))).await;
        town.amy.is_hung_up_on().await;
    }
    town.amy.listens().await;
    let padded = json!({"seq": 1, "action": "ping", "data": {"x": "x".repeat(8_000)}}).to_string();
    town.amy.sends(Message::text(padded)).await;
    town.amy.hears_no("hello").await;
}
