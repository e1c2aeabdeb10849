//! Making channels, and what a team has from its beginning.

use super::{FORBIDDEN, WRONG_FIELD};
use kit::{json, town, town_with};

#[tokio::test]
async fn a_team_begins_with_two_channels_that_its_people_are_in() {
    let town = town().await;
    let team = town.team.id();
    let mine = town.amy.get(&format!("/users/me/teams/{team}/channels")).await.ok();
    let mut names = mine.each("name");
    names.sort_unstable();
    assert_eq!(names, ["off-topic", "square", "town-square"]);
    let members = town.amy.get(&format!("/users/me/teams/{team}/channels/members")).await.ok();
    assert_eq!(members.items().len(), 3);
}

#[tokio::test]
async fn whoever_makes_a_channel_is_its_first_member_and_admin() {
    let town = town().await;
    town.amy.listens().await;
    let body = json!({"team_id": town.team.id(), "name": "garden", "display_name": " Garden ", "type": "P"});
    let channel = town.amy.post("/channels", body).await.created();
    assert_eq!((channel.text("display_name"), channel.text("creator_id")), ("Garden", town.amy.id.as_str()));
    assert_eq!(town.amy.hears("channel_created").await.data()["channel_id"], channel["id"]);
    let member = town.amy.get(&format!("/channels/{}/members/me", channel.id())).await.ok();
    assert_eq!(member["roles"], "channel_user channel_admin");
}

#[tokio::test]
async fn only_the_team_s_people_make_channels() {
    let town = town().await;
    for kind in ["O", "P"] {
        let body = json!({"team_id": town.team.id(), "name": "new", "display_name": "New", "type": kind});
        town.mallory.post("/channels", body.clone()).await.refused(403, FORBIDDEN);
        town.stranger.post("/channels", body).await.refused(401, "api.context.session_expired.app_error");
    }
    let body = json!({"team_id": town.team.id(), "name": "new", "display_name": "New", "type": "O"});
    town.bob.post("/channels", body).await.created();
}

#[tokio::test]
async fn what_no_channel_can_be_is_refused_by_name() {
    let town = town().await;
    let is_valid = |what: &str| format!("model.channel.is_valid.{what}.app_error");
    let direct = format!("{}__{}", town.amy.id, town.bob.id);
    for (change, id) in [
        (json!({"name": ""}), is_valid("1_or_more")),
        (json!({"name": "With Space"}), is_valid("1_or_more")),
        (json!({"name": "c".repeat(65)}), is_valid("1_or_more")),
        (json!({"name": direct}), is_valid("name")),
        (json!({"display_name": "d".repeat(65)}), is_valid("display_name")),
        (json!({"display_name": ""}), WRONG_FIELD.into()),
        (json!({"header": "h".repeat(1025)}), is_valid("header")),
        (json!({"purpose": "p".repeat(251)}), is_valid("purpose")),
        (json!({"team_id": "junk"}), WRONG_FIELD.into()),
        (json!({"name": 7}), WRONG_FIELD.into()),
        (json!({"type": "D"}), "api.channel.create_channel.direct_channel.app_error".into()),
        (json!({"name": "square"}), "store.sql_channel.save_channel.exists.app_error".into()),
    ] {
        let mut body = json!({"team_id": town.team.id(), "name": "new", "display_name": "New", "type": "O"});
        for (key, value) in change.as_object().into_iter().flatten() {
            body[key] = value.clone();
        }
        town.amy.post("/channels", body).await.refused(400, &id);
    }
    town.amy.post("/channels", json!([])).await.refused(400, WRONG_FIELD);
    let body = json!({"team_id": town.team.id(), "name": "n", "display_name": "한".repeat(64), "type": "O"});
    town.amy.post("/channels", body).await.created();
}

#[tokio::test]
async fn a_team_has_only_so_many_channels() {
    let town = town_with(&[("TeamSettings.MaxChannelsPerTeam", "4")]).await;
    let body = |name: &str| json!({"team_id": town.team.id(), "name": name, "display_name": name, "type": "O"});
    town.amy.post("/channels", body("fourth")).await.created();
    let refused = town.amy.post("/channels", body("fifth")).await;
    refused.refused(400, "api.channel.create_channel.max_channel_limit.app_error");
}
