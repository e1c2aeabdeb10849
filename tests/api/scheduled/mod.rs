//! Posts for later.

use kit::{Person, Value, json, town};

/// The time now, as the contract counts it.
fn now() -> i64 {
    let past = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    past.map_or(0, |past| past.as_millis() as i64)
}

async fn schedules(who: &Person, message: &str, at: i64) -> kit::Body {
    let body = json!({"channel_id": who.channel, "message": message, "scheduled_at": at});
    who.post("/posts/schedule", body).await.created()
}

#[tokio::test]
async fn posts_for_later_are_sent_on_time_in_order_and_once() {
    let town = town().await;
    town.bob.listens().await;
    town.amy.listens().await;
    let soon = now() + 3_600_000;
    schedules(&town.amy, "second", soon + 60_000).await;
    schedules(&town.amy, "first", soon).await;
    town.passes(59);
    town.bob.hears_no("posted").await;
    town.passes(3);
    for words in ["first", "second"] {
        let post = town.bob.hears("posted").await.post();
        assert_eq!(post["message"], words);
        assert!(post["create_at"].as_i64() >= Some(soon), "not before its time");
        town.amy.hears("scheduled_post_deleted").await;
    }
    let lists = town.amy.get(&format!("/posts/scheduled/team/{}", town.team.id())).await.ok();
    assert_eq!(lists[town.team.id()], json!([]));
    town.bob.hears_no("posted").await;
}

#[tokio::test]
async fn what_may_no_longer_be_sent_stays_and_says_why() {
    let town = town().await;
    town.amy.listens().await;
    schedules(&town.amy, "too late", now() + 3_600_000).await;
    let path = format!("/channels/{}/members/me", town.amy.channel);
    town.amy.delete(&path).await.ok();
    town.passes(61);
    let told = town.amy.hears("scheduled_post_updated").await.inside("scheduledPost");
    assert_eq!(told["error_code"], "no_channel_member");
    let lists = town.amy.get(&format!("/posts/scheduled/team/{}", town.team.id())).await.ok();
    assert_eq!(lists[town.team.id()].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn only_its_author_changes_a_post_for_later() {
    let town = town().await;
    let later = now() + 3_600_000;
    let post = schedules(&town.amy, "mine", later).await;
    let path = format!("/posts/schedule/{}", post.id());
    let mut changed: Value = post.value();
    changed["message"] = json!("ours");
    town.bob.put(&path, changed.clone()).await.refused(403, "app.update_scheduled_post.update_permission.error");
    town.bob.delete(&path).await.refused(403, "app.delete_scheduled_post.delete_permission.error");
    assert_eq!(town.amy.put(&path, changed).await.created()["message"], "ours");
    town.amy.delete(&path).await.created();
    town.amy.delete(&path).await.refused(404, "app.delete_scheduled_post.existing_scheduled_post.not_exist");
    let outside = json!({"channel_id": town.amy.channel, "message": "x", "scheduled_at": later});
    town.mallory.post("/posts/schedule", outside).await.refused(403, "api.context.permissions.app_error");
}
