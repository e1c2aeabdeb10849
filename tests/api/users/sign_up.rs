//! Signing up.

use kit::json;

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_with_a_new_account_is_named() {
    let town = kit::town().await;
    let id = |what: &str| format!("model.user.is_valid.{what}.app_error");
    for (username, email, password, refusal) in [
        ("dan", "dan@example.com", "short", id("pwd_min_length")),
        ("dan", "dan@example.com", &"p".repeat(73) as &str, id("pwd_max_length")),
        ("all", "dan@example.com", "Password-1", id("username")),
        ("다니엘", "dan@example.com", "Password-1", id("username")),
        ("dan", "nowhere", "Password-1", id("email")),
        ("amy", "dan@example.com", "Password-1", "app.user.save.username_exists.app_error".into()),
        ("dan", "AMY@example.com", "Password-1", "app.user.save.email_exists.app_error".into()),
    ] {
        let account = json!({"username": username, "email": email, "password": password});
        town.stranger.post("/users", account).await.refused(400, &refusal);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_chooses_their_own_roles() {
    let town = kit::town().await;
    let account = json!({
        "username": "Dan", "email": "Dan@example.com", "password": "Password-1", "roles": "system_user system_admin",
        "first_name": "다니엘", "delete_at": 5, "email_verified": true,
    });
    let dan = town.stranger.post("/users", account).await.created();
    assert_eq!((dan.text("roles"), dan.text("username"), dan.text("email")), ("system_user", "dan", "dan@example.com"));
    assert_eq!((dan.text("first_name"), dan.number("delete_at")), ("다니엘", 0));
    assert!(dan.get("password").is_none() && dan.get("email_verified").is_none(), "{dan:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_house_takes_accounts_from_admins_and_by_invitation() {
    let town = kit::town_with(&[("TeamSettings.EnableOpenServer", "false")]).await;
    let account =
        |name: &str| json!({"username": name, "email": format!("{name}@example.com"), "password": "Password-1"});
    town.stranger.post("/users", account("dan")).await.refused(403, "api.user.create_user.no_open_server");
    town.amy.post("/users", account("dan")).await.refused(403, "api.user.create_user.no_open_server");
    town.admin.post("/users", account("dan")).await.created();
    town.stranger
        .post("/users?iid=nobodysinvite", account("eve"))
        .await
        .refused(404, "app.team.get_by_invite_id.finding.app_error");
    let invite = town.team.text("invite_id");
    let eve = town.stranger.post(&format!("/users?iid={invite}"), account("eve")).await.created();
    let member = town.admin.get(&format!("/teams/{}/members/{}", town.team.id(), eve.id())).await.ok();
    assert_eq!(member.text("user_id"), eve.id());
}

#[tokio::test(flavor = "multi_thread")]
async fn accounts_can_be_limited_to_domains() {
    let town = kit::town_with(&[("TeamSettings.RestrictCreationToDomains", "hearth.example")]).await;
    let account = |email: &str| json!({"username": "dan", "email": email, "password": "Password-1"});
    let refused = town.stranger.post("/users", account("dan@example.com")).await;
    refused.refused(400, "api.user.create_user.accepted_domain.app_error");
    town.stranger.post("/users", account("dan@hearth.example")).await.created();
}
