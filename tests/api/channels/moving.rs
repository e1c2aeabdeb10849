//! Channels that become another's.

use super::FORBIDDEN;
use kit::{json, town};

#[tokio::test]
async fn a_channel_moves_and_who_is_not_in_the_new_team_leaves_it() {
    let town = town().await;
    let team = town.admin.post("/teams", json!({"name": "two", "display_name": "Two", "type": "O"})).await.created();
    let path = format!("/channels/{}/move", town.channel.id());
    let asked = json!({"team_id": team.id(), "force": false});
    town.amy.post(&path, asked.clone()).await.refused(403, FORBIDDEN);
    town.admin.post(&path, asked).await.refused(400, "app.channel.move_channel.members_do_not_match.error");
    town.bob.listens().await;
    let moved = town.admin.post(&path, json!({"team_id": team.id(), "force": true})).await.ok();
    assert_eq!(moved["team_id"], team["id"]);
    town.bob.hears("user_removed").await;
}

#[tokio::test]
async fn a_group_channel_becomes_a_private_one_of_a_team_that_all_are_in() {
    let town = town().await;
    let cat = town.neighbour("cat").await;
    let group = town.amy.post("/channels/group", json!([town.bob.id, cat.id])).await.created();
    let common = town.amy.get(&format!("/channels/{}/common_teams", group.id())).await.ok();
    assert_eq!(common.each("id"), [town.team.id()]);
    let path = format!("/channels/{}/convert_to_channel", group.id());
    let wanted = json!({"team_id": town.team.id(), "name": "crew", "display_name": "Crew"});
    town.mallory.post(&path, wanted.clone()).await.refused(403, FORBIDDEN);
    let channel = town.amy.post(&path, wanted).await.ok();
    assert_eq!((channel.text("type"), channel.id()), ("P", group.id()));
}
