//! Where the server says that others reach it.

use kit::{Answer, Person, town};
use reqwest::Method;
use serde_json::json;

async fn asks(person: &Person) -> Answer {
    let request = person.request_at_root(Method::GET, "/hearth/addresses");
    person.asks(if person.token.is_empty() { request } else { request.bearer_auth(&person.token) }).await
}

#[tokio::test]
async fn whoever_has_a_session_learns_that_nobody_else_reaches_a_server_on_loopback() {
    let town = town().await;
    let told = asks(&town.amy).await.ok();
    assert_eq!(told.value(), json!({"addresses": []}));
    asks(&town.stranger).await.refused(401, "api.context.session_expired.app_error");
}
