//! What is unread, and reading it.

use super::FORBIDDEN;
use kit::{Person, Town, json, town};

/// Being added to a channel is a mention: it is read before a story counts its own.
async fn reads_all(town: &Town, person: &Person) {
    let body = json!({"channel_id": town.channel.id()});
    person.post("/channels/members/me/view", body).await.ok();
}

#[tokio::test]
async fn posts_are_unread_until_the_channel_is_looked_at() {
    let town = town().await;
    let id = town.channel.id();
    let unread = format!("/users/{}/channels/{id}/unread", town.bob.id);
    reads_all(&town, &town.bob).await;
    let root = town.amy.posts("@bob one").await.created();
    town.amy.replies(&root, "two").await.created();
    let before = town.bob.get(&unread).await.ok();
    assert_eq!((before.number("msg_count"), before.number("msg_count_root")), (2, 1));
    assert_eq!((before.number("mention_count"), before.number("mention_count_root")), (1, 1));
    town.bob.listens().await;
    let view = format!("/channels/members/{}/view", town.bob.id);
    let viewed = town.bob.post(&view, json!({"channel_id": id, "prev_channel_id": ""})).await.ok();
    assert_eq!(viewed["status"], "OK");
    assert!(viewed["last_viewed_at_times"][id].as_i64() >= root["create_at"].as_i64());
    assert!(town.bob.hears("multiple_channels_viewed").await.data()["channel_times"][id].is_number());
    let after = town.bob.get(&unread).await.ok();
    assert_eq!((after.number("msg_count"), after.number("mention_count")), (0, 0));
    town.mallory.get(&unread).await.refused(403, FORBIDDEN);
    town.amy.get(&unread).await.refused(403, FORBIDDEN);
    town.admin.get(&unread).await.ok();
}

#[tokio::test]
async fn coming_and_going_is_nothing_to_read() {
    let town = town().await;
    town.neighbour("carol").await;
    let unread = town.bob.get(&format!("/users/me/channels/{}/unread", town.channel.id())).await.ok();
    assert_eq!(unread.number("msg_count"), 0);
}

#[tokio::test]
async fn one_s_own_posts_are_read() {
    let town = town().await;
    town.amy.posts("mine").await.created();
    let unread = town.amy.get(&format!("/users/me/channels/{}/unread", town.channel.id())).await.ok();
    assert_eq!(unread.number("msg_count"), 0);
}

#[tokio::test]
async fn many_channels_are_read_at_once_by_whom_they_belong_to() {
    let town = town().await;
    let other = town.channel_of("other", "O", &[&town.amy, &town.bob]).await;
    for channel in [town.channel.id(), other.id()] {
        town.amy.posts_in(channel, "news").await.created();
    }
    let path = format!("/channels/members/{}/mark_read", town.bob.id);
    let ids = json!([town.channel.id(), other.id()]);
    town.amy.post(&path, ids.clone()).await.refused(403, FORBIDDEN);
    let read = town.bob.post(&path, ids).await.ok();
    assert_eq!(read["last_viewed_at_times"].as_object().map(|times| times.len()), Some(2));
    for channel in [town.channel.id(), other.id()] {
        let unread = town.bob.get(&format!("/users/me/channels/{channel}/unread")).await.ok();
        assert_eq!(unread.number("msg_count"), 0);
    }
    town.bob.post(&path, json!({})).await.refused(400, "api.payload.parse.error");
}

#[tokio::test]
async fn a_team_s_unread_leaves_out_what_is_muted() {
    let town = town().await;
    reads_all(&town, &town.bob).await;
    town.amy.posts("@bob hello").await.created();
    let path = format!("/users/me/teams/{}/unread", town.team.id());
    let unread = town.bob.get(&path).await.ok();
    assert_eq!((unread.number("msg_count"), unread.number("mention_count")), (1, 1));
    let props = format!("/channels/{}/members/{}/notify_props", town.channel.id(), town.bob.id);
    town.bob.put(&props, json!({"mark_unread": "mention"})).await.ok();
    let muted = town.bob.get(&path).await.ok();
    assert_eq!((muted.number("msg_count"), muted.number("mention_count")), (0, 1));
    town.mallory.get(&path).await.refused(403, FORBIDDEN);
}
