//! Channels of a few people, outside of teams.

use super::{FORBIDDEN, WRONG_FIELD};
use kit::{json, town, town_with};

#[tokio::test]
async fn two_people_have_one_channel_whoever_asks() {
    let town = town().await;
    town.bob.listens().await;
    let ids = json!([town.amy.id, town.bob.id]);
    let channel = town.amy.post("/channels/direct", ids).await.created();
    assert_eq!((channel.text("type"), channel.text("team_id"), channel.text("display_name")), ("D", "", ""));
    let mut pair = [town.amy.id.as_str(), town.bob.id.as_str()];
    pair.sort_unstable();
    assert_eq!(channel.text("name"), pair.join("__"));
    let told = town.bob.hears("direct_added").await;
    assert_eq!((&told.data()["creator_id"], &told.data()["teammate_id"]), (&json!(town.amy.id), &json!(town.bob.id)));
    let again = town.bob.post("/channels/direct", json!([town.bob.id, town.amy.id])).await.created();
    assert_eq!(again["id"], channel["id"]);
    town.bob.hears_no("direct_added").await;
    town.mallory.get(&format!("/channels/{}", channel.id())).await.refused(403, FORBIDDEN);
}

#[tokio::test]
async fn somebody_may_talk_to_oneself() {
    let town = town().await;
    let channel = town.amy.post("/channels/direct", json!([town.amy.id, town.amy.id])).await.created();
    assert_eq!(channel.text("name"), format!("{0}__{0}", town.amy.id));
    let members = town.amy.get(&format!("/channels/{}/members", channel.id())).await.ok();
    assert_eq!(members.each("user_id"), [town.amy.id.as_str()]);
    assert_eq!(town.amy.post("/channels/direct", json!([town.amy.id])).await.created()["id"], channel["id"]);
}

#[tokio::test]
async fn nobody_makes_a_channel_of_two_others() {
    let town = town().await;
    let ids = json!([town.amy.id, town.bob.id]);
    town.mallory.post("/channels/direct", ids.clone()).await.refused(403, FORBIDDEN);
    town.admin.post("/channels/direct", ids).await.created();
    town.amy.post("/channels/direct", json!([town.amy.id, "junk"])).await.refused(400, WRONG_FIELD);
    town.amy.post("/channels/direct", json!([1, 2])).await.refused(400, "api.payload.parse.error");
}

#[tokio::test]
async fn a_house_may_keep_direct_talk_within_teams() {
    let town = town_with(&[("TeamSettings.RestrictDirectMessage", "team")]).await;
    let refused = town.amy.post("/channels/direct", json!([town.amy.id, town.mallory.id])).await;
    refused.refused(403, "api.channel.create_channel.direct_channel.team_restricted_error");
    town.amy.post("/channels/direct", json!([town.amy.id, town.bob.id])).await.created();
}

#[tokio::test]
async fn three_to_eight_people_are_a_group() {
    let town = town().await;
    town.bob.listens().await;
    let group = town.amy.post("/channels/group", json!([town.bob.id, town.admin.id])).await.created();
    assert_eq!((group.text("type"), group.text("display_name")), ("G", "admin, amy, bob"));
    assert_eq!(group.text("name").len(), 40);
    town.bob.hears("group_added").await;
    let ids = json!([town.admin.id, town.amy.id, town.bob.id]);
    assert_eq!(town.bob.post("/channels/group", ids).await.created()["id"], group["id"]);
    town.mallory.get(&format!("/channels/{}", group.id())).await.refused(403, FORBIDDEN);
    let size = "api.channel.create_group.bad_size.app_error";
    town.amy.post("/channels/group", json!([town.bob.id])).await.refused(400, size);
    town.amy.post("/channels/group", json!([])).await.refused(400, WRONG_FIELD);
    town.amy.post("/channels/group", json!([town.bob.id, "junk"])).await.refused(400, WRONG_FIELD);
    let found = town.amy.post("/channels/group/search", json!({"term": "bob"})).await.ok();
    assert_eq!(found.each("id"), [group.id()]);
    assert_eq!(town.mallory.post("/channels/group/search", json!({"term": "bob"})).await.ok(), json!([]));
}

#[tokio::test]
async fn nobody_joins_or_leaves_a_direct_channel() {
    let town = town().await;
    let channel = town.amy.post("/channels/direct", json!([town.amy.id, town.bob.id])).await.created();
    let members = format!("/channels/{}/members", channel.id());
    let refused = town.amy.post(&members, json!({"user_id": town.admin.id})).await;
    refused.refused(400, "api.channel.add_user_to_channel.type.app_error");
    let refused = town.amy.delete(&format!("{members}/me")).await;
    refused.refused(400, "api.channel.remove_channel_member.type.app_error");
    let patch = format!("/channels/{}/patch", channel.id());
    town.bob.put(&patch, json!({"header": "us"})).await.ok();
    let refused = town.bob.put(&patch, json!({"display_name": "us"})).await;
    refused.refused(400, "api.channel.patch_update_channel.update_direct_or_group_messages_not_allowed.app_error");
}
