//! What happens in a channel is told in it.

use kit::{json, town};

#[tokio::test]
async fn coming_going_and_renaming_leave_a_line() {
    let town = town().await;
    let channel = town.channel_of("talk", "O", &[&town.amy]).await;
    let members = format!("/channels/{}/members", channel.id());
    let cat = town.neighbour("cat").await;
    town.amy.post(&members, json!({"user_id": cat.id})).await.created();
    cat.delete(&format!("{members}/me")).await.ok();
    let patch = json!({"display_name": "Talk!", "header": "news"});
    town.amy.put(&format!("/channels/{}/patch", channel.id()), patch).await.ok();
    let list = town.amy.get(&format!("/channels/{}/posts", channel.id())).await.ok();
    let line = |number: usize| {
        let id = list["order"][number].as_str().unwrap_or_default();
        list["posts"][id]["message"].as_str().unwrap_or_default().to_owned()
    };
    let said = [line(0), line(1), line(2), line(3)];
    assert_eq!(said[3], "cat added to the channel by amy.");
    assert_eq!(said[2], "@cat left the channel.");
    let mut changes = [said[0].as_str(), said[1].as_str()];
    changes.sort_unstable();
    assert_eq!(changes[0], "amy updated the channel display name from: talk to: Talk!");
    assert_eq!(changes[1], "amy updated the channel header to: news");
}

#[tokio::test]
async fn coming_and_going_is_nothing_to_read() {
    let town = town().await;
    town.bob.post("/channels/members/me/view", json!({"channel_id": town.channel.id()})).await.ok();
    town.neighbour("cat").await;
    let unread = town.bob.get(&format!("/users/me/channels/{}/unread", town.channel.id())).await.ok();
    assert_eq!(unread["msg_count"], 0);
}
