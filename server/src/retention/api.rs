//! The routes of retention.

use axum::Router;
use axum::extract::State;
use axum::routing::{get, post};

use super::store::{self, Place};
use super::wire::{
    ChannelPolicy, ChannelsWithCount, Count, Durations, GlobalPolicy, Policies, Policy, PolicyPatch, Search,
    TeamPolicy, TeamsWithCount,
};
use super::{actions, rules};
use crate::access::{Actor, Permission};
use crate::app::App;
use crate::base::http::{Body, Created, Json, List, Ok, Page, Params, ok};
use crate::base::{Id, Result, refuse};
use crate::channels::wire::ChannelWithTeamData;
use crate::teams::wire::Team;

const READ: Permission = Permission::SysconsoleReadComplianceDataRetentionPolicy;
const WRITE: Permission = Permission::SysconsoleWriteComplianceDataRetentionPolicy;
/// What a search answers at most.
const FOUND: Page = Page { number: 0, size: 100 };

/// The routes.
pub fn routes() -> Router<App> {
    let policies = get(list_policies).post(create_policy);
    let policy = get(get_policy).patch(patch_policy).delete(delete_policy);
    Router::new()
        .route("/data_retention/policy", get(get_global_policy))
        .route("/data_retention/policies", policies)
        .route("/data_retention/policies_count", get(count_policies))
        .route("/data_retention/policies/{policy_id}", policy)
        .route("/data_retention/policies/{policy_id}/teams", get(list_teams).post(add_teams).delete(remove_teams))
        .route("/data_retention/policies/{policy_id}/teams/search", post(search_teams))
        .route(
            "/data_retention/policies/{policy_id}/channels",
            get(list_channels).post(add_channels).delete(remove_channels),
        )
        .route("/data_retention/policies/{policy_id}/channels/search", post(search_channels))
        .route("/users/{user_id}/data_retention/team_policies", get(list_team_policies))
        .route("/users/{user_id}/data_retention/channel_policies", get(list_channel_policies))
}

/// GET /data_retention/policy
async fn get_global_policy(State(app): State<App>, _: Actor) -> Json<GlobalPolicy> {
    Json(rules::global(&app.config.now(), app.clock.now()))
}

/// GET /data_retention/policies
async fn list_policies(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Policies>> {
    actor.demand(READ)?;
    let page = at.page();
    let read = move |conn: &mut crate::base::db::Conn<'_>| {
        Result::Ok(Policies { policies: store::list(conn, page)?, total_count: store::count(conn)? })
    };
    app.db.read(read).await.map(Json)
}

/// GET /data_retention/policies_count
async fn count_policies(State(app): State<App>, actor: Actor) -> Result<Json<Count>> {
    actor.demand(READ)?;
    Result::Ok(Json(Count { total_count: app.db.read(store::count).await? }))
}

/// POST /data_retention/policies
async fn create_policy(
    State(app): State<App>,
    actor: Actor,
    body: Result<Body<PolicyPatch>>,
) -> Result<Created<Policy>> {
    let Body(new) = body?;
    actor.demand(WRITE)?;
    app.db.write(move |tx| actions::create(tx, &new)).await.map(Created)
}

/// GET /data_retention/policies/{policy_id}
async fn get_policy(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Policy>> {
    actor.demand(READ)?;
    let id = at.id("policy_id")?;
    app.db.read(move |conn| actions::get(conn, id)).await.map(Json)
}

/// PATCH /data_retention/policies/{policy_id}
async fn patch_policy(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    body: Result<Body<PolicyPatch>>,
) -> Result<Json<Policy>> {
    let Body(patch) = body?;
    let id = at.id("policy_id")?;
    actor.demand(WRITE)?;
    app.db.write(move |tx| actions::edit(tx, id, &patch)).await.map(Json)
}

/// DELETE /data_retention/policies/{policy_id}
async fn delete_policy(State(app): State<App>, actor: Actor, at: Params) -> Result<Ok> {
    let id = at.id("policy_id")?;
    actor.demand(WRITE)?;
    app.db
        .write(move |tx| {
            actions::get(tx, id)?;
            store::delete(tx, id)
        })
        .await?;
    ok()
}

/// GET /data_retention/policies/{policy_id}/teams
async fn list_teams(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<TeamsWithCount>> {
    actor.demand(READ)?;
    let (id, page) = (at.id("policy_id")?, at.page());
    let (teams, total_count) = app.db.read(move |conn| store::list_teams(conn, id, "", page)).await?;
    Result::Ok(Json(TeamsWithCount { teams, total_count }))
}

/// GET /data_retention/policies/{policy_id}/channels
async fn list_channels(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<ChannelsWithCount>> {
    actor.demand(READ)?;
    let (id, page) = (at.id("policy_id")?, at.page());
    let (channels, total_count) = app.db.read(move |conn| store::list_channels(conn, id, "", page)).await?;
    Result::Ok(Json(ChannelsWithCount { channels, total_count }))
}

/// POST /data_retention/policies/{policy_id}/teams/search
async fn search_teams(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    Body(search): Body<Search>,
) -> Result<Json<Vec<Team>>> {
    actor.demand(READ)?;
    let id = at.id("policy_id")?;
    let found = app.db.read(move |conn| store::list_teams(conn, id, &search.term, FOUND)).await?;
    Result::Ok(Json(found.0))
}

/// POST /data_retention/policies/{policy_id}/channels/search
async fn search_channels(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    Body(search): Body<Search>,
) -> Result<Json<Vec<ChannelWithTeamData>>> {
    actor.demand(READ)?;
    let id = at.id("policy_id")?;
    let found = app.db.read(move |conn| store::list_channels(conn, id, &search.term, FOUND)).await?;
    Result::Ok(Json(found.0))
}

/// POST /data_retention/policies/{policy_id}/teams
async fn add_teams(app: State<App>, actor: Actor, at: Params, ids: List) -> Result<Ok> {
    change_places(app, actor, at, ids, Place::Teams, true).await
}

/// DELETE /data_retention/policies/{policy_id}/teams
async fn remove_teams(app: State<App>, actor: Actor, at: Params, ids: List) -> Result<Ok> {
    change_places(app, actor, at, ids, Place::Teams, false).await
}

/// POST /data_retention/policies/{policy_id}/channels
async fn add_channels(app: State<App>, actor: Actor, at: Params, ids: List) -> Result<Ok> {
    change_places(app, actor, at, ids, Place::Channels, true).await
}

/// DELETE /data_retention/policies/{policy_id}/channels
async fn remove_channels(app: State<App>, actor: Actor, at: Params, ids: List) -> Result<Ok> {
    change_places(app, actor, at, ids, Place::Channels, false).await
}

async fn change_places(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    List(ids): List,
    place: Place,
    add: bool,
) -> Result<Ok> {
    let policy = at.id("policy_id")?;
    actor.demand(WRITE)?;
    let ids: Vec<Id> = ids.iter().map(|id| Id::parse(id)).collect();
    app.db
        .write(move |tx| {
            actions::get(tx, policy)?;
            if add { actions::add(tx, policy, place, &ids) } else { store::remove(tx, policy, place, &ids) }
        })
        .await?;
    ok()
}

/// GET /users/{user_id}/data_retention/team_policies
async fn list_team_policies(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Durations<TeamPolicy>>> {
    let (user, page) = (own_or_any(&actor, &at)?, at.page());
    let (policies, total_count) = app.db.read(move |conn| store::list_team_durations(conn, user, page)).await?;
    Result::Ok(Json(Durations { policies, total_count }))
}

/// GET /users/{user_id}/data_retention/channel_policies
async fn list_channel_policies(
    State(app): State<App>,
    actor: Actor,
    at: Params,
) -> Result<Json<Durations<ChannelPolicy>>> {
    let (user, page) = (own_or_any(&actor, &at)?, at.page());
    let (policies, total_count) = app.db.read(move |conn| store::list_channel_durations(conn, user, page)).await?;
    Result::Ok(Json(Durations { policies, total_count }))
}

/// One's own, or everybody's for system admins.
fn own_or_any(actor: &Actor, at: &Params) -> Result<Id> {
    let user = at.user(actor.id())?;
    if !actor.is_or_may(user, Permission::ManageSystem) {
        return Err(refuse::forbidden().into());
    }
    Result::Ok(user)
}
