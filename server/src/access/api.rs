//! The routes of this room: the roles, all of them from memory.

use axum::Router;
use axum::extract::State;
use axum::routing::{get, post};

use super::wire::Role;
use super::{Actor, Permission, Roles};
use crate::app::App;
use crate::base::http::{Json, List, Params};
use crate::base::{Id, Result, refuse};

/// Names that may be asked for at once.
const MOST_NAMES: usize = 100;

/// The routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/roles", get(list_roles))
        .route("/roles/{role_id}", get(get_role))
        .route("/roles/name/{role_name}", get(get_role_by_name))
        .route("/roles/names", post(list_roles_by_names))
}

/// GET /roles: every role, for system admins.
async fn list_roles(State(_): State<App>, actor: Actor) -> Result<Json<Vec<Role>>> {
    actor.demand(Permission::ManageSystem)?;
    let mut roles: Vec<_> = actor.roles().all().cloned().collect();
    roles.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(Json(roles))
}

/// GET /roles/{role_id}
async fn get_role(State(_): State<App>, actor: Actor, at: Params) -> Result<Json<Role>> {
    let id = at.id("role_id")?;
    find_by_id(actor.roles(), id).map(Json).ok_or_else(|| refuse::not_found("app.role.get.app_error").into())
}

/// GET /roles/name/{role_name}
async fn get_role_by_name(State(_): State<App>, actor: Actor, at: Params) -> Result<Json<Role>> {
    let found = actor.roles().find(at.text("role_name")).cloned();
    found.map(Json).ok_or_else(|| refuse::not_found("app.role.get_by_name.app_error").into())
}

/// POST /roles/names: those of the names that there are, each once, sorted.
async fn list_roles_by_names(State(_): State<App>, actor: Actor, List(names): List) -> Result<Json<Vec<Role>>> {
    let names = check_names(names)?;
    Ok(Json(names.iter().filter_map(|name| actor.roles().find(name)).cloned().collect()))
}

fn find_by_id(roles: &Roles, id: Id) -> Option<Role> {
    roles.all().find(|role| role.id == id).cloned()
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
