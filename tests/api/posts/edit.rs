//! Changing a post.

use kit::{json, town, town_with};

#[tokio::test]
async fn an_edit_is_told_and_the_old_words_are_kept() {
    let town = town().await;
    town.bob.listens().await;
    let post = town.amy.posts("frist").await.created();
    let edited = town.amy.put(&format!("/posts/{}/patch", post.id()), json!({"message": "first #tag"})).await.ok();
    assert_eq!(edited["message"], "first #tag");
    assert_eq!(edited["hashtags"], "#tag");
    assert!(edited.number("edit_at") > 0);
    assert_eq!(town.bob.hears("post_edited").await.post()["message"], "first #tag");
    let history = town.amy.get(&format!("/posts/{}/edit_history", post.id())).await.ok();
    assert_eq!(history.each("message"), ["frist"]);
    assert_eq!(history.each("original_id"), [post.id()]);
}

#[tokio::test]
async fn an_earlier_version_can_be_put_back() {
    let town = town().await;
    let post = town.amy.posts("one").await.created();
    town.amy.put(&format!("/posts/{}/patch", post.id()), json!({"message": "two"})).await.ok();
    let history = town.amy.get(&format!("/posts/{}/edit_history", post.id())).await.ok();
    let version = history.items()[0]["id"].as_str().unwrap_or_default().to_owned();
    let path = format!("/posts/{}/restore/{version}", post.id());
    town.bob.post(&path, json!({})).await.refused(403, "api.context.permissions.app_error");
    assert_eq!(town.amy.post(&path, json!({})).await.ok()["message"], "one");
}

#[tokio::test]
async fn nobody_edits_another_s_post_but_an_admin() {
    let town = town().await;
    let post = town.amy.posts("mine").await.created();
    let path = format!("/posts/{}/patch", post.id());
    town.bob.put(&path, json!({"message": "yours"})).await.refused(403, "api.context.permissions.app_error");
    town.mallory.put(&path, json!({"message": "yours"})).await.refused(403, "api.context.permissions.app_error");
    town.admin.put(&path, json!({"message": "ours"})).await.ok();
}

#[tokio::test]
async fn a_limit_ends_editing_and_not_pinning() {
    let town = town_with(&[("ServiceSettings.PostEditTimeLimit", "0")]).await;
    let post = town.amy.posts("stone").await.created();
    // A later post proves that time has passed.
    town.amy.posts("later").await.created();
    let patch = format!("/posts/{}/patch", post.id());
    let refused = town.amy.put(&patch, json!({"message": "sand"})).await;
    refused.refused(400, "api.post.update_post.permissions_time_limit.app_error");
    town.amy.post(&format!("/posts/{}/pin", post.id()), json!({})).await.ok();
}

#[tokio::test]
async fn a_pin_is_told_once_and_listed() {
    let town = town().await;
    let post = town.amy.posts("keep this").await.created();
    town.bob.listens().await;
    let pin = format!("/posts/{}/pin", post.id());
    town.mallory.post(&pin, json!({})).await.refused(403, "api.context.permissions.app_error");
    town.amy.post(&pin, json!({})).await.ok();
    town.amy.post(&pin, json!({})).await.ok();
    assert_eq!(town.bob.hears("post_edited").await.post()["is_pinned"], true);
    town.bob.hears_no("post_edited").await;
    let pinned = town.bob.get(&format!("/channels/{}/pinned", town.channel.id())).await.ok();
    assert_eq!(pinned["order"], json!([post["id"]]));
    town.bob.post(&format!("/posts/{}/unpin", post.id()), json!({})).await.ok();
    let pinned = town.bob.get(&format!("/channels/{}/pinned", town.channel.id())).await.ok();
    assert_eq!(pinned["order"], json!([]));
}

#[tokio::test]
async fn a_put_must_name_its_own_post() {
    let town = town().await;
    let post = town.amy.posts("one").await.created();
    let path = format!("/posts/{}", post.id());
    town.amy.put(&path, json!({"message": "x"})).await.refused(400, "api.context.invalid_body_param.app_error");
    let changed = town.amy.put(&path, json!({"id": post["id"], "message": "two"})).await.ok();
    assert_eq!(changed["message"], "two");
}
