//! Drafts.

use kit::{json, town};

#[tokio::test]
async fn a_draft_follows_its_author_to_every_device_and_nobody_else() {
    let town = town().await;
    town.amy.listens().await;
    town.bob.listens().await;
    let draft = json!({"channel_id": town.amy.channel, "message": "half"});
    town.amy.post("/drafts", draft).await.created();
    assert_eq!(town.amy.hears("draft_created").await.inside("draft")["message"], "half");
    town.bob.hears_no("draft_created").await;
    let path = format!("/users/me/teams/{}/drafts", town.team.id());
    assert_eq!(town.amy.get(&path).await.ok().items().len(), 1);
    assert!(town.bob.get(&path).await.ok().value().is_null(), "nobody reads another's draft");
    let empty = json!({"channel_id": town.amy.channel, "message": ""});
    assert!(town.amy.post("/drafts", empty).await.created().value().is_null());
    town.amy.hears("draft_deleted").await;
    assert!(town.amy.get(&path).await.ok().value().is_null());
}

#[tokio::test]
async fn drafts_are_for_channels_one_may_write_in() {
    let town = town().await;
    let draft = json!({"channel_id": town.amy.channel, "message": "from outside"});
    town.mallory.post("/drafts", draft).await.refused(403, "api.context.permissions.app_error");
    let path = format!("/users/me/teams/{}/drafts", town.team.id());
    town.mallory.get(&path).await.refused(403, "api.context.permissions.app_error");
}
