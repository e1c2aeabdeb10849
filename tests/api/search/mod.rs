//! Searching posts and files.

use kit::{Body, Person, Town, json, town, town_with};

async fn search(person: &Person, town: &Town, terms: &str) -> Vec<String> {
    let path = format!("/teams/{}/posts/search", town.team.id());
    let found = person.post(&path, json!({"terms": terms})).await.ok();
    messages(&found)
}

fn messages(found: &Body) -> Vec<String> {
    let order = found["order"].as_array().expect("an order").iter().filter_map(|id| id.as_str());
    order.filter_map(|id| found["posts"][id]["message"].as_str()).map(str::to_owned).collect()
}

#[tokio::test]
async fn posts_are_found_by_words_phrases_beginnings_and_tags() {
    let town = town().await;
    for message in ["zebra crossing the road", "yellow zebra #animal", "lion and tiger", "running runners"] {
        town.amy.posts(message).await.created();
    }
    for (terms, found) in [
        ("ZEBRA", 2),
        ("zebra road", 1),
        ("zebra -yellow", 1),
        ("\"the road\"", 1),
        ("\"road the\"", 0),
        ("zeb*", 2),
        ("#animal", 1),
        ("animal", 1),
        ("runner", 1),
        ("the", 0),
        ("-zebra", 0),
        ("from:amy", 4),
        ("from:bob", 0),
        ("-from:bob zebra", 2),
        ("in:square zebra", 2),
        ("in:town-square zebra", 0),
        ("after:2020-01-01 zebra", 2),
        ("before:2020-01-01 zebra", 0),
        ("before:junk zebra", 0),
        ("' or 1=1 --", 0),
        ("!zebra & (", 2),
    ] {
        assert_eq!(search(&town.bob, &town, terms).await.len(), found, "{terms}");
    }
    assert_eq!(search(&town.bob, &town, "zebra").await[0], "yellow zebra #animal", "the newest first");
    let either = json!({"terms": "lion road", "is_or_search": true});
    assert_eq!(messages(&town.bob.post("/posts/search", either).await.ok()).len(), 2);
}

#[tokio::test]
async fn korean_is_found_by_parts_of_words() {
    let town = town().await;
    town.amy.posts("내일 서버를 점검합니다").await.created();
    for terms in ["서버", "서버를", "점검", "서", "내일 점검", "\"서버를 점검\""] {
        assert_eq!(search(&town.bob, &town, terms).await.len(), 1, "{terms}");
    }
    assert!(search(&town.bob, &town, "버서").await.is_empty());
}

#[tokio::test]
async fn nobody_finds_what_they_may_not_read() {
    let town = town().await;
    let secret = town.channel_of("secret", "P", &[&town.amy]).await;
    town.amy.posts_in(secret.id(), "secret zebra").await.created();
    let direct = town.amy.post("/channels/direct", json!([town.amy.id, town.admin.id])).await.created();
    town.amy.posts_in(direct.id(), "whispered zebra").await.created();
    assert_eq!(search(&town.amy, &town, "zebra").await.len(), 2);
    for terms in ["zebra", "in:secret", "from:amy", "in:secret zebra", "from:amy -yellow"] {
        assert!(search(&town.bob, &town, terms).await.is_empty(), "{terms}");
    }
    let path = format!("/teams/{}/posts/search", town.team.id());
    let outside = town.mallory.post(&path, json!({"terms": "zebra"})).await;
    outside.refused(403, "api.context.permissions.app_error");
    let anywhere = town.mallory.post("/posts/search", json!({"terms": "zebra"})).await.ok();
    assert!(messages(&anywhere).is_empty());
}

#[tokio::test]
async fn edited_and_deleted_posts_are_found_as_they_are_now() {
    let town = town().await;
    let post = town.amy.posts("tiger").await.created();
    town.amy.put(&format!("/posts/{}/patch", post.id()), json!({"message": "panther"})).await.ok();
    assert!(search(&town.bob, &town, "tiger").await.is_empty());
    assert_eq!(search(&town.bob, &town, "panther").await, ["panther"]);
    town.amy.delete(&format!("/posts/{}", post.id())).await.ok();
    assert!(search(&town.bob, &town, "panther").await.is_empty());
}

#[tokio::test]
async fn files_are_found_by_name_content_and_kind() {
    let town = town().await;
    let file = town.amy.sends_file("zebra-report.txt", b"stripes on paper").await;
    let post = json!({"channel_id": town.channel.id(), "message": "here", "file_ids": [file.id()]});
    town.amy.post("/posts", post).await.created();
    let path = format!("/teams/{}/files/search", town.team.id());
    for (terms, found) in [("report", 1), ("stripes", 1), ("ext:txt", 1), ("ext:pdf", 0), ("from:amy", 1), ("lion", 0)]
    {
        let answer = town.bob.post(&path, json!({"terms": terms})).await.ok();
        assert_eq!(answer["order"].as_array().map(Vec::len), Some(found), "{terms}");
    }
    town.bob.post(&path, json!({"terms": ""})).await.refused(400, "api.context.invalid_body_param.app_error");
}

#[tokio::test]
async fn search_can_be_switched_off() {
    let town = town_with(&[("ServiceSettings.EnablePostSearch", "false")]).await;
    let off = town.amy.post("/posts/search", json!({"terms": "zebra"})).await;
    off.refused(501, "store.sql_post.search.disabled");
}
