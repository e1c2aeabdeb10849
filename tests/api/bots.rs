//! Bots and access tokens.

use kit::{Body, Person, Town, json, town_with};

async fn machine_town() -> Town {
    town_with(&[
        ("ServiceSettings.EnableBotAccountCreation", "true"),
        ("ServiceSettings.EnableUserAccessTokens", "true"),
    ])
    .await
}

async fn bot(town: &Town) -> (Body, Person) {
    let bot = town.admin.post("/bots", json!({"username": "butler", "description": "serves"})).await.created();
    let id = bot["user_id"].as_str().unwrap_or_default().to_owned();
    let token = town.admin.post(&format!("/users/{id}/tokens"), json!({"description": "t"})).await.ok();
    let secret = token["token"].as_str().unwrap_or_default().to_owned();
    let team = json!({"team_id": town.team.id(), "user_id": id});
    town.admin.post(&format!("/teams/{}/members", town.team.id()), team).await.created();
    town.admin.post(&format!("/channels/{}/members", town.channel.id()), json!({"user_id": id})).await.created();
    let mut person = Person::with_session(&town.url(), &id, "butler", &secret);
    person.channel = town.channel.id().to_owned();
    (bot, person)
}

#[tokio::test]
async fn a_bot_posts_with_its_token_until_it_is_switched_off() {
    let town = machine_town().await;
    let (made, butler) = bot(&town).await;
    let post = butler.posts("at your service").await.created();
    assert_eq!(post["props"]["from_bot"], "true");
    let seen = town.amy.get(&format!("/users/{}", butler.id)).await.ok();
    assert_eq!((&seen["is_bot"], &seen["bot_description"]), (&json!(true), &json!("serves")));
    let path = format!("/bots/{}", made["user_id"].as_str().unwrap_or_default());
    town.admin.post(&format!("{path}/disable"), json!({})).await.ok();
    butler.posts("still here?").await.refused(401, "api.context.session_expired.app_error");
    town.admin.post(&format!("{path}/enable"), json!({})).await.ok();
    butler.posts("back again").await.created();
}

#[tokio::test]
async fn a_bot_is_nobody_to_those_who_may_not_manage_it() {
    let town = machine_town().await;
    let (made, butler) = bot(&town).await;
    let path = format!("/bots/{}", made["user_id"].as_str().unwrap_or_default());
    town.admin.get(&path).await.ok();
    town.amy.get(&path).await.refused(404, "store.sql_bot.get.missing.app_error");
    town.amy.put(&path, json!({"display_name": "mine"})).await.refused(404, "store.sql_bot.get.missing.app_error");
    town.amy.post("/bots", json!({"username": "other"})).await.refused(403, "api.context.permissions.app_error");
    butler.post("/bots", json!({"username": "other"})).await.refused(403, "api.context.permissions.app_error");
    let login = json!({"login_id": "butler", "password": "x"});
    town.stranger.post("/users/login", login).await.refused(401, "api.user.login.bot_login_forbidden.app_error");
}

#[tokio::test]
async fn a_token_works_while_it_is_on_and_its_secret_is_told_once() {
    let town = machine_town().await;
    let path = format!("/users/{}/tokens", town.amy.id);
    let new = json!({"description": "script"});
    town.amy.post(&path, new.clone()).await.refused(403, "api.context.permissions.app_error");
    town.bob.post(&path, new.clone()).await.refused(403, "api.context.permissions.app_error");
    let token = town.admin.post(&path, new).await.ok();
    let script = Person::with_session(&town.url(), &town.amy.id, "amy", token["token"].as_str().unwrap_or_default());
    assert_eq!(script.get("/users/me").await.ok()["id"], town.amy.id.as_str());
    let listed = town.admin.get(&path).await.ok();
    assert!(listed[0].get("token").is_none() && listed[0]["is_active"] == true);
    let which = json!({"token_id": token["id"]});
    town.admin.post("/users/tokens/disable", which.clone()).await.ok();
    script.get("/users/me").await.refused(401, "api.context.session_expired.app_error");
    town.admin.post("/users/tokens/enable", which.clone()).await.ok();
    script.get("/users/me").await.ok();
    town.admin.post("/users/tokens/revoke", which.clone()).await.ok();
    script.get("/users/me").await.refused(401, "api.context.session_expired.app_error");
    town.admin.post("/users/tokens/revoke", which).await.refused(404, "app.user_access_token.get_by_user.app_error");
}

#[tokio::test]
async fn switching_tokens_off_ends_what_people_opened_with_them_and_leaves_bots() {
    let town = town_with(&[("ServiceSettings.EnableBotAccountCreation", "true")]).await;
    let tokens = |on: bool| json!({"ServiceSettings": {"EnableUserAccessTokens": on}});
    town.admin.put("/config/patch", tokens(true)).await.ok();
    let (_, butler) = bot(&town).await;
    let token = town.admin.post(&format!("/users/{}/tokens", town.amy.id), json!({"description": "script"})).await.ok();
    let script = Person::with_session(&town.url(), &town.amy.id, "amy", token["token"].as_str().unwrap_or_default());
    script.listens().await;
    town.admin.put("/config/patch", tokens(false)).await.ok();
    script.is_hung_up_on().await;
    script.get("/users/me").await.refused(401, "api.context.session_expired.app_error");
    butler.posts("at your service").await.created();
    town.amy.get("/users/me").await.ok();
}

#[tokio::test]
async fn an_admin_makes_a_bot_of_a_person_and_nobody_else_does() {
    let town = machine_town().await;
    let path = format!("/users/{}/convert_to_bot", town.bob.id);
    town.amy.post(&path, json!({})).await.refused(403, "api.context.permissions.app_error");
    let made = town.admin.post(&path, json!({})).await.ok();
    assert_eq!((&made["user_id"], &made["username"]), (&json!(town.bob.id), &json!("bob")));
    town.bob.get("/users/me").await.refused(401, "api.context.session_expired.app_error");
    let seen = town.amy.get(&format!("/users/{}", town.bob.id)).await.ok();
    assert_eq!(seen["is_bot"], true);
}
