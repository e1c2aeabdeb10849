//! Bookmarks of channels.

use kit::{Body, Town, Value, json, town};

fn link(name: &str) -> Value {
    json!({"display_name": name, "type": "link", "link_url": format!("https://example.com/{name}")})
}

fn path(town: &Town) -> String {
    format!("/channels/{}/bookmarks", town.channel.id())
}

#[tokio::test]
async fn members_make_change_sort_and_delete_bookmarks() {
    let town = town().await;
    let all = path(&town);
    town.bob.listens().await;
    let one = town.amy.post(&all, link("one")).await.created();
    assert_eq!(town.bob.hears("channel_bookmark_created").await.inside("bookmark")["id"], one["id"]);
    let two = town.bob.post(&all, link("two")).await.created();
    assert_eq!(two["sort_order"], 1);
    let own = town.amy.patch(&format!("{all}/{}", one.id()), json!({"emoji": ":book:"})).await.ok();
    assert_eq!((&own["updated"]["emoji"], &own["deleted"]), (&json!("book"), &Value::Null));
    let taken = town.amy.patch(&format!("{all}/{}", two.id()), json!({"display_name": "mine"})).await.ok();
    assert_eq!(taken["deleted"]["id"], two["id"]);
    assert_eq!(taken["updated"]["owner_id"], json!(town.amy.id));
    let moved = Body::from(taken["updated"].clone());
    let order = town.bob.post(&format!("{all}/{}/sort_order", moved.id()), json!(0)).await.ok();
    assert_eq!(order.each("id"), [moved.id(), one.id()]);
    town.bob.delete(&format!("{all}/{}", one.id())).await.ok();
    assert_eq!(town.amy.get(&all).await.ok().each("id"), [moved.id()]);
    assert_eq!(town.amy.get(&format!("{all}?bookmarks_since=1")).await.ok().items().len(), 3);
}

#[tokio::test]
async fn a_file_is_a_bookmark_once_and_goes_with_it() {
    let town = town().await;
    let all = path(&town);
    let send = format!("/files?channel_id={}&filename=plan.txt&bookmark=true", town.channel.id());
    let sent = town.amy.sends_bytes(&send, b"plan").await.created();
    let file = Body::from(sent["file_infos"][0].clone());
    let new = json!({"display_name": "Plan", "type": "file", "file_id": file.id()});
    let bookmark = town.amy.post(&all, new.clone()).await.created();
    assert_eq!(bookmark["file"]["name"], "plan.txt");
    let twice = town.amy.post(&all, new).await;
    twice.refused(400, "model.channel_bookmark.is_valid.file_id.missing_or_invalid.app_error");
    town.amy.delete(&format!("{all}/{}", bookmark.id())).await.ok();
    town.amy.get(&format!("/files/{}", file.id())).await.refused(404, "app.file_info.get.app_error");
}

#[tokio::test]
async fn outsiders_neither_see_nor_make_bookmarks() {
    let town = town().await;
    let all = path(&town);
    let one = town.amy.post(&all, link("one")).await.created();
    let permission = "api.context.permissions.app_error";
    town.mallory.get(&all).await.refused(403, permission);
    town.mallory.post(&all, link("x")).await.refused(403, permission);
    town.mallory.patch(&format!("{all}/{}", one.id()), json!({"display_name": "x"})).await.refused(403, permission);
    town.mallory.delete(&format!("{all}/{}", one.id())).await.refused(403, permission);
    let direct = town.amy.post("/channels/direct", json!([town.amy.id, town.bob.id])).await.created();
    let theirs = format!("/channels/{}/bookmarks", direct.id());
    town.amy.post(&theirs, link("ours")).await.created();
    let own = "api.channel.bookmark.create_channel_bookmark.direct_or_group_channels.forbidden.app_error";
    town.admin.post(&theirs, link("x")).await.refused(403, own);
    town.amy.delete(&format!("/channels/{}", town.channel.id())).await;
    town.admin.delete(&format!("/channels/{}", town.channel.id())).await;
    let archived = "api.channel.bookmark.create_channel_bookmark.deleted_channel.forbidden.app_error";
    town.amy.post(&all, link("late")).await.refused(403, archived);
}
