//! Roles that are changed, and roles of a team's and a channel's own.

use kit::{Body, Town, json, town};

const FORBIDDEN: &str = "api.context.permissions.app_error";

async fn scheme(town: &Town, scope: &str) -> Body {
    let wanted = json!({"name": format!("{scope}_scheme"), "display_name": "Scheme", "scope": scope});
    town.admin.post("/schemes", wanted).await.created()
}

/// The permissions of a role without one of them.
async fn takes(town: &Town, name: &str, permission: &str) -> Body {
    let role = town.admin.get(&format!("/roles/name/{name}")).await.ok();
    let all = role["permissions"].as_array().cloned().unwrap_or_default();
    let kept: Vec<_> = all.into_iter().filter(|id| id != permission).collect();
    town.admin.put(&format!("/roles/{}/patch", role.id()), json!({"permissions": kept})).await.ok()
}

#[tokio::test]
async fn a_role_that_is_changed_works_at_once_and_everybody_hears() {
    let town = town().await;
    town.bob.listens().await;
    takes(&town, "channel_user", "create_post").await;
    assert_eq!(town.bob.hears("role_updated").await.inside("role")["name"], "channel_user");
    town.bob.posts("hello").await.refused(403, FORBIDDEN);
}

#[tokio::test]
async fn some_permissions_are_fixed_and_some_roles_are_the_admins_own() {
    let town = town().await;
    let role = town.amy.get("/roles/name/team_user").await.ok();
    let path = format!("/roles/{}/patch", role.id());
    town.amy.put(&path, json!({"permissions": []})).await.refused(403, FORBIDDEN);
    let fixed = town.admin.put(&path, json!({"permissions": ["manage_system"]})).await;
    fixed.refused(501, "api.roles.patch_roles.not_allowed_permission.error");
    let unknown = town.admin.put(&path, json!({"permissions": ["fly"]})).await;
    unknown.refused(400, "app.role.save.invalid_role.app_error");
    town.admin.put(&path, json!({"permissions": 5})).await.refused(400, "api.context.invalid_body_param.app_error");
}

#[tokio::test]
async fn a_team_s_scheme_gives_its_members_other_roles() {
    let town = town().await;
    let scheme = scheme(&town, "team").await;
    let path = format!("/teams/{}/scheme", town.team.id());
    town.amy.put(&path, json!({"scheme_id": scheme.id()})).await.refused(403, FORBIDDEN);
    town.amy.listens().await;
    town.admin.put(&path, json!({"scheme_id": scheme.id()})).await.ok();
    town.amy.hears("update_team_scheme").await;
    let member = town.amy.get(&format!("/teams/{}/members/{}", town.team.id(), town.bob.id)).await.ok();
    assert_eq!(member.text("roles"), scheme.text("default_team_user_role"));
    takes(&town, scheme.text("default_channel_user_role"), "create_post").await;
    town.bob.posts("hello").await.refused(403, FORBIDDEN);
    town.admin.put(&path, json!({"scheme_id": ""})).await.ok();
    town.bob.posts("hello").await.created();
}

#[tokio::test]
async fn a_new_team_may_have_a_scheme_if_its_maker_may_change_permissions() {
    let town = town().await;
    let (of_teams, of_channels) = (scheme(&town, "team").await, scheme(&town, "channel").await);
    let new = |name: &str, scheme: &str| json!({"name": name, "display_name": name, "type": "O", "scheme_id": scheme});
    town.amy.post("/teams", new("mine", of_teams.id())).await.refused(403, FORBIDDEN);
    town.amy.post("/teams", new("plain", "")).await.created();
    let wrong = town.admin.post("/teams", new("ours", of_channels.id())).await;
    wrong.refused(400, "api.team.update_team_scheme.scheme_scope.error");
    town.admin.post("/teams", new("ours", town.team.id())).await.refused(404, "app.scheme.get.app_error");
    let team = town.admin.post("/teams", new("ours", of_teams.id())).await.created();
    assert_eq!(team["scheme_id"], *of_teams.id());
    let member = town.admin.get(&format!("/teams/{}/members/{}", team.id(), town.admin.id)).await.ok();
    let names = [of_teams.text("default_team_user_role"), of_teams.text("default_team_admin_role")];
    assert!(names.iter().all(|name| member.text("roles").contains(name)), "{}", member.text("roles"));
}

#[tokio::test]
async fn a_deleted_scheme_allows_nothing_until_it_is_taken_off() {
    let town = town().await;
    let scheme = scheme(&town, "team").await;
    let path = format!("/teams/{}/scheme", town.team.id());
    town.admin.put(&path, json!({"scheme_id": scheme.id()})).await.ok();
    town.admin.delete(&format!("/schemes/{}", scheme.id())).await.ok();
    town.admin.delete(&format!("/schemes/{}", scheme.id())).await.ok();
    town.bob.get(&format!("/teams/{}", town.team.id())).await.refused(403, FORBIDDEN);
    town.admin.put(&path, json!({"scheme_id": ""})).await.ok();
    town.bob.get(&format!("/teams/{}", town.team.id())).await.ok();
}

#[tokio::test]
async fn schemes_are_for_one_kind_of_place_and_for_admins() {
    let town = town().await;
    let scheme = scheme(&town, "channel").await;
    town.amy.get(&format!("/schemes/{}", scheme.id())).await.refused(403, FORBIDDEN);
    let wrong = town.admin.put(&format!("/teams/{}/scheme", town.team.id()), json!({"scheme_id": scheme.id()})).await;
    wrong.refused(400, "api.team.update_team_scheme.scheme_scope.error");
    let channel = format!("/channels/{}/scheme", town.channel.id());
    town.amy.put(&channel, json!({"scheme_id": scheme.id()})).await.refused(403, FORBIDDEN);
    town.admin.put(&channel, json!({"scheme_id": scheme.id()})).await.ok();
    let listed = town.admin.get(&format!("/schemes/{}/channels", scheme.id())).await.ok();
    assert_eq!(listed.each("id"), [town.channel.id()]);
    let bad = town.admin.post("/schemes", json!({"name": "A b", "display_name": "x", "scope": "team"})).await;
    bad.refused(400, "app.scheme.save.invalid_scheme.app_error");
}
