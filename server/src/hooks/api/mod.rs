//! The routes of webhooks: `incoming.rs` and `outgoing.rs` for those who keep them, `receive.rs` for who posts.

mod incoming;
mod outgoing;
mod receive;

use axum::Router;
use axum::routing::{get, post};

use crate::access::{self, Actor, Permission, TeamPlace};
use crate::app::App;
use crate::base::db::Conn;
use crate::base::{Id, Result};

/// The routes under /api/v4.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/hooks/incoming", post(incoming::create_hook).get(incoming::list_hooks))
        .route(
            "/hooks/incoming/{hook_id}",
            get(incoming::get_hook).put(incoming::update_hook).delete(incoming::delete_hook),
        )
        .route("/hooks/outgoing", post(outgoing::create_hook).get(outgoing::list_hooks))
        .route(
            "/hooks/outgoing/{hook_id}",
            get(outgoing::get_hook).put(outgoing::update_hook).delete(outgoing::delete_hook),
        )
        .route("/hooks/outgoing/{hook_id}/regen_token", post(outgoing::renew_token))
}

/// The routes from the server's root.
pub fn web_routes() -> Router<App> {
    Router::new().route("/hooks/{id}", post(receive::receive))
}

/// What the actor may do in a team; 403 without the permission, also for no team at all.
fn team(conn: &mut Conn<'_>, actor: &Actor, team: Id, permission: Permission) -> Result<TeamPlace> {
    match access::find_team_place(conn, actor, team)? {
        Some(place) if place.may(permission) => Ok(place),
        _ => Err(actor.lacks(permission)),
    }
}
