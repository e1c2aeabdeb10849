//! Reading a channel.

use kit::{Body, Town, json, town};

async fn talks(town: &Town, count: usize) -> Vec<Body> {
    let mut posts = Vec::new();
    for number in 0..count {
        posts.push(town.amy.posts(&format!("n{number}")).await.created());
    }
    posts
}

fn path(town: &Town, query: &str) -> String {
    format!("/channels/{}/posts{query}", town.channel.id())
}

#[tokio::test]
async fn pages_follow_one_another_without_gap_or_overlap() {
    let town = town().await;
    let said = talks(&town, 7).await;
    let newest_first: Vec<&str> = said.iter().rev().map(Body::id).collect();
    let first = town.bob.get(&path(&town, "?per_page=3")).await.ok();
    assert_eq!(first["order"], json!(newest_first[..3]));
    assert_eq!((first.text("next_post_id"), first.text("prev_post_id")), ("", newest_first[3]));
    let second = town.bob.get(&path(&town, "?per_page=3&page=1")).await.ok();
    assert_eq!(second["order"], json!(newest_first[3..6]));
    assert_eq!(second.text("next_post_id"), newest_first[2]);
    let older = town.bob.get(&path(&town, &format!("?per_page=2&before={}", newest_first[2]))).await.ok();
    assert_eq!(older["order"], json!(newest_first[3..5]));
    assert_eq!(older.text("next_post_id"), newest_first[2]);
    let newer = town.bob.get(&path(&town, &format!("?per_page=2&after={}", newest_first[4]))).await.ok();
    assert_eq!(newer["order"], json!(newest_first[2..4]));
    assert_eq!(newer.text("prev_post_id"), newest_first[4]);
    assert_eq!(newer.text("next_post_id"), newest_first[1]);
}

#[tokio::test]
async fn changes_since_a_time_bring_what_was_edited_and_deleted() {
    let town = town().await;
    let said = talks(&town, 3).await;
    let since = said[2].number("update_at");
    town.amy.put(&format!("/posts/{}/patch", said[0].id()), json!({"message": "edited"})).await.ok();
    town.amy.delete(&format!("/posts/{}", said[1].id())).await.ok();
    let changes = town.bob.get(&path(&town, &format!("?since={since}"))).await.ok();
    assert_eq!(changes["posts"][said[0].id()]["message"], "edited");
    assert!(changes["posts"][said[1].id()]["delete_at"].as_i64().is_some_and(|at| at > 0));
    assert_eq!(changes["posts"][said[1].id()]["message"], "");
    assert!(changes["posts"].get(said[2].id()).is_none());
}

#[tokio::test]
async fn collapsed_pages_hold_roots_with_their_threads() {
    let town = town().await;
    let root = town.amy.posts("root").await.created();
    let reply = town.bob.replies(&root, "reply").await.created();
    let flat = town.amy.get(&path(&town, "")).await.ok();
    assert_eq!(flat["order"][0], reply["id"]);
    let collapsed = town.amy.get(&path(&town, "?collapsedThreads=true")).await.ok();
    assert_eq!(collapsed["order"][0], root["id"]);
    let seen = &collapsed["posts"][root.id()];
    assert_eq!((&seen["reply_count"], &seen["is_following"]), (&json!(1), &json!(true)));
    assert_eq!(seen["participants"][0]["id"], json!(town.bob.id));
    let extended = town.amy.get(&path(&town, "?collapsedThreads=true&collapsedThreadsExtended=true")).await.ok();
    assert_eq!(extended["posts"][root.id()]["participants"][0]["username"], "bob");
}

#[tokio::test]
async fn what_is_unread_begins_after_what_was_seen() {
    let town = town().await;
    let seen = talks(&town, 2).await;
    town.bob.post("/channels/members/me/view", json!({"channel_id": town.channel.id()})).await.ok();
    let unseen = talks(&town, 3).await;
    let path = format!("/users/me/channels/{}/posts/unread?limit_before=1&limit_after=2", town.channel.id());
    let list = town.bob.get(&path).await.ok();
    assert_eq!(list["order"], json!([unseen[1]["id"], unseen[0]["id"], seen[1]["id"]]));
    assert_eq!(list.text("next_post_id"), unseen[2].id());
    assert_eq!(list.text("prev_post_id"), seen[0].id());
    let refused = town.bob.get(&path.replace("limit_after=2", "limit_after=0")).await;
    refused.refused(400, "api.context.invalid_url_param.app_error");
}

#[tokio::test]
async fn a_page_that_has_not_changed_is_not_sent_again() {
    let town = town().await;
    town.amy.posts("one").await.created();
    let first = town.bob.get(&path(&town, "")).await;
    let tag = first.header("etag").unwrap_or_default().to_owned();
    assert!(tag.starts_with("11.6.0."), "{tag}");
    let ask = || {
        let request = town.bob.request(reqwest::Method::GET, &path(&town, ""));
        town.bob.asks(request.header("if-none-match", &tag))
    };
    assert_eq!(ask().await.status(), 304);
    town.amy.posts("two").await.created();
    assert_eq!(ask().await.status(), 200);
}

#[tokio::test]
async fn outsiders_read_nothing() {
    let town = town().await;
    let post = town.amy.posts("secret").await.created();
    let denied = "api.context.permissions.app_error";
    town.mallory.get(&path(&town, "")).await.refused(403, denied);
    town.mallory.get(&format!("/posts/{}", post.id())).await.refused(403, denied);
    town.mallory.get(&format!("/posts/{}/thread", post.id())).await.refused(403, denied);
    town.mallory.get(&format!("/posts/{}/info", post.id())).await.refused(404, "app.post.get.app_error");
    assert_eq!(town.mallory.post("/posts/ids", json!([post.id()])).await.ok().items().len(), 0);
    assert_eq!(town.bob.post("/posts/ids", json!([post.id()])).await.ok().items().len(), 1);
    town.bob.get(&format!("/posts/{}/info", post.id())).await.ok();
}

#[tokio::test]
async fn saved_posts_are_listed_for_the_one_who_saved_them() {
    let town = town().await;
    let post = town.amy.posts("keep").await.created();
    let saved = json!([{"user_id": town.bob.id, "category": "flagged_post", "name": post.id(), "value": "true"}]);
    town.bob.put("/users/me/preferences", saved).await.ok();
    assert_eq!(town.bob.get("/users/me/posts/flagged").await.ok()["order"], json!([post["id"]]));
    let others = format!("/users/{}/posts/flagged", town.bob.id);
    town.amy.get(&others).await.refused(403, "api.context.permissions.app_error");
}

#[tokio::test]
async fn bad_pages_are_refused_or_forgiven_as_the_contract_says() {
    let town = town().await;
    town.bob.get(&path(&town, "?page=-1&per_page=abc")).await.ok();
    town.bob.get(&path(&town, "?since=x")).await.refused(400, "api.context.invalid_body_param.app_error");
    town.bob.get(&path(&town, "?before=junk")).await.refused(400, "api.context.invalid_body_param.app_error");
    town.bob.get("/channels/junk/posts").await.refused(400, "api.context.invalid_url_param.app_error");
    let nowhere = "/channels/unknownunknownunknownunkno/posts";
    town.bob.get(nowhere).await.refused(404, "app.channel.get.existing.app_error");
}
