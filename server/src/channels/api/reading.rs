//! What somebody has read, and what they have not.

use std::collections::BTreeMap;

use axum::extract::State;
use serde::{Deserialize, Serialize};

use super::channels::look_into;
use crate::access::Actor;
use crate::app::App;
use crate::base::http::{Body, Json, Params, given_list};
use crate::base::{Error, Id, Millis, Result, refuse};
use crate::channels::store;
use crate::channels::wire::ChannelUnread;
use crate::events::Event;

/// What somebody looks at now, and what they looked at before.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct View {
    channel_id: Id,
    prev_channel_id: Id,
    /// The client shows threads apart from their channels.
    collapsed_threads_supported: bool,
}

/// Up to when each channel is read.
#[derive(Debug, Serialize)]
pub struct Viewed {
    status: &'static str,
    last_viewed_at_times: BTreeMap<Id, Millis>,
}

/// POST /api/v4/channels/members/{user_id}/view
///
/// An empty channel is looking away.
pub async fn view(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    body: Result<Body<View>, Error>,
) -> Result<Json<Viewed>> {
    let user = at.user(actor.id())?;
    actor.demand_self(user)?;
    let Body(view) = body?;
    let mut channels = Vec::new();
    for (name, id) in [("channel_id", view.channel_id), ("prev_channel_id", view.prev_channel_id)] {
        if id.is_some() && !id.is_valid() {
            return Err(refuse::invalid_param(name).into());
        }
        channels.extend(id.is_some().then_some(id));
    }
    read_up(&app, user, channels, view.collapsed_threads_supported).await
}

/// POST /api/v4/channels/members/{user_id}/mark_read
pub async fn mark_read(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    body: Result<Body<Vec<Id>>, Error>,
) -> Result<Json<Viewed>> {
    let user = at.user(actor.id())?;
    let channels = given_list(body)?;
    actor.demand_self(user)?;
    if channels.len() > 1000 {
        return Err(refuse::invalid_param("channel_ids").into());
    }
    read_up(&app, user, channels, true).await
}

async fn read_up(app: &App, user: Id, channels: Vec<Id>, collapsed: bool) -> Result<Json<Viewed>> {
    if channels.is_empty() {
        return Ok(Json(Viewed { status: "OK", last_viewed_at_times: BTreeMap::new() }));
    }
    let (now, told) = (app.clock.now(), app.config.now().enable_channel_viewed_messages);
    let times = app
        .db
        .write(move |tx| {
            let times = crate::channels::mark_viewed(tx, user, &channels, now)?;
            tx.tell(Event::ChannelsRead { user, channels, collapsed });
            if told && !times.is_empty() {
                tx.tell(Event::ChannelsViewed { user, times: times.clone() });
            }
            Ok(times)
        })
        .await?;
    Ok(Json(Viewed { status: "OK", last_viewed_at_times: times }))
}

/// GET /api/v4/users/{user_id}/channels/{channel_id}/unread
pub async fn get_unread(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<ChannelUnread>> {
    let (user, id) = (at.user(actor.id())?, at.id("channel_id")?);
    actor.demand_self(user)?;
    app.db
        .read(move |conn| {
            look_into(conn, &actor, id)?;
            let found = store::find_unread(conn, user, id)?;
            found.map(Json).ok_or_else(|| refuse::not_found("app.channel.get_unread.app_error").into())
        })
        .await
}
