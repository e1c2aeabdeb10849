//! Roles and permissions.

use axum::extract::State;

use crate::access::wire::{Role, RolePatch};
use crate::access::{Actor, Permission, actions, rules};
use crate::app::App;
use crate::base::error::Error;
use crate::base::http::{Body, Json, List, Params};
use crate::base::{Result, refuse};

/// Names that may be asked for at once.
const MOST_NAMES: usize = 100;

/// GET /api/v4/roles: every role, for system admins.
pub async fn list_roles(State(app): State<App>, actor: Actor) -> Result<Json<Vec<Role>>> {
    actor.demand(Permission::ManageSystem)?;
    let mut roles: Vec<_> = actor.roles().all().cloned().collect();
    roles.sort_by(|one, other| one.name.cmp(&other.name));
    show(&app, actor, roles).await.map(Json)
}

/// GET /api/v4/roles/{role_id}
pub async fn get_role(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Role>> {
    let id = at.id("role_id")?;
    let found = actor.roles().find_by_id(id).cloned();
    show_one(&app, actor, found, "app.role.get.app_error").await
}

/// GET /api/v4/roles/name/{role_name}
pub async fn get_role_by_name(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Role>> {
    let found = actor.roles().find(at.text("role_name")).cloned();
    show_one(&app, actor, found, "app.role.get_by_name.app_error").await
}

/// POST /api/v4/roles/names: those of the names that there are, each once, sorted.
pub async fn list_roles_by_names(State(app): State<App>, actor: Actor, List(names): List) -> Result<Json<Vec<Role>>> {
    let names = check_names(names)?;
    let found = names.iter().filter_map(|name| actor.roles().find(name)).cloned().collect();
    show(&app, actor, found).await.map(Json)
}

/// PUT /api/v4/roles/{role_id}/patch
pub async fn patch_role(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    body: Result<Body<RolePatch>, Error>,
) -> Result<Json<Role>> {
    let id = at.id("role_id")?;
    let Body(patch) = body?;
    let role = actor.roles().find_by_id(id).cloned().ok_or_else(|| refuse::not_found("app.role.get.app_error"))?;
    actor.demand(rules::needed_to_patch(&role))?;
    let Some(permissions) = patch.permissions else { return show_one(&app, actor, Some(role), "").await };
    rules::check_permissions(&role, &permissions)?;
    let now = app.clock.now();
    app.db.write(move |tx| actions::patch_role(tx, actor.roles(), role, &permissions, now)).await.map(Json)
}

/// POST /api/v4/permissions/ancillary: the permissions, and those that their pages of the console need.
pub async fn list_ancillary(_: State<App>, _: Actor, List(given): List) -> Result<Json<Vec<String>>> {
    if given.is_empty() {
        return Err(refuse::with(400, "api.payload.parse.error").into());
    }
    Ok(Json(rules::with_ancillary(&given)))
}

async fn show_one(app: &App, actor: Actor, found: Option<Role>, missing: &'static str) -> Result<Json<Role>> {
    let role = found.ok_or_else(|| refuse::not_found(missing))?;
    let shown = show(app, actor, vec![role.clone()]).await?;
    Ok(Json(shown.into_iter().next().unwrap_or(role)))
}

/// Roles as they work. Only those of channels' schemes need the database for that.
async fn show(app: &App, actor: Actor, roles: Vec<Role>) -> Result<Vec<Role>> {
    if roles.iter().all(|role| role.scheme_id.is_none()) {
        return Ok(roles);
    }
    app.db.read(move |conn| actions::show(conn, actor.roles(), roles)).await
}

/// The names without blanks and repetitions; refused when none or too many are left, or one cannot be a name.
fn check_names(given: Vec<String>) -> Result<Vec<String>> {
    let mut names: Vec<String> = Vec::new();
    for name in given.into_iter().filter(|name| !name.trim().is_empty()) {
        if !may_be_name(&name) {
            return Err(refuse::invalid_param("rolename").into());
        }
        if !names.contains(&name) {
            names.push(name);
        }
        if names.len() > MOST_NAMES {
            return Err(refuse::with(400, "api.roles.get_multiple_by_name_too_many.request_error").into());
        }
    }
    if names.is_empty() { Err(refuse::invalid_param("rolenames").into()) } else { Ok(names) }
}

fn may_be_name(name: &str) -> bool {
    name.len() <= 64 && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(names: &[&str]) -> Result<Vec<String>> {
        check_names(names.iter().map(|name| (*name).to_owned()).collect())
    }

    #[test]
    fn names_are_wanted_once_and_within_bounds() {
        assert_eq!(checked(&["b", " ", "a", "b"]).ok(), Some(vec!["b".to_owned(), "a".to_owned()]));
        assert_eq!(
            checked(&["", " "]).err().and_then(|e| e.refusal_id().map(str::to_owned)).as_deref(),
            Some("api.context.invalid_body_param.app_error")
        );
        assert!(checked(&["No Name"]).is_err());
        let many: Vec<String> = (0..101).map(|number| format!("role_{number}")).collect();
        assert!(check_names(many).is_err());
    }
}
