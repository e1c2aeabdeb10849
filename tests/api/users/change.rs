//! Changing accounts.

use kit::json;

#[tokio::test(flavor = "multi_thread")]
async fn one_changes_oneself_and_everybody_hears() {
    let town = kit::town().await;
    town.bob.listens().await;
    let changed = town.amy.put("/users/me/patch", json!({"nickname": "에이미"})).await.ok();
    assert_eq!(changed.text("nickname"), "에이미");
    let heard = town.bob.hears("user_updated").await;
    assert_eq!(heard.data()["user"]["nickname"], "에이미");
    assert!(heard.data()["user"].get("notify_props").is_none(), "others hear no more than they may see");
    let path = format!("/users/{}/patch", town.amy.id);
    town.bob.put(&path, json!({"nickname": "x"})).await.refused(403, "api.context.permissions.app_error");
    town.admin.put(&path, json!({"nickname": "Ames"})).await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn another_address_needs_the_password() {
    let town = kit::town().await;
    let patch = |password: &str| json!({"email": "amelia@example.com", "password": password});
    let without = town.amy.put("/users/me/patch", json!({"email": "amelia@example.com"})).await;
    without.refused(400, "api.context.invalid_body_param.app_error");
    let wrong = town.amy.put("/users/me/patch", patch("wrong")).await;
    wrong.refused(401, "api.user.check_user_password.invalid.app_error");
    let changed = town.amy.put("/users/me/patch", patch("Password-1")).await.ok();
    assert_eq!(changed.text("email"), "amelia@example.com");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_password_ends_the_other_sessions() {
    let town = kit::town().await;
    let phone = town.amy.logs_in_again().await;
    let change = |current: &str| json!({"current_password": current, "new_password": "Password-2"});
    let wrong = town.amy.put("/users/me/password", change("wrong")).await;
    wrong.refused(400, "api.user.update_password.incorrect.app_error");
    town.amy.put("/users/me/password", change("Password-1")).await.ok();
    phone.get("/users/me").await.refused(401, "api.context.session_expired.app_error");
    town.amy.get("/users/me").await.ok();
    let login = |password: &str| json!({"login_id": "amy", "password": password});
    town.stranger.post("/users/login", login("Password-2")).await.ok();
    let path = format!("/users/{}/password", town.amy.id);
    let by_bob = town.bob.put(&path, json!({"new_password": "Password-3"})).await;
    by_bob.refused(403, "api.user.update_password.context.app_error");
    town.admin.put(&path, json!({"new_password": "Password-3"})).await.ok();
    town.amy.get("/users/me").await.refused(401, "api.context.session_expired.app_error");
}

#[tokio::test(flavor = "multi_thread")]
async fn guessing_at_the_password_of_a_stolen_session_ends() {
    let town = kit::town_with(&[("ServiceSettings.MaximumLoginAttempts", "2")]).await;
    let guess = json!({"current_password": "guess", "new_password": "Password-2"});
    for _ in 0..2 {
        let wrong = town.amy.put("/users/me/password", guess.clone()).await;
        wrong.refused(400, "api.user.update_password.incorrect.app_error");
    }
    let locked = town.amy.put("/users/me/password", guess).await;
    locked.refused(401, "api.user.check_user_login_attempts.too_many.app_error");
    let path = format!("/users/{}/reset_failed_attempts", town.amy.id);
    let by_bob = town.bob.post(&path, json!({})).await;
    by_bob.refused(403, "api.user.reset_password_failed_attempts.permissions.app_error");
    town.admin.post(&path, json!({})).await.ok();
    town.stranger.post("/users/login", json!({"login_id": "amy", "password": "Password-1"})).await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_switched_off_is_logged_out() {
    let town = kit::town().await;
    let path = format!("/users/{}/active", town.amy.id);
    let by_bob = town.bob.put(&path, json!({"active": false})).await;
    by_bob.refused(403, "api.user.update_active.permissions.app_error");
    town.admin.put(&path, json!({"active": false})).await.ok();
    town.amy.get("/users/me").await.refused(401, "api.context.session_expired.app_error");
    let login = json!({"login_id": "amy", "password": "Password-1"});
    town.stranger.post("/users/login", login.clone()).await.refused(401, "api.user.login.inactive.app_error");
    town.admin.put(&path, json!({"active": true})).await.ok();
    town.stranger.post("/users/login", login).await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn roles_are_given_by_admins_and_the_last_admin_stays() {
    let town = kit::town().await;
    let path = format!("/users/{}/roles", town.amy.id);
    let wanted = json!({"roles": "system_user system_admin"});
    town.bob.put(&path, wanted.clone()).await.refused(403, "api.context.permissions.app_error");
    let own = format!("/users/{}/roles", town.admin.id);
    let last = town.admin.put(&own, json!({"roles": "system_user"})).await;
    last.refused(400, "app.user.update.lastAdmin.app_error");
    town.admin.put(&path, wanted).await.ok();
    assert_eq!(town.amy.get("/users/me").await.ok().text("roles"), "system_user system_admin");
    town.amy.put(&own, json!({"roles": "system_user"})).await.ok();
    town.admin.put(&path, json!({"roles": "system_user"})).await.refused(403, "api.context.permissions.app_error");
}
