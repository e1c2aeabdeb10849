//! Schemes, and where they are used.

use axum::extract::State;

use crate::access::actions::get_scheme as find_scheme;
use crate::access::wire::{Scheme, SchemePatch};
use crate::access::{Actor, Permission, actions, store};
use crate::app::App;
use crate::base::error::Error;
use crate::base::http::{self, Body, Created, Json, Params, ok};
use crate::base::{Result, refuse};
use crate::channels::wire::Channel;
use crate::teams::wire::Team;

/// Who may see schemes, and who may change them.
const READ: Permission = Permission::SysconsoleReadUserManagementPermissions;
const WRITE: Permission = Permission::SysconsoleWriteUserManagementPermissions;

/// GET /api/v4/schemes
pub async fn list_schemes(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Vec<Scheme>>> {
    actor.demand(READ)?;
    let scope = at.query("scope").unwrap_or_default().to_owned();
    if !matches!(scope.as_str(), "" | "team" | "channel" | "playbook" | "run") {
        return Err(refuse::invalid_url_param("scope").into());
    }
    let page = at.page();
    app.db.read(move |conn| store::list_schemes(conn, &scope, page)).await.map(Json)
}

/// POST /api/v4/schemes
pub async fn create_scheme(State(app): State<App>, actor: Actor, Body(given): Body<Scheme>) -> Result<Created<Scheme>> {
    actor.demand(WRITE)?;
    let now = app.clock.now();
    app.db.write(move |tx| Ok(actions::create_scheme(tx, actor.roles(), given, now)?.0)).await.map(Created)
}

/// GET /api/v4/schemes/{scheme_id}
pub async fn get_scheme(_: State<App>, actor: Actor, at: Params) -> Result<Json<Scheme>> {
    let id = at.id("scheme_id")?;
    actor.demand(READ)?;
    find_scheme(actor.roles(), id).map(Json)
}

/// PUT /api/v4/schemes/{scheme_id}/patch
pub async fn patch_scheme(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    body: Result<Body<SchemePatch>, Error>,
) -> Result<Json<Scheme>> {
    let id = at.id("scheme_id")?;
    let Body(patch) = body?;
    let scheme = find_scheme(actor.roles(), id);
    actor.demand(WRITE)?;
    let (scheme, now) = (scheme?, app.clock.now());
    app.db.write(move |tx| actions::patch_scheme(tx, scheme, patch, now)).await.map(Json)
}

/// DELETE /api/v4/schemes/{scheme_id}
pub async fn delete_scheme(State(app): State<App>, actor: Actor, at: Params) -> Result<http::Ok> {
    let id = at.id("scheme_id")?;
    actor.demand(WRITE)?;
    let (scheme, now) = (find_scheme(actor.roles(), id)?, app.clock.now());
    app.db.write(move |tx| actions::delete_scheme(tx, scheme, now)).await?;
    ok()
}

/// GET /api/v4/schemes/{scheme_id}/teams
pub async fn list_teams(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Vec<Team>>> {
    let (id, page) = (at.id("scheme_id")?, at.page());
    actor.demand(Permission::SysconsoleReadUserManagementTeams)?;
    if find_scheme(actor.roles(), id)?.scope != "team" {
        return Err(refuse::with(400, "api.scheme.get_teams_for_scheme.scope.error").into());
    }
    app.db.read(move |conn| store::list_teams(conn, id, page)).await.map(Json)
}

/// GET /api/v4/schemes/{scheme_id}/channels
pub async fn list_channels(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Vec<Channel>>> {
    let (id, page) = (at.id("scheme_id")?, at.page());
    actor.demand(Permission::SysconsoleReadUserManagementChannels)?;
    if !find_scheme(actor.roles(), id)?.is_for_channels() {
        return Err(refuse::with(400, "api.scheme.get_channels_for_scheme.scope.error").into());
    }
    app.db.read(move |conn| store::list_channels(conn, id, page)).await.map(Json)
}
