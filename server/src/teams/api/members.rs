//! Who is in a team.

use std::sync::Arc;

use axum::extract::State;
use serde_json::{Value, json};

use crate::access::{self, Actor, Permission};
use crate::app::App;
use crate::base::http::{self, Body, Created, Json, Params, given, given_list, ok};
use crate::base::{Error, Id, Result, refuse};
use crate::events::Event;
use crate::teams::actions::Joining;
use crate::teams::store::Listing;
use crate::teams::wire::{RoleNames, SchemeRoles, Team, TeamMember, TeamUnread};
use crate::teams::{Flags, actions, get_team_by_invite, no_team, rules, seen_by, store};
use crate::users;
use crate::users::tokens::{self, Invitation};

/// People who may be added at once.
const BATCH: usize = 20;

/// GET /api/v4/teams/{team_id}/members
pub async fn list_members(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Vec<TeamMember>>> {
    let id = at.id("team_id")?;
    let listing = Listing {
        seen_by: seen_by(&actor),
        by_username: at.query("sort").is_some_and(|by| by.eq_ignore_ascii_case("username")),
        only_active: at.flag("exclude_deleted_users"),
    };
    let page = at.page();
    app.db
        .read(move |conn| {
            access::demand_team(conn, &actor, id, Permission::ViewTeam)?;
            store::list_members(conn, id, &listing, page).map(Json)
        })
        .await
}

/// POST /api/v4/teams/{team_id}/members/ids
pub async fn list_members_by_ids(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    body: Result<Body<Vec<Id>>, Error>,
) -> Result<Json<Vec<TeamMember>>> {
    let id = at.id("team_id")?;
    let users = given_list(body)?;
    if users.is_empty() {
        return Err(refuse::invalid_param("user_ids").into());
    }
    app.db
        .read(move |conn| {
            access::demand_team(conn, &actor, id, Permission::ViewTeam)?;
            store::list_members_by_ids(conn, id, seen_by(&actor), &users).map(Json)
        })
        .await
}

/// GET /api/v4/teams/{team_id}/members/{user_id}
pub async fn get_member(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<TeamMember>> {
    let (id, user) = (at.id("team_id")?, at.user(actor.id())?);
    app.db
        .read(move |conn| {
            access::demand_team(conn, &actor, id, Permission::ViewTeam)?;
            if !store::may_see_all(conn, &actor, &[user])? {
                return Err(actor.lacks(Permission::ViewMembers));
            }
            let found = store::find_member(conn, id, user)?;
            found.map(Json).ok_or_else(|| refuse::not_found("app.team.get_member.missing.app_error").into())
        })
        .await
}

/// POST /api/v4/teams/{team_id}/members
pub async fn add_member(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    body: Result<Body<TeamMember>, Error>,
) -> Result<Created<TeamMember>> {
    let id = at.id("team_id")?;
    let member = given(body, "api.team.add_team_member.invalid_body.app_error")?;
    if member.team_id != id {
        return Err(refuse::invalid_param("team_id").into());
    }
    if !member.user_id.is_valid() {
        return Err(refuse::invalid_param("user_id").into());
    }
    let joining = joining(&app, &actor);
    app.db
        .write(move |tx| {
            let place = access::find_team_place(tx, &actor, id)?.ok_or_else(no_team)?;
            let permission = match (member.user_id == actor.id(), rules::is_open(&place.team)) {
                (true, true) => Permission::JoinPublicTeams,
                (true, false) => Permission::JoinPrivateTeams,
                (false, _) => Permission::AddUserToTeam,
            };
            // Who may add others may add itself again.
            if !place.may(permission) && !place.may(Permission::AddUserToTeam) {
                return Err(actor.lacks(permission));
            }
            actions::add(tx, id, &[member.user_id], &joining).and_then(only)
        })
        .await
        .map(Created)
}

fn joining(app: &App, actor: &Actor) -> Joining {
    Joining { by: actor.id(), most: app.config.now().max_users_per_team, now: app.clock.now() }
}

fn only(members: Vec<TeamMember>) -> Result<TeamMember> {
    let found = members.into_iter().next();
    found.ok_or_else(|| refuse::not_found("app.team.get_member.missing.app_error").into())
}

/// POST /api/v4/teams/{team_id}/members/batch
pub async fn add_members(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    body: Result<Body<Vec<TeamMember>>, Error>,
) -> Result<Created<Value>> {
    let id = at.id("team_id")?;
    let Body(members) = body?;
    let valid = members.iter().all(|member| member.team_id == id && member.user_id.is_valid());
    if members.is_empty() || !valid {
        return Err(refuse::invalid_param("members").into());
    }
    let users: Vec<Id> = members.iter().map(|member| member.user_id).collect();
    let distinct = users.iter().collect::<std::collections::BTreeSet<_>>().len();
    if distinct > BATCH {
        return Err(refuse::invalid_param("too many members in batch").into());
    }
    let (graceful, joining) = (at.flag("graceful"), joining(&app, &actor));
    let added = app
        .db
        .write(move |tx| {
            access::team(tx, &actor, id, Permission::AddUserToTeam)?;
            actions::add(tx, id, &users, &joining)
        })
        .await?;
    let with_error = |member: TeamMember| json!({"user_id": member.user_id, "member": member, "error": null});
    Ok(Created(if graceful { added.into_iter().map(with_error).collect() } else { json!(added) }))
}

/// POST /api/v4/teams/members/invite
pub async fn join_by_invite(State(app): State<App>, actor: Actor, at: Params) -> Result<Created<TeamMember>> {
    if let Some(token) = at.query("token").map(str::to_owned) {
        return join_by_letter(app, actor, token).await;
    }
    let Some(invite) = at.query("invite_id").map(str::to_owned) else {
        return Err(refuse::with(400, "api.team.add_user_to_team.missing_parameter.app_error").into());
    };
    if actor.login().is_guest {
        return Err(refuse::with(403, "api.team.add_user_to_team_from_invite.guest.app_error").into());
    }
    let joining = joining(&app, &actor);
    app.db
        .write(move |tx| {
            let team = get_team_by_invite(tx, &invite)?;
            check_invite(&team)?;
            let user = users::get(tx, actor.id())?;
            actions::join(tx, &Arc::new(team), &[Arc::new(user)], &joining).and_then(only)
        })
        .await
        .map(Created)
}

/// Joins by an invitation that came in a letter.
async fn join_by_letter(app: App, actor: Actor, token: String) -> Result<Created<TeamMember>> {
    let joining = joining(&app, &actor);
    app.db
        .write(move |tx| {
            let invitation = tokens::get_invitation(tx, &token, joining.now, 400)?;
            if actor.login().is_guest && !invitation.is_guest {
                return Err(refuse::with(403, "api.team.add_user_to_team_from_invite.guest.app_error").into());
            }
            let team = crate::teams::get_team(tx, invitation.team_id)?;
            check_invite(&team)?;
            let user = Arc::new(users::get(tx, actor.id())?);
            tokens::spend(tx, &token)?;
            let members = actions::join(tx, &Arc::new(team), std::slice::from_ref(&user), &joining)?;
            let Invitation { team_id: team, channels, sender_id: by, .. } = invitation;
            tx.tell(Event::InvitedToChannels { user, team, channels, by });
            only(members)
        })
        .await
        .map(Created)
}

fn check_invite(team: &Team) -> Result<()> {
    match (team.delete_at > 0, team.group_constrained == Some(true)) {
        (true, _) => Err(refuse::not_found("app.team.get_by_invite_id.finding.app_error").into()),
        (_, true) => Err(refuse::with(403, "app.team.invite_id.group_constrained.error").into()),
        _ => Ok(()),
    }
}

/// DELETE /api/v4/teams/{team_id}/members/{user_id}
pub async fn remove_member(State(app): State<App>, actor: Actor, at: Params) -> Result<http::Ok> {
    let (id, user) = (at.id("team_id")?, at.user(actor.id())?);
    let now = app.clock.now();
    app.db
        .write(move |tx| {
            if user != actor.id() {
                access::demand_team(tx, &actor, id, Permission::RemoveUserFromTeam)?;
            }
            let team = Arc::new(crate::teams::get_team(tx, id)?);
            let user = Arc::new(users::get(tx, user)?);
            actions::leave(tx, &team, user, actor.id(), now)
        })
        .await?;
    ok()
}

/// PUT /api/v4/teams/{team_id}/members/{user_id}/roles
pub async fn set_roles(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    body: Result<Body<RoleNames>, Error>,
) -> Result<http::Ok> {
    let (id, user) = (at.id("team_id")?, at.user(actor.id())?);
    // What is no list of roles is an empty one, which nobody can have.
    let RoleNames { roles } = body.map(|body| body.0).unwrap_or_default();
    // Roles of the whole site are not a team's to give.
    if roles.split_whitespace().any(|role| role.starts_with("system_")) {
        return Err(refuse::invalid_param("team_member_roles").into());
    }
    app.db
        .write(move |tx| {
            access::demand_team(tx, &actor, id, Permission::ManageTeamRoles)?;
            actions::set_roles(tx, &actor, id, user, &roles)
        })
        .await?;
    ok()
}

/// PUT /api/v4/teams/{team_id}/members/{user_id}/schemeRoles
pub async fn set_flags(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    body: Result<Body<SchemeRoles>, Error>,
) -> Result<http::Ok> {
    let (id, user) = (at.id("team_id")?, at.user(actor.id())?);
    let flags = Flags::from(body?.0);
    app.db
        .write(move |tx| {
            access::demand_team(tx, &actor, id, Permission::ManageTeamRoles)?;
            actions::set_flags(tx, id, user, flags)
        })
        .await?;
    ok()
}

/// GET /api/v4/users/{user_id}/teams/members
pub async fn list_memberships(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Vec<TeamMember>>> {
    let user = at.user(actor.id())?;
    if actor.id() != user {
        actor.demand(Permission::ReadOtherUsersTeams)?;
    }
    app.db.read(move |conn| store::list_memberships(conn, user).map(Json)).await
}

/// GET /api/v4/users/{user_id}/teams/unread
pub async fn list_unread(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Vec<TeamUnread>>> {
    let user = at.user(actor.id())?;
    if !actor.is_or_may(user, Permission::ManageSystem) {
        return Err(actor.lacks(Permission::ManageSystem));
    }
    let without = at.query("exclude_team").map(Id::parse);
    let threads = at.flag("include_collapsed_threads");
    let mut unread = app.db.read(move |conn| store::list_unread(conn, user, None, threads)).await?;
    unread.retain(|team| Some(team.team_id) != without);
    Ok(Json(unread))
}

/// GET /api/v4/users/{user_id}/teams/{team_id}/unread
pub async fn get_unread(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<TeamUnread>> {
    let (user, team) = (at.user(actor.id())?, at.id("team_id")?);
    actor.demand_self(user)?;
    app.db
        .read(move |conn| {
            access::demand_team(conn, &actor, team, Permission::ViewTeam)?;
            let unread = store::list_unread(conn, user, Some(team), false)?.pop();
            Ok(Json(unread.unwrap_or(TeamUnread { team_id: team, ..TeamUnread::default() })))
        })
        .await
}
