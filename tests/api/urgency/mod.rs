//! Priorities, and taking note of posts.

use kit::{Body, Person, json, town, town_with};

async fn asks_for_note(who: &Person, message: &str) -> Body {
    let priority = json!({"priority": "urgent", "requested_ack": true});
    let body = json!({"channel_id": who.channel, "message": message, "metadata": {"priority": priority}});
    who.post("/posts", body).await.created()
}

#[tokio::test]
async fn a_post_that_asks_for_it_is_taken_note_of() {
    let town = town().await;
    let post = asks_for_note(&town.amy, "please").await;
    assert_eq!(post["metadata"]["priority"]["requested_ack"], true);
    town.amy.listens().await;
    let path = format!("/users/me/posts/{}/ack", post.id());
    town.bob.post(&path, json!({})).await.ok();
    let told = town.amy.hears("post_acknowledgement_added").await.inside("acknowledgement");
    assert_eq!(told["user_id"], json!(town.bob.id));
    let edited = town.amy.hears("post_edited").await.post();
    assert_eq!(edited["metadata"]["acknowledgements"][0]["user_id"], json!(town.bob.id));
    let list = town.amy.get(&format!("/channels/{}/posts", town.amy.channel)).await.ok();
    let listed = &list["posts"][post.id()]["metadata"];
    assert_eq!(listed["priority"]["priority"], "urgent");
    assert_eq!(listed["acknowledgements"].as_array().map(Vec::len), Some(1));
    town.bob.delete(&path).await.ok();
    town.amy.hears("post_acknowledgement_removed").await;
    town.bob.delete(&path).await.refused(404, "app.acknowledgement.get.app_error");
}

#[tokio::test]
async fn strangers_take_note_of_nothing_and_nobody_for_another() {
    let town = town().await;
    let post = asks_for_note(&town.amy, "please").await;
    let path = format!("/users/me/posts/{}/ack", post.id());
    town.mallory.post(&path, json!({})).await.refused(403, "api.context.permissions.app_error");
    let other = format!("/users/{}/posts/{}/ack", town.bob.id, post.id());
    town.amy.post(&other, json!({})).await.refused(403, "api.context.permissions.app_error");
}

#[tokio::test]
async fn only_urgent_posts_that_name_members_notify_again() {
    let town = town().await;
    let send = |message: String, word: &'static str| {
        let priority = json!({"priority": word, "persistent_notifications": true});
        json!({"channel_id": town.amy.channel, "message": message, "metadata": {"priority": priority}})
    };
    let named = format!("@{} look", town.bob.name);
    let refused = "api.post.post_priority.persistent_notification_validation_error.request_error";
    town.amy.post("/posts", send("@all look".into(), "urgent")).await.refused(400, refused);
    town.amy.post("/posts", send("look".into(), "urgent")).await.refused(400, refused);
    let refused = "api.post.post_priority.urgent_persistent_notification_post.request_error";
    town.amy.post("/posts", send(named.clone(), "important")).await.refused(400, refused);
    town.amy.post("/posts", send(named, "urgent")).await.created();
}

#[tokio::test]
async fn it_notifies_again_until_somebody_takes_note_or_it_was_enough() {
    let interval = ("ServiceSettings.PersistentNotificationIntervalMinutes", "5");
    let most = ("ServiceSettings.PersistentNotificationMaxCount", "2");
    let town = town_with(&[interval, most]).await;
    town.bob.listens().await;
    let send = async |words: &str| {
        let priority = json!({"priority": "urgent", "persistent_notifications": true});
        let message = format!("@{} {words}", town.bob.name);
        let body = json!({"channel_id": town.amy.channel, "message": message, "metadata": {"priority": priority}});
        town.amy.post("/posts", body).await.created()
    };
    let taken = send("the oven is on").await;
    let left = send("the door is open").await;
    town.passes(5);
    for post in [&taken, &left] {
        let again = town.bob.hears("persistent_notification_triggered").await;
        assert_eq!(again.post()["id"], json!(post.id()));
        assert_eq!(again.data()["mentions"], json!(json!([town.bob.id]).to_string()));
    }
    town.bob.post(&format!("/users/me/posts/{}/ack", taken.id()), json!({})).await.ok();
    town.passes(5);
    let again = town.bob.hears("persistent_notification_triggered").await;
    assert_eq!(again.post()["id"], json!(left.id()), "nobody is called to what was taken note of");
    let newest = send("the last call").await;
    town.passes(5);
    let again = town.bob.hears("persistent_notification_triggered").await;
    assert_eq!(again.post()["id"], json!(newest.id()), "twice was enough for the one before");
    town.bob.hears_no("persistent_notification_triggered").await;
}
