//! Teams themselves.

use axum::extract::State;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{granted, show};
use crate::access::wire::SchemeIdPatch;
use crate::access::{self, Actor, Granted, Permission, TeamPlace};
use crate::app::App;
use crate::base::http::{self, Body, Created, Json, Page, Params, ok};
use crate::base::{Error, Id, Millis, Result, refuse};
use crate::events::Tx;
use crate::teams::store::Wanted;
use crate::teams::wire::{Team, TeamPatch, TeamStats};
use crate::teams::{actions, no_team, rules, seen_by, store};

/// POST /api/v4/teams
pub async fn create_team(State(app): State<App>, actor: Actor, Body(given): Body<Team>) -> Result<Created<Team>> {
    let (settings, now) = (app.config.now(), app.clock.now());
    app.db.write(move |tx| actions::create(tx, &actor, given, &settings, now)).await.map(Created)
}

/// Whose teams a reader may list: all, only open ones, only closed ones, or none.
fn listable(actor: &Actor) -> Result<Option<bool>, ()> {
    match (actor.may(Permission::ListPublicTeams), actor.may(Permission::ListPrivateTeams)) {
        (true, true) => Ok(None),
        (true, false) => Ok(Some(true)),
        (false, true) => Ok(Some(false)),
        (false, false) => Err(()),
    }
}

/// GET /api/v4/teams
pub async fn list_teams(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Value>> {
    if at.flag("exclude_policy_constrained") {
        actor.demand(Permission::SysconsoleReadComplianceDataRetentionPolicy)?;
    }
    let open = listable(&actor).map_err(|()| refuse::with(403, "api.team.get_all_teams.insufficient_permissions"))?;
    let (page, with_count) = (at.page(), at.flag("include_total_count"));
    let wanted = Wanted { term: "", open, group_constrained: None, only_living: open.is_some() };
    app.db.read(move |conn| find_teams(conn, &actor, &wanted, page, with_count)).await.map(Json)
}

fn find_teams(
    conn: &mut crate::base::db::Conn<'_>,
    actor: &Actor,
    wanted: &Wanted<'_>,
    page: Page,
    with_count: bool,
) -> Result<Value> {
    let teams = store::list(conn, actor.id(), wanted, page)?;
    let teams: Vec<Team> = teams.into_iter().map(|seen| show(actor, seen)).collect();
    if !with_count {
        return Ok(json!(teams));
    }
    Ok(json!({"teams": teams, "total_count": store::count(conn, actor.id(), wanted)?}))
}

/// What teams are looked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Search {
    term: String,
    page: Option<i64>,
    per_page: Option<i64>,
    allow_open_invite: Option<bool>,
    group_constrained: Option<bool>,
}

/// POST /api/v4/teams/search
pub async fn search_teams(State(app): State<App>, actor: Actor, Body(search): Body<Search>) -> Result<Json<Value>> {
    let paged = search.page.is_some() && search.per_page.is_some();
    let Ok(open) = listable(&actor) else { return Ok(Json(json!([]))) };
    if paged && let Some(open) = open {
        let which = if open { "public" } else { "private" };
        let id = format!("api.team.search_teams.pagination_not_implemented.{which}_team_search");
        return Err(refuse::with(501, id).into());
    }
    let size = search.per_page.unwrap_or(100).clamp(0, 200);
    let page = Page { number: search.page.unwrap_or(0).max(0), size };
    app.db
        .read(move |conn| {
            let wanted = Wanted {
                term: search.term.trim(),
                open: open.or(search.allow_open_invite),
                group_constrained: search.group_constrained,
                only_living: open.is_some(),
            };
            find_teams(conn, &actor, &wanted, page, paged)
        })
        .await
        .map(Json)
}

/// GET /api/v4/users/{user_id}/teams
pub async fn list_teams_of(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Vec<Team>>> {
    let user = at.user(actor.id())?;
    if actor.id() != user {
        actor.demand(Permission::SysconsoleReadUserManagementUsers)?;
    }
    app.db
        .read(move |conn| {
            let teams = store::list_of(conn, actor.id(), user)?;
            Ok(Json(teams.into_iter().map(|seen| show(&actor, seen)).collect()))
        })
        .await
}

/// GET /api/v4/teams/{team_id}
pub async fn get_team(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Team>> {
    let id = at.id("team_id")?;
    app.db
        .read(move |conn| {
            let place = access::find_team_place(conn, &actor, id)?.ok_or_else(no_team)?;
            let is_listed = rules::is_open(&place.team) && actor.may(Permission::ListPublicTeams);
            if !is_listed && !place.may(Permission::ViewTeam) {
                return Err(actor.lacks(Permission::ViewTeam));
            }
            Ok(Json(rules::sanitise(place.team, &place.permissions)))
        })
        .await
}

/// GET /api/v4/teams/name/{team_name}
pub async fn get_team_by_name(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Team>> {
    let name = at.text("team_name").to_lowercase();
    app.db
        .read(move |conn| {
            let seen = store::find_by_name(conn, actor.id(), &name)?
                .ok_or_else(|| refuse::not_found("app.team.get_by_name.missing.app_error"))?;
            let here = actor.roles().in_team(&seen.member, seen.team.scheme());
            let may_view = actor.may(Permission::ViewTeam) || here.has(Permission::ViewTeam);
            if !rules::is_open(&seen.team) && !may_view {
                return Err(actor.lacks(Permission::ViewTeam));
            }
            Ok(Json(show(&actor, seen)))
        })
        .await
}

/// Whether there is a team of a name.
#[derive(Debug, Serialize)]
pub struct Exists {
    exists: bool,
}

/// GET /api/v4/teams/name/{team_name}/exists
///
/// A team that the reader could not list does not exist for it.
pub async fn team_exists(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Exists>> {
    let name = at.text("team_name").to_lowercase();
    let reader = actor.id();
    let found = app.db.read(move |conn| store::find_by_name(conn, reader, &name)).await?;
    let exists = found.is_some_and(|seen| {
        let permission =
            if rules::is_open(&seen.team) { Permission::ListPublicTeams } else { Permission::ListPrivateTeams };
        seen.member.is_some() || actor.may(permission)
    });
    Ok(Json(Exists { exists }))
}

/// What somebody who holds an invitation may know of the team.
#[derive(Debug, Serialize)]
pub struct Invitation {
    display_name: String,
    description: String,
    name: String,
    id: Id,
}

/// GET /api/v4/teams/invite/{invite_id}
pub async fn get_invite_info(State(app): State<App>, at: Params) -> Result<Json<Invitation>> {
    let invite = at.text("invite_id").to_owned();
    let team = app.db.read(move |conn| crate::teams::get_team_by_invite(conn, &invite)).await?;
    if team.kind != "O" {
        return Err(refuse::with(403, "api.team.get_invite_info.not_open_team").into());
    }
    let Team { id, name, display_name, description, .. } = team;
    Ok(Json(Invitation { display_name, description, name, id }))
}

/// Changes a team in which the actor may, and shows it as they see it.
async fn change(
    app: App,
    actor: Actor,
    id: Id,
    action: impl FnOnce(&mut Tx<'_>, Granted<TeamPlace>, Millis) -> Result<Team> + Send + 'static,
) -> Result<Json<Team>> {
    let now = app.clock.now();
    app.db
        .write(move |tx| {
            let place = granted(tx, &actor, id, Permission::ManageTeam)?;
            let permissions = place.permissions;
            let team = action(tx, place, now)?;
            Ok(Json(rules::sanitise(team, &permissions)))
        })
        .await
}

/// PUT /api/v4/teams/{team_id}
pub async fn update_team(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    body: Result<Body<Team>, Error>,
) -> Result<Json<Team>> {
    let id = at.id("team_id")?;
    let Body(given) = body?;
    if given.id != id {
        return Err(refuse::invalid_param("team_id").into());
    }
    let by = actor.id();
    change(app, actor, id, move |tx, place, now| actions::replace(tx, place, given, by, now)).await
}

/// PUT /api/v4/teams/{team_id}/patch
pub async fn patch_team(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    body: Result<Body<TeamPatch>, Error>,
) -> Result<Json<Team>> {
    let id = at.id("team_id")?;
    let Body(patch) = body?;
    let by = actor.id();
    change(app, actor, id, move |tx, place, now| actions::patch_team(tx, place, patch, by, now)).await
}

/// `O` for open, `I` for by invitation.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Privacy {
    privacy: String,
}

/// PUT /api/v4/teams/{team_id}/privacy
pub async fn set_privacy(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    body: Result<Body<Privacy>, Error>,
) -> Result<Json<Team>> {
    let id = at.id("team_id")?;
    let open = match body?.0.privacy.as_str() {
        "O" => true,
        "I" => false,
        _ => return Err(refuse::invalid_param("privacy").into()),
    };
    change(app, actor, id, move |tx, place, now| actions::set_privacy(tx, place, open, now)).await
}

/// POST /api/v4/teams/{team_id}/regenerate_invite_id
pub async fn renew_invite(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Team>> {
    let id = at.id("team_id")?;
    change(app, actor, id, actions::renew_invite).await
}

/// DELETE /api/v4/teams/{team_id}
pub async fn delete_team(State(app): State<App>, actor: Actor, at: Params) -> Result<http::Ok> {
    let id = at.id("team_id")?;
    let (permanent, now) = (at.flag("permanent"), app.clock.now());
    let allowed = app.config.now().enable_api_team_deletion;
    app.db
        .write(move |tx| {
            let place = granted(tx, &actor, id, Permission::ManageTeam)?;
            if !permanent {
                return actions::archive(tx, place, now);
            }
            if !allowed {
                let whose = if actor.may(Permission::ManageSystem) { "for_admin." } else { "" };
                return Err(refuse::with(401, format!("api.user.delete_team.not_enabled.{whose}app_error")).into());
            }
            actor.demand(Permission::ManageSystem)?;
            actions::remove(tx, id, now)
        })
        .await?;
    ok()
}

/// POST /api/v4/teams/{team_id}/restore
pub async fn restore_team(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Team>> {
    let id = at.id("team_id")?;
    change(app, actor, id, actions::restore).await
}

/// GET /api/v4/teams/{team_id}/stats
pub async fn get_stats(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<TeamStats>> {
    let id = at.id("team_id")?;
    app.db
        .read(move |conn| {
            access::team(conn, &actor, id, Permission::ViewTeam)?;
            store::stats(conn, id, seen_by(&actor)).map(Json)
        })
        .await
}

/// PUT /api/v4/teams/{team_id}/scheme
pub async fn set_scheme(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    body: Result<Body<SchemeIdPatch>, Error>,
) -> Result<http::Ok> {
    let id = at.id("team_id")?;
    let scheme = body?.0.scheme_id.filter(|id| id.is_valid() || id.is_none());
    let scheme = scheme.ok_or_else(|| refuse::invalid_param("scheme_id"))?;
    actor.demand(Permission::SysconsoleWriteUserManagementPermissions)?;
    if scheme.is_some() {
        actions::check_is_for_teams(&actor, scheme)?;
    }
    let now = app.clock.now();
    app.db
        .write(move |tx| {
            let team = crate::teams::get_team(tx, id)?;
            actions::set_scheme(tx, team, scheme, now)
        })
        .await?;
    ok()
}

/// POST /api/v4/teams/{team_id}/import: the export of another product. Whole sites come by the import of files, which
/// is another room's; what is sent here is nothing that can be read.
pub async fn import_team(State(app): State<App>, actor: Actor, at: Params) -> Result<http::Ok> {
    let id = at.id("team_id")?;
    app.db
        .read(move |conn| {
            access::demand_team(conn, &actor, id, Permission::ImportTeam)?;
            Err(refuse::with(400, "api.team.import_team.parse.app_error").into())
        })
        .await
}
