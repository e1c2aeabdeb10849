//! Channels that become another's.

use std::collections::BTreeMap;

use axum::extract::State;
use serde::Deserialize;

use super::channels::look_into;
use crate::access::{self, Actor, Permission};
use crate::app::App;
use crate::base::http::{Body, Json, Params};
use crate::base::{Error, Id, Result, refuse};
use crate::channels::wire::Channel;
use crate::channels::{actions, get_place};
use crate::teams::{self, wire::Team};

/// GET /api/v4/channels/{channel_id}/common_teams: the teams that every member of a direct or group channel is in.
pub async fn list_common_teams(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Vec<Team>>> {
    let id = at.id("channel_id")?;
    app.db
        .read(move |conn| {
            let place = look_into(conn, &actor, id)?;
            if !place.channel.is_direct() {
                return Err(refuse::with(400, "app.channel.get_common_teams.incorrect_channel_type").into());
            }
            teams::common_teams(conn, &actor, id).map(Json)
        })
        .await
}

/// What a group channel is to become.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Conversion {
    team_id: Id,
    name: String,
    display_name: String,
}

/// POST /api/v4/channels/{channel_id}/convert_to_channel
pub async fn convert_to_channel(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    body: Result<Body<Conversion>, Error>,
) -> Result<Json<Channel>> {
    let id = at.id("channel_id")?;
    let Body(Conversion { team_id, name, display_name }) = body?;
    let now = app.clock.now();
    app.db
        .write(move |tx| {
            let team = access::team(tx, &actor, team_id, Permission::CreatePrivateChannel)?;
            let place = look_into(tx, &actor, id)?;
            if place.channel.kind != "G" {
                return Err(refuse::not_found("app.channel.group_message_conversion.original_channel_not_gm").into());
            }
            if !place.is_member {
                return Err(refuse::not_found("app.channel.group_message_conversion.channel_member_missing").into());
            }
            if !teams::common_teams(tx, &actor, id)?.iter().any(|common| common.id == team.team.id) {
                return Err(refuse::with(400, "app.channel.group_message_conversion.incorrect_team").into());
            }
            actions::convert_to_channel(tx, place, team_id, name, &display_name, actor.id(), now).map(Json)
        })
        .await
}

/// Where a channel is to go.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Move {
    team_id: Id,
    force: Option<bool>,
}

/// POST /api/v4/channels/{channel_id}/move
pub async fn move_channel(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    body: Result<Body<Move>, Error>,
) -> Result<Json<Channel>> {
    let id = at.id("channel_id")?;
    let Body(Move { team_id, force }) = body?;
    if !team_id.is_valid() {
        return Err(refuse::invalid_param("team_id").into());
    }
    let force = force.ok_or_else(|| refuse::invalid_param("force"))?;
    let now = app.clock.now();
    app.db
        .write(move |tx| {
            let place = get_place(tx, &actor, id)?;
            let team = teams::get_team(tx, team_id)?;
            actor.demand(Permission::ManageSystem)?;
            actions::move_channel(tx, place, team, force, actor.id(), now).map(Json)
        })
        .await
}

/// GET /api/v4/channels/{channel_id}/access_control/attributes: no rule looks at attributes here.
pub async fn list_attributes(
    State(app): State<App>,
    actor: Actor,
    at: Params,
) -> Result<Json<BTreeMap<String, Vec<String>>>> {
    let id = at.id("channel_id")?;
    app.db.read(move |conn| access::channel(conn, &actor, id, Permission::ReadChannel)).await?;
    Ok(Json(BTreeMap::new()))
}
