//! The routes of this room: roles, permissions and schemes. Both tables are read from memory.

mod roles;
mod schemes;

use axum::Router;
use axum::routing::{get, post, put};

use crate::app::App;

/// The routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/roles", get(roles::list_roles))
        .route("/roles/{role_id}", get(roles::get_role))
        .route("/roles/{role_id}/patch", put(roles::patch_role))
        .route("/roles/name/{role_name}", get(roles::get_role_by_name))
        .route("/roles/names", post(roles::list_roles_by_names))
        .route("/permissions/ancillary", post(roles::list_ancillary))
        .route("/schemes", get(schemes::list_schemes).post(schemes::create_scheme))
        .route("/schemes/{scheme_id}", get(schemes::get_scheme).delete(schemes::delete_scheme))
        .route("/schemes/{scheme_id}/patch", put(schemes::patch_scheme))
        .route("/schemes/{scheme_id}/teams", get(schemes::list_teams))
        .route("/schemes/{scheme_id}/channels", get(schemes::list_channels))
}
