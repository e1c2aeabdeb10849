//! What the members of a channel may do there.

use axum::extract::State;

use crate::access::wire::SchemeIdPatch;
use crate::access::{self, Actor, Permission};
use crate::app::App;
use crate::base::http::{self, Body, Json, Params, given, ok};
use crate::base::{Error, Result, refuse};
use crate::channels::wire::{ChannelModeration, ChannelModerationPatch};
use crate::channels::{actions, get_place};

/// PUT /api/v4/channels/{channel_id}/scheme
pub async fn set_scheme(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    body: Result<Body<SchemeIdPatch>, Error>,
) -> Result<http::Ok> {
    let id = at.id("channel_id")?;
    let scheme = body?.0.scheme_id.filter(|id| id.is_valid()).ok_or_else(|| refuse::invalid_param("scheme_id"))?;
    actor.demand(Permission::ManageSystem)?;
    if !access::get_scheme(actor.roles(), scheme)?.is_for_channels() {
        return Err(refuse::with(400, "api.channel.update_channel_scheme.scheme_scope.error").into());
    }
    let now = app.clock.now();
    app.db
        .write(move |tx| {
            let place = get_place(tx, &actor, id)?;
            actions::set_scheme(tx, place.channel, Some(scheme), actor.id(), now)
        })
        .await?;
    ok()
}

/// GET /api/v4/channels/{channel_id}/moderations
pub async fn get_moderations(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Vec<ChannelModeration>>> {
    let id = at.id("channel_id")?;
    actor.demand(Permission::SysconsoleReadUserManagementChannels)?;
    app.db
        .read(move |conn| {
            let place = get_place(conn, &actor, id)?;
            actions::moderations(&actor, &place).map(Json)
        })
        .await
}

/// PUT /api/v4/channels/{channel_id}/moderations/patch
pub async fn patch_moderations(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    body: Result<Body<Vec<ChannelModerationPatch>>, Error>,
) -> Result<Json<Vec<ChannelModeration>>> {
    let id = at.id("channel_id")?;
    actor.demand(Permission::SysconsoleWriteUserManagementChannels)?;
    let now = app.clock.now();
    app.db
        .write(move |tx| {
            let place = get_place(tx, &actor, id)?;
            let patches = given(body, "api.marshal_error")?;
            actions::moderate(tx, &actor, place, &patches, now).map(Json)
        })
        .await
}
