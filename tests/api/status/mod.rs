//! Presence, and what people say of themselves.

use kit::json;

const NOBODY: &str = "unknownunknownunknownunkno";

#[tokio::test(flavor = "multi_thread")]
async fn one_chooses_how_to_look_and_ones_own_windows_hear() {
    let town = kit::town().await;
    town.amy.listens().await;
    let choose = |status: &str| json!({"user_id": town.amy.id, "status": status});
    town.amy.put("/users/me/status", choose("dnd")).await.ok();
    assert_eq!(town.amy.hears("status_change").await.data()["status"], "online");
    assert_eq!(town.amy.hears("status_change").await.data()["status"], "dnd");
    let seen = town.bob.get(&format!("/users/{}/status", town.amy.id)).await.ok();
    assert_eq!((seen.text("status"), &seen["manual"]), ("dnd", &json!(true)));
    town.amy.put("/users/me/status", choose("dnd")).await.ok();
    town.amy.hears_no("status_change").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_status_is_one_of_four_and_ones_own() {
    let town = kit::town().await;
    for wrong in ["", "asleep", "ooo"] {
        let body = json!({"user_id": town.amy.id, "status": wrong});
        town.amy.put("/users/me/status", body).await.refused(400, "api.context.invalid_body_param.app_error");
    }
    let body = json!({"user_id": town.amy.id, "status": "away"});
    let path = format!("/users/{}/status", town.amy.id);
    town.bob.put(&path, body.clone()).await.refused(403, "api.context.permissions.app_error");
    assert_eq!(town.admin.put(&path, body).await.ok().text("status"), "away");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_whom_nothing_is_known_is_offline() {
    let town = kit::town().await;
    assert_eq!(town.amy.get(&format!("/users/{NOBODY}/status")).await.ok().text("status"), "offline");
    let seen = town.amy.post("/users/status/ids", json!([NOBODY, NOBODY])).await.ok();
    assert_eq!(seen.each("status"), ["offline"]);
    for (wrong, id) in [(json!([]), "api.context.invalid_body_param.app_error"), (json!({}), "api.payload.parse.error")]
    {
        town.amy.post("/users/status/ids", wrong).await.refused(400, id);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_opens_a_window_is_there() {
    let town = kit::town().await;
    let seen = || async { town.bob.get(&format!("/users/{}/status", town.amy.id)).await.ok() };
    assert_eq!(seen().await.text("status"), "offline");
    town.amy.listens().await;
    assert_eq!(seen().await.text("status"), "online");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_says_of_oneself_is_seen_and_remembered() {
    let town = kit::town().await;
    town.bob.listens().await;
    town.amy.put("/users/me/status/custom", json!({"emoji": "house", "text": "집"})).await.ok();
    let heard = town.bob.hears("user_updated").await;
    let said = heard.data()["user"]["props"]["customStatus"].as_str().expect("a custom status").to_owned();
    assert!(said.contains("집"), "{said}");
    let recent = "/users/me/status/custom/recent/delete";
    town.amy.post(recent, json!({"emoji": "house", "text": "집"})).await.ok();
    let gone = town.amy.post(recent, json!({"emoji": "house", "text": "집"})).await;
    gone.refused(400, "api.custom_status.recent_custom_statuses.delete.app_error");
    town.amy.delete("/users/me/status/custom").await.ok();
    assert_eq!(town.amy.get("/users/me").await.ok()["props"]["customStatus"], "");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_custom_status_says_something_and_is_ones_own() {
    let town = kit::town().await;
    let over = json!({"emoji": "x", "duration": "date_and_time", "expires_at": "2001-01-01T00:00:00Z"});
    for wrong in [json!({}), json!([]), over] {
        let refused = town.amy.put("/users/me/status/custom", wrong).await;
        refused.refused(400, "api.context.invalid_body_param.app_error");
    }
    let path = format!("/users/{}/status/custom", town.amy.id);
    town.bob.put(&path, json!({"emoji": "x"})).await.refused(403, "api.context.permissions.app_error");
    let off = kit::town_with(&[("TeamSettings.EnableCustomUserStatuses", "false")]).await;
    off.amy.put("/users/me/status/custom", json!({"emoji": "x"})).await.refused(501, "api.custom_status.disabled");
}
