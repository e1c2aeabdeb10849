//! What only somebody who reads an account's letters may do.

use kit::{Letterbox, token_after, town_with};
use serde_json::json;

#[tokio::test]
async fn who_forgot_the_password_chooses_another_by_letter() {
    let letterbox = Letterbox::open().await;
    let town = town_with(&letterbox.settings()).await;
    let stranger = &town.stranger;
    let email = town.amy.get("/users/me").await.ok().text("email").to_owned();
    stranger.post("/users/password/reset/send", json!({"email": email})).await.ok();
    let letter = letterbox.letter_to(&email).await;
    let token = token_after(&letter, "reset_password_complete?token=");

    let reset = |password: &str| json!({"token": token, "new_password": password});
    let weak = stranger.post("/users/password/reset", reset("x")).await;
    weak.refused(400, "model.user.is_valid.pwd_min_length.app_error");
    stranger.post("/users/password/reset", reset("Another-pass-1")).await.ok();
    town.amy.get("/users/me").await.refused(401, "api.context.session_expired.app_error");
    stranger.post("/users/login", json!({"login_id": "amy", "password": "Another-pass-1"})).await.ok();
    let again = stranger.post("/users/password/reset", reset("Third-pass-1")).await;
    again.refused(400, "api.user.reset_password.invalid_link.app_error");
    assert!(letterbox.letter_to(&email).await.contains("password"), "amy is told of the change");
}

#[tokio::test]
async fn nobody_learns_from_it_who_has_an_account() {
    let town = town_with(&[]).await;
    for path in ["/users/password/reset/send", "/users/email/verify/send"] {
        town.stranger.post(path, json!({"email": "nobody@example.com"})).await.ok();
        town.stranger.post(path, json!({})).await.refused(400, "api.context.invalid_body_param.app_error");
    }
}

#[tokio::test]
async fn an_address_is_proved_by_the_letter_that_came_to_it() {
    let letterbox = Letterbox::open().await;
    let town = town_with(&letterbox.settings()).await;
    let email = town.bob.get("/users/me").await.ok().text("email").to_owned();
    town.stranger.post("/users/email/verify/send", json!({"email": email})).await.ok();
    let letter = letterbox.letter_to(&email).await;
    let token = token_after(&letter, "do_verify_email?token=");
    town.stranger.post("/users/email/verify", json!({"token": token})).await.ok();
    assert_eq!(town.bob.get("/users/me").await.ok()["email_verified"], true);
    let again = town.stranger.post("/users/email/verify", json!({"token": token})).await;
    again.refused(400, "api.user.verify_email.bad_link.app_error");
    let other = json!({"token": token, "new_password": "Another-pass-1"});
    let other = town.stranger.post("/users/password/reset", other).await;
    other.refused(400, "api.user.reset_password.invalid_link.app_error");
}
