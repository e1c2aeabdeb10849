//! The second factor.

use std::time::{SystemTime, UNIX_EPOCH};

use kit::town_with;
use ring::hmac;
use serde_json::json;

/// The code that an authenticator app shows now.
fn code(secret: &str) -> String {
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let bits: String = secret.chars().map(|c| format!("{:05b}", letters.find(c).expect("base 32"))).collect();
    let bytes: Vec<u8> =
        (0..bits.len() / 8).map(|at| u8::from_str_radix(&bits[at * 8..at * 8 + 8], 2).expect("bits")).collect();
    let step = SystemTime::now().duration_since(UNIX_EPOCH).expect("a time").as_secs() / 30;
    let digest = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, &bytes), &step.to_be_bytes());
    let digest = digest.as_ref();
    let offset = usize::from(digest[19] & 0xf);
    let number = u32::from_be_bytes(digest[offset..offset + 4].try_into().expect("four bytes"));
    format!("{:06}", (number & 0x7fff_ffff) % 1_000_000)
}

const ON: (&str, &str) = ("ServiceSettings.EnableMultifactorAuthentication", "true");

#[tokio::test]
async fn a_code_is_asked_for_and_is_good_once() {
    let town = town_with(&[ON]).await;
    let secret = town.amy.post("/users/me/mfa/generate", json!({})).await.ok().text("secret").to_owned();
    let wrong = town.amy.put("/users/me/mfa", json!({"activate": true, "code": "000"})).await;
    wrong.refused(401, "mfa.activate.bad_token.app_error");
    town.amy.put("/users/me/mfa", json!({"activate": true, "code": code(&secret)})).await.ok();
    let login = |code: &str| json!({"login_id": "amy", "password": "Password-1", "token": code});
    let without = town.stranger.post("/users/login", login("")).await;
    without.refused(401, "api.user.check_user_mfa.bad_code.app_error");
    let shown = code(&secret);
    town.stranger.post("/users/login", login(&shown)).await.ok();
    let again = town.stranger.post("/users/login", login(&shown)).await;
    again.refused(401, "mfa.validate_token.authenticate.app_error");
}

#[tokio::test]
async fn where_it_is_enforced_nothing_else_goes_before_it() {
    let town = town_with(&[ON, ("ServiceSettings.EnforceMultifactorAuthentication", "true")]).await;
    town.bob.get("/users/me").await.ok();
    town.bob.get("/users/me/teams").await.refused(403, "api.context.mfa_required.app_error");
    let secret = town.bob.post("/users/me/mfa/generate", json!({})).await.ok().text("secret").to_owned();
    town.bob.put("/users/me/mfa", json!({"activate": true, "code": code(&secret)})).await.ok();
    town.bob.get("/users/me/teams").await.ok();
}

#[tokio::test]
async fn nobody_sets_up_the_factor_of_somebody_else() {
    let town = town_with(&[ON]).await;
    let path = format!("/users/{}/mfa", town.bob.id);
    let forbidden = "api.context.permissions.app_error";
    town.amy.post(&format!("{path}/generate"), json!({})).await.refused(403, forbidden);
    town.amy.put(&path, json!({"activate": false})).await.refused(403, forbidden);
    town.admin.put(&path, json!({"activate": false})).await.ok();
}
