//! Emoji that people make.

use kit::{Answer, Body, PICTURE, Person, json, town, town_with};

async fn makes(person: &Person, name: &str) -> Answer {
    let emoji = json!({"name": name, "creator_id": person.id}).to_string();
    let form = [("emoji", None, emoji.as_bytes()), ("image", Some("e.png"), PICTURE)];
    person.sends_form("/emoji", &form).await
}

#[tokio::test]
async fn an_emoji_is_made_told_found_and_used() {
    let town = town().await;
    town.bob.listens().await;
    let emoji = makes(&town.amy, "zig-zag").await.ok();
    assert_eq!(town.bob.hears("emoji_added").await.inside("emoji")["id"], emoji["id"]);
    for path in [format!("/emoji/{}", emoji.id()), "/emoji/name/zig-zag".into()] {
        assert_eq!(town.bob.get(&path).await.ok(), emoji.clone().value());
    }
    assert_eq!(town.bob.get(&format!("/emoji/{}/image", emoji.id())).await.header("content-type"), Some("image/png"));
    assert_eq!(town.bob.get("/emoji/autocomplete?name=zig").await.ok().each("name"), ["zig-zag"]);
    assert_eq!(town.bob.get("/emoji/autocomplete?name=zag").await.ok().items().len(), 0);
    assert_eq!(town.bob.post("/emoji/search", json!({"term": "zag"})).await.ok().each("name"), ["zig-zag"]);
    assert_eq!(town.bob.post("/emoji/names", json!(["zig-zag", "none"])).await.ok().items().len(), 1);
    assert_eq!(town.bob.get("/emoji?per_page=1&sort=name").await.ok().each("name"), ["zig-zag"]);
    let post = town.bob.posts("look :zig-zag:").await.created();
    assert_eq!(post["metadata"]["emojis"][0]["id"], emoji["id"]);
    let plain = town.bob.posts("plain").await.created();
    let reaction = json!({"user_id": town.bob.id, "post_id": plain.id(), "emoji_name": "zig-zag"});
    town.bob.post("/reactions", reaction).await.ok();
    let seen = town.amy.get(&format!("/posts/{}", plain.id())).await.ok();
    assert_eq!(seen["metadata"]["emojis"][0]["name"], "zig-zag");
}

#[tokio::test]
async fn reactions_go_with_their_emoji() {
    let town = town().await;
    let emoji = makes(&town.amy, "brief").await.ok();
    let [one, both] = [town.bob.posts("one").await.created(), town.bob.posts("both").await.created()];
    for (post, name) in [(&one, "brief"), (&both, "brief"), (&both, "smile")] {
        let reaction = json!({"user_id": town.bob.id, "post_id": post.id(), "emoji_name": name});
        town.bob.post("/reactions", reaction).await.ok();
    }
    town.amy.delete(&format!("/emoji/{}", emoji.id())).await.ok();
    let seen = async |post: &Body| town.amy.get(&format!("/posts/{}", post.id())).await.ok();
    let (one, both) = (seen(&one).await, seen(&both).await);
    assert_eq!((&one["has_reactions"], &one["metadata"]["reactions"]), (&json!(null), &json!(null)));
    assert_eq!(
        (&both["has_reactions"], &both["metadata"]["reactions"][0]["emoji_name"]),
        (&json!(true), &json!("smile"))
    );
    assert_eq!(both["metadata"]["reactions"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn names_are_given_once_and_only_by_who_may() {
    let town = town().await;
    makes(&town.amy, "once").await.ok();
    makes(&town.bob, "once").await.refused(400, "api.emoji.create.duplicate.app_error");
    makes(&town.amy, "smile").await.refused(400, "model.emoji.system_emoji_name.app_error");
    makes(&town.amy, "bad name").await.refused(400, "model.emoji.name.app_error");
    let for_amy = json!({"name": "hers", "creator_id": town.amy.id}).to_string();
    let form = [("emoji", None, for_amy.as_bytes()), ("image", Some("e.png"), PICTURE)];
    town.mallory.sends_form("/emoji", &form).await.refused(403, "api.emoji.create.other_user.app_error");
    town.amy.post("/emoji", json!({})).await.refused(400, "api.emoji.create.parse.app_error");
    let off = town_with(&[("ServiceSettings.EnableCustomEmoji", "false")]).await;
    off.amy.get("/emoji").await.refused(501, "api.emoji.disabled.app_error");
}

#[tokio::test]
async fn an_emoji_is_deleted_by_its_maker_or_an_admin() {
    let town = town().await;
    let path = |emoji: &Body| format!("/emoji/{}", emoji.id());
    let own = makes(&town.amy, "own").await.ok();
    town.bob.delete(&path(&own)).await.refused(403, "api.context.permissions.app_error");
    town.amy.delete(&path(&own)).await.ok();
    town.amy.get(&path(&own)).await.refused(404, "app.emoji.get.no_result");
    let again = makes(&town.bob, "own").await.ok();
    town.admin.delete(&path(&again)).await.ok();
}
