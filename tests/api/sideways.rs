//! What can be learnt sideways about a place that one may not look into: nothing.
//!
//! The cellar is a private channel of the admin and bob; amy is in the team, mallory is not.

use kit::{Body, Town, json, town};

struct Cellar {
    town: Town,
    channel: Body,
    post: Body,
}

async fn cellar() -> Cellar {
    let town = town().await;
    let channel = town.channel_of("cellar", "P", &[&town.bob]).await;
    let post = town.bob.posts_in(channel.id(), "a keyword of the cellar, @amy").await.created();
    Cellar { town, channel, post }
}

#[tokio::test]
async fn counts_tell_nothing() {
    let Cellar { town, channel, post } = cellar().await;
    let id = channel.id();
    for person in [&town.amy, &town.mallory] {
        for path in [
            format!("/channels/{id}/stats"),
            format!("/channels/{id}/timezones"),
            format!("/channels/{id}/pinned"),
            format!("/channels/{id}/members"),
            format!("/channels/{id}/posts"),
            format!("/users/{}/channels/{id}/posts/unread", person.id),
            format!("/users?in_channel={id}"),
        ] {
            assert!(matches!(person.get(&path).await.status(), 403 | 404), "{} {path}", person.name);
        }
        let unread = person.get(&format!("/users/me/channels/{id}/unread")).await;
        assert!(matches!(unread.status(), 403 | 404), "{unread}");
        let counted = person.post("/channels/stats/member_count", json!([id])).await;
        assert!(counted.status() >= 400 || counted.json()[id].is_null(), "{counted}");
        let reactions = person.post("/posts/ids/reactions", json!([post.id()])).await;
        assert!(reactions.status() >= 400 || reactions.json()[post.id()].is_null(), "{reactions}");
    }
}

#[tokio::test]
async fn posts_are_not_had_by_their_ids() {
    let Cellar { town, post, .. } = cellar().await;
    for person in [&town.amy, &town.mallory] {
        for path in ["", "/thread", "/info", "/reactions", "/files/info", "/edit_history"] {
            let answer = person.get(&format!("/posts/{}{path}", post.id())).await;
            assert!(matches!(answer.status(), 403 | 404 | 501), "{answer}");
            assert!(!answer.text().contains("keyword"), "{answer}");
        }
        let answer = person.post("/posts/ids", json!([post.id()])).await;
        assert!(!answer.text().contains("keyword"), "{answer}");
        let thread = person.get(&format!("/users/me/teams/{}/threads/{}", town.team.id(), post.id())).await;
        assert!(thread.status() >= 400, "{thread}");
    }
}

#[tokio::test]
async fn completion_and_lists_do_not_name_the_channel() {
    let Cellar { town, channel, .. } = cellar().await;
    let team = town.team.id();
    let amy = &town.amy;
    for path in [
        format!("/teams/{team}/channels"),
        format!("/teams/{team}/channels/autocomplete?name=cel"),
        format!("/teams/{team}/channels/search_autocomplete?name=cel"),
        format!("/users/me/teams/{team}/channels"),
        "/users/me/channels".to_owned(),
        format!("/teams/{team}/channels/name/cellar"),
        "/teams/name/town/channels/name/cellar".to_owned(),
        format!("/channels/{}", channel.id()),
        format!("/users/autocomplete?in_team={team}&in_channel={}&name=b", channel.id()),
    ] {
        let answer = amy.get(&path).await;
        assert!(!answer.text().contains(channel.id()) && !answer.text().contains("\"bob\""), "{answer}");
    }
    let found = amy.post(&format!("/teams/{team}/channels/search"), json!({"term": "cellar"})).await;
    assert!(!found.text().contains(channel.id()), "{found}");
    let listed = amy.post(&format!("/teams/{team}/channels/ids"), json!([channel.id()])).await;
    assert!(!listed.text().contains("cellar"), "{listed}");
}

#[tokio::test]
async fn sockets_of_others_stay_silent() {
    let Cellar { town, channel, post } = cellar().await;
    town.amy.listens().await;
    town.mallory.listens().await;
    let bob = &town.bob;
    bob.posts_in(channel.id(), "@amy @all hear this").await.created();
    bob.replies(&post, "and this, @mallory").await.created();
    let reaction = json!({"user_id": bob.id, "post_id": post.id(), "emoji_name": "smile"});
    bob.post("/reactions", reaction).await;
    bob.post(&format!("/posts/{}/pin", post.id()), json!({})).await.ok();
    bob.put(&format!("/posts/{}/patch", post.id()), json!({"message": "changed"})).await.ok();
    bob.delete(&format!("/posts/{}", post.id())).await.ok();
    for person in [&town.amy, &town.mallory] {
        let heard = person.overhears().await;
        let told = heard.iter().find(|fact| fact.0.to_string().contains(channel.id()));
        assert!(told.is_none(), "{} heard {told:?}", person.name);
    }
}

#[tokio::test]
async fn a_link_to_a_post_shows_it_only_to_who_may_read_it() {
    let Cellar { town, post, .. } = cellar().await;
    let link = format!("{}/town/pl/{}", town.url(), post.id());
    let linking = town.bob.posts(&format!("look: {link}")).await.created();
    for person in [&town.amy, &town.mallory] {
        let seen = person.get(&format!("/posts/{}", linking.id())).await;
        assert!(!seen.text().contains("keyword"), "{seen}");
        let list = person.get(&format!("/channels/{}/posts", town.channel.id())).await;
        assert!(!list.text().contains("keyword"), "{}", person.name);
    }
    let forged = town.amy.posts(&format!("mine: {link}")).await.created();
    assert!(!forged.to_string().contains("keyword"), "{forged:?}");
}

#[tokio::test]
async fn search_finds_only_what_may_be_read() {
    let Cellar { town, channel, .. } = cellar().await;
    let team = town.team.id();
    for person in [&town.amy, &town.mallory] {
        for (path, body) in [
            (format!("/teams/{team}/posts/search"), json!({"terms": "keyword", "is_or_search": false})),
            ("/posts/search".to_owned(), json!({"terms": "keyword", "is_or_search": false})),
            (format!("/teams/{team}/posts/search"), json!({"terms": "in:cellar keyword"})),
            (format!("/teams/{team}/files/search"), json!({"terms": "in:cellar"})),
        ] {
            let answer = person.post(&path, body).await;
            assert!(!answer.text().contains(channel.id()), "{answer}");
        }
    }
}

#[tokio::test]
async fn files_of_the_cellar_stay_there() {
    let Cellar { town, channel, .. } = cellar().await;
    let path = format!("/files?channel_id={}&filename=secret.txt", channel.id());
    let sent = town.bob.asks(town.bob.request(kit::Method::POST, &path).body("a keyword in a file")).await.created();
    let file = sent["file_infos"][0]["id"].as_str().unwrap_or_default().to_owned();
    let body = json!({"channel_id": channel.id(), "message": "see", "file_ids": [file]});
    town.bob.post("/posts", body).await.created();
    for person in [&town.amy, &town.mallory, &town.stranger] {
        for part in ["", "/info", "/thumbnail", "/preview", "/link"] {
            let answer = person.get(&format!("/files/{file}{part}")).await;
            assert!(matches!(answer.status(), 401 | 403 | 404), "{answer}");
        }
    }
    let stolen = json!({"channel_id": town.channel.id(), "message": "mine", "file_ids": [file]});
    let post = town.amy.post("/posts", stolen).await;
    assert!(post.status() >= 400 || !post.text().contains("secret.txt"), "{post}");
}
