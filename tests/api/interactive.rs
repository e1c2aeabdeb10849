//! Buttons and dialogs.

use kit::json;

use super::hooks::{service, town_of_machines};

#[tokio::test]
async fn a_press_calls_the_server_behind_the_button_which_changes_the_post() {
    let town = town_of_machines().await;
    let (url, mut asked) = service(json!({"update": {"message": "done"}, "ephemeral_text": "thanks"})).await;
    let button = json!({"id": "go", "name": "Go", "integration": {"url": url, "context": {"secret": 7}}});
    let props = json!({"attachments": [{"text": "press", "actions": [button]}]});
    let body = json!({"channel_id": town.channel.id(), "message": "well?", "props": props});
    town.bob.listens().await;
    let post = town.amy.post("/posts", body).await.created();
    let heard = town.bob.hears("posted").await.post();
    let read = town.bob.get(&format!("/posts/{}", post.id())).await.ok();
    for shown in [&*post, &heard, &*read] {
        let action = &shown["props"]["attachments"][0]["actions"][0];
        assert!(action["name"] == "Go" && action.get("integration").is_none(), "{action}");
    }
    let path = format!("/posts/{}/actions/go", post.id());
    town.mallory.post(&path, json!({})).await.refused(403, "api.context.permissions.app_error");
    town.bob.post(&path, json!({})).await.ok();
    assert!(asked.recv().await.expect("a call").contains("\"secret\":7"));
    assert_eq!(town.bob.hears("ephemeral_message").await.post()["message"], "thanks");
    assert_eq!(town.bob.get(&format!("/posts/{}", post.id())).await.ok()["message"], "done");
}

#[tokio::test]
async fn a_dialog_opens_for_whoever_pressed_and_nobody_else() {
    let town = town_of_machines().await;
    let (url, mut asked) = service(json!({})).await;
    let button = json!({"id": "go", "name": "Go", "integration": {"url": url}});
    let props = json!({"attachments": [{"actions": [button]}]});
    let body = json!({"channel_id": town.channel.id(), "message": "", "props": props});
    let post = town.amy.post("/posts", body).await.created();
    town.bob.listens().await;
    town.bob.post(&format!("/posts/{}/actions/go", post.id()), json!({})).await.ok();
    let request = asked.recv().await.expect("a call");
    let trigger = request.split("\"trigger_id\":\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a trigger");
    let dialog = json!({"trigger_id": trigger, "url": url, "dialog": {"title": "Name", "elements": []}});
    town.stranger.post("/actions/dialogs/open", dialog.clone()).await.ok();
    assert!(town.bob.hears("open_dialog").await.data()["dialog"].as_str().is_some_and(|text| text.contains("Name")));
    let mut forged = dialog;
    forged["trigger_id"] = json!("Zm9yZ2Vk");
    let refused = town.stranger.post("/actions/dialogs/open", forged).await;
    refused.refused(400, "interactive_message.decode_trigger_id.signature_failed");
}
