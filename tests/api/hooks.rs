//! Webhooks, both ways.

use kit::{Body, Town, json, town_with};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

/// A town whose hooks may call this machine.
pub async fn town_of_machines() -> Town {
    town_with(&[
        ("ServiceSettings.EnablePostUsernameOverride", "true"),
        ("ServiceSettings.AllowedUntrustedInternalConnections", "127.0.0.1"),
        ("ServiceSettings.SiteURL", "http://chat.example.com"),
    ])
    .await
}

/// A server that gives one answer to all, and tells what it was asked.
pub async fn service(answer: kit::Value) -> (String, tokio::sync::mpsc::UnboundedReceiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}/", listener.local_addr().expect("its address"));
    let (sender, asked) = tokio::sync::mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut request = Vec::new();
            let mut chunk = [0; 4096];
            while let Ok(read) = stream.read(&mut chunk).await {
                request.extend_from_slice(&chunk[..read]);
                if read == 0 || is_whole(&request) {
                    break;
                }
            }
            let _ = sender.send(String::from_utf8_lossy(&request).into_owned());
            let body = answer.to_string();
            let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length";
            let _ = stream.write_all(format!("{head}: {}\r\n\r\n{body}", body.len()).as_bytes()).await;
        }
    });
    (url, asked)
}

fn is_whole(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request);
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.lines().find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse().ok());
    body.len() >= length.unwrap_or(0)
}

async fn incoming(town: &Town, body: kit::Value) -> Body {
    let mut hook = json!({"channel_id": town.channel.id()});
    hook.as_object_mut().expect("an object").extend(body.as_object().cloned().unwrap_or_default());
    town.admin.post("/hooks/incoming", hook).await.created()
}

async fn send(town: &Town, hook: &Body, body: kit::Value) -> (u16, String) {
    let url = format!("{}/hooks/{}", town.url(), hook.id());
    let answer = reqwest::Client::new().post(url).body(body.to_string()).send().await.expect("an answer");
    (answer.status().as_u16(), answer.text().await.expect("text"))
}

#[tokio::test]
async fn whoever_knows_the_address_posts_under_the_hook_s_name() {
    let town = town_of_machines().await;
    town.bob.listens().await;
    let hook = incoming(&town, json!({"username": "ci", "display_name": "CI"})).await;
    let text = json!({"text": "<https://example.com|built> & fine"});
    assert_eq!(send(&town, &hook, text).await, (200, "ok".to_owned()));
    let heard = town.bob.hears("posted").await;
    assert_eq!(heard.post()["message"], "[built](https://example.com) & fine");
    assert_eq!(heard.post()["props"]["from_webhook"], "true");
    assert_eq!(heard.data()["sender_name"], "ci");
}

#[tokio::test]
async fn a_locked_hook_stays_in_its_channel() {
    let town = town_of_machines().await;
    let other = town.channel_of("elsewhere", "O", &[&town.amy]).await;
    let (locked, free) = (incoming(&town, json!({"channel_locked": true})).await, incoming(&town, json!({})).await);
    let there = json!({"text": "hi", "channel": other["name"]});
    assert_eq!(send(&town, &locked, there.clone()).await.0, 403);
    assert_eq!(send(&town, &free, there).await.0, 200);
    assert_eq!(send(&town, &free, json!({"text": "hi", "channel": "nowhere"})).await.0, 404);
    assert_eq!(send(&town, &free, json!({"text": ""})).await.0, 400);
}

#[tokio::test]
async fn only_those_who_may_keep_webhooks_see_them() {
    let town = town_of_machines().await;
    let hook = incoming(&town, json!({})).await;
    let path = format!("/hooks/incoming/{}", hook.id());
    town.admin.get(&path).await.ok();
    for person in [&town.amy, &town.mallory] {
        person.get(&path).await.refused(403, "api.context.permissions.app_error");
        person.delete(&path).await.refused(403, "api.context.permissions.app_error");
    }
    town.admin.delete(&path).await.ok();
    assert_eq!(send(&town, &hook, json!({"text": "late"})).await.0, 400);
}

async fn outgoing(town: &Town, url: &str) -> Body {
    let hook = json!({
        "team_id": town.team.id(), "channel_id": town.channel.id(), "display_name": "Out",
        "trigger_words": ["fire"], "callback_urls": [url], "content_type": "application/json",
    });
    town.admin.post("/hooks/outgoing", hook).await.created()
}

#[tokio::test]
async fn a_word_calls_the_server_behind_it_and_its_answer_is_posted() {
    let town = town_of_machines().await;
    let (url, mut asked) = service(json!({"text": "on my way", "response_type": "comment"})).await;
    let hook = outgoing(&town, &url).await;
    town.bob.listens().await;
    let post = town.amy.posts("fire in the square").await.created();
    let request = asked.recv().await.expect("a call");
    assert!(request.contains(hook["token"].as_str().unwrap_or("?")) && request.contains("fire in the square"));
    assert_eq!(town.bob.hears("posted").await.post()["message"], "fire in the square");
    let answer = town.bob.hears("posted").await;
    assert_eq!((&answer.post()["message"], &answer.post()["root_id"]), (&json!("on my way"), &post["id"]));
    // Its own answer, a word that only begins alike and a removed hook call nobody.
    town.amy.posts("firefox").await.created();
    town.admin.delete(&format!("/hooks/outgoing/{}", hook.id())).await.ok();
    town.amy.posts("fire again").await.created();
    assert!(asked.try_recv().is_err());
}

#[tokio::test]
async fn a_hook_cannot_reach_what_only_this_machine_can() {
    let town = town_with(&[("ServiceSettings.SiteURL", "http://chat.example.com")]).await;
    let (url, mut asked) = service(json!({"text": "secret"})).await;
    let command = json!({"team_id": town.team.id(), "trigger": "peek", "method": "P", "url": url});
    town.admin.post("/commands", command).await.created();
    let typed = json!({"channel_id": town.channel.id(), "command": "/peek"});
    let refused = town.amy.post("/commands/execute", typed).await;
    refused.refused(400, "api.command.execute_command.failed.app_error");
    assert!(asked.try_recv().is_err());
}
