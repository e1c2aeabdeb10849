//! What the page opens with, in one answer.

use kit::{Answer, Person, town};
use reqwest::Method;
use serde_json::{Value, json};

async fn opens(person: &Person, address: &str) -> Answer {
    let request = person.request_at_root(Method::GET, &format!("/hearth/opening?address={address}"));
    person.asks(if person.token.is_empty() { request } else { request.bearer_auth(&person.token) }).await
}

#[tokio::test]
async fn a_page_gets_in_one_answer_what_the_routes_would_tell_it_one_by_one() {
    let town = town().await;
    let post = town.bob.posts("the kettle is on").await.created();
    let told = opens(&town.amy, &format!("/{}/channels/{}", town.team.text("name"), town.channel.text("name")))
        .await
        .ok()
        .value();
    let told = told.as_object().expect("answers");
    assert!(told.len() >= 13, "{:?}", told.keys().collect::<Vec<_>>());
    for (path, answer) in told.iter().filter(|(path, _)| !path.ends_with("/ids")) {
        let asked = town.amy.get(path).await;
        let lines = asked.header("content-type").is_some_and(|kind| kind.starts_with("application/x-ndjson"));
        let asked = if lines {
            asked.text().lines().map(|line| serde_json::from_str::<Value>(line).expect("a line")).collect()
        } else {
            asked.ok().value()
        };
        assert_eq!(answer, &asked, "{path}");
    }
    let (_, posts) = told.iter().find(|(path, _)| path.contains("/posts/unread")).expect("posts");
    assert_eq!(posts["posts"][post.id()]["message"], json!("the kettle is on"));
    let among = |path: &str, field: &str| -> Vec<Value> {
        told[path].as_array().expect("a list").iter().map(|each| each[field].clone()).collect()
    };
    assert!(among("/users/ids", "username").contains(&json!("bob")));
    assert!(among("/users/status/ids", "user_id").contains(&json!(town.bob.id)));
}

#[tokio::test]
async fn a_conversation_is_found_by_the_name_of_the_person_it_is_with() {
    let town = town().await;
    let direct = town.amy.post("/channels/direct", json!([town.amy.id, town.bob.id])).await.created().value();
    let told = opens(&town.amy, &format!("/{}/messages/@bob", town.team.text("name"))).await.ok().value();
    let stats = format!("/channels/{}/stats?exclude_files_count=true", direct["id"].as_str().expect("an id"));
    assert_eq!(told[&stats]["member_count"], json!(2));
}

#[tokio::test]
async fn nobody_is_told_of_a_place_that_is_not_theirs() {
    let town = town().await;
    town.bob.posts("the kettle is on").await.created();
    let address = format!("/{}/channels/{}", town.team.text("name"), town.channel.text("name"));
    let told = opens(&town.mallory, &address).await.ok().value();
    let keys: Vec<&String> = told.as_object().expect("answers").keys().collect();
    assert!(keys.iter().all(|path| !path.contains(town.channel.id())), "{keys:?}");
    assert_eq!(told["/users/me"]["username"], json!("mallory"));
    opens(&town.stranger, &address).await.refused(401, "api.context.session_expired.app_error");
}

#[tokio::test]
async fn an_address_that_leads_nowhere_tells_what_is_the_same_everywhere() {
    let town = town().await;
    for address in ["", "/", "/nowhere", "/nowhere/channels/x", "///", "/%2e%2e/messages/@"] {
        let told: Value = opens(&town.amy, address).await.ok().value();
        assert_eq!(told["/users/me"]["username"], json!("amy"), "{address}");
    }
}
