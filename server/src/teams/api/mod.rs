//! The routes of this room: `teams.rs` for teams, `members.rs` for who is in them.

mod icon;
mod invitations;
mod members;
mod teams;

use axum::Router;
use axum::routing::{delete, get, post, put};

use super::store::Seen;
use super::wire::Team;
use super::{rules, store};
use crate::access::{self, Actor, Granted, Permission, TeamPlace};
use crate::app::App;
use crate::base::db::Conn;
use crate::base::{Id, Result};

/// The routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/teams", post(teams::create_team).get(teams::list_teams))
        .route("/teams/search", post(teams::search_teams))
        .route("/teams/name/{team_name}", get(teams::get_team_by_name))
        .route("/teams/name/{team_name}/exists", get(teams::team_exists))
        .route("/teams/invite/{invite_id}", get(teams::get_invite_info))
        .route("/teams/members/invite", post(members::join_by_invite))
        .route("/teams/invites/email", delete(invitations::cancel_invitations))
        .route("/teams/{team_id}/invite/email", post(invitations::invite_members))
        .route("/teams/{team_id}/invite-guests/email", post(invitations::invite_guests))
        .route("/teams/{team_id}", get(teams::get_team).put(teams::update_team).delete(teams::delete_team))
        .route("/teams/{team_id}/image", get(icon::get_icon).post(icon::set_icon).delete(icon::delete_icon))
        .route("/teams/{team_id}/patch", put(teams::patch_team))
        .route("/teams/{team_id}/privacy", put(teams::set_privacy))
        .route("/teams/{team_id}/restore", post(teams::restore_team))
        .route("/teams/{team_id}/regenerate_invite_id", post(teams::renew_invite))
        .route("/teams/{team_id}/scheme", put(teams::set_scheme))
        .route("/teams/{team_id}/stats", get(teams::get_stats))
        .route("/teams/{team_id}/import", post(teams::import_team))
        .route("/teams/{team_id}/members", get(members::list_members).post(members::add_member))
        .route("/teams/{team_id}/members/ids", post(members::list_members_by_ids))
        .route("/teams/{team_id}/members/batch", post(members::add_members))
        .route("/teams/{team_id}/members/{user_id}", get(members::get_member))
        .route("/teams/{team_id}/members/{user_id}", delete(members::remove_member))
        .route("/teams/{team_id}/members/{user_id}/roles", put(members::set_roles))
        .route("/teams/{team_id}/members/{user_id}/schemeRoles", put(members::set_flags))
        .route("/users/{user_id}/teams", get(teams::list_teams_of))
        .route("/users/{user_id}/teams/members", get(members::list_memberships))
        .route("/users/{user_id}/teams/unread", get(members::list_unread))
        .route("/users/{user_id}/teams/{team_id}/unread", get(members::get_unread))
}

/// A team as the reader may see it.
pub(super) fn show(actor: &Actor, seen: Seen) -> Team {
    let mut permissions = *actor.permissions();
    permissions.add(&actor.roles().in_team(&seen.member, seen.team.scheme()));
    rules::sanitise(seen.team, &permissions)
}

/// A team in which the actor has the permission: 404 when there is none of that id, to admins as to anybody.
fn granted(conn: &mut Conn<'_>, actor: &Actor, team: Id, permission: Permission) -> Result<Granted<TeamPlace>> {
    access::team(conn, actor, team, permission).or_else(|refused| {
        if store::find(conn, team)?.is_none() && actor.may(permission) {
            return Err(super::no_team());
        }
        Err(refused)
    })
}
