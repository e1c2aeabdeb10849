//! Writing a post.

use kit::{json, town};

#[tokio::test]
async fn everybody_in_the_channel_hears_a_post_and_nobody_else() {
    let town = town().await;
    town.bob.listens().await;
    town.mallory.listens().await;
    let post = town.amy.posts("hello").await.created();
    let heard = town.bob.hears("posted").await;
    assert_eq!(heard.post()["id"], post["id"]);
    assert_eq!(heard.post()["message"], "hello");
    assert_eq!(heard.data()["sender_name"], "@amy");
    town.mallory.hears_no("posted").await;
}

#[tokio::test]
async fn an_outsider_may_not_post() {
    let town = town().await;
    let channel = town.channel.id();
    town.mallory.posts_in(channel, "hello").await.refused(403, "api.context.permissions.app_error");
    town.amy.posts_in(channel, "hello").await.created();
}

#[tokio::test]
async fn a_post_that_is_sent_again_is_the_same_post() {
    let town = town().await;
    let body = json!({"channel_id": town.channel.id(), "message": "once", "pending_post_id": "amy:1"});
    let first = town.amy.post("/posts", body.clone()).await.created();
    assert_eq!(first["pending_post_id"], "amy:1");
    let again = town.amy.post("/posts", body).await.created();
    assert_eq!(again["id"], first["id"]);
    let list = town.amy.get(&format!("/channels/{}/posts", town.channel.id())).await.ok();
    let said = list["posts"].as_object().into_iter().flatten().filter(|(_, post)| post["message"] == "once");
    assert_eq!(said.count(), 1);
}

#[tokio::test]
async fn what_may_not_be_posted_is_refused_by_name() {
    let town = town().await;
    let channel = town.channel.id();
    let long = "x".repeat(16_384);
    for (body, status, id) in [
        (json!({"channel_id": channel, "message": long}), 400, "model.post.is_valid.message_length.app_error"),
        (
            json!({"channel_id": channel, "message": "x", "type": "system_generic"}),
            400,
            "api.context.invalid_body_param.app_error",
        ),
        (
            json!({"channel_id": channel, "message": "x", "root_id": "junk"}),
            400,
            "api.post.create_post.root_id.app_error",
        ),
        (json!({"channel_id": channel, "message": 7}), 400, "api.context.invalid_body_param.app_error"),
        (json!({"channel_id": "junk", "message": "x"}), 403, "api.context.permissions.app_error"),
        (json!({}), 403, "api.context.permissions.app_error"),
        (json!([]), 400, "api.context.invalid_body_param.app_error"),
    ] {
        town.amy.post("/posts", body).await.refused(status, id);
    }
    town.amy.posts(&"한".repeat(16_383)).await.created();
}

#[tokio::test]
async fn a_reply_stays_in_its_channel_and_goes_to_a_root() {
    let town = town().await;
    let root = town.amy.posts("root").await.created();
    let reply = town.bob.replies(&root, "reply").await.created();
    assert_eq!(reply["root_id"], root["id"]);
    assert_eq!(reply["reply_count"], 1);
    let nested = json!({"channel_id": town.channel.id(), "message": "nested", "root_id": reply["id"]});
    town.amy.post("/posts", nested).await.refused(400, "api.post.create_post.root_id.app_error");
    let other = town.channel_of("elsewhere", "O", &[&town.amy]).await;
    let body = json!({"channel_id": other["id"], "message": "far", "root_id": root["id"]});
    town.amy.post("/posts", body).await.refused(400, "api.post.create_post.channel_root_id.app_error");
}

#[tokio::test]
async fn nobody_posts_in_an_archived_channel() {
    let town = town().await;
    let old = town.channel_of("old", "O", &[&town.amy]).await;
    town.admin.delete(&format!("/channels/{}", old.id())).await.ok();
    let refused = town.amy.posts_in(old.id(), "anybody?").await;
    refused.refused(400, "api.post.create_post.can_not_post_to_deleted.error");
}

#[tokio::test]
async fn only_an_admin_says_when_a_post_was_made() {
    let town = town().await;
    let body = json!({"channel_id": town.channel.id(), "message": "old", "create_at": 1_500_000_000_000_i64});
    let of_amy = town.amy.post("/posts", body.clone()).await.created();
    assert_ne!(of_amy["create_at"], 1_500_000_000_000_i64);
    let of_admin = town.admin.post("/posts", body).await.created();
    assert_eq!(of_admin["create_at"], 1_500_000_000_000_i64);
}

#[tokio::test]
async fn posting_counts_for_others_and_not_for_the_author() {
    let town = town().await;
    let unread = |who: String| format!("/users/me/channels/{who}/unread");
    let path = unread(town.channel.id().to_owned());
    town.bob.post("/channels/members/me/view", json!({"channel_id": town.channel.id()})).await.ok();
    town.amy.posts("one").await.created();
    town.amy.posts("two").await.created();
    assert_eq!(town.bob.get(&path).await.ok()["msg_count"], 2);
    assert_eq!(town.amy.get(&path).await.ok()["msg_count"], 0);
}

#[tokio::test]
async fn an_ephemeral_post_is_for_one_person_and_for_admins_to_send() {
    let town = town().await;
    town.bob.listens().await;
    town.amy.listens().await;
    let body = json!({"user_id": town.bob.id, "post": {"channel_id": town.channel.id(), "message": "psst"}});
    town.amy.post("/posts/ephemeral", body.clone()).await.refused(403, "api.context.permissions.app_error");
    let told = town.admin.post("/posts/ephemeral", body).await.created();
    assert!(told["file_ids"].is_null());
    assert_eq!(town.bob.hears("ephemeral_message").await.post()["message"], "psst");
    town.amy.hears_no("ephemeral_message").await;
    town.bob.get(&format!("/posts/{}", told.id())).await.refused(404, "app.post.get.app_error");
}
