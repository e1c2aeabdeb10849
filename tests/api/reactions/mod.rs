//! Emoji on posts.

use kit::{Body, Person, json, town, town_with};

fn reaction(person: &Person, post: &Body, name: &str) -> kit::Value {
    json!({"user_id": person.id, "post_id": post.id(), "emoji_name": name})
}

#[tokio::test]
async fn a_reaction_is_told_listed_and_taken_off_again() {
    let town = town().await;
    let post = town.amy.posts("react to me").await.created();
    town.amy.listens().await;
    town.bob.post("/reactions", reaction(&town.bob, &post, "smile")).await.ok();
    assert_eq!(town.amy.hears("reaction_added").await.inside("reaction")["emoji_name"], "smile");
    let seen = town.amy.get(&format!("/posts/{}", post.id())).await.ok();
    assert_eq!(seen["has_reactions"], true);
    assert_eq!(seen["metadata"]["reactions"][0]["user_id"], json!(town.bob.id));
    assert!(seen.number("update_at") > post.number("update_at"), "phones look at update_at");
    town.bob.delete(&format!("/users/me/posts/{}/reactions/smile", post.id())).await.ok();
    town.amy.hears("reaction_removed").await;
    assert!(town.amy.get(&format!("/posts/{}/reactions", post.id())).await.ok().value().is_null());
}

#[tokio::test]
async fn reacting_twice_is_one_reaction_and_told_once() {
    let town = town().await;
    let post = town.amy.posts("once").await.created();
    town.amy.listens().await;
    for _ in 0..2 {
        town.bob.post("/reactions", reaction(&town.bob, &post, "+1")).await.ok();
    }
    town.amy.hears("reaction_added").await;
    town.amy.hears_no("reaction_added").await;
    assert_eq!(town.amy.get(&format!("/posts/{}/reactions", post.id())).await.ok().items().len(), 1);
}

#[tokio::test]
async fn nobody_reacts_for_another_from_outside_or_with_nonsense() {
    let town = town().await;
    let post = town.amy.posts("hm").await.created();
    let as_bob = reaction(&town.bob, &post, "smile");
    town.amy.post("/reactions", as_bob).await.refused(403, "api.reaction.save_reaction.user_id.app_error");
    let outside = reaction(&town.mallory, &post, "smile");
    town.mallory.post("/reactions", outside).await.refused(403, "api.context.permissions.app_error");
    let unknown = reaction(&town.amy, &post, "nonexistent_emoji");
    town.amy.post("/reactions", unknown).await.refused(404, "app.emoji.get_by_name.no_result");
    town.amy.post("/reactions", json!({})).await.refused(400, "api.reaction.save_reaction.invalid.app_error");
}

#[tokio::test]
async fn only_an_admin_takes_off_another_s_reaction() {
    let town = town().await;
    let post = town.amy.posts("hm").await.created();
    town.bob.post("/reactions", reaction(&town.bob, &post, "smile")).await.ok();
    let path = format!("/users/{}/posts/{}/reactions/smile", town.bob.id, post.id());
    town.amy.delete(&path).await.refused(403, "api.context.permissions.app_error");
    town.admin.delete(&path).await.ok();
}

#[tokio::test]
async fn a_post_has_only_so_many_different_emoji() {
    let town = town_with(&[("ServiceSettings.UniqueEmojiReactionLimitPerPost", "1")]).await;
    let post = town.amy.posts("one kind").await.created();
    town.bob.post("/reactions", reaction(&town.bob, &post, "smile")).await.ok();
    town.amy.post("/reactions", reaction(&town.amy, &post, "smile")).await.ok();
    let second = town.amy.post("/reactions", reaction(&town.amy, &post, "wave")).await;
    second.refused(400, "app.reaction.save.save.too_many_reactions");
}
