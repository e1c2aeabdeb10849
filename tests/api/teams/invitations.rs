//! Invitations by letter.

use kit::{Letterbox, Town, token_after, town_with};
use serde_json::json;

async fn town_with_letters(letterbox: &Letterbox) -> Town {
    let [server, port, invitations] = letterbox.settings();
    town_with(&[server, port, invitations, ("GuestAccountsSettings.Enable", "true")]).await
}

#[tokio::test]
async fn who_is_invited_joins_with_the_letter_once() {
    let letterbox = Letterbox::open().await;
    let town = town_with_letters(&letterbox).await;
    let path = format!("/teams/{}/invite/email", town.team.id());
    let outside = town.mallory.post(&path, json!(["new@example.com"])).await;
    outside.refused(403, "api.context.permissions.app_error");
    town.amy.post(&path, json!(["new@example.com"])).await.ok();
    let letter = letterbox.letter_to("new@example.com").await;
    let token = token_after(&letter, "&t=");

    let account = |email: &str| json!({"email": email, "username": "newcomer", "password": "Password-1"});
    let path = format!("/users?t={token}");
    let other = town.stranger.post(&path, account("other@example.com")).await;
    other.refused(400, "api.user.create_user.bad_token_email_data.app_error");
    let made = town.stranger.post(&path, account("new@example.com")).await.created();
    assert_eq!(made["email_verified"], true);
    let member = format!("/teams/{}/members/{}", town.team.id(), made.id());
    assert_eq!(town.amy.get(&member).await.ok().text("roles"), "team_user");
    let again = town.stranger.post(&path, account("new@example.com")).await;
    again.refused(404, "api.user.create_user.signup_link_invalid.app_error");
}

#[tokio::test]
async fn a_guest_comes_to_the_channels_of_the_letter_and_no_others() {
    let letterbox = Letterbox::open().await;
    let town = town_with_letters(&letterbox).await;
    let path = format!("/teams/{}/invite-guests/email", town.team.id());
    let call = json!({"emails": ["gus@example.com"], "channels": [town.channel.id()], "message": "Come & see"});
    town.amy.post(&path, call.clone()).await.refused(403, "api.context.permissions.app_error");
    town.admin.post(&path, call).await.ok();
    let letter = letterbox.letter_to("gus@example.com").await;
    let token = token_after(&letter, "&t=");
    let account = json!({"email": "gus@example.com", "username": "gus", "password": "Password-1"});
    let made = town.stranger.post(&format!("/users?t={token}"), account).await.created();
    assert_eq!(made.text("roles"), "system_guest");
    let gus = town.visitor("gus").await;
    let channels = gus.get(&format!("/users/me/teams/{}/channels", town.team.id())).await.ok();
    assert_eq!(channels.each("id"), [town.channel.id()]);
}

#[tokio::test]
async fn invitations_can_be_called_off_and_are_not_without_number() {
    let letterbox = Letterbox::open().await;
    let town = town_with_letters(&letterbox).await;
    let path = format!("/teams/{}/invite/email", town.team.id());
    town.amy.post(&path, json!(["new@example.com"])).await.ok();
    let letter = letterbox.letter_to("new@example.com").await;
    let join = format!("/teams/members/invite?token={}", token_after(&letter, "&t="));
    town.amy.delete("/teams/invites/email").await.refused(403, "api.context.permissions.app_error");
    town.admin.delete("/teams/invites/email").await.ok();
    let late = town.mallory.post(&join, json!({})).await;
    late.refused(400, "api.user.create_user.signup_link_invalid.app_error");
    let many: Vec<String> = (0..30).map(|number| format!("p{number}@example.com")).collect();
    town.amy.post(&path, json!(many)).await.refused(413, "app.email.rate_limit_exceeded.app_error");
}
