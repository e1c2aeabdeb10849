//! An administrator changes the configuration.

use kit::{json, town, town_with};

#[tokio::test]
async fn a_change_is_in_force_at_once_and_everyone_hears_of_it() {
    let town = town().await;
    town.mallory.listens().await;
    let before = town.amy.get("/users/me").await.header("x-version-id").map(str::to_owned);
    let changed = town.admin.put("/config/patch", json!({"TeamSettings": {"SiteName": "Ours"}})).await;
    assert_eq!(changed.header("cache-control"), Some("no-cache, no-store, must-revalidate"));
    assert_eq!(changed.ok()["TeamSettings"]["SiteName"], "Ours");
    assert_eq!(town.mallory.hears("config_changed").await.data()["config"]["SiteName"], "Ours");
    assert_eq!(town.stranger.get("/config/client?format=old").await.ok()["SiteName"], "Ours");
    let after = town.amy.get("/users/me").await.header("x-version-id").map(str::to_owned);
    assert_ne!(before, after, "clients look at it to know that they must ask again");
}

#[tokio::test]
async fn a_patch_that_changes_nothing_is_no_news() {
    let town = town().await;
    town.amy.listens().await;
    town.admin.put("/config/patch", json!({"NoSuchSettings": {"X": 1}})).await.ok();
    town.amy.hears_no("config_changed").await;
}

#[tokio::test]
async fn only_administrators_see_and_change_it() {
    let town = town().await;
    let patch = json!({"TeamSettings": {"SiteName": "h"}});
    town.amy.get("/config").await.refused(403, "api.context.permissions.app_error");
    town.amy.put("/config/patch", patch.clone()).await.refused(403, "api.context.permissions.app_error");
    town.amy.put("/config", json!({})).await.refused(403, "api.context.permissions.app_error");
    town.amy.post("/config/reload", json!({})).await.refused(403, "api.context.permissions.app_error");
    town.stranger.put("/config/patch", patch).await.refused(401, "api.context.session_expired.app_error");
}

#[tokio::test]
async fn secrets_are_hidden_and_survive_being_sent_back() {
    let town = town().await;
    let secret = json!({"EmailSettings": {"SMTPPassword": "hush"}});
    let seen = town.admin.put("/config/patch", secret).await.ok();
    assert_eq!(seen["EmailSettings"]["SMTPPassword"], "*".repeat(32));
    let again = town.admin.put("/config", seen.value()).await.ok();
    assert_eq!(again["EmailSettings"]["SMTPPassword"], "*".repeat(32), "still set");
    let cleared = json!({"EmailSettings": {"SMTPPassword": ""}});
    assert_eq!(town.admin.put("/config/patch", cleared).await.ok()["EmailSettings"]["SMTPPassword"], "");
    let without = town.admin.get("/config?remove_masked=true&remove_defaults=true").await.ok();
    assert!(without["SqlSettings"].get("DataSource").is_none());
}

#[tokio::test]
async fn what_cannot_be_lived_with_changes_nothing() {
    let town = town().await;
    for (patch, id) in [
        (json!({"TeamSettings": {"MaxUsersPerTeam": 0}}), "model.config.is_valid.max_users.app_error"),
        (json!({"ServiceSettings": {"SiteURL": "not a url"}}), "model.config.is_valid.site_url.app_error"),
        (json!({"PasswordSettings": {"MinimumLength": 200}}), "model.config.is_valid.password_length.app_error"),
        (json!({"SqlSettings": {"DriverName": "oracle"}}), "model.config.is_valid.sql_driver.app_error"),
        (json!({"ServiceSettings": {"EnableDeveloper": "yes"}}), "api.context.invalid_body_param.app_error"),
        (json!([7]), "api.context.invalid_body_param.app_error"),
        (json!("text"), "api.context.invalid_body_param.app_error"),
    ] {
        town.admin.put("/config/patch", patch).await.refused(400, id);
    }
    assert_eq!(town.admin.get("/config").await.ok()["PasswordSettings"]["MinimumLength"], 8);
}

#[tokio::test]
async fn what_the_environment_holds_wins_and_is_named() {
    let town = town_with(&[("TeamSettings.SiteName", "Held")]).await;
    let held = town.admin.get("/config/environment").await.ok();
    assert_eq!(held["TeamSettings"]["SiteName"], true);
    let changed = town.admin.put("/config/patch", json!({"TeamSettings": {"SiteName": "Other"}})).await.ok();
    assert_eq!(changed["TeamSettings"]["SiteName"], "Held");
    town.admin.post("/config/reload", json!({})).await.ok();
}
