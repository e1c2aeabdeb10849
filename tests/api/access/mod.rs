//! Stories of `access`: roles and schemes.

mod schemes;

use kit::{json, town};

#[tokio::test]
async fn roles_are_looked_up_by_name_and_by_id() {
    let town = town().await;
    let role = town.amy.get("/roles/name/channel_user").await.ok();
    assert_eq!(role["scheme_managed"], true);
    assert!(role["permissions"].as_array().is_some_and(|all| all.contains(&json!("create_post"))));
    assert_eq!(town.amy.get(&format!("/roles/{}", role.id())).await.ok(), *role);
}

#[tokio::test]
async fn several_names_answer_each_known_role_once() {
    let town = town().await;
    let names = json!(["team_user", "no_such_role", "system_user", "team_user"]);
    let roles = town.amy.post("/roles/names", names).await.ok();
    assert_eq!(roles.each("name"), ["system_user", "team_user"]);
}

#[tokio::test]
async fn what_is_asked_wrongly_is_refused() {
    let town = town().await;
    let amy = &town.amy;
    amy.post("/roles/names", json!([])).await.refused(400, "api.context.invalid_body_param.app_error");
    amy.post("/roles/names", json!({"a": 1})).await.refused(400, "api.payload.parse.error");
    amy.post("/roles/names", json!([7])).await.refused(400, "api.payload.parse.error");
    let many: Vec<_> = (0..101).map(|number| format!("role_{number}")).collect();
    let too_many = amy.post("/roles/names", json!(many)).await;
    too_many.refused(400, "api.roles.get_multiple_by_name_too_many.request_error");
    amy.get("/roles/junk").await.refused(400, "api.context.invalid_url_param.app_error");
    amy.get("/roles/unknownunknownunknownunkno").await.refused(404, "app.role.get.app_error");
    town.stranger.get("/roles/name/system_user").await.refused(401, "api.context.session_expired.app_error");
}

#[tokio::test]
async fn only_an_admin_sees_the_list_of_roles() {
    let town = town().await;
    let roles = town.admin.get("/roles").await.ok();
    assert!(roles.each("name").contains(&"system_admin"));
    town.amy.get("/roles").await.refused(403, "api.context.permissions.app_error");
}
