//! Groups of teams and channels. Only a directory's groups can be linked, and there is no directory: what links is
//! refused, and what lists is empty.

use axum::extract::State;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::access::{self, Actor, Permission};
use crate::app::App;
use crate::base::http::{self, Body, Json, Params};
use crate::base::{Error, Id, Result, refuse};
use crate::channels;
use crate::groups::store::{Outside, PlaceMember};
use crate::groups::wire::ChannelMemberCountByGroup;
use crate::groups::{actions, store};
use crate::users::View;
use crate::users::wire::User;

/// How a group is to be linked.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Link {
    #[serde(rename = "auto_add")]
    _auto_add: Option<bool>,
    #[serde(rename = "scheme_admin")]
    _scheme_admin: Option<bool>,
}

/// GET /api/v4/groups/{group_id}/{syncable_type}
pub async fn list_linked(_: State<App>, actor: Actor, at: Params) -> Result<Json<[(); 0]>> {
    at.id("group_id")?;
    actor.demand(Permission::SysconsoleReadUserManagementGroups)?;
    Ok(Json([]))
}

/// GET /api/v4/groups/{group_id}/{syncable_type}/{syncable_id}
pub async fn get_linked(_: State<App>, actor: Actor, at: Params) -> Result<Json<Value>> {
    ids(&at)?;
    actor.demand(Permission::ManageSystem)?;
    Err(actions::no_group())
}

/// POST /api/v4/groups/{group_id}/{syncable_type}/{syncable_id}/link
pub async fn link(State(app): State<App>, _: Actor, at: Params, body: Result<Body<Link>, Error>) -> Result<http::Ok> {
    let id = ids(&at)?;
    body?;
    refuse_link(app, id).await
}

/// DELETE /api/v4/groups/{group_id}/{syncable_type}/{syncable_id}/link
pub async fn unlink(State(app): State<App>, _: Actor, at: Params) -> Result<http::Ok> {
    let id = ids(&at)?;
    refuse_link(app, id).await
}

/// PUT /api/v4/groups/{group_id}/{syncable_type}/{syncable_id}/patch
pub async fn patch_link(
    State(app): State<App>,
    _: Actor,
    at: Params,
    body: Result<Body<Link>, Error>,
) -> Result<http::Ok> {
    let id = ids(&at)?;
    body?;
    refuse_link(app, id).await
}

fn ids(at: &Params) -> Result<Id> {
    let id = at.id("group_id")?;
    at.id("syncable_id")?;
    Ok(id)
}

async fn refuse_link(app: App, id: Id) -> Result<http::Ok> {
    app.db.read(move |conn| actions::get(conn, id)).await?;
    Err(refuse::with(400, "app.group.crud_permission").into())
}

/// GET /api/v4/teams/{team_id}/groups
pub async fn list_of_team(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Value>> {
    demand_team(&app, actor, &at).await?;
    Ok(Json(json!({"groups": [], "total_group_count": 0})))
}

/// GET /api/v4/teams/{team_id}/groups_by_channels
pub async fn list_by_channels(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Value>> {
    demand_team(&app, actor, &at).await?;
    Ok(Json(json!({"groups": {}})))
}

async fn demand_team(app: &App, actor: Actor, at: &Params) -> Result<()> {
    let id = at.id("team_id")?;
    if actor.may(Permission::SysconsoleReadUserManagementGroups) {
        return Ok(());
    }
    app.db.read(move |conn| access::team(conn, &actor, id, Permission::ListTeamChannels)).await?;
    Ok(())
}

/// GET /api/v4/channels/{channel_id}/groups
pub async fn list_of_channel(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Value>> {
    let id = at.id("channel_id")?;
    app.db
        .read(move |conn| {
            let place = channels::get_place(conn, &actor, id)?;
            let permission = match place.channel.is_open() {
                true => Permission::ReadPublicChannelGroups,
                false => Permission::ReadPrivateChannelGroups,
            };
            if !place.may(permission) && !actor.may(Permission::SysconsoleReadUserManagementGroups) {
                return Err(actor.lacks(permission));
            }
            Ok(Json(json!({"groups": [], "total_group_count": 0})))
        })
        .await
}

/// GET /api/v4/channels/{channel_id}/member_counts_by_group
pub async fn count_by_group(
    State(app): State<App>,
    actor: Actor,
    at: Params,
) -> Result<Json<Vec<ChannelMemberCountByGroup>>> {
    let (id, zones) = (at.id("channel_id")?, at.flag("include_timezones"));
    app.db
        .read(move |conn| {
            access::channel(conn, &actor, id, Permission::ReadChannel)?;
            let mut counts = store::counts_in_channel(conn, id)?;
            if !zones {
                counts.iter_mut().for_each(|count| count.channel_member_timezones_count = 0);
            }
            Ok(Json(counts))
        })
        .await
}

/// Somebody, and the groups of the question that they are in: none.
#[derive(Debug, Serialize)]
pub struct UserWithGroups {
    #[serde(flatten)]
    user: User,
    groups: [(); 0],
    scheme_guest: bool,
    scheme_user: bool,
    scheme_admin: bool,
}

/// Who would not be there if only these groups were.
#[derive(Debug, Serialize)]
pub struct UsersWithGroupsAndCount {
    users: Vec<UserWithGroups>,
    total_count: i64,
}

/// GET /api/v4/teams/{team_id}/members_minus_group_members
pub async fn list_outside_of_team(
    State(app): State<App>,
    actor: Actor,
    at: Params,
) -> Result<Json<UsersWithGroupsAndCount>> {
    let place = Outside::OfTeam(at.id("team_id")?);
    list_outside(app, actor, &at, place, Permission::SysconsoleReadUserManagementGroups).await
}

/// GET /api/v4/channels/{channel_id}/members_minus_group_members
pub async fn list_outside_of_channel(
    State(app): State<App>,
    actor: Actor,
    at: Params,
) -> Result<Json<UsersWithGroupsAndCount>> {
    let place = Outside::OfChannel(at.id("channel_id")?);
    list_outside(app, actor, &at, place, Permission::SysconsoleReadUserManagementChannels).await
}

async fn list_outside(
    app: App,
    actor: Actor,
    at: &Params,
    place: Outside,
    permission: Permission,
) -> Result<Json<UsersWithGroupsAndCount>> {
    let groups: Vec<Id> = at.query("group_ids").unwrap_or_default().split(',').map(Id::parse).collect();
    if !groups.iter().all(Id::is_valid) {
        return Err(refuse::invalid_param("group_ids").into());
    }
    actor.demand(permission)?;
    let (view, page) = (View::of_anybody(&app.config.now()), at.page_of("per_page", 100, 200));
    let (users, total_count) = app.db.read(move |conn| store::list_outside(conn, place, &groups, page)).await?;
    let of_member = |member: PlaceMember| UserWithGroups {
        user: view.show(&member.user),
        groups: [],
        scheme_guest: member.scheme_guest,
        scheme_user: member.scheme_user,
        scheme_admin: member.scheme_admin,
    };
    Ok(Json(UsersWithGroupsAndCount { users: users.into_iter().map(of_member).collect(), total_count }))
}
