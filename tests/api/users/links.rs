//! Guests without a password, who come in by links in letters.

use kit::{Answer, Letterbox, Person, Town, token_after, town_with};
use serde_json::json;

const LINK: &str = "/login/one_time_link?t=";

async fn town_with_links(letterbox: &Letterbox) -> Town {
    let [server, port, invitations] = letterbox.settings();
    let guests = ("GuestAccountsSettings.Enable", "true");
    town_with(&[server, port, invitations, guests, ("GuestAccountsSettings.EnableGuestMagicLink", "true")]).await
}

/// Opens the link of a letter, as a browser that shows where it is led.
async fn opens(town: &Town, token: &str) -> Answer {
    town.stranger.visits(&format!("{LINK}{token}")).await
}

/// Whoever was let in.
fn person(town: &Town, answer: &Answer) -> Person {
    assert_eq!((answer.status(), answer.header("location")), (302, Some(&*format!("{}/", town.url()))));
    let cookies = answer.headers("set-cookie");
    let cookie = |name: &str| {
        let found = cookies.iter().find_map(|line| line.strip_prefix(name)?.split(';').next());
        found.unwrap_or_else(|| panic!("no {name} in {cookies:?}")).to_owned()
    };
    Person::with_session(&town.url(), &cookie("MMUSERID="), "gus", &cookie("MMAUTHTOKEN="))
}

async fn invite(town: &Town, letterbox: &Letterbox, channel: &str) -> String {
    let path = format!("/teams/{}/invite-guests/email?guest_magic_link=true", town.team.id());
    let call = json!({"emails": ["gus@example.com"], "channels": [channel], "message": ""});
    town.amy.post(&path, call.clone()).await.refused(403, "api.context.permissions.app_error");
    town.admin.post(&path, call).await.ok();
    token_after(&letterbox.letter_to("gus@example.com").await, LINK).to_owned()
}

#[tokio::test]
async fn a_guest_comes_in_by_a_link_that_is_good_once() {
    let letterbox = Letterbox::open().await;
    let town = town_with_links(&letterbox).await;
    let token = invite(&town, &letterbox, town.channel.id()).await;
    let gus = person(&town, &opens(&town, &token).await);
    let me = gus.get("/users/me").await.ok();
    assert_eq!((me.text("username"), me.text("roles"), me.text("email")), ("gus", "system_guest", "gus@example.com"));
    assert_eq!(me.text("auth_service"), "magic_link");
    let channels = gus.get(&format!("/users/me/teams/{}/channels", town.team.id())).await.ok();
    assert_eq!(channels.each("id"), [town.channel.id()]);
    gus.posts_in(town.channel.id(), "here I am").await.created();

    let again = opens(&town, &token).await;
    let to = again.header("location").unwrap_or_default();
    assert!(to.contains("/login?extra=login_error&message=This+link+is+not+good"), "{to}");
    assert!(again.headers("set-cookie").is_empty());

    let second = town.channel_of("second", "O", &[&town.amy]).await;
    let token = invite(&town, &letterbox, second.id()).await;
    let gus = person(&town, &opens(&town, &token).await);
    let channels = gus.get(&format!("/users/me/teams/{}/channels", town.team.id())).await.ok();
    assert_eq!(channels.items().len(), 2, "the same guest, in one channel more");
}

#[tokio::test]
async fn who_is_logged_out_asks_for_another_link() {
    let letterbox = Letterbox::open().await;
    let town = town_with_links(&letterbox).await;
    let gus = person(&town, &opens(&town, &invite(&town, &letterbox, town.channel.id()).await).await);
    gus.post("/users/logout", json!({})).await.ok();

    let ask = |name: &'static str| town.stranger.post("/users/login/type", json!({"login_id": name}));
    let told = ask("gus@example.com").await.ok();
    assert_eq!(told.value(), json!({"auth_service": "magic_link", "is_deactivated": false}));
    let token = token_after(&letterbox.letter_to("gus@example.com").await, LINK).to_owned();
    let phone = json!({"magic_link_token": token, "device_id": "apple:1"});
    let me = town.stranger.post("/users/login", phone.clone()).await;
    assert!(me.header("token").is_some_and(|token| !token.is_empty()));
    assert_eq!(me.ok().text("username"), "gus");
    let spent = town.stranger.post("/users/login", phone).await;
    spent.refused(400, "api.user.guest_magic_link.invalid_token.app_error");

    ask("gus").await.ok();
    let late = token_after(&letterbox.letter_to("gus@example.com").await, LINK).to_owned();
    town.passes(16);
    let late = town.stranger.post("/users/login", json!({"magic_link_token": late})).await;
    late.refused(400, "api.user.guest_magic_link.expired_token.app_error");

    for name in ["amy", "nobody@example.com"] {
        let told = ask(name).await.ok();
        assert_eq!(told.value(), json!({"auth_service": "", "is_deactivated": false}), "nothing is said of {name}");
    }
    for _ in 0..3 {
        ask("gus").await.ok();
    }
    ask("gus").await.refused(413, "app.email.rate_limit_exceeded.app_error");
}

#[tokio::test]
async fn an_account_without_a_password_never_gets_one() {
    let letterbox = Letterbox::open().await;
    let town = town_with_links(&letterbox).await;
    let gus = person(&town, &opens(&town, &invite(&town, &letterbox, town.channel.id()).await).await);
    let email = json!({"email": "gus@example.com"});
    let reset = town.stranger.post("/users/password/reset/send", email).await;
    reset.refused(400, "api.user.send_password_reset.guest_magic_link.app_error");
    let password = json!({"new_password": "Password-2"});
    let set = town.admin.put(&format!("/users/{}/password", gus.id), password).await;
    set.refused(400, "api.user.update_password.magic_link.app_error");
    let promoted = town.admin.post(&format!("/users/{}/promote", gus.id), json!({})).await;
    promoted.refused(501, "api.user.promote_guest_to_user.magic_link_enabled.app_error");
    let login = town.stranger.post("/users/login", json!({"login_id": "gus", "password": "Password-2"})).await;
    login.refused(401, "api.user.login.invalid_credentials_email_username");
}

#[tokio::test]
async fn a_letter_does_not_let_anybody_into_an_account_with_a_password() {
    let letterbox = Letterbox::open().await;
    let town = town_with_links(&letterbox).await;
    let token = invite(&town, &letterbox, town.channel.id()).await;
    let account = json!({"email": "gus@example.com", "username": "gustav", "password": "Password-1"});
    town.admin.post("/users", account).await.created();
    let answer = opens(&town, &token).await;
    assert!(answer.headers("set-cookie").is_empty());
    assert!(answer.header("location").is_some_and(|to| to.contains("login_error")));
}

#[tokio::test]
async fn where_links_are_off_there_is_none() {
    let town = town_with(&[("GuestAccountsSettings.Enable", "true")]).await;
    assert_eq!(town.stranger.post("/users/login/type", json!({"login_id": "amy"})).await.status(), 404);
    let login = town.stranger.post("/users/login", json!({"magic_link_token": "x"})).await;
    login.refused(401, "api.user.login.guest_magic_link.disabled.error");
    let answer = opens(&town, "x").await;
    let to = format!("{}/login?extra=login_error&message=Magic+link+is+disabled", town.url());
    assert_eq!(answer.header("location"), Some(&*to));
}
