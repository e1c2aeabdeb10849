//! Deleting a post.

use kit::{json, town};

#[tokio::test]
async fn a_deleted_post_is_gone_for_all_and_told() {
    let town = town().await;
    town.bob.listens().await;
    let post = town.amy.posts("oops").await.created();
    town.bob.hears("posted").await;
    town.amy.delete(&format!("/posts/{}", post.id())).await.ok();
    assert_eq!(town.bob.hears("post_deleted").await.post()["id"], post["id"]);
    town.bob.get(&format!("/posts/{}", post.id())).await.refused(404, "app.post.get.app_error");
    town.amy.delete(&format!("/posts/{}", post.id())).await.refused(404, "app.post.get.app_error");
    let kept = town.admin.get(&format!("/posts/{}?include_deleted=true", post.id())).await.ok();
    assert_eq!(kept["props"]["deleteBy"], json!(town.amy.id));
}

#[tokio::test]
async fn a_root_takes_its_replies_along() {
    let town = town().await;
    let root = town.amy.posts("root").await.created();
    let reply = town.bob.replies(&root, "reply").await.created();
    town.amy.delete(&format!("/posts/{}", root.id())).await.ok();
    town.bob.get(&format!("/posts/{}", reply.id())).await.refused(404, "app.post.get.app_error");
}

#[tokio::test]
async fn nobody_deletes_another_s_post_but_an_admin() {
    let town = town().await;
    let post = town.amy.posts("mine").await.created();
    let path = format!("/posts/{}", post.id());
    town.bob.delete(&path).await.refused(403, "api.context.permissions.app_error");
    town.mallory.delete(&path).await.refused(403, "api.context.permissions.app_error");
    town.admin.delete(&path).await.ok();
}

#[tokio::test]
async fn deleting_for_good_is_off_unless_an_admin_turned_it_on() {
    let town = town().await;
    let post = town.amy.posts("mine").await.created();
    let path = format!("/posts/{}?permanent=true", post.id());
    town.admin.delete(&path).await.refused(501, "api.post.delete_post.not_enabled.app_error");
}
