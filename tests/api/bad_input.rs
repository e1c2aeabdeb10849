//! Whatever is sent, the answer is a clear refusal: never a 5xx, and nothing is lost by it.

use kit::{Answer, Person, Town, json, town};
use reqwest::Method;
use tokio_tungstenite::tungstenite::Message;

const ROUTES: &str = include_str!("../../config/routes.tsv");
/// Routes that refuse in a way of their own, as clients expect it: without a word, in plain text, or as RFC 7591 has it.
const OTHERWISE: &[&str] = &["/users/login/type", "/brand/image", "/license", "/oauth/apps/register"];
const UNKNOWN: &str = "unknownunknownunknownunkno";

/// The routes that this build serves, but for those that would end the session that asks. A route of HEAD is asked by
/// its GET: without a body there is nothing to look at.
async fn served(town: &Town) -> Vec<(Method, String)> {
    let mut served = Vec::new();
    for row in ROUTES.lines() {
        let mut columns = row.split('\t');
        let (methods, path) = (columns.next().unwrap_or_default(), columns.next().unwrap_or_default());
        let Some(path) = path.strip_prefix("/api/v4") else { continue };
        let ends_session = ["/websocket", "/users/logout", "revoke"].iter().any(|word| path.contains(word));
        let method = Method::from_bytes(methods.split(',').next().unwrap_or_default().as_bytes()).expect("a method");
        if !ends_session
            && !OTHERWISE.contains(&path)
            && method != Method::HEAD
            && !is_not_yet(&ask(&town.mallory, &method, &filled(path, UNKNOWN), "{}").await)
        {
            served.push((method, path.to_owned()));
        }
    }
    served
}

/// A path with `value` in the place of each `{name}`.
fn filled(path: &str, value: &str) -> String {
    let parts = path.split('/').map(|part| if part.starts_with('{') { value } else { part });
    parts.collect::<Vec<_>>().join("/")
}

async fn ask(person: &Person, method: &Method, path: &str, body: &'static str) -> Answer {
    let request = person.request(method.clone(), path);
    person.asks(request.header("content-type", "application/json").body(body)).await
}

fn is_not_yet(answer: &Answer) -> bool {
    answer.status() == 501 && answer.text().contains("hearth.not_yet")
}

/// What is wrong with an answer to something bad.
fn fault(answer: &Answer) -> Option<String> {
    let status = answer.status();
    let broken = status >= 500 && status != 501;
    let shapeless = status >= 400
        && serde_json::from_slice::<kit::Value>(answer.bytes())
            .map_or(true, |body| body["id"].as_str().is_none_or(str::is_empty) || body["status_code"] != status);
    (broken || shapeless).then(|| answer.to_string())
}

#[tokio::test]
async fn no_route_breaks_over_what_it_is_sent() {
    let town = town().await;
    let routes = served(&town).await;
    assert!(routes.len() > 100, "{}", routes.len());
    let bodies = [
        "{\"a\":",
        "",
        "null",
        "[7]",
        "[null, {\"id\": []}, [[]]]",
        "\"text\"",
        "{\"nonsense\": {\"a\": 1}}",
        "{\"id\": 5, \"user_id\": [], \"channel_id\": {}, \"message\": 7, \"name\": true, \"props\": \"x\"}",
        "{\"message\": \"\\u0000\", \"name\": \"\\u0000\", \"term\": \"\\u0000%_\\\\\", \"display_name\": \"\\ud83d\"}",
    ];
    let mut faults = Vec::new();
    for (method, path) in &routes {
        let known = [UNKNOWN, "x", "%00", "%F0%9F%94%A5", town.channel.id(), town.amy.id.as_str()];
        for value in known {
            let path = filled(path, value);
            // Who may do nothing is never asked to do damage; an admin is, but not to those who are here.
            let person = if value == UNKNOWN { &town.admin } else { &town.mallory };
            faults.extend(fault(&ask(person, method, &path, "{}").await));
        }
        let path = filled(path, UNKNOWN);
        if *method == Method::GET {
            for query in
                ["?page=-1&per_page=abc&since=x&before=y&limit_after=-9", "?page=9223372036854775807&per_page=200"]
            {
                faults.extend(fault(&ask(&town.admin, method, &format!("{path}{query}"), "").await));
            }
        } else {
            for body in bodies {
                faults.extend(fault(&ask(&town.admin, method, &path, body).await));
            }
        }
    }
    faults.sort();
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    town.amy.posts("still here").await.created();
}

#[tokio::test]
async fn a_zero_character_is_refused_on_every_database() {
    let town = town().await;
    town.amy.posts("a\0b").await.refused(400, "api.context.invalid_body_param.app_error");
    town.amy.get("/teams/name/%00").await.refused(400, "api.context.invalid_url_param.app_error");
    town.amy.get("/users/autocomplete?name=%00").await.refused(400, "api.context.invalid_url_param.app_error");
    assert_eq!(town.amy.posts("a\\u0000b").await.created()["message"], "a\\u0000b");
}

#[tokio::test]
async fn what_is_too_long_is_refused_by_its_size() {
    let town = town().await;
    let post = |length: usize| json!({"channel_id": town.channel.id(), "message": "m".repeat(length)});
    let whole = town.amy.post("/posts", post(300_001)).await;
    whole.refused(413, "api.context.request_body_too_large.app_error");
    assert_eq!(town.amy.post("/posts", post(16_384)).await.status(), 400);
    town.amy.post("/posts", post(16_383)).await.created();
    let address = town.amy.get(&format!("/users/autocomplete?name={}", "n".repeat(3000))).await;
    assert_eq!(address.status(), 414);
    let cookie = town.amy.request(Method::GET, "/users/me").header("cookie", format!("a={}", "b".repeat(3000)));
    town.amy.asks(cookie).await.ok();
}

#[tokio::test]
async fn a_socket_of_garbage_is_hung_up_on_and_nobody_else_is() {
    let town = town().await;
    town.bob.listens().await;
    let packed = Message::binary(vec![0xc1; 9]);
    let long = Message::text("x".repeat(10_000_000));
    for frame in [Message::text(""), Message::text("garbage"), Message::text("[]"), packed, long] {
        town.amy.listens().await;
        town.amy.sends(frame).await;
        town.amy.is_hung_up_on().await;
    }
    town.amy.listens().await;
    // Odd but so: an action that nobody knows is told in words of a 500.
    let reply = town.amy.says("nonsense", json!({})).await;
    assert_eq!((reply["status"].as_str(), reply["error"]["status_code"].as_i64()), (Some("FAIL"), Some(500)));
    let post = town.bob.posts("can you hear me").await.created();
    assert_eq!(town.amy.hears("posted").await.post()["id"], post["id"]);
    assert_eq!(town.bob.hears("posted").await.post()["id"], post["id"]);
}
