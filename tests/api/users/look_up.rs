//! Looking people up.

use kit::json;

#[tokio::test(flavor = "multi_thread")]
async fn one_sees_everything_of_oneself_and_little_of_others() {
    let town = kit::town().await;
    let own = town.amy.get("/users/me").await.ok();
    assert!(own.get("notify_props").is_some() && own.get("auth_data").is_none(), "{own:?}");
    let of_amy = town.bob.get(&format!("/users/{}", town.amy.id)).await.ok();
    assert!(of_amy.get("notify_props").is_none() && of_amy.get("last_password_update").is_none(), "{of_amy:?}");
    assert_eq!((of_amy.text("auth_data"), of_amy.text("email")), ("", "amy@example.com"));
    assert!(town.admin.get(&format!("/users/{}", town.amy.id)).await.ok().get("notify_props").is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn privacy_settings_hide_addresses_and_names() {
    let hidden = [("PrivacySettings.ShowEmailAddress", "false"), ("PrivacySettings.ShowFullName", "false")];
    let town = kit::town_with(&hidden).await;
    town.amy.put("/users/me/patch", json!({"first_name": "Amelia"})).await.ok();
    let seen = town.bob.get("/users/username/amy").await.ok();
    assert_eq!((seen.text("email"), seen.text("first_name")), ("", ""));
    let seen = town.admin.get("/users/username/amy").await.ok();
    assert_eq!((seen.text("email"), seen.text("first_name")), ("amy@example.com", "Amelia"));
    town.bob.get("/users/email/amy@example.com").await.refused(403, "api.context.permissions.app_error");
    let found = town.bob.post("/users/search", json!({"term": "Amelia"})).await.ok();
    assert!(found.items().is_empty(), "{found:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_not_there_is_not_found() {
    let town = kit::town().await;
    let nobody = "unknownunknownunknownunkno";
    town.amy.get(&format!("/users/{nobody}")).await.refused(404, "app.user.missing_account.const");
    town.amy.get("/users/username/nobody").await.refused(404, "app.user.get_by_username.app_error");
    town.amy.get("/users/email/junk").await.refused(400, "api.context.invalid_url_param.app_error");
    town.amy.get("/users/junk").await.refused(400, "api.context.invalid_url_param.app_error");
    town.amy.post("/users/ids", json!([])).await.refused(400, "api.context.invalid_body_param.app_error");
    town.amy.post("/users/ids", json!({})).await.refused(400, "api.payload.parse.error");
    assert!(town.amy.post("/users/ids", json!([nobody])).await.ok().items().is_empty());
    town.stranger.get("/users/me").await.refused(401, "api.context.session_expired.app_error");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_client_has_is_not_sent_again() {
    let town = kit::town().await;
    let first = town.amy.get("/users/me").await;
    let tag = first.header("etag").expect("a tag").to_owned();
    let again = |tag: &str| town.amy.request(kit::Method::GET, "/users/me").header("if-none-match", tag);
    assert_eq!(town.amy.asks(again(&tag)).await.status(), 304);
    town.amy.put("/users/me/patch", json!({"nickname": "Ames"})).await.ok();
    assert_eq!(town.amy.asks(again(&tag)).await.status(), 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn people_are_found_by_the_beginning_of_their_names() {
    let town = kit::town().await;
    town.bob.put("/users/me/patch", json!({"nickname": "민수", "last_name": "Kim"})).await.ok();
    for term in ["bo", "@bo", "민", "kim", "BOB"] {
        let found = town.amy.post("/users/search", json!({"term": term})).await.ok();
        assert_eq!(found.each("username"), ["bob"], "{term}");
    }
    assert!(town.amy.post("/users/search", json!({"term": "b%b"})).await.ok().items().is_empty());
    let outside = json!({"term": "mall", "team_id": town.team.id()});
    assert!(town.amy.post("/users/search", outside.clone()).await.ok().items().is_empty());
    town.mallory.post("/users/search", outside).await.refused(403, "api.context.permissions.app_error");
    let path = format!("/users/autocomplete?name=b&in_team={}&in_channel={}", town.team.id(), town.channel.id());
    assert_eq!(kit::Body::from(town.amy.get(&path).await.ok()["users"].clone()).each("username"), ["bob"]);
    town.mallory.get(&path).await.refused(403, "api.context.permissions.app_error");
}
