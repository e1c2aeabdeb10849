//! Stories of archives.

use kit::{empty_house, json, town};

use crate::api::jobs::done;

#[tokio::test]
async fn an_export_is_listed_downloaded_and_removed_by_administrators() {
    let town = town().await;
    town.amy.posts("hello").await.created();
    let job = done(&town.admin, json!({"type": "export_process"})).await;
    let name = format!("{}_export.zip", job.id());
    assert_eq!(town.admin.get("/exports").await.ok().items(), &vec![json!(name)]);
    let path = format!("/exports/{name}");
    let archive = town.admin.get(&path).await;
    assert_eq!((archive.status(), &archive.bytes()[..2]), (200, &b"PK"[..]));
    town.amy.get(&path).await.refused(403, "api.context.permissions.app_error");
    town.amy.get("/exports").await.refused(403, "api.context.permissions.app_error");
    town.admin.delete(&path).await.ok();
    town.admin.get(&path).await.refused(404, "api.export.export_not_found.app_error");
}

#[tokio::test]
async fn an_import_makes_again_what_was_exported() {
    let town = town().await;
    let root = town.amy.posts("a thread").await.created();
    town.bob.replies(&root, "a reply").await.created();
    let reaction = json!({"user_id": town.bob.id, "post_id": root.id(), "emoji_name": "tada"});
    town.bob.post("/reactions", reaction).await.ok();
    let direct = town.amy.post("/channels/direct", json!([town.amy.id, town.bob.id])).await.created();
    town.amy.posts_in(direct.id(), "just you").await.created();
    let job = done(&town.admin, json!({"type": "export_process", "data": {"include_attachments": "true"}})).await;
    let archive = town.admin.get(&format!("/exports/{}_export.zip", job.id())).await.bytes().to_vec();

    let (mut admin, _house) = empty_house(&[]).await;
    let first = json!({"email": "root@example.com", "username": "root", "password": "Password-1"});
    admin.post("/users", first).await.created();
    let login = admin.post("/users/login", json!({"login_id": "root", "password": "Password-1"})).await;
    admin.token = login.header("token").expect("a token").to_owned();
    let upload = json!({"type": "import", "filename": "town.zip", "file_size": archive.len()});
    let upload = admin.post("/uploads", upload).await.created();
    let sent = admin.request(kit::Method::POST, &format!("/uploads/{}", upload.id())).body(archive);
    assert_eq!(admin.asks(sent).await.status(), 200);
    let file = admin.get("/imports").await.ok().items()[0].clone();
    for _ in 0..2 {
        let job = done(&admin, json!({"type": "import_process", "data": {"import_file": file}})).await;
        assert_eq!(job["data"]["posts_imported"], "10");
    }

    let team = admin.get(&format!("/teams/name/{}", town.team.text("name"))).await.ok();
    let channel = format!("/teams/{}/channels/name/{}", team.id(), town.channel.text("name"));
    let channel = admin.get(&channel).await.ok();
    let posts = admin.get(&format!("/channels/{}/posts", channel.id())).await.ok();
    let found = posts["posts"].as_object().expect("posts");
    let said = |words: &str| found.values().find(|post| post["message"] == words).cloned().expect(words);
    assert_eq!(said("a reply")["root_id"], said("a thread")["id"]);
    assert_eq!(said("a thread")["metadata"]["reactions"][0]["emoji_name"], "tada");
    let root = said("a thread")["id"].as_str().expect("an id").to_owned();
    let thread = admin.get(&format!("/posts/{root}/thread")).await.ok();
    assert_eq!(thread["posts"][&root]["reply_count"], 1);
    let amy = admin.get("/users/username/amy").await.ok();
    let members = admin.get(&format!("/channels/{}/members/{}", channel.id(), amy.id())).await.ok();
    assert_eq!(members["scheme_user"], true);
}
