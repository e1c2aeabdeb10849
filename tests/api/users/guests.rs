//! Guests: who they are, and what they see.

use kit::{Town, town_with};
use serde_json::json;

const FORBIDDEN: &str = "api.context.permissions.app_error";

async fn town_with_guests() -> Town {
    town_with(&[("GuestAccountsSettings.Enable", "true")]).await
}

#[tokio::test]
async fn a_guest_sees_only_the_people_of_its_channels() {
    let town = town_with_guests().await;
    let (bob, amy) = (&town.bob, &town.amy);
    town.admin.post(&format!("/users/{}/demote", bob.id), json!({})).await.ok();
    assert_eq!(bob.get("/users/me").await.ok().text("roles"), "system_guest");
    for channel in bob.get(&format!("/users/me/teams/{}/channels", town.team.id())).await.ok().items() {
        let id = channel["id"].as_str().expect("an id");
        bob.delete(&format!("/channels/{id}/members/me")).await.ok();
    }
    bob.get(&format!("/users/{}", amy.id)).await.refused(403, FORBIDDEN);
    for (path, body) in [
        ("/users/ids", json!([amy.id])),
        ("/users/usernames", json!(["amy"])),
        ("/users/search", json!({"term": "amy"})),
    ] {
        assert!(bob.post(path, body).await.ok().items().is_empty(), "{path}");
    }
    assert!(bob.get("/users").await.ok().items().is_empty());
    assert!(bob.get("/users/autocomplete?name=amy").await.ok()["users"].as_array().is_some_and(Vec::is_empty));

    let member = json!({"user_id": bob.id});
    amy.post(&format!("/channels/{}/members", town.channel.id()), member).await.created();
    bob.get(&format!("/users/{}", amy.id)).await.ok();
    assert_eq!(bob.post("/users/search", json!({"term": "amy"})).await.ok().each("username"), ["amy"]);
    bob.get(&format!("/users/{}", town.mallory.id)).await.refused(403, FORBIDDEN);
}

#[tokio::test]
async fn only_an_admin_makes_guests_and_members() {
    let town = town_with_guests().await;
    let path = |what: &str| format!("/users/{}/{what}", town.bob.id);
    town.amy.post(&path("demote"), json!({})).await.refused(403, FORBIDDEN);
    town.admin
        .post(&path("promote"), json!({}))
        .await
        .refused(501, "api.user.promote_guest_to_user.no_guest.app_error");
    town.admin.post(&path("demote"), json!({})).await.ok();
    let team = format!("/teams/{}/members/{}", town.team.id(), town.bob.id);
    assert_eq!(town.admin.get(&team).await.ok().text("roles"), "team_guest");
    town.bob.post(&path("promote"), json!({})).await.refused(403, FORBIDDEN);
    town.admin.post(&path("promote"), json!({})).await.ok();
    assert_eq!(town.admin.get(&team).await.ok().text("roles"), "team_user");
    assert_eq!(town.bob.get("/users/me").await.ok().text("roles"), "system_user");
}

#[tokio::test]
async fn where_guests_are_not_let_in_nobody_becomes_one() {
    let town = town_with(&[]).await;
    let demoted = town.admin.post(&format!("/users/{}/demote", town.bob.id), json!({})).await;
    demoted.refused(501, "api.team.demote_user_to_guest.disabled.error");
}
