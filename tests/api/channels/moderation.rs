//! What the members of one channel may not do there.

use super::FORBIDDEN;
use kit::{Body, Person, Town, json, town};

async fn switches(town: &Town, person: &Person, row: &str, members: bool) -> kit::Answer {
    let path = format!("/channels/{}/moderations/patch", town.channel.id());
    person.put(&path, json!([{"name": row, "roles": {"members": members}}])).await
}

fn value(rows: &Body, name: &str) -> bool {
    rows.items().iter().any(|row| row["name"] == name && row["roles"]["members"]["value"] == true)
}

#[tokio::test]
async fn a_restriction_holds_for_members_and_not_for_channel_admins() {
    let town = town().await;
    town.bob.listens().await;
    let rows = switches(&town, &town.admin, "create_post", false).await.ok();
    assert!(!value(&rows, "create_post") && value(&rows, "create_reactions"));
    town.bob.hears("channel_scheme_updated").await;
    town.bob.posts("hello").await.refused(403, FORBIDDEN);
    let flags = json!({"scheme_admin": true, "scheme_user": true});
    let path = format!("/channels/{}/members/{}/schemeRoles", town.channel.id(), town.bob.id);
    town.admin.put(&path, flags).await.ok();
    town.bob.posts("hello").await.created();
}

#[tokio::test]
async fn the_last_restriction_lifted_leaves_the_channel_as_it_was() {
    let town = town().await;
    switches(&town, &town.admin, "create_reactions", false).await.ok();
    switches(&town, &town.admin, "create_post", false).await.ok();
    switches(&town, &town.admin, "create_reactions", true).await.ok();
    let channel = format!("/channels/{}", town.channel.id());
    assert!(town.admin.get(&channel).await.ok()["scheme_id"].is_string());
    switches(&town, &town.admin, "create_post", true).await.ok();
    assert!(town.admin.get(&channel).await.ok()["scheme_id"].is_null());
    town.bob.posts("hello").await.created();
}

#[tokio::test]
async fn only_those_who_look_after_the_channels_of_the_site_moderate() {
    let town = town().await;
    switches(&town, &town.amy, "create_post", false).await.refused(403, FORBIDDEN);
    town.amy.get(&format!("/channels/{}/moderations", town.channel.id())).await.refused(403, FORBIDDEN);
    let path = format!("/channels/{}/moderations/patch", town.channel.id());
    town.admin.put(&path, json!({})).await.refused(400, "api.marshal_error");
    town.admin.put(&path, json!([{}])).await.refused(400, "api.context.invalid_body_param.app_error");
    let guests = json!([{"name": "manage_members", "roles": {"guests": true}}]);
    let id = "api.channel.patch_channel_moderations_for_channel.restricted_permission.app_error";
    town.admin.put(&path, guests).await.refused(403, id);
}
