//! Who is in a channel.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::channels::look_into;
use crate::access::{self, Actor, Permission};
use crate::app::App;
use crate::base::db::Conn;
use crate::base::error::Context;
use crate::base::http::{self, Body, Created, Json, Params, given_list, ok};
use crate::base::{Error, Id, Result, refuse};
use crate::channels::wire::ChannelMember;
use crate::channels::{actions, get_place, no_member, rules, store};
use crate::teams::wire::{RoleNames, SchemeRoles};
use crate::teams::{self, Flags};
use crate::users;
use crate::users::wire::Texts;

/// People who may be added at once.
const BATCH: usize = 1000;

fn for_reader(members: Vec<ChannelMember>, reader: Id) -> Vec<ChannelMember> {
    members.into_iter().map(|member| member.for_reader(reader)).collect()
}

/// GET /api/v4/channels/{channel_id}/members
pub async fn list_members(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Vec<ChannelMember>>> {
    let (id, page) = (at.id("channel_id")?, at.page());
    app.db
        .read(move |conn| {
            look_into(conn, &actor, id)?;
            Ok(Json(for_reader(store::list_members(conn, id, page)?, actor.id())))
        })
        .await
}

/// POST /api/v4/channels/{channel_id}/members/ids
pub async fn list_members_by_ids(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    body: Result<Body<Vec<Id>>, Error>,
) -> Result<Json<Vec<ChannelMember>>> {
    let id = at.id("channel_id")?;
    let users = given_list(body)?;
    if users.is_empty() {
        return Err(refuse::invalid_param("user_ids").into());
    }
    app.db
        .read(move |conn| {
            look_into(conn, &actor, id)?;
            Ok(Json(for_reader(store::list_members_by_ids(conn, id, &users)?, actor.id())))
        })
        .await
}

/// GET /api/v4/channels/{channel_id}/members/{user_id}
pub async fn get_member(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<ChannelMember>> {
    let (id, user) = (at.id("channel_id")?, at.user(actor.id())?);
    app.db
        .read(move |conn| {
            look_into(conn, &actor, id)?;
            let member = store::find_member(conn, id, user)?.ok_or_else(no_member)?;
            Ok(Json(member.for_reader(actor.id())))
        })
        .await
}

/// Who is to be added: one, or many.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct NewMembers {
    user_id: Id,
    user_ids: Option<Vec<Id>>,
    post_root_id: Id,
}

/// POST /api/v4/channels/{channel_id}/members
pub async fn add_members(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    body: Result<Body<NewMembers>, Error>,
) -> Result<Created<Value>> {
    let id = at.id("channel_id")?;
    let Body(given) = body?;
    let many = given.user_ids.is_some();
    let mut people = given.user_ids.unwrap_or_else(|| vec![given.user_id]);
    people.sort_unstable();
    people.dedup();
    if people.is_empty() || people.len() > BATCH || people.iter().any(|id| !id.is_valid()) {
        return Err(refuse::invalid_param("user_id").into());
    }
    let (root, now) = (given.post_root_id, app.clock.now());
    let members = app
        .db
        .write(move |tx| {
            if root.is_some() {
                check_root(tx, root, id)?;
            }
            let place = get_place(tx, &actor, id)?;
            rules::demand_adding(&actor, &place, &people)?;
            if !teams::may_see_all(tx, &actor, &people)? {
                return Err(actor.lacks(Permission::ViewMembers));
            }
            let reader = actor.id();
            Ok(for_reader(actions::add(tx, place.channel, &people, reader, now)?, reader))
        })
        .await?;
    Ok(Created(if many { json!(members) } else { json!(members.first()) }))
}

fn check_root(conn: &mut Conn<'_>, root: Id, channel: Id) -> Result<()> {
    match store::find_channel_of_post(conn, root)? {
        Some(found) if found == channel => Ok(()),
        Some(_) => Err(refuse::invalid_param("post_root_id").into()),
        None => Err(refuse::not_found("app.post.get.app_error").into()),
    }
}

/// DELETE /api/v4/channels/{channel_id}/members/{user_id}
pub async fn remove_member(State(app): State<App>, actor: Actor, at: Params) -> Result<http::Ok> {
    let (id, user) = (at.id("channel_id")?, at.user(actor.id())?);
    let now = app.clock.now();
    app.db
        .write(move |tx| {
            let place = get_place(tx, &actor, id)?;
            let user = users::get(tx, user)?;
            rules::demand_removing(&actor, &place, user.id)?;
            actions::remove_member(tx, place.channel, user, actor.id(), now)
        })
        .await?;
    ok()
}

/// PUT /api/v4/channels/{channel_id}/members/{user_id}/roles
pub async fn set_roles(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    body: Result<Body<RoleNames>, Error>,
) -> Result<http::Ok> {
    let (id, user) = (at.id("channel_id")?, at.user(actor.id())?);
    // What is no list of roles is an empty one, which nobody can have.
    let RoleNames { roles } = body.map(|body| body.0).unwrap_or_default();
    let now = app.clock.now();
    app.db
        .write(move |tx| {
            let place = access::channel(tx, &actor, id, Permission::ManageChannelRoles)?;
            actions::set_roles(tx, &actor, &place, user, &roles, now)
        })
        .await?;
    ok()
}

/// PUT /api/v4/channels/{channel_id}/members/{user_id}/schemeRoles
pub async fn set_flags(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    body: Result<Body<SchemeRoles>, Error>,
) -> Result<http::Ok> {
    let (id, user) = (at.id("channel_id")?, at.user(actor.id())?);
    let flags = Flags::from(body?.0);
    let now = app.clock.now();
    app.db
        .write(move |tx| {
            access::channel(tx, &actor, id, Permission::ManageChannelRoles)?;
            actions::set_flags(tx, id, user, flags, now)
        })
        .await?;
    ok()
}

/// PUT /api/v4/channels/{channel_id}/members/{user_id}/notify_props
///
/// Choices that there are not are left out, not refused, as by the official server; so is a body that is none.
pub async fn set_notify_props(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    body: Result<Body<Map<String, Value>>, Error>,
) -> Result<http::Ok> {
    let (id, user) = (at.id("channel_id")?, at.user(actor.id())?);
    actor.demand_self(user)?;
    let given = body.map(|body| body.0).unwrap_or_default();
    let text = |(key, value): (String, Value)| value.as_str().map(|value| (key, value.to_owned()));
    let given: Texts = given.into_iter().filter_map(text).collect();
    let now = app.clock.now();
    app.db.write(move |tx| actions::set_notify_props(tx, id, user, given, now)).await?;
    ok()
}

/// GET /api/v4/users/{user_id}/teams/{team_id}/channels/members
pub async fn list_memberships_in_team(
    State(app): State<App>,
    actor: Actor,
    at: Params,
) -> Result<Json<Vec<ChannelMember>>> {
    let (user, team) = (at.user(actor.id())?, at.id("team_id")?);
    if user != actor.id() {
        actor.demand(Permission::ManageSystem)?;
    }
    app.db
        .read(move |conn| {
            access::demand_team(conn, &actor, team, Permission::ViewTeam)?;
            Ok(Json(for_reader(store::list_memberships_in_team(conn, user, team)?, actor.id())))
        })
        .await
}

/// GET /api/v4/users/{user_id}/channel_members
///
/// A page is a list. Page -1 is every membership, one JSON document a line.
pub async fn list_memberships(State(app): State<App>, actor: Actor, at: Params) -> Result<Response> {
    let user = at.user(actor.id())?;
    actor.demand_self(user)?;
    let page = (at.number("page") != Some(-1)).then(|| at.page());
    let reader = actor.id();
    let mut found = app.db.read(move |conn| store::list_memberships(conn, user, page)).await?;
    for row in &mut found {
        row.member = std::mem::take(&mut row.member).for_reader(reader);
    }
    if page.is_some() || found.is_empty() {
        return Ok(Json(found).into_response());
    }
    let mut lines = Vec::new();
    for row in &found {
        serde_json::to_writer(&mut lines, row).context("writing memberships")?;
        lines.push(b'\n');
    }
    Ok(([(header::CONTENT_TYPE, "application/x-ndjson")], lines).into_response())
}

/// PUT /api/v4/channels/{channel_id}/members/{user_id}/autotranslation: nothing translates here.
pub async fn set_autotranslation(_: State<App>, actor: Actor, at: Params) -> Result<http::Ok> {
    at.id("channel_id")?;
    at.user(actor.id())?;
    let id = "api.channel.update_channel_member_autotranslation.feature_not_available.app_error";
    Err(refuse::with(403, id).into())
}
