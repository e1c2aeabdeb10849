//! Stories of archives.

use kit::{Body, PICTURE, Person, Town, empty_house, json, town, town_with};

use crate::api::jobs::{done, ended};

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
    let town = town_with(&[("ServiceSettings.EnableBotAccountCreation", "true")]).await;
    let root = town.amy.posts("a thread").await.created();
    town.bob.replies(&root, "a reply").await.created();
    let reaction = json!({"user_id": town.bob.id, "post_id": root.id(), "emoji_name": "tada"});
    town.bob.post("/reactions", reaction).await.ok();
    let direct = town.amy.post("/channels/direct", json!([town.amy.id, town.bob.id])).await.created();
    town.amy.posts_in(direct.id(), "just you").await.created();
    let fitted = fit_out(&town).await;
    choose(&town, direct.id()).await;
    let everything = json!({
        "include_attachments": "true", "include_profile_pictures": "true", "include_roles_and_schemes": "true",
    });
    let job = done(&town.admin, json!({"type": "export_process", "data": everything})).await;
    assert_eq!((&job["data"]["bots_exported"], &job["data"]["emojis_exported"]), (&json!("1"), &json!("1")));
    let archive = town.admin.get(&format!("/exports/{}_export.zip", job.id())).await.bytes().to_vec();

    let (mut admin, _house) = empty_house(&[]).await;
    let first = json!({"email": "root@example.com", "username": "root", "password": "Password-1"});
    admin.post("/users", first).await.created();
    let login = admin.post("/users/login", json!({"login_id": "root", "password": "Password-1"})).await;
    admin.token = login.header("token").expect("a token").to_owned();
    brings(&admin, "town.zip", archive).await;
    let file = admin.get("/imports").await.ok().items()[0].clone();
    for _ in 0..2 {
        let job = done(&admin, json!({"type": "import_process", "data": {"import_file": file}})).await;
        assert_eq!((&job["data"]["posts_imported"], &job["data"]["num_warnings"]), (&json!("14"), &json!("0")));
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

    assert_eq!(said("beep")["user_id"], admin.get("/users/username/butler").await.ok()["id"]);
    let butler = admin.get("/users/username/butler").await.ok();
    assert_eq!((&butler["is_bot"], &butler["bot_description"]), (&json!(true), &json!("serves")));
    let emoji = admin.get("/emoji/name/own").await.ok();
    assert_eq!(admin.get(&format!("/emoji/{}/image", emoji.id())).await.status(), 200);
    assert!(amy["last_picture_update"].as_i64().is_some_and(|at| at > 0), "amy's picture came along");
    let schemes = admin.get("/schemes").await.ok();
    assert_eq!(schemes.each("display_name"), ["Quiet"]);
    assert_eq!(team["scheme_id"], schemes.items()[0]["id"]);
    let role = schemes.items()[0]["default_channel_user_role"].as_str().expect("a role").to_owned();
    let role = admin.get(&format!("/roles/name/{role}")).await.ok();
    assert_eq!(role["permissions"], fitted["permissions"]);
    chosen(&town, &admin, &amy, &team, channel.id()).await;
}

/// Uploads an archive to be imported.
async fn brings(admin: &Person, name: &str, archive: Vec<u8>) {
    let upload = json!({"type": "import", "filename": name, "file_size": archive.len()});
    let upload = admin.post("/uploads", upload).await.created();
    let sent = admin.request(kit::Method::POST, &format!("/uploads/{}", upload.id())).body(archive);
    assert_eq!(admin.asks(sent).await.status(), 200);
}

const CHOICES: [(&str, &str, &str); 8] = [
    ("theme", "", "{\"type\":\"Onyx\"}"),
    ("display_settings", "name_format", "full_name"),
    ("display_settings", "use_military_time", "true"),
    ("display_settings", "channel_display_mode", "centered"),
    ("sidebar_settings", "show_unread_section", "false"),
    ("sidebar_settings", "limit_visible_dms_gms", "20"),
    ("advanced_settings", "join_leave", "false"),
    ("notifications", "email_interval", "3600"),
];
const INDIGO: &str = "{\"type\":\"Indigo\"}";

/// What amy likes, and who is to be told what of her.
async fn choose(town: &Town, direct: &str) {
    let amy = &town.amy;
    amy.get(&format!("/users/me/teams/{}/channels/categories", town.team.id())).await.ok();
    let favourite = "favorite_channel";
    let places = [
        ("theme", town.team.id(), INDIGO),
        (favourite, town.channel.id(), "true"),
        (favourite, direct, "true"),
        ("direct_channel_show", &town.bob.id, "true"),
    ];
    let all = CHOICES.iter().chain(&places);
    let one = |(category, name, value): &(&str, &str, &str)| json!({"user_id": amy.id, "category": category, "name": name, "value": value});
    amy.put("/users/me/preferences", all.map(one).collect()).await.ok();
    let mut notify = amy.get("/users/me").await.ok()["notify_props"].clone();
    (notify["desktop"], notify["push"], notify["mention_keys"]) = (json!("none"), json!("all"), json!("boss"));
    amy.put("/users/me/patch", json!({"notify_props": notify})).await.ok();
}

/// It is all the same after the import.
async fn chosen(town: &Town, admin: &Person, amy: &Body, team: &Body, channel: &str) {
    let password = json!({"new_password": "Password-2"});
    admin.put(&format!("/users/{}/password", amy.id()), password).await.ok();
    let login = admin.post("/users/login", json!({"login_id": "amy", "password": "Password-2"})).await;
    let token = login.header("token").expect("a token").to_owned();
    let again = Person::with_session(admin.url(), amy.id(), "amy", &token);

    let kept = again.get("/users/me/preferences").await.ok();
    let value = |category: &str, name: &str| {
        let mut all = kept.items().iter();
        all.find(|one| one["category"] == category && one["name"] == name).map(|one| one["value"].clone())
    };
    for (category, name, wanted) in CHOICES {
        assert_eq!(value(category, name), Some(json!(wanted)), "{category} {name}");
    }
    assert_eq!(value("theme", team.id()), Some(json!(INDIGO)));
    let bob = admin.get("/users/username/bob").await.ok();
    assert_eq!(value("direct_channel_show", bob.id()), Some(json!("true")));
    let direct = again.post("/channels/direct", json!([amy.id(), bob.id()])).await.created();
    let lists = again.get(&format!("/users/me/teams/{}/channels/categories", team.id())).await.ok();
    let lists = lists["categories"].as_array().expect("categories").clone();
    let favourites = lists.iter().find(|one| one["type"] == "favorites").expect("favourites");
    assert_eq!(favourites["channel_ids"], json!([direct.id(), channel]));

    let before = town.amy.get("/users/me").await.ok();
    let after = again.get("/users/me").await.ok();
    for name in ["desktop", "desktop_sound", "email", "push", "push_status", "channel", "comments", "mention_keys"] {
        assert_eq!(after["notify_props"][name], before["notify_props"][name], "{name}");
    }
}

#[tokio::test]
async fn archives_are_deleted_when_they_are_older_than_the_site_keeps_them() {
    let town = town_with(&[("ExportSettings.RetentionDays", "7"), ("ImportSettings.RetentionDays", "0")]).await;
    let app = town.app();
    let folder = app.folder.join(&app.config.now().file_directory);
    let export = json!({"type": "export_process"});
    let (old, fresh) = (done(&town.admin, export.clone()).await, done(&town.admin, export).await);
    std::fs::create_dir_all(folder.join("import")).expect("a folder");
    std::fs::write(folder.join("import/old.zip"), b"PK").expect("an archive");
    for name in [format!("export/{}_export.zip", old.id()), "import/old.zip".to_owned()] {
        let days = std::time::Duration::from_secs(8 * 24 * 60 * 60);
        let file = std::fs::File::options().write(true).open(folder.join(name)).expect("an archive");
        file.set_modified(std::time::SystemTime::now() - days).expect("another time");
    }
    town.amy.post("/jobs", json!({"type": "export_delete"})).await.refused(403, "api.context.permissions.app_error");
    done(&town.admin, json!({"type": "export_delete"})).await;
    done(&town.admin, json!({"type": "import_delete"})).await;
    let left = town.admin.get("/exports").await.ok();
    assert_eq!(left.items(), &vec![json!(format!("{}_export.zip", fresh.id()))]);
    assert_eq!(town.admin.get("/imports").await.ok().items(), &vec![json!("old.zip")], "0 days are for ever");
}

#[tokio::test]
async fn old_archives_are_deleted_without_being_asked_for() {
    let town = town_with(&[("ExportSettings.RetentionDays", "1"), ("ImportSettings.RetentionDays", "2")]).await;
    done(&town.admin, json!({"type": "export_process"})).await;
    brings(&town.admin, "town.zip", b"PK".to_vec()).await;
    town.passes(25 * 60);
    is_tidied_unasked(&town, "export_delete").await;
    assert!(town.admin.get("/exports").await.ok().items().is_empty());
    assert_eq!(town.admin.get("/imports").await.ok().items().len(), 1, "imports are kept a day longer");
    town.passes(24 * 60);
    is_tidied_unasked(&town, "import_delete").await;
    assert!(town.admin.get("/imports").await.ok().items().is_empty());
}

/// Waits for the end of a job that nobody asked for.
async fn is_tidied_unasked(town: &Town, kind: &str) {
    let looking = async {
        loop {
            let jobs = town.admin.get(&format!("/jobs/type/{kind}")).await.ok();
            if let Some(job) = jobs.items().first() {
                return job["id"].as_str().expect("an id").to_owned();
            }
        }
    };
    let job = tokio::time::timeout(std::time::Duration::from_secs(60), looking).await.expect("a job");
    assert_eq!(ended(&town.admin, &job).await.text("status"), "success");
}

/// A bot that says something, an emoji, a picture of amy, and a scheme for the team; answers a role of the scheme.
async fn fit_out(town: &Town) -> Body {
    let bot = town.admin.post("/bots", json!({"username": "butler", "description": "serves"})).await.created();
    let id = bot["user_id"].as_str().expect("an id").to_owned();
    let token = town.admin.post(&format!("/users/{id}/tokens"), json!({"description": "t"})).await.ok();
    let butler = Person::with_session(&town.url(), &id, "butler", token["token"].as_str().expect("a token"));
    let member = json!({"team_id": town.team.id(), "user_id": id});
    town.admin.post(&format!("/teams/{}/members", town.team.id()), member).await.created();
    town.admin.post(&format!("/channels/{}/members", town.channel.id()), json!({"user_id": id})).await.created();
    butler.posts_in(town.channel.id(), "beep").await.created();
    let emoji = json!({"name": "own", "creator_id": town.amy.id}).to_string();
    let form = [("emoji", None, emoji.as_bytes()), ("image", Some("e.png"), PICTURE)];
    town.amy.sends_form("/emoji", &form).await.ok();
    let picture = [("image", Some("me.png"), PICTURE)];
    town.amy.sends_form(&format!("/users/{}/image", town.amy.id), &picture).await.ok();
    let scheme = json!({"name": "quiet", "display_name": "Quiet", "scope": "team"});
    let scheme = town.admin.post("/schemes", scheme).await.created();
    let role = scheme["default_channel_user_role"].as_str().expect("a role").to_owned();
    let role = town.admin.get(&format!("/roles/name/{role}")).await.ok();
    let fewer = json!({"permissions": ["create_post", "read_channel", "read_channel_content"]});
    let role = town.admin.put(&format!("/roles/{}/patch", role.id()), fewer).await.ok();
    let team = format!("/teams/{}/scheme", town.team.id());
    town.admin.put(&team, json!({"scheme_id": scheme.id()})).await.ok();
    role
}
