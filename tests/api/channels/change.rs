//! Changing, closing, archiving and bringing back channels.

use super::{FORBIDDEN, WRONG_FIELD};
use kit::{json, town};

#[tokio::test]
async fn a_change_is_told_to_the_members_and_nobody_else() {
    let town = town().await;
    town.bob.listens().await;
    town.mallory.listens().await;
    let path = format!("/channels/{}/patch", town.channel.id());
    let changed = town.amy.put(&path, json!({"header": "Read me"})).await.ok();
    assert_eq!((changed.text("header"), changed.text("name")), ("Read me", "square"));
    assert_eq!(town.bob.hears("channel_updated").await.inside("channel")["header"], "Read me");
    let said = town.bob.hears("posted").await.post();
    assert_eq!((said["type"].as_str(), said["user_id"].as_str()), (Some("system_header_change"), Some(&*town.amy.id)));
    town.mallory.hears_no("channel_updated").await;
    town.mallory.put(&path, json!({"header": "Mine"})).await.refused(403, FORBIDDEN);
}

#[tokio::test]
async fn a_change_that_cannot_be_is_refused() {
    let town = town().await;
    let path = format!("/channels/{}/patch", town.channel.id());
    for (body, id) in [
        (json!({}), "api.channel.patch_update_channel.no_changes.app_error"),
        (json!({"name": "Bad Name"}), "model.channel.is_valid.1_or_more.app_error"),
        (json!({"name": "off-topic"}), "store.sql_channel.save_channel.exists.app_error"),
        (json!({"header": "h".repeat(1025)}), "model.channel.is_valid.header.app_error"),
        (json!({"header": 7}), WRONG_FIELD),
    ] {
        town.amy.put(&path, body).await.refused(400, id);
    }
    let unknown = "/channels/unknownunknownunknownunkno/patch";
    town.amy.put(unknown, json!({"header": "x"})).await.refused(404, "app.channel.get.existing.app_error");
    town.amy.put("/channels/junk/patch", json!({})).await.refused(400, "api.context.invalid_url_param.app_error");
}

#[tokio::test]
async fn a_whole_channel_can_be_sent_back() {
    let town = town().await;
    let id = town.channel.id();
    let body = json!({"id": id, "display_name": "Circle", "name": "square", "header": "h", "purpose": "p"});
    let changed = town.amy.put(&format!("/channels/{id}"), body).await.ok();
    assert_eq!((changed.text("display_name"), changed.text("purpose")), ("Circle", "p"));
    let other = json!({"id": "unknownunknownunknownunkno", "display_name": "Circle"});
    town.amy.put(&format!("/channels/{id}"), other).await.refused(400, WRONG_FIELD);
    let body = json!({"id": id, "display_name": "Mine"});
    town.mallory.put(&format!("/channels/{id}"), body).await.refused(403, FORBIDDEN);
}

#[tokio::test]
async fn an_admin_closes_and_opens_a_channel() {
    let town = town().await;
    let path = format!("/channels/{}/privacy", town.channel.id());
    town.bob.put(&path, json!({"privacy": "P"})).await.refused(403, FORBIDDEN);
    town.admin.put(&path, json!({"privacy": "X"})).await.refused(400, WRONG_FIELD);
    town.amy.listens().await;
    assert_eq!(town.admin.put(&path, json!({"privacy": "P"})).await.ok()["type"], "P");
    town.amy.hears("channel_converted").await;
    town.mallory.get(&format!("/channels/{}", town.channel.id())).await.refused(403, FORBIDDEN);
    assert_eq!(town.admin.put(&path, json!({"privacy": "O"})).await.ok()["type"], "O");
}

#[tokio::test]
async fn the_square_of_a_team_stays_open_and_alive() {
    let town = town().await;
    let named = format!("/teams/{}/channels/name/town-square", town.team.id());
    let square = town.amy.get(&named).await.ok();
    let path = format!("/channels/{}", square.id());
    let refused = town.admin.put(&format!("{path}/privacy"), json!({"privacy": "P"})).await;
    refused.refused(400, "api.channel.update_channel_privacy.default_channel_error");
    town.admin.delete(&path).await.refused(400, "api.channel.delete_channel.cannot.app_error");
    let refused = town.amy.put(&format!("{path}/patch"), json!({"name": "circle"})).await;
    refused.refused(400, "api.channel.update_channel.tried.app_error");
    let refused = town.amy.delete(&format!("{path}/members/me")).await;
    refused.refused(400, "api.channel.remove.default.app_error");
}

#[tokio::test]
async fn an_archived_channel_stays_readable_and_keeps_its_name() {
    let town = town().await;
    let old = town.channel_of("old", "O", &[&town.amy]).await;
    town.amy.posts_in(old.id(), "last words").await.created();
    town.amy.listens().await;
    let path = format!("/channels/{}", old.id());
    town.mallory.delete(&path).await.refused(403, FORBIDDEN);
    town.amy.delete(&path).await.ok();
    let told = town.amy.hears("channel_deleted").await;
    assert_eq!(told.data()["channel_id"], old["id"]);
    assert_eq!(told.broadcast()["team_id"], old["team_id"]);
    assert!(town.amy.get(&path).await.ok().number("delete_at") > 0);
    town.amy.get(&format!("{path}/posts")).await.ok();
    town.amy.delete(&path).await.refused(400, "api.channel.delete_channel.deleted.app_error");
    let again = json!({"team_id": town.team.id(), "name": "old", "display_name": "Again", "type": "O"});
    town.amy.post("/channels", again).await.refused(400, "store.sql_channel.save_channel.exists.app_error");
    let archived = town.amy.get(&format!("/teams/{}/channels/deleted", town.team.id())).await.ok();
    assert_eq!(archived.each("name"), ["old"]);
    let named = format!("/teams/{}/channels/name/old", town.team.id());
    town.amy.get(&named).await.refused(404, "app.channel.get_by_name.missing.app_error");
    town.amy.get(&format!("{named}?include_deleted=true")).await.ok();
}

#[tokio::test]
async fn a_channel_comes_back() {
    let town = town().await;
    let old = town.channel_of("old", "O", &[&town.amy]).await;
    let path = format!("/channels/{}", old.id());
    town.admin.delete(&path).await.ok();
    let restore = format!("{path}/restore");
    town.bob.post(&restore, json!({})).await.refused(403, FORBIDDEN);
    town.amy.listens().await;
    assert_eq!(town.admin.post(&restore, json!({})).await.ok()["delete_at"], 0);
    assert_eq!(town.amy.hears("channel_restored").await.data()["channel_id"], old["id"]);
    let refused = town.admin.post(&restore, json!({})).await;
    refused.refused(400, "api.channel.restore_channel.restored.app_error");
}
