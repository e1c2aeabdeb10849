//! Who is mentioned, and how it counts.

use kit::{Value, json, town, town_with};

fn mentioned(fact: &kit::Fact) -> Value {
    fact.inside("mentions")
}

#[tokio::test]
async fn only_the_mentioned_one_hears_of_the_mention() {
    let town = town().await;
    let cat = town.neighbour("cat").await;
    town.bob.listens().await;
    cat.listens().await;
    town.amy.posts("hi @bob").await.created();
    assert_eq!(mentioned(&town.bob.hears("posted").await), json!([town.bob.id]));
    assert!(cat.hears("posted").await.data().get("mentions").is_none());
}

#[tokio::test]
async fn mentions_count_until_the_channel_is_viewed() {
    let town = town().await;
    let path = format!("/users/me/channels/{}/unread", town.channel.id());
    town.bob.post("/channels/members/me/view", json!({"channel_id": town.channel.id()})).await.ok();
    for message in ["@bob", "@all", "@channel: look", "`@bob`", "plain", "own words"] {
        town.amy.posts(message).await.created();
    }
    assert_eq!(town.bob.get(&path).await.ok()["mention_count"], 3);
    town.bob.post("/channels/members/me/view", json!({"channel_id": town.channel.id()})).await.ok();
    assert_eq!(town.bob.get(&path).await.ok()["mention_count"], 0);
}

#[tokio::test]
async fn a_keyword_counts_from_the_moment_it_is_chosen() {
    let town = town().await;
    let path = format!("/users/me/channels/{}/unread", town.channel.id());
    town.amy.posts("점심 먹자").await.created();
    let before = town.bob.get(&path).await.ok().number("mention_count");
    let props = json!({"notify_props": {"mention_keys": "점심,pineapple", "channel": "true"}});
    town.bob.put("/users/me/patch", props).await.ok();
    town.amy.posts("오늘점심은?").await.created();
    town.amy.posts("Pineapple pie").await.created();
    town.amy.posts("pineapples").await.created();
    assert_eq!(town.bob.get(&path).await.ok().number("mention_count"), before + 2);
}

#[tokio::test]
async fn everyone_is_not_mentioned_in_a_crowd() {
    let town = town_with(&[("TeamSettings.MaxNotificationsPerChannel", "1")]).await;
    town.bob.listens().await;
    town.amy.posts("@all").await.created();
    assert!(town.bob.hears("posted").await.data().get("mentions").is_none());
}

#[tokio::test]
async fn here_means_those_who_are_there() {
    let town = town().await;
    let cat = town.neighbour("cat").await;
    town.bob.listens().await;
    town.amy.posts("@here").await.created();
    assert_eq!(mentioned(&town.bob.hears("posted").await), json!([town.bob.id]));
    let unread = cat.get(&format!("/users/me/channels/{}/unread", town.channel.id())).await.ok();
    assert_eq!(unread.number("mention_count_root"), 1, "only for being added to the channel: {unread:?}");
}

#[tokio::test]
async fn a_direct_message_mentions_the_other_one() {
    let town = town().await;
    let channel = town.amy.post("/channels/direct", json!([town.amy.id, town.bob.id])).await.created();
    town.bob.listens().await;
    town.amy.posts_in(channel.id(), "psst").await.created();
    let heard = town.bob.hears("posted").await;
    assert_eq!(mentioned(&heard), json!([town.bob.id]));
    assert_eq!(heard.data()["channel_display_name"], "@amy");
}

#[tokio::test]
async fn the_author_is_told_whom_the_words_do_not_reach() {
    let town = town().await;
    town.amy.listens().await;
    town.amy.posts("@mallory come").await.created();
    let told = town.amy.hears("ephemeral_message").await;
    assert!(told.post()["message"].as_str().is_some_and(|words| words.contains("@mallory")));
    town.amy.posts("@nobody-at-all").await.created();
    town.amy.hears_no("ephemeral_message").await;
}
