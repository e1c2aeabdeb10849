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

/// The JSON that a request brought.
fn sent(request: &str) -> kit::Value {
    serde_json::from_str(request.split("\r\n\r\n").nth(1).expect("a body")).expect("JSON")
}

/// What is sent from a dialog's window.
fn filled(town: &kit::Town, url: &str, facts: kit::Value) -> kit::Value {
    let mut given = json!({"url": url, "callback_id": "wood", "state": "first", "channel_id": town.channel.id(),
        "team_id": town.team.id(), "submission": {"kind": "oak", "size": ""}});
    given.as_object_mut().expect("an object").extend(facts.as_object().cloned().unwrap_or_default());
    given
}

#[tokio::test]
async fn a_choice_in_a_dialog_brings_another_form() {
    let town = town_of_machines().await;
    let choices = json!([{"text": "Oak", "value": "oak"}]);
    let kind = json!({"display_name": "Kind", "name": "kind", "type": "select", "refresh": true, "options": choices});
    let form = json!({"title": "Wood", "state": "second", "source_url": "http://127.0.0.1/again", "elements": [kind]});
    let (url, mut asked) = service(json!({"type": "form", "form": form})).await;
    let chosen = json!({"kind": "oak", "size": "", "selected_field": "kind"});
    let facts = json!({"type": "refresh", "submission": chosen});
    let answer = town.bob.post("/actions/dialogs/submit", filled(&town, &url, facts)).await.ok();
    let told = sent(&asked.recv().await.expect("a call"));
    assert_eq!((&told["type"], &told["submission"], &told["state"]), (&json!("refresh"), &chosen, &json!("first")));
    assert_eq!((&told["user_id"], &told["callback_id"]), (&json!(town.bob.id), &json!("wood")));
    assert!(told.get("url").is_none(), "{told}");
    let given = &answer["form"];
    assert_eq!(
        (&answer["type"], &given["state"], &given["source_url"]),
        (&json!("form"), &form["state"], &form["source_url"])
    );
    assert_eq!((&given["elements"][0]["refresh"], &given["elements"][0]["options"]), (&json!(true), &choices));

    let nobody_asks = filled(&town, &url, json!({"type": "refresh"}));
    town.mallory.post("/actions/dialogs/submit", nobody_asks).await.refused(403, "api.context.permissions.app_error");
}

#[tokio::test]
async fn a_program_is_told_what_a_form_is_sent_for_and_answers_what_can_be_shown() {
    let town = town_of_machines().await;
    let (url, mut asked) = service(json!({"type": "ok"})).await;
    for (facts, occasion) in [
        (json!({}), "dialog_submission"),
        (json!({"type": "dialog_submission"}), "dialog_submission"),
        (json!({"type": "invented"}), "dialog_submission"),
        (json!({"type": "refresh"}), "refresh"),
        (json!({"type": "refresh", "cancelled": true}), "dialog_cancelled"),
    ] {
        let answer = town.bob.post("/actions/dialogs/submit", filled(&town, &url, facts)).await.ok();
        assert_eq!(answer.value(), json!({"type": "ok"}));
        assert_eq!(sent(&asked.recv().await.expect("a call"))["type"], occasion);
    }
    for nonsense in [json!({"type": "invented"}), json!({"type": "form"})] {
        let (url, _asked) = service(nonsense).await;
        let answer = town.bob.post("/actions/dialogs/submit", filled(&town, &url, json!({}))).await;
        answer.refused(400, "app.submit_interactive_dialog.invalid_response");
    }
}

fn button_of(post: &kit::Value) -> kit::Value {
    post["props"]["attachments"][0]["actions"][0].clone()
}

#[tokio::test]
async fn a_button_that_only_one_person_sees_works_for_them_alone() {
    let town = town_of_machines().await;
    let (last, mut asked_last) = service(json!({"update": {"message": "closed"}})).await;
    let again = json!({"id": "again", "name": "Again", "integration": {"url": last, "context": {"turn": 2}}});
    let props = json!({"attachments": [{"actions": [again]}], "override_username": "mallory"});
    let (first, mut asked_first) =
        service(json!({"update": {"message": "done", "props": props}, "ephemeral_text": "thanks"})).await;
    let menu =
        json!({"id": "go", "name": "Go", "type": "select", "integration": {"url": first, "context": {"secret": 7}}});
    let boxes = json!([{"text": "which?", "actions": [menu]}]);
    let (url, _typed) = service(json!({"response_type": "ephemeral", "text": "well?", "attachments": boxes})).await;
    let new = json!({"team_id": town.team.id(), "trigger": "ask", "method": "P", "url": url, "username": "sky"});
    town.admin.post("/commands", new).await.created();
    for person in [&town.amy, &town.bob] {
        person.listens().await;
    }
    let typed = json!({"channel_id": town.channel.id(), "command": "/ask"});
    let answer = town.amy.post("/commands/execute", typed).await.ok();
    assert!(!answer.value().to_string().contains("secret"));
    let told = town.amy.hears("ephemeral_message").await.post();
    let button = button_of(&told);
    assert!(button.get("integration").is_none(), "{button}");
    let cookie = button["cookie"].as_str().expect("a cookie").to_owned();
    let id = told["id"].as_str().expect("an id");
    let path = format!("/posts/{id}/actions/go");

    let failed = "api.post.do_action.action_integration.app_error";
    town.bob.post(&path, json!({"cookie": cookie})).await.refused(400, failed);
    let altered = format!("{}{}", if cookie.starts_with('A') { 'B' } else { 'A' }, &cookie[1..]);
    town.amy.post(&path, json!({"cookie": altered})).await.refused(400, failed);
    town.amy.post(&format!("/posts/{id}/actions/again"), json!({"cookie": cookie})).await.refused(400, failed);
    town.amy.post(&path, json!({})).await.refused(403, "api.context.permissions.app_error");

    town.amy.post(&path, json!({"cookie": cookie, "selected_option": "b"})).await.ok();
    let body = sent(&asked_first.recv().await.expect("a call"));
    assert_eq!(body["context"], json!({"secret": 7, "selected_option": "b"}));
    assert_eq!(body["post_id"], *id);
    assert_eq!((&body["user_name"], &body["type"]), (&json!("amy"), &json!("select")));
    assert_eq!(body["channel_id"], *town.channel.id());
    let edited = town.amy.hears("post_edited").await.post();
    assert_eq!((&edited["id"], &edited["message"]), (&told["id"], &json!("done")));
    assert_eq!(edited["props"]["override_username"], "sky");
    assert_eq!((&edited["create_at"], &edited["type"]), (&told["create_at"], &told["type"]));
    assert_eq!(town.amy.hears("ephemeral_message").await.post()["message"], "thanks");

    let next = button_of(&edited)["cookie"].clone();
    town.amy.post(&format!("/posts/{id}/actions/again"), json!({"cookie": next})).await.ok();
    assert!(asked_last.recv().await.expect("a call").contains("\"turn\":2"));
    assert_eq!(town.amy.hears("post_edited").await.post()["message"], "closed");
    town.bob.hears_no("post_edited").await;
}

#[tokio::test]
async fn who_lost_the_channel_presses_nothing_there_any_more() {
    let town = town_of_machines().await;
    let (url, mut asked) = service(json!({"update": {"message": "done"}})).await;
    let secret = town.channel_of("secret", "P", &[&town.amy, &town.bob]).await;
    let props = json!({"attachments": [{"actions": [{"id": "go", "name": "Go", "integration": {"url": url}}]}]});
    let new = json!({"user_id": town.amy.id, "post": {"channel_id": secret.id(), "message": "psst", "props": props}});
    town.bob.post("/posts/ephemeral", new.clone()).await.refused(403, "api.context.permissions.app_error");
    town.amy.listens().await;
    let made = town.admin.post("/posts/ephemeral", new).await.created();
    let told = town.amy.hears("ephemeral_message").await.post();
    assert_eq!(told["id"], *made.id());
    let press = json!({"cookie": button_of(&told)["cookie"]});
    let path = format!("/posts/{}/actions/go", made.id());
    town.amy.post(&path, press.clone()).await.ok();
    asked.recv().await.expect("a call");
    assert_eq!(town.amy.hears("post_edited").await.post()["message"], "done");
    town.bob.delete(&format!("/channels/{}/members/{}", secret.id(), town.amy.id)).await.ok();
    town.amy.post(&path, press).await.refused(403, "api.context.permissions.app_error");
}
