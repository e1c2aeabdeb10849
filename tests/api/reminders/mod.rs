//! Reminders.

use kit::{json, town};

/// The time now, as the contract counts it.
fn now() -> i64 {
    let past = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    past.map_or(0, |past| past.as_millis() as i64)
}

#[tokio::test]
async fn a_reminder_comes_as_a_direct_message_of_the_house() {
    let town = town().await;
    let post = town.amy.posts("look at this later").await.created();
    town.bob.listens().await;
    let path = format!("/users/me/posts/{}/reminder", post.id());
    town.bob.post(&path, json!({"target_time": now() / 1000 + 86_400})).await.ok();
    assert_eq!(town.bob.hears("ephemeral_message").await.post()["props"]["type"], "reminder");
    town.passes(23 * 60);
    town.bob.hears_no("posted").await;
    town.passes(2 * 60);
    let reminder = town.bob.hears("posted").await.post();
    assert_eq!(reminder["type"], "reminder");
    assert_eq!(reminder["props"]["post_id"], json!(post.id()));
    town.bob.hears_no("posted").await;
}

#[tokio::test]
async fn nobody_is_reminded_of_what_is_not_theirs_to_read() {
    let town = town().await;
    let post = town.amy.posts("not for mallory").await.created();
    let path = format!("/users/me/posts/{}/reminder", post.id());
    let wanted = json!({"target_time": 1});
    town.mallory.post(&path, wanted.clone()).await.refused(403, "api.context.permissions.app_error");
    let other = format!("/users/{}/posts/{}/reminder", town.bob.id, post.id());
    town.amy.post(&other, wanted).await.refused(403, "api.context.permissions.app_error");
}
