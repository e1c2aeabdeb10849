//! Logging in, and the sessions that follow from it.

use kit::json;

fn login(name: &str, password: &str) -> kit::Value {
    json!({"login_id": name, "password": password})
}

#[tokio::test(flavor = "multi_thread")]
async fn one_logs_in_by_name_or_address() {
    let town = kit::town().await;
    for name in ["amy", "AMY", "amy@example.com", "AMY@example.com"] {
        let answer = town.stranger.post("/users/login", login(name, "Password-1")).await;
        assert_eq!(answer.header("token").map(str::len), Some(26), "{answer}");
        assert!(answer.headers("set-cookie").is_empty(), "cookies are for browsers");
        assert_eq!(answer.ok().id(), town.amy.id);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_and_an_unknown_name_are_told_alike() {
    let town = kit::town().await;
    let wrong = "api.user.login.invalid_credentials_email_username";
    town.stranger.post("/users/login", login("amy", "wrong")).await.refused(401, wrong);
    town.stranger.post("/users/login", login("nobody", "Password-1")).await.refused(401, wrong);
    town.stranger.post("/users/login", login("", "Password-1")).await.refused(401, wrong);
    let blank = "api.user.login.blank_pwd.app_error";
    town.stranger.post("/users/login", login("amy", "")).await.refused(400, blank);
    town.stranger.post("/users/login", json!([7])).await.refused(400, blank);
}

#[tokio::test(flavor = "multi_thread")]
async fn too_many_wrong_passwords_lock_the_account() {
    let town = kit::town_with(&[("ServiceSettings.MaximumLoginAttempts", "3")]).await;
    for _ in 0..3 {
        let wrong = town.stranger.post("/users/login", login("amy", "wrong")).await;
        wrong.refused(401, "api.user.login.invalid_credentials_email_username");
    }
    let locked = town.stranger.post("/users/login", login("amy", "Password-1")).await;
    locked.refused(401, "api.user.check_user_login_attempts.too_many.app_error");
    town.stranger.post("/users/login", login("bob", "Password-1")).await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_gets_cookies_and_must_prove_what_it_sends() {
    let town = kit::town().await;
    let stranger = &town.stranger;
    let request = stranger.request(kit::Method::POST, "/users/login").header("x-requested-with", "XMLHttpRequest");
    let answer = stranger.asks(request.json(&login("amy", "Password-1"))).await;
    let lines: Vec<String> = answer.headers("set-cookie").into_iter().map(str::to_owned).collect();
    let line = |name: &str| lines.iter().find(|line| line.starts_with(name)).expect("a cookie").clone();
    let value = |name: &str| line(name).split([';', '=']).nth(1).unwrap_or_default().to_owned();
    assert!(line("MMAUTHTOKEN").contains("; HttpOnly") && !line("MMCSRF").contains("HttpOnly"), "{lines:?}");
    assert!(lines.iter().all(|line| line.contains("; Path=/;") && line.contains("; Max-Age=2592000")), "{lines:?}");
    assert_eq!(value("MMUSERID"), town.amy.id);
    let patch = |csrf: &str| {
        let request = stranger.request(kit::Method::PUT, "/users/me/patch");
        let request = request.header("cookie", format!("MMAUTHTOKEN={}", value("MMAUTHTOKEN")));
        request.header("x-csrf-token", csrf).json(&json!({"nickname": "x"}))
    };
    let forged = stranger.asks(patch("forged")).await;
    assert_eq!(forged.headers("set-cookie"), ["MMAUTHTOKEN=; Path=/; Max-Age=0; HttpOnly"]);
    forged.refused(401, "api.context.session_expired.app_error");
    stranger.asks(patch(&value("MMCSRF"))).await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn logging_out_ends_the_session_and_is_always_fine() {
    let town = kit::town().await;
    town.amy.listens().await;
    town.amy.post("/users/logout", json!({})).await.ok();
    town.amy.is_hung_up_on().await;
    town.amy.get("/users/me").await.refused(401, "api.context.session_expired.app_error");
    town.amy.post("/users/logout", json!({})).await.ok();
    town.stranger.post("/users/logout", json!({})).await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn sessions_are_listed_without_tokens_and_ended_one_by_one() {
    let town = kit::town().await;
    let phone = town.amy.logs_in_again().await;
    let sessions = town.amy.get("/users/me/sessions").await.ok();
    assert_eq!(sessions.items().len(), 2);
    assert_eq!(sessions.each("token"), ["", ""]);
    assert_eq!(sessions.items()[0]["team_members"][0]["team_id"], town.team.id());
    let newest = sessions.items()[0]["id"].as_str().expect("an id").to_owned();
    let path = format!("/users/{}/sessions", town.amy.id);
    town.bob.get(&path).await.refused(403, "api.context.permissions.app_error");
    let revoke = json!({"session_id": newest});
    let by_bob = town.bob.post(&format!("{path}/revoke"), revoke.clone()).await;
    by_bob.refused(403, "api.context.permissions.app_error");
    let of_another = town.bob.post("/users/me/sessions/revoke", revoke.clone()).await;
    of_another.refused(400, "api.context.invalid_url_param.app_error");
    town.amy.post("/users/me/sessions/revoke", revoke).await.ok();
    phone.get("/users/me").await.refused(401, "api.context.session_expired.app_error");
    town.admin.post(&format!("{path}/revoke/all"), json!({})).await.ok();
    town.amy.get("/users/me").await.refused(401, "api.context.session_expired.app_error");
    let everybody = town.bob.post("/users/sessions/revoke/all", json!({})).await;
    everybody.refused(403, "api.context.permissions.app_error");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_holds_one_session() {
    let town = kit::town().await;
    let phone = town.amy.logs_in_again().await;
    phone.put("/users/sessions/device", json!({"device_id": "apple:token"})).await.ok();
    let newer = town.amy.logs_in_again().await;
    newer.put("/users/sessions/device", json!({"device_id": "apple:token"})).await.ok();
    phone.get("/users/me").await.refused(401, "api.context.session_expired.app_error");
    newer.get("/users/me").await.ok();
    town.amy.get("/users/me").await.ok();
    let long = json!({"device_id": "x".repeat(513)});
    newer.put("/users/sessions/device", long).await.refused(400, "api.context.invalid_body_param.app_error");
}

#[tokio::test(flavor = "multi_thread")]
async fn typing_is_told_to_the_channel() {
    let town = kit::town().await;
    town.bob.listens().await;
    let typing = json!({"channel_id": town.channel.id(), "parent_id": ""});
    town.amy.post("/users/me/typing", typing.clone()).await.ok();
    assert_eq!(town.bob.hears("typing").await.data()["user_id"], town.amy.id.as_str());
    town.mallory.post("/users/me/typing", typing.clone()).await.refused(403, "api.context.permissions.app_error");
    let for_bob = town.amy.post(&format!("/users/{}/typing", town.bob.id), typing).await;
    for_bob.refused(403, "api.context.permissions.app_error");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_only_types_stays_logged_in() {
    let hours = ("ServiceSettings.SessionLengthWebInHours", "2");
    for moves in ["true", "false"] {
        let town = kit::town_with(&[hours, ("ServiceSettings.ExtendSessionLengthWithActivity", moves)]).await;
        let amy = town.amy.logs_in_again().await;
        amy.listens().await;
        let typing = json!({"channel_id": town.channel.id()});
        town.passes(90);
        assert_eq!(amy.says("user_typing", typing.clone()).await["status"], "OK");
        town.passes(60);
        if moves == "true" {
            amy.get("/users/me").await.ok();
        } else {
            let refused = amy.says("user_typing", typing).await;
            assert_eq!(refused["error"]["id"], "api.web_socket_router.not_authenticated.app_error");
            amy.get("/users/me").await.refused(401, "api.context.session_expired.app_error");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_ends_after_its_hours_and_use_moves_the_end() {
    let hours = ("ServiceSettings.SessionLengthWebInHours", "2");
    for (moves, moved) in [("true", true), ("false", false)] {
        let town = kit::town_with(&[hours, ("ServiceSettings.ExtendSessionLengthWithActivity", moves)]).await;
        let amy = town.amy.logs_in_again().await;
        town.passes(90);
        amy.get("/users/me").await.ok();
        town.passes(60);
        let answer = amy.get("/users/me").await;
        if moved {
            answer.ok();
            town.passes(121);
            amy.get("/users/me").await.refused(401, "api.context.session_expired.app_error");
        } else {
            answer.refused(401, "api.context.session_expired.app_error");
        }
    }
}
