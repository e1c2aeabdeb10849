//! The site as clients meet it: before a login, with one, and as an administrator.

use kit::{empty_house, json, town};

#[tokio::test]
async fn half_of_the_configuration_is_told_before_login() {
    let town = town().await;
    let limited = town.stranger.get("/config/client?format=old").await.ok();
    let full = town.amy.get("/config/client?format=old").await.ok();
    let count = |body: &kit::Body| body.as_object().map_or(0, |map| map.len());
    assert_eq!((count(&limited), count(&full)), (134, 274));
    for value in full.as_object().into_iter().flat_map(|map| map.values()) {
        assert!(value.is_string(), "clients compare strings: {value}");
    }
    assert_eq!((limited.text("Version"), limited.text("NoAccounts")), ("11.6.0", "false"));
    assert_eq!(limited.text("DiagnosticId").len(), 26);
    assert_eq!(full.text("MaxPostSize"), "16383");
}

#[tokio::test]
async fn a_site_without_accounts_says_so_until_there_is_one() {
    let (stranger, _house) = empty_house(&[]).await;
    assert_eq!(stranger.get("/config/client?format=old").await.ok()["NoAccounts"], "true");
    let first = json!({"username": "first", "email": "first@example.com", "password": "Password-1"});
    stranger.post("/users", first).await.created();
    assert_eq!(stranger.get("/config/client?format=old").await.ok()["NoAccounts"], "false");
}

#[tokio::test]
async fn every_feature_is_licensed() {
    let town = town().await;
    let told = town.stranger.get("/license/client?format=old").await.ok();
    assert_eq!((told.text("IsLicensed"), told.text("SkuShortName")), ("true", "advanced"));
    assert_eq!((told.text("Cloud"), told.text("IsTrial")), ("false", "false"));
    assert!(told.get("ExpiresAt").is_none(), "dates are for administrators");
    let whole = town.admin.get("/license/client?format=old").await.ok();
    assert!(whole.text("ExpiresAt").parse::<i64>().is_ok());
    let no_format = town.amy.get("/license/client").await;
    no_format.refused(400, "api.license.client.old_format.app_error");
    let junk = town.amy.get("/license/client?format=junk").await;
    junk.refused(400, "api.context.invalid_body_param.app_error");
}

#[tokio::test]
async fn there_are_no_limits_and_only_an_admin_hears_how_many_people_there_are() {
    let town = town().await;
    let seen = town.amy.get("/limits/server").await.ok();
    assert!(seen.as_object().is_some_and(|map| map.len() == 7 && map.values().all(|value| *value == 0)));
    let seen = town.admin.get("/limits/server").await.ok();
    assert_eq!((seen.number("activeUserCount"), seen.number("maxUsersLimit")), (4, 0));
}

#[tokio::test]
async fn a_ping_tells_whether_the_server_is_well() {
    let town = town().await;
    let ping = town.stranger.get("/system/ping").await;
    assert!(ping.header("x-version-id").is_some_and(|version| version.starts_with("11.6.0.")));
    assert!(ping.header("x-request-id").is_some_and(|id| id.len() == 26));
    let ping = ping.ok();
    assert_eq!((ping.text("status"), ping.text("ActiveSearchBackend")), ("OK", "database"));
    assert!(ping.get("database_status").is_none());
    let ping = town.stranger.get("/system/ping?get_server_status=true&device_id=x").await.ok();
    assert_eq!((ping.text("database_status"), ping.text("filestore_status")), ("OK", "OK"));
    assert_eq!(ping.text("CanReceiveNotifications"), "unknown");
}

#[tokio::test]
async fn what_clients_ask_at_their_start_is_answered() {
    let town = town().await;
    assert_eq!(town.stranger.get("/plugins/webapp").await.ok(), json!([]));
    let zones = town.amy.get("/system/timezones").await.ok();
    assert!(zones.items().contains(&json!("Asia/Seoul")) && zones.items().len() > 400);
    town.stranger.get("/system/timezones").await.refused(401, "api.context.session_expired.app_error");
    let notices = format!("/system/notices/{}", town.team.id());
    assert_eq!(town.amy.get(&format!("{notices}?client=web&clientVersion=11.6.0")).await.ok(), json!([]));
    town.amy.get(&notices).await.refused(400, "api.context.invalid_body_param.app_error");
    town.amy.put("/system/notices/view", json!(["one"])).await.ok();
    town.amy.put("/system/notices/view", json!({})).await.refused(400, "api.payload.parse.error");
    let report = town.amy.post("/client_perf", json!({"version": "0.1.0"})).await;
    assert_eq!((report.status(), report.bytes()), (200, &b""[..]));
    town.stranger.post("/client_perf", json!({})).await.refused(401, "api.context.session_expired.app_error");
}

#[tokio::test]
async fn a_client_may_report_an_error_and_an_admin_reads_the_log() {
    let town = town().await;
    let said = town.amy.post("/logs", json!({"level": "ERROR", "message": "it broke"})).await.ok();
    assert_eq!(said, json!({"level": "ERROR", "message": "Client Logs API Endpoint Message: it broke"}));
    town.stranger.post("/logs", json!({})).await.refused(403, "api.context.permissions.app_error");
    town.admin.get("/logs?logs_per_page=2").await.ok().items();
    town.amy.get("/logs").await.refused(403, "api.context.permissions.app_error");
}

#[tokio::test]
async fn the_first_set_up_is_done_once_the_organization_has_a_name() {
    let town = town().await;
    let done = "/system/onboarding/complete";
    assert_eq!(town.admin.get(done).await.ok()["value"], "false");
    let nameless = town.admin.post(done, json!({})).await;
    nameless.refused(400, "api.error_no_organization_name_provided_for_self_hosted_onboarding");
    town.admin.post(done, json!({"organization": "Ours"})).await.ok();
    assert_eq!(town.admin.get(done).await.ok(), json!({"name": "FirstAdminSetupComplete", "value": "true"}));
    town.amy.get(done).await.refused(403, "api.context.permissions.app_error");
    assert!(!town.admin.get("/system/schema/version").await.ok().items().is_empty());
}

#[tokio::test]
async fn a_database_with_tables_of_somebody_elses_is_left_alone_and_the_step_is_named() {
    let said = kit::failed_start("create table reactions (what text)").await;
    assert!(said.starts_with("bringing the tables up to date, step 3 (talk): "), "{said}");
    assert!(said.contains("reactions"), "{said}");
}
