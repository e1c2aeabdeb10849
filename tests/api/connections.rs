//! Connections: our calls come with tokens of elsewhere.

use kit::{Town, json, town_with};

use super::hooks::service;

async fn town_of_connections() -> Town {
    town_with(&[
        ("ServiceSettings.AllowedUntrustedInternalConnections", "127.0.0.1"),
        ("ServiceSettings.EnableOutgoingOAuthConnections", "true"),
        ("ServiceSettings.SiteURL", "http://chat.example.com"),
    ])
    .await
}

fn connection(tokens: &str, audience: &str) -> kit::Value {
    json!({
        "name": "weather", "client_id": "us", "client_secret": "hush", "oauth_token_url": tokens,
        "grant_type": "password", "credentials_username": "sky", "credentials_password": "blue",
        "audiences": [audience],
    })
}

#[tokio::test]
async fn a_call_to_an_audience_goes_out_with_one_token_until_it_ends() {
    let town = town_of_connections().await;
    let (tokens, mut asked_for_tokens) =
        service(json!({"access_token": "t-1", "token_type": "bearer", "expires_in": 3600})).await;
    let (url, mut asked) = service(json!({})).await;
    town.admin.post("/oauth/outgoing_connections", connection(&tokens, &url)).await.created();

    let new = json!({"team_id": town.team.id(), "trigger": "sky", "method": "P", "url": format!("{url}now")});
    town.admin.post("/commands", new).await.created();
    let hook = json!({
        "team_id": town.team.id(), "channel_id": town.channel.id(), "display_name": "sky", "trigger_words": ["rain"],
        "callback_urls": [format!("{url}hook")],
    });
    town.admin.post("/hooks/outgoing", hook).await.created();
    let button = json!({"id": "go", "name": "Go", "integration": {"url": format!("{url}button")}});
    let props = json!({"attachments": [{"actions": [button]}]});
    let body = json!({"channel_id": town.channel.id(), "message": "look", "props": props});
    let post = town.amy.post("/posts", body).await.created();

    town.amy.post("/commands/execute", json!({"channel_id": town.channel.id(), "command": "/sky"})).await.ok();
    let request = asked.recv().await.expect("a call");
    assert!(request.contains("POST /now") && request.contains("authorization: Bearer t-1"), "{request}");
    town.amy.post(&format!("/posts/{}/actions/go", post.id()), json!({})).await.ok();
    let request = asked.recv().await.expect("a call");
    assert!(request.contains("POST /button") && request.contains("authorization: Bearer t-1"), "{request}");
    town.amy.posts("rain today").await.created();
    let request = asked.recv().await.expect("a call");
    assert!(request.contains("POST /hook") && request.contains("authorization: Bearer t-1"), "{request}");

    let request = asked_for_tokens.recv().await.expect("a call");
    for part in ["grant_type=password", "client_id=us", "client_secret=hush", "username=sky", "password=blue"] {
        assert!(request.contains(part), "{part} in {request}");
    }
    assert!(asked_for_tokens.try_recv().is_err(), "one token is enough");
}

#[tokio::test]
async fn a_call_elsewhere_or_without_a_token_goes_out_as_it_is() {
    let town = town_of_connections().await;
    let (tokens, mut asked_for_tokens) = service(json!({"error": "invalid_client"})).await;
    let (url, mut asked) = service(json!({"text": "hi"})).await;
    let (elsewhere, mut asked_elsewhere) = service(json!({})).await;
    town.admin.post("/oauth/outgoing_connections", connection(&tokens, &url)).await.created();
    for (trigger, url) in [("here", &url), ("there", &elsewhere)] {
        let new = json!({"team_id": town.team.id(), "trigger": trigger, "method": "P", "url": url});
        town.admin.post("/commands", new).await.created();
    }
    let typed = |command: &str| json!({"channel_id": town.channel.id(), "command": command});
    town.amy.post("/commands/execute", typed("/there")).await.ok();
    assert!(asked_elsewhere.recv().await.expect("a call").contains("authorization: Token "));
    assert!(asked_for_tokens.try_recv().is_err());
    assert_eq!(town.amy.post("/commands/execute", typed("/here")).await.ok()["text"], "hi");
    asked_for_tokens.recv().await.expect("a call");
    assert!(asked.recv().await.expect("a call").contains("authorization: Token "));
}

#[tokio::test]
async fn a_connection_is_tried_out_before_it_is_kept() {
    let town = town_of_connections().await;
    let (good, mut asked) = service(json!({"access_token": "t", "expires_in": 60})).await;
    let (bad, _asked) = service(json!({"error": "invalid_client"})).await;
    let path = "/oauth/outgoing_connections/validate";
    let given = connection(&good, "https://example.com");
    town.amy.post(path, given.clone()).await.refused(403, "api.context.permissions.app_error");
    assert!(asked.try_recv().is_err());
    town.admin.post(path, given).await.ok();
    assert!(asked.recv().await.expect("a call").contains("client_secret=hush"));
    let refused = town.admin.post(path, connection(&bad, "https://example.com")).await;
    refused.refused(400, "app.outgoing_oauth_connection.retrieve_token.error");
    assert!(town.admin.get("/oauth/outgoing_connections").await.ok().items().is_empty());
}
