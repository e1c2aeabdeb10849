//! Files: sent, posted, read by those who may, and gone with their post.

use kit::{Method, PICTURE, json, town, town_with};

#[tokio::test]
async fn a_file_is_sent_posted_and_read_by_the_others() {
    let town = town().await;
    let file = town.amy.sends_file("hello.txt", b"hello file").await;
    assert_eq!(file["mime_type"], "text/plain; charset=utf-8");
    town.bob.listens().await;
    let post = json!({"channel_id": town.channel.id(), "message": "see", "file_ids": [file.id(), file.id()]});
    let post = town.amy.post("/posts", post).await.created();
    assert_eq!(post["file_ids"], json!([file.id()]));
    let heard = town.bob.hears("posted").await;
    assert_eq!(heard.data()["otherFile"], "true");
    assert_eq!(heard.post()["metadata"]["files"][0]["name"], "hello.txt");
    let got = town.bob.get(&format!("/files/{}", file.id())).await;
    assert_eq!(got.bytes(), b"hello file");
    assert!(got.header("content-disposition").is_some_and(|how| how.starts_with("attachment;")));
    assert_eq!(got.header("x-content-type-options"), Some("nosniff"));
    let infos = town.bob.get(&format!("/posts/{}/files/info", post.id())).await.ok();
    assert_eq!(infos.each("post_id"), [post.id()]);
    let stats = town.bob.get(&format!("/channels/{}/stats", town.channel.id())).await.ok();
    assert_eq!(stats["files_count"], 1);
}

#[tokio::test]
async fn files_stay_in_the_order_of_their_author() {
    let town = town().await;
    let mut files = Vec::new();
    for name in ["a.txt", "b.txt", "c.txt"] {
        files.insert(0, town.amy.sends_file(name, b"x").await.id().to_owned());
    }
    let post = json!({"channel_id": town.channel.id(), "message": "see", "file_ids": files});
    let post = town.amy.post("/posts", post).await.created();
    assert_eq!(post["file_ids"], json!(files));
    let read = town.bob.get(&format!("/posts/{}", post.id())).await.ok();
    assert_eq!(read["file_ids"], json!(files));
}

#[tokio::test]
async fn outsiders_read_nothing_of_a_file() {
    let town = town().await;
    let file = town.amy.sends_file("a.png", PICTURE).await;
    for part in ["", "/info", "/thumbnail", "/preview"] {
        let path = format!("/files/{}{part}", file.id());
        town.mallory.get(&path).await.refused(403, "api.context.permissions.app_error");
        town.stranger.get(&path).await.refused(401, "api.context.session_expired.app_error");
        assert_eq!(town.bob.get(&path).await.status(), 200, "{part}");
    }
    let path = format!("/files?channel_id={}&filename=a.txt", town.channel.id());
    town.mallory.sends_bytes(&path, b"x").await.refused(403, "api.context.permissions.app_error");
}

#[tokio::test]
async fn nobody_posts_a_file_of_another_channel_or_person() {
    let town = town().await;
    let elsewhere = town.channel_of("elsewhere", "O", &[&town.amy]).await;
    let file = town.amy.sends_file("a.txt", b"x").await;
    let stolen = json!({"channel_id": town.channel.id(), "message": "mine now", "file_ids": [file.id()]});
    assert_eq!(town.bob.post("/posts", stolen).await.created()["file_ids"], json!([]));
    let misplaced = json!({"channel_id": elsewhere.id(), "message": "there", "file_ids": [file.id()]});
    assert_eq!(town.amy.post("/posts", misplaced).await.created()["file_ids"], json!([]));
}

#[tokio::test]
async fn a_picture_has_small_ones_and_a_range_is_a_range() {
    let town = town().await;
    let picture = town.amy.sends_file("pic.png", PICTURE).await;
    assert_eq!((picture.number("width"), picture.number("height")), (6, 4));
    assert!(picture["mini_preview"].is_string() && picture["has_preview_image"] == true);
    let text = town.amy.sends_file("digits.txt", b"0123456789").await;
    let path = format!("/files/{}", text.id());
    let part = |range: &'static str| town.bob.request(Method::GET, &path).header("range", range);
    let some = town.bob.asks(part("bytes=2-4")).await;
    assert_eq!((some.status(), some.bytes()), (206, &b"234"[..]));
    assert_eq!(some.header("content-range"), Some("bytes 2-4/10"));
    assert_eq!(town.bob.asks(part("bytes=99-")).await.status(), 416);
    let no_picture = town.bob.get(&format!("{path}/preview")).await;
    no_picture.refused(400, "api.file.get_file_preview.no_preview.app_error");
}

#[tokio::test]
async fn a_file_goes_with_its_post() {
    let town = town().await;
    let file = town.amy.sends_file("a.txt", b"x").await;
    let post = json!({"channel_id": town.channel.id(), "message": "", "file_ids": [file.id()]});
    let post = town.amy.post("/posts", post).await.created();
    town.amy.delete(&format!("/posts/{}", post.id())).await.ok();
    let gone = town.amy.get(&format!("/files/{}/info", file.id())).await;
    gone.refused(404, "app.file_info.get.app_error");
}

#[tokio::test]
async fn a_form_may_hold_several_files_and_names_its_channel() {
    let town = town().await;
    let channel = town.channel.id().as_bytes();
    let form = [
        ("channel_id", None, channel),
        ("files", Some("one.txt"), &b"1"[..]),
        ("files", Some("../two.txt"), b"2"),
        ("client_ids", None, b"a"),
        ("client_ids", None, b"b"),
    ];
    let sent = town.amy.sends_form("/files", &form).await.created();
    assert_eq!(sent["file_infos"][1]["name"], "two.txt");
    assert_eq!(sent["client_ids"], json!(["a", "b"]));
    let short = town.amy.sends_form("/files", &form[..4]).await;
    short.refused(400, "api.file.upload_file.incorrect_number_of_client_ids.app_error");
    let nowhere = town.amy.sends_form("/files", &form[1..2]).await;
    nowhere.refused(400, "api.context.invalid_body_param.app_error");
}

#[tokio::test]
async fn what_is_too_large_or_switched_off_is_refused() {
    let town = town_with(&[("FileSettings.MaxFileSize", "10"), ("FileSettings.MaxImageResolution", "8")]).await;
    let path = |name: &str| format!("/files?channel_id={}&filename={name}", town.channel.id());
    let large = town.amy.sends_bytes(&path("a.txt"), b"01234567890").await;
    large.refused(413, "api.file.upload_file.too_large_detailed.app_error");
    let empty = town.amy.sends_bytes(&path("a.txt"), b"").await;
    empty.refused(400, "api.file.upload_file.read_request.app_error");
    let off = kit::town_with(&[("FileSettings.EnableFileAttachments", "false")]).await;
    let path = format!("/files?channel_id={}&filename=a.txt", off.channel.id());
    off.amy.sends_bytes(&path, b"x").await.refused(403, "api.file.attachments.disabled.app_error");
}

#[tokio::test]
async fn only_the_right_link_opens_a_file_for_everybody() {
    let town = town_with(&[("FileSettings.EnablePublicLink", "true")]).await;
    let file = town.amy.sends_file("a.txt", b"for all").await;
    let link = format!("/files/{}/link", file.id());
    town.amy.get(&link).await.refused(400, "api.file.get_public_link.no_post.app_error");
    let post = json!({"channel_id": town.channel.id(), "message": "", "file_ids": [file.id()]});
    town.amy.post("/posts", post).await.created();
    town.mallory.get(&link).await.refused(403, "api.context.permissions.app_error");
    let link = town.bob.get(&link).await.ok();
    let path = link.text("link").split_once("/files/").map(|(_, path)| format!("/files/{path}")).unwrap_or_default();
    assert_eq!(town.stranger.visits(&path).await.bytes(), b"for all");
    assert_eq!(town.stranger.visits(&format!("/files/{}/public?h=wrong", file.id())).await.status(), 400);
}

#[tokio::test]
async fn an_upload_goes_on_where_it_was_cut_off() {
    const PART: usize = 5 * 1024 * 1024;
    let town = town().await;
    let new = json!({"channel_id": town.channel.id(), "filename": "big.bin", "file_size": PART + 3});
    town.mallory.post("/uploads", new.clone()).await.refused(403, "api.context.permissions.app_error");
    let upload = town.amy.post("/uploads", new).await.created();
    let path = format!("/uploads/{}", upload.id());
    town.bob.get(&path).await.refused(403, "api.upload.get_upload.forbidden.app_error");
    let small = town.amy.sends_bytes(&path, b"abc").await;
    small.refused(400, "app.upload.upload_data.first_part_too_small.app_error");
    assert_eq!(town.amy.sends_bytes(&path, &vec![7; PART]).await.status(), 204);
    assert_eq!(town.amy.get(&path).await.ok()["file_offset"], PART);
    assert_eq!(town.amy.get("/users/me/uploads").await.ok().each("id"), [upload.id()]);
    let file = town.amy.sends_bytes(&path, b"end").await.ok();
    assert_eq!(file["size"], PART + 3);
    let got = town.amy.get(&format!("/files/{}", file.id())).await;
    assert!(got.bytes().len() == PART + 3 && got.bytes().ends_with(b"\x07end"));
    town.amy.get(&path).await.refused(404, "app.upload.get.app_error");
}

#[tokio::test]
async fn people_and_teams_have_pictures() {
    let town = town().await;
    let picture = [("image", Some("me.png"), PICTURE)];
    let own = format!("/users/{}/image", town.amy.id);
    let portrait = town.bob.get(&own).await.bytes().to_vec();
    town.bob.sends_form(&own, &picture).await.refused(403, "api.context.permissions.app_error");
    town.bob.listens().await;
    town.amy.sends_form(&own, &picture).await.ok();
    assert!(town.bob.hears("user_updated").await.data()["user"]["last_picture_update"].as_i64() > Some(0));
    assert_ne!(town.bob.get(&own).await.bytes(), portrait);
    assert_eq!(town.bob.get(&format!("{own}/default")).await.bytes(), portrait);
    town.amy.delete(&own).await.ok();
    assert_eq!(town.bob.get(&own).await.bytes(), portrait);
    let wrong = town.amy.sends_form(&own, &[("image", Some("a.png"), b"no picture")]).await;
    wrong.refused(400, "api.user.upload_profile_user.decode.app_error");

    let team = format!("/teams/{}/image", town.team.id());
    town.amy.get(&team).await.refused(404, "api.team.get_team_icon.read_file.app_error");
    town.amy.sends_form(&team, &picture).await.refused(403, "api.context.permissions.app_error");
    town.admin.sends_form(&team, &picture).await.ok();
    assert_eq!(town.amy.get(&team).await.header("content-type"), Some("image/png"));
    town.mallory.get(&team).await.refused(403, "api.context.permissions.app_error");

    town.amy.sends_form("/brand/image", &picture).await.refused(403, "api.context.permissions.app_error");
    town.admin.sends_form("/brand/image", &picture).await.created();
    assert_eq!(town.stranger.get("/brand/image").await.status(), 200);
    town.admin.delete("/brand/image").await.ok();
    assert_eq!(town.stranger.get("/brand/image").await.status(), 404);
}
