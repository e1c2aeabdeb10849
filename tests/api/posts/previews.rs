//! What a link to another post shows below it.

use kit::{Body, Person, Town, Value, json, town};

/// A post in a private channel of the admin and bob, and what links to it from the channel of all.
async fn linked(town: &Town) -> (Body, Body, String) {
    let cellar = town.channel_of("cellar", "P", &[&town.bob]).await;
    let post = town.bob.posts_in(cellar.id(), "what is kept below").await.created();
    let link = format!("{}/town/pl/{}", town.url(), post.id());
    (cellar, post, link)
}

fn previewed(post: &Value) -> Option<&Value> {
    let embeds = post["metadata"]["embeds"].as_array()?;
    embeds.iter().find(|embed| embed["type"] == "permalink").map(|embed| &embed["data"])
}

async fn sees(person: &Person, id: &str) -> Option<Value> {
    let post = person.get(&format!("/posts/{id}")).await.ok();
    previewed(&post).cloned()
}

#[tokio::test]
async fn a_link_shows_the_post_to_those_who_may_read_it() {
    let town = town().await;
    let (cellar, post, link) = linked(&town).await;
    town.admin.listens().await;
    town.amy.listens().await;

    let linking = town.bob.posts(&format!("see {link}.")).await.created();

    let shown = previewed(&linking).expect("a preview for its author");
    assert_eq!(shown["post"]["message"], "what is kept below");
    assert_eq!((&shown["post_id"], &shown["channel_id"]), (&json!(post.id()), &json!(cellar.id())));
    assert_eq!((&shown["team_name"], &shown["channel_type"]), (&json!("town"), &json!("P")));
    assert_eq!(linking["props"]["previewed_post"], post.id());
    assert!(sees(&town.admin, linking.id()).await.is_some());
    assert!(sees(&town.amy, linking.id()).await.is_none(), "amy is not in the cellar");
    assert!(previewed(&town.admin.hears("posted").await.post()).is_some());
    assert!(previewed(&town.amy.hears("posted").await.post()).is_none());
}

#[tokio::test]
async fn a_link_to_what_the_author_may_not_read_is_a_link_and_no_more() {
    let town = town().await;
    let (_, post, link) = linked(&town).await;
    let body = json!({
        "channel_id": town.channel.id(), "message": link, "props": {"previewed_post": post.id()},
    });
    let linking = town.amy.post("/posts", body).await.created();
    assert!(linking["props"]["previewed_post"].is_null(), "{linking:?}");
    assert!(sees(&town.bob, linking.id()).await.is_none());
}

#[tokio::test]
async fn a_preview_is_the_post_as_it_is_now() {
    let town = town().await;
    let (_, post, link) = linked(&town).await;
    let linking = town.bob.posts(&link).await.created();
    let patch = json!({"message": "other words"});
    town.bob.put(&format!("/posts/{}/patch", post.id()), patch).await.ok();
    let shown = sees(&town.bob, linking.id()).await.expect("a preview");
    assert_eq!(shown["post"]["message"], "other words");
    town.bob.delete(&format!("/posts/{}", post.id())).await.ok();
    assert!(sees(&town.bob, linking.id()).await.is_none());
}

#[tokio::test]
async fn an_edit_finds_and_loses_the_link() {
    let town = town().await;
    let (_, _, link) = linked(&town).await;
    let post = town.bob.posts("no link").await.created();
    let path = format!("/posts/{}/patch", post.id());
    let linking = town.bob.put(&path, json!({"message": link})).await.ok();
    assert!(previewed(&linking).is_some(), "{linking:?}");
    let plain = town.bob.put(&path, json!({"message": "no link any more"})).await.ok();
    assert!(previewed(&plain).is_none() && plain["props"]["previewed_post"].is_null(), "{plain:?}");
}
