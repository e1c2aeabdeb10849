//! Stories of reports, and of what was done.

use kit::{json, town};

#[tokio::test]
async fn administrators_see_who_is_here_page_by_page() {
    let town = town().await;
    let first = town.admin.get("/reports/users?page_size=2").await.ok();
    let names: Vec<_> = first.items().iter().map(|row| row["username"].clone()).collect();
    assert_eq!(names, ["admin", "amy"]);
    let last = &first.items()[1];
    let next =
        format!("/reports/users?page_size=2&from_column_value=amy&from_id={}", last["id"].as_str().unwrap_or(""));
    assert_eq!(town.admin.get(&next).await.ok().items()[0]["username"], "bob");
    assert_eq!(town.admin.get("/reports/users/count").await.ok().value(), 4);
    let in_team = format!("/reports/users/count?team_filter={}", town.team.id());
    assert_eq!(town.admin.get(&in_team).await.ok().value(), 3);
    town.amy.get("/reports/users").await.refused(403, "api.context.permissions.app_error");
}

#[tokio::test]
async fn a_channels_posts_are_reported_page_by_page() {
    let town = town().await;
    town.amy.posts("one").await.created();
    town.amy.posts("two").await.created();
    let wanted = json!({"channel_id": town.channel.id(), "per_page": 1, "exclude_system_posts": true});
    let first = town.admin.post("/reports/posts", wanted).await.ok();
    assert_eq!(first["posts"][0]["message"], "one");
    let cursor = first["next_cursor"]["cursor"].clone();
    let next = json!({"channel_id": town.channel.id(), "per_page": 1, "exclude_system_posts": true, "cursor": cursor});
    let second = town.admin.post("/reports/posts", next).await.ok();
    assert_eq!(second["posts"][0]["message"], "two");
    assert!(second.get("next_cursor").is_none());
    town.amy
        .post("/reports/posts", json!({"channel_id": town.channel.id()}))
        .await
        .refused(403, "api.context.permissions.app_error");
}

#[tokio::test]
async fn a_channels_posts_are_reported_by_when_they_were_changed() {
    let town = town().await;
    let one = town.amy.posts("one").await.created();
    for words in ["two", "three"] {
        town.amy.posts(words).await.created();
    }
    town.amy.put(&format!("/posts/{}/patch", one.id()), json!({"message": "one more"})).await.ok();
    for (direction, wanted) in [("asc", ["two", "three", "one more"]), ("desc", ["one more", "three", "two"])] {
        let mut page = json!({"channel_id": town.channel.id(), "per_page": 1, "exclude_system_posts": true,
            "time_field": "update_at", "sort_direction": direction});
        for words in wanted {
            let report = town.admin.post("/reports/posts", page.clone()).await.ok();
            assert_eq!(report["posts"].as_array().map(Vec::len), Some(1), "{report:?}");
            assert_eq!(report["posts"][0]["message"], words, "{direction}");
            page["cursor"] = report["next_cursor"]["cursor"].clone();
        }
        assert!(page["cursor"].is_null(), "the last page says so");
    }
}

#[tokio::test]
async fn what_somebody_did_is_written_down_for_them_and_for_administrators() {
    let town = town().await;
    town.amy.put("/users/me/patch", json!({"nickname": "A"})).await.ok();
    let own = town.amy.get("/users/me/audits").await.ok();
    assert_eq!(own.items()[0]["action"], "/api/v4/users/me/patch");
    town.amy.get("/audits").await.refused(403, "api.context.permissions.app_error");
    town.bob.get(&format!("/users/{}/audits", town.amy.id)).await.refused(403, "api.context.permissions.app_error");
    assert!(town.admin.get("/audits").await.ok().items().iter().any(|row| row["user_id"] == town.amy.id));
}

#[tokio::test]
async fn while_the_server_is_busy_searches_wait() {
    let town = town().await;
    town.amy.post("/server_busy", json!({})).await.refused(403, "api.context.permissions.app_error");
    town.admin.post("/server_busy?seconds=60", json!({})).await.ok();
    town.amy.post("/users/search", json!({"term": "bob"})).await.refused(503, "api.context.server_busy.app_error");
    town.amy.posts("still heard").await.created();
    town.admin.delete("/server_busy").await.ok();
    town.amy.post("/users/search", json!({"term": "bob"})).await.ok();
}
