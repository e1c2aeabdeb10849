//! Who hears what.

use kit::{Value, json, town};

#[tokio::test]
async fn a_private_channel_is_heard_by_its_members_alone() {
    let town = town().await;
    let cellar = town.channel_of("cellar", "P", &[&town.amy]).await;
    for person in [&town.amy, &town.bob, &town.mallory] {
        person.listens().await;
    }
    town.admin.posts_in(cellar.id(), "psst").await.created();
    assert_eq!(town.amy.hears("posted").await.post()["message"], "psst");
    town.bob.hears_no("posted").await;
    town.mallory.hears_no("posted").await;
}

#[tokio::test]
async fn who_is_let_in_hears_what_follows_and_who_is_put_out_no_more() {
    let town = town().await;
    let cellar = town.channel_of("cellar", "P", &[&town.amy]).await;
    town.amy.listens().await;
    town.bob.listens().await;
    let members = format!("/channels/{}/members", cellar.id());
    town.admin.post(&members, json!({"user_id": town.bob.id})).await.created();
    assert_eq!(town.bob.hears("user_added").await.data()["user_id"], town.bob.id.as_str());
    assert_eq!(town.amy.hears("user_added").await.data()["user_id"], town.bob.id.as_str());
    town.admin.posts_in(cellar.id(), "welcome").await.created();
    while town.bob.hears("posted").await.post()["message"] != "welcome" {}

    town.admin.delete(&format!("{members}/{}", town.bob.id)).await.ok();
    assert_eq!(town.bob.hears("user_removed").await.data()["channel_id"], cellar.id());
    town.bob.overhears().await;
    town.admin.posts_in(cellar.id(), "without him").await.created();
    town.bob.hears_no("posted").await;
}

#[tokio::test]
async fn a_direct_channel_is_heard_by_two() {
    let town = town().await;
    for person in [&town.amy, &town.bob, &town.admin] {
        person.listens().await;
    }
    let two = town.amy.post("/channels/direct", json!([town.amy.id, town.bob.id])).await.created();
    town.bob.hears("direct_added").await;
    town.amy.posts_in(two.id(), "just us").await.created();
    assert_eq!(town.bob.hears("posted").await.post()["message"], "just us");
    town.admin.hears_no("posted").await;
}

#[tokio::test]
async fn a_mention_is_marked_for_its_receiver_alone() {
    let town = town().await;
    town.amy.listens().await;
    town.bob.listens().await;
    town.amy.posts("hello @bob").await.created();
    assert_eq!(town.bob.hears("posted").await.inside("mentions"), json!([town.bob.id]));
    assert_eq!(town.amy.hears("posted").await.data()["mentions"], Value::Null);
}

#[tokio::test]
async fn an_account_is_told_in_full_to_admins_and_its_owner_only() {
    let town = town().await;
    for person in [&town.admin, &town.amy, &town.bob] {
        person.listens().await;
    }
    town.amy.put("/users/me/patch", json!({"nickname": "Am"})).await.ok();
    for (person, sees_choices) in [(&town.amy, true), (&town.bob, false)] {
        let heard = person.hears("user_updated").await;
        assert_eq!(heard.data()["user"]["nickname"], "Am");
        assert_eq!(heard.data()["user"]["notify_props"].is_object(), sees_choices, "{heard:?}");
    }
    assert_eq!(town.admin.hears("user_updated").await.broadcast()["contains_sensitive_data"], true);
    for person in [&town.admin, &town.amy, &town.bob] {
        person.hears_no("user_updated").await;
    }
}

#[tokio::test]
async fn typing_is_heard_by_the_others_in_the_channel() {
    let town = town().await;
    for person in [&town.amy, &town.bob, &town.mallory] {
        person.listens().await;
    }
    let data = json!({"channel_id": town.channel.id(), "parent_id": ""});
    assert_eq!(town.amy.says("user_typing", data.clone()).await["status"], "OK");
    assert_eq!(town.bob.hears("typing").await.data()["user_id"], town.amy.id.as_str());
    let refused = town.mallory.says("user_typing", data).await;
    assert_eq!(refused["error"]["id"], "api.websocket_handler.invalid_param.app_error");
    town.amy.hears_no("typing").await;
    town.bob.hears_no("typing").await;
}

#[tokio::test]
async fn what_was_known_and_what_is_heard_make_what_is() {
    let town = town().await;
    let hello = town.bob.listens().await;
    let path = format!("/channels/{}/posts", town.channel.id());
    let mut known = town.bob.get(&path).await.ok()["posts"].clone();
    let first = town.amy.posts("first").await.created();
    let second = town.amy.posts("second").await.created();
    let edit = json!({"message": "first, edited"});
    town.amy.put(&format!("/posts/{}/patch", first.id()), edit).await.ok();
    town.amy.delete(&format!("/posts/{}", second.id())).await.ok();
    town.amy.posts("third").await.created();

    let mut number = hello.seq();
    for fact in town.bob.overhears().await {
        number += 1;
        assert_eq!(fact.seq(), number, "numbered without a gap");
        match fact.name() {
            "posted" | "post_edited" => {
                let post = fact.post();
                let id = post["id"].as_str().expect("an id").to_owned();
                known[id] = post;
            }
            "post_deleted" => {
                let gone = fact.post()["id"].as_str().expect("an id").to_owned();
                known.as_object_mut().expect("posts").remove(&gone);
            }
            _ => {}
        }
    }
    let says = |posts: &Value| {
        let posts = posts.as_object().expect("posts").iter();
        posts.map(|(id, post)| (id.clone(), post["message"].clone(), post["update_at"].clone())).collect::<Vec<_>>()
    };
    let (mut heard, mut fresh) = (says(&known), says(&town.bob.get(&path).await.ok()["posts"]));
    heard.sort_by(|one, other| one.0.cmp(&other.0));
    fresh.sort_by(|one, other| one.0.cmp(&other.0));
    assert_eq!(heard, fresh);
}
