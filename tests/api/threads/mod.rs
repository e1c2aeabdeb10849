//! Threads.

use kit::{Body, Town, json, town};

fn threads(town: &Town) -> String {
    format!("/users/me/teams/{}/threads", town.team.id())
}

async fn conversation(town: &Town) -> Body {
    let root = town.amy.posts("root").await.created();
    town.bob.replies(&root, "first").await.created();
    root
}

#[tokio::test]
async fn authors_and_repliers_follow_and_hear() {
    let town = town().await;
    let root = town.amy.posts("root").await.created();
    town.amy.listens().await;
    town.bob.replies(&root, "reply").await.created();
    let heard = town.amy.hears("thread_updated").await;
    let thread = heard.inside("thread");
    assert_eq!((&thread["id"], &thread["unread_replies"]), (&root["id"], &json!(1)));
    let of_amy = town.amy.get(&threads(&town)).await.ok();
    assert_eq!((&of_amy["total"], &of_amy["total_unread_threads"]), (&json!(1), &json!(1)));
    let of_bob = town.bob.get(&threads(&town)).await.ok();
    assert_eq!((&of_bob["total"], &of_bob["total_unread_threads"]), (&json!(1), &json!(0)));
}

#[tokio::test]
async fn a_mention_makes_somebody_follow() {
    let town = town().await;
    let cat = town.neighbour("cat").await;
    let root = conversation(&town).await;
    assert_eq!(cat.get(&threads(&town)).await.ok()["total"], 0);
    town.amy.replies(&root, "what do you say, @cat?").await.created();
    let list = cat.get(&threads(&town)).await.ok();
    assert_eq!((&list["total"], &list["total_unread_mentions"]), (&json!(1), &json!(1)));
    assert_eq!(list["threads"][0]["unread_replies"], 2);
}

#[tokio::test]
async fn reading_and_unreading_is_told_to_one_s_other_windows() {
    let town = town().await;
    let root = conversation(&town).await;
    town.amy.listens().await;
    let one = format!("{}/{}", threads(&town), root.id());
    let now = root.number("create_at") + 1_000_000;
    let read = town.amy.put(&format!("{one}/read/{now}"), json!({})).await.ok();
    assert_eq!(read["unread_replies"], 0);
    assert_eq!(town.amy.hears("thread_read_changed").await.data()["unread_replies"], 0);
    let unread = town.amy.post(&format!("{one}/set_unread/{}", root.id()), json!({})).await.ok();
    assert_eq!(unread["unread_replies"], 1);
    town.amy.put(&format!("{}/read", threads(&town)), json!({})).await.ok();
    assert_eq!(town.amy.get(&threads(&town)).await.ok()["total_unread_threads"], 0);
}

#[tokio::test]
async fn who_no_longer_follows_hears_no_more() {
    let town = town().await;
    let root = conversation(&town).await;
    let following = format!("{}/{}/following", threads(&town), root.id());
    town.amy.listens().await;
    town.amy.delete(&following).await.ok();
    assert_eq!(town.amy.hears("thread_follow_changed").await.data()["state"], false);
    town.bob.replies(&root, "more").await.created();
    town.amy.hears("posted").await;
    town.amy.hears_no("thread_updated").await;
    assert_eq!(town.amy.get(&threads(&town)).await.ok()["total"], 0);
    town.amy.put(&following, json!({})).await.ok();
    assert_eq!(town.amy.get(&threads(&town)).await.ok()["total"], 1);
}

#[tokio::test]
async fn a_thread_is_read_in_pages_with_the_root_first() {
    let town = town().await;
    let root = town.amy.posts("root").await.created();
    let mut replies = Vec::new();
    for number in 0..3 {
        replies.push(town.bob.replies(&root, &format!("r{number}")).await.created());
    }
    let path = format!("/posts/{}/thread", replies[1].id());
    let whole = town.amy.get(&path).await.ok();
    assert_eq!(whole["order"], json!([root["id"], replies[0]["id"], replies[1]["id"], replies[2]["id"]]));
    let first = town.amy.get(&format!("{path}?perPage=2&direction=down")).await.ok();
    assert_eq!(first["order"], json!([root["id"], replies[0]["id"], replies[1]["id"]]));
    assert_eq!(first["has_next"], true);
    let (from, at) = (replies[1].id(), replies[1].number("create_at"));
    let rest = format!("{path}?perPage=2&direction=down&fromPost={from}&fromCreateAt={at}");
    let rest = town.amy.get(&rest).await.ok();
    assert_eq!((&rest["order"], &rest["has_next"]), (&json!([root["id"], replies[2]["id"]]), &json!(false)));
}

#[tokio::test]
async fn a_deleted_reply_is_no_longer_counted() {
    let town = town().await;
    let root = conversation(&town).await;
    let reply = town.bob.replies(&root, "oops").await.created();
    let path = format!("{}/{}", threads(&town), root.id());
    assert_eq!(town.amy.get(&path).await.ok()["reply_count"], 2);
    town.bob.delete(&format!("/posts/{}", reply.id())).await.ok();
    assert_eq!(town.amy.get(&path).await.ok()["reply_count"], 1);
}

#[tokio::test]
async fn outsiders_and_others_may_not_look() {
    let town = town().await;
    let root = conversation(&town).await;
    let denied = "api.context.permissions.app_error";
    town.mallory.get(&threads(&town)).await.refused(403, denied);
    town.mallory.get(&format!("{}/{}", threads(&town), root.id())).await.refused(403, denied);
    let of_bob = format!("/users/{}/teams/{}/threads", town.bob.id, town.team.id());
    town.amy.get(&of_bob).await.refused(403, denied);
    town.bob.get(&of_bob).await.ok();
    town.amy
        .get(&format!("{}?totalsOnly=true&threadsOnly=true", threads(&town)))
        .await
        .refused(400, "api.getThreadsForUser.bad_only_params");
}

#[tokio::test]
async fn leaving_the_channel_ends_following() {
    let town = town().await;
    conversation(&town).await;
    town.bob.delete(&format!("/channels/{}/members/me", town.channel.id())).await.ok();
    assert_eq!(town.bob.get(&threads(&town)).await.ok()["total"], 0);
}

#[tokio::test]
async fn a_post_can_be_marked_unread() {
    let town = town().await;
    let seen = town.amy.posts("seen").await.created();
    town.amy.posts("also @bob").await.created();
    town.bob.post("/channels/members/me/view", json!({"channel_id": town.channel.id()})).await.ok();
    town.bob.listens().await;
    let unread = town.bob.post(&format!("/users/me/posts/{}/set_unread", seen.id()), json!({})).await.ok();
    assert_eq!(unread["mention_count"], 1);
    assert_eq!(unread.number("last_viewed_at"), seen.number("create_at") - 1);
    assert_eq!(town.bob.hears("post_unread").await.data()["post_id"], seen["id"]);
    let counts = town.bob.get(&format!("/users/me/channels/{}/unread", town.channel.id())).await.ok();
    assert_eq!(counts["msg_count"], 2);
}

#[tokio::test]
async fn a_team_that_is_read_leaves_the_mentions_of_others() {
    let town = town().await;
    let village = json!({"name": "village", "display_name": "Village", "type": "O"});
    let village = town.admin.post("/teams", village).await.created();
    for person in [&town.amy, &town.bob] {
        let member = json!({"team_id": village.id(), "user_id": person.id});
        town.admin.post(&format!("/teams/{}/members", village.id()), member).await.created();
    }
    let channel = town.amy.get(&format!("/teams/{}/channels/name/town-square", village.id())).await.ok();
    let root = town.amy.posts_in(channel.id(), "who is there?").await.created();
    town.bob.replies(&root, "@amy me").await.created();
    town.amy.put(&format!("/users/me/teams/{}/threads/read", town.team.id()), json!({})).await.ok();
    let threads = town.amy.get(&format!("/users/me/teams/{}/threads", village.id())).await.ok();
    assert_eq!(threads["total_unread_mentions"], 1, "{threads:?}");
}
