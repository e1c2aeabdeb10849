//! Posts that burn once they are read.

use kit::{Body, Person, json, town};

async fn burns(who: &Person, message: &str) -> Body {
    let body = json!({"channel_id": who.channel, "message": message, "type": "burn_on_read"});
    who.post("/posts", body).await.created()
}

#[tokio::test]
async fn the_words_are_for_the_author_and_for_those_who_reveal_them() {
    let town = town().await;
    town.bob.listens().await;
    town.amy.listens().await;
    let post = burns(&town.amy, "the secret").await;
    assert_eq!(town.bob.hears("posted").await.post()["message"], "", "others hear no words");
    assert_eq!(town.amy.hears("posted").await.post()["message"], "the secret");
    let path = format!("/posts/{}", post.id());
    assert_eq!(town.bob.get(&path).await.ok()["message"], "");
    assert_eq!(town.amy.get(&path).await.ok()["message"], "the secret");
    let list = town.bob.get(&format!("/channels/{}/posts", town.bob.channel)).await.ok();
    assert_eq!(list["posts"][post.id()]["message"], "");
    let revealed = town.bob.get(&format!("{path}/reveal")).await.ok();
    assert_eq!(revealed["message"], "the secret");
    assert!(revealed["metadata"]["expire_at"].as_i64() > revealed["create_at"].as_i64());
    assert_eq!(town.amy.hears("post_revealed").await.data()["recipients"], json!([town.bob.id]));
    assert_eq!(town.amy.get(&path).await.ok()["metadata"]["recipients"], json!([town.bob.id]));
    assert_eq!(town.admin.get(&path).await.ok()["message"], "", "not even an admin reads it unrevealed");
}

#[tokio::test]
async fn the_author_s_countdown_begins_when_all_have_revealed_it_and_outlives_a_reload() {
    let town = town().await;
    let direct = town.amy.post("/channels/direct", json!([town.amy.id, town.bob.id])).await.created();
    let body = json!({"channel_id": direct.id(), "message": "soon gone", "type": "burn_on_read"});
    let post = town.amy.post("/posts", body).await.created();
    let path = format!("/posts/{}", post.id());
    assert!(town.amy.get(&path).await.ok()["metadata"].get("expire_at").is_none(), "nobody has read it");
    town.amy.listens().await;
    let revealed = town.bob.get(&format!("{path}/reveal")).await.ok();
    let told = town.amy.hears("burn_on_read_all_revealed").await.data()["sender_expire_at"].clone();
    assert!(told.as_i64() > post["create_at"].as_i64());
    assert!(told.as_i64() < post["props"]["expire_at"].as_i64());
    assert_eq!(town.amy.get(&path).await.ok()["metadata"]["expire_at"], told);
    let list = town.amy.get(&format!("/channels/{}/posts", direct.id())).await.ok();
    assert_eq!(list["posts"][post.id()]["metadata"]["expire_at"], told);
    let own = revealed["metadata"]["expire_at"].clone();
    assert_eq!(town.bob.get(&path).await.ok()["metadata"]["expire_at"], own, "a reader has a time of their own");
}

#[tokio::test]
async fn a_reader_burns_it_for_themselves_and_the_author_for_all() {
    let town = town().await;
    let post = burns(&town.amy, "soon gone").await;
    let path = format!("/posts/{}", post.id());
    town.bob.delete(&format!("{path}/burn")).await.refused(400, "app.burn_post.not_revealed.app_error");
    town.bob.get(&format!("{path}/reveal")).await.ok();
    town.bob.delete(&format!("{path}/burn")).await.ok();
    town.bob.get(&path).await.refused(404, "app.post.get.app_error");
    town.amy.get(&path).await.ok();
    town.bob.listens().await;
    town.amy.delete(&format!("{path}/burn")).await.ok();
    let ashes = town.bob.hears("post_deleted").await.post();
    assert!(!ashes["message"].as_str().unwrap_or_default().contains("soon gone"));
    town.amy.get(&path).await.refused(404, "app.post.get.app_error");
}

#[tokio::test]
async fn outsiders_reveal_nothing_and_nobody_changes_it() {
    let town = town().await;
    let post = burns(&town.amy, "as it stands").await;
    let path = format!("/posts/{}", post.id());
    town.mallory.get(&format!("{path}/reveal")).await.refused(403, "api.context.permissions.app_error");
    town.mallory.delete(&format!("{path}/burn")).await.refused(403, "api.context.permissions.app_error");
    let own = "api.post.reveal_post.cannot_reveal_own_post.app_error";
    town.amy.get(&format!("{path}/reveal")).await.refused(400, own);
    let changed = town.amy.put(&format!("{path}/patch"), json!({"message": "x"})).await;
    changed.refused(400, "api.post.patch_post.can_not_update_burn_on_read_post.error");
    town.bob.replies(&post, "re").await.refused(400, "api.post.create_post.burn_on_read.app_error");
}

#[tokio::test]
async fn it_burns_by_itself_when_its_time_is_over() {
    let seconds = [
        ("ServiceSettings.BurnOnReadDurationSeconds", "600"),
        ("ServiceSettings.BurnOnReadMaximumTimeToLiveSeconds", "86400"),
    ];
    let town = kit::town_with(&seconds).await;
    let (read, unread) = (burns(&town.amy, "read this").await, burns(&town.amy, "nobody reads this").await);
    let path = format!("/posts/{}", read.id());
    assert_eq!(town.bob.get(&format!("{path}/reveal")).await.ok()["message"], "read this");
    town.passes(9);
    assert_eq!(town.bob.get(&path).await.ok()["message"], "read this");
    town.passes(2);
    town.bob.get(&path).await.refused(404, "app.post.get.app_error");
    town.bob.listens().await;
    town.passes(24 * 60);
    let burnt = [town.bob.hears("post_deleted").await.post(), town.bob.hears("post_deleted").await.post()];
    assert!(burnt.iter().any(|ashes| ashes["id"] == json!(unread.id())));
    for post in [&read, &unread] {
        town.amy.get(&format!("/posts/{}", post.id())).await.refused(404, "app.post.get.app_error");
    }
}
