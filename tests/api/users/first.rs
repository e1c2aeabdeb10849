//! The first account of a house.

use kit::json;

fn account(name: &str) -> kit::Value {
    json!({"username": name, "email": format!("{name}@example.com"), "password": "Password-1"})
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_account_is_a_system_admin_and_the_second_is_not() {
    let (stranger, _house) = kit::empty_house(&[("TeamSettings.EnableOpenServer", "true")]).await;
    let first = stranger.post("/users", account("amy")).await.created();
    assert_eq!(first.text("roles"), "system_admin system_user");
    let second = stranger.post("/users", account("bob")).await.created();
    assert_eq!(second.text("roles"), "system_user");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_another_host_cannot_make_the_first_account() {
    let (stranger, _house) = kit::empty_house(&[]).await;
    let request = stranger.request(kit::Method::POST, "/users").header("origin", "https://evil.example");
    stranger.asks(request.json(&account("amy"))).await.refused(403, "hearth.first_account");
    let proxied = stranger.request(kit::Method::POST, "/users").header("x-forwarded-for", "203.0.113.9");
    stranger.asks(proxied.json(&account("amy"))).await.refused(403, "hearth.first_account");
    let guessed = stranger.request(kit::Method::POST, "/users?setup=guess").header("origin", "https://evil.example");
    stranger.asks(guessed.json(&account("amy"))).await.refused(403, "hearth.first_account");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_come_at_once_one_is_admin() {
    let (stranger, _house) = kit::empty_house(&[("TeamSettings.EnableOpenServer", "true")]).await;
    let (one, other) = tokio::join!(stranger.post("/users", account("amy")), stranger.post("/users", account("bob")));
    let admins = [&one, &other].iter().filter(|answer| answer.text().contains("system_admin")).count();
    assert_eq!(admins, 1, "{one} and {other}");
}
