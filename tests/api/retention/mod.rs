//! Stories of how long things are kept.

use kit::{json, town};

use crate::api::jobs::done;

/// A time more than two days ago.
const LONG_AGO: i64 = 1_700_000_000_000;

#[tokio::test]
async fn a_policy_deletes_what_is_older_in_its_team_and_nothing_else() {
    let town = town().await;
    let old = json!({"channel_id": town.channel.id(), "message": "old", "create_at": LONG_AGO});
    let old = town.admin.post("/posts", old).await.created();
    let new = town.amy.posts("new").await.created();
    let policy = json!({"display_name": "Two days", "post_duration": 2, "team_ids": [town.team.id()]});
    let policy = town.admin.post("/data_retention/policies", policy).await.created();
    assert_eq!((policy.number("team_count"), policy.number("channel_count")), (1, 0));
    done(&town.admin, json!({"type": "data_retention"})).await;
    assert_eq!(town.admin.get(&format!("/posts/{}", old.id())).await.status(), 404);
    town.amy.get(&format!("/posts/{}", new.id())).await.ok();
}

#[tokio::test]
async fn a_channel_that_keeps_for_ever_keeps_although_its_team_does_not() {
    let town = town().await;
    let old = json!({"channel_id": town.channel.id(), "message": "old", "create_at": LONG_AGO});
    let old = town.admin.post("/posts", old).await.created();
    let team = json!({"display_name": "A day", "post_duration": 1, "team_ids": [town.team.id()]});
    town.admin.post("/data_retention/policies", team).await.created();
    let channel = json!({"display_name": "Ever", "post_duration": -1, "channel_ids": [town.channel.id()]});
    town.admin.post("/data_retention/policies", channel).await.created();
    done(&town.admin, json!({"type": "data_retention"})).await;
    town.amy.get(&format!("/posts/{}", old.id())).await.ok();
    let own = town.amy.get("/users/me/data_retention/channel_policies").await.ok();
    assert_eq!(own["policies"][0]["post_duration"], -1);
}

#[tokio::test]
async fn a_policy_is_changed_and_removed_by_who_may() {
    let town = town().await;
    let new = json!({"display_name": "P", "post_duration": 30, "team_ids": [], "channel_ids": []});
    town.amy.post("/data_retention/policies", new.clone()).await.refused(403, "api.context.permissions.app_error");
    let policy = town.admin.post("/data_retention/policies", new).await.created();
    let path = format!("/data_retention/policies/{}", policy.id());
    assert_eq!(town.admin.patch(&path, json!({"post_duration": 7})).await.ok().number("post_duration"), 7);
    town.admin.post(&format!("{path}/teams"), json!([town.team.id()])).await.ok();
    let teams = town.admin.get(&format!("{path}/teams")).await.ok();
    assert_eq!((teams.number("total_count"), &teams["teams"][0]["policy_id"]), (1, &json!(policy.id())));
    town.admin
        .post(&format!("{path}/teams"), json!(["nonsense"]))
        .await
        .refused(400, "api.context.invalid_body_param.app_error");
    town.admin.delete(&path).await.ok();
    assert_eq!(town.admin.get("/data_retention/policies_count").await.ok().number("total_count"), 0);
}
