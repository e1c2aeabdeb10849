//! One channel.

use axum::extract::State;
use serde::Deserialize;

use crate::access::{self, Actor, ChannelPlace, Granted, Permission};
use crate::app::App;
use crate::base::db::Conn;
use crate::base::http::{self, Body, Created, Json, Params, given_list, ok};
use crate::base::{Error, Id, Result, refuse};
use crate::channels::wire::{Channel, ChannelPatch, ChannelStats};
use crate::channels::{actions, get_place, rules, store};
use crate::teams;

/// POST /api/v4/channels
pub async fn create_channel(
    State(app): State<App>,
    actor: Actor,
    Body(given): Body<Channel>,
) -> Result<Created<Channel>> {
    if !given.team_id.is_valid() {
        return Err(refuse::invalid_param("team_id").into());
    }
    if given.display_name.trim().is_empty() {
        return Err(refuse::invalid_param("display_name").into());
    }
    let (settings, now) = (app.config.now(), app.clock.now());
    app.db.write(move |tx| actions::create(tx, &actor, given, &settings, now)).await.map(Created)
}

/// POST /api/v4/channels/direct
pub async fn create_direct(
    State(app): State<App>,
    actor: Actor,
    body: Result<Body<Vec<Id>>, Error>,
) -> Result<Created<Channel>> {
    let people = given_list(body)?;
    let (one, other) = match people.as_slice() {
        [one] => (*one, *one),
        [one, other] => (*one, *other),
        _ => return Err(refuse::invalid_param("user_ids").into()),
    };
    if !one.is_valid() || !other.is_valid() {
        return Err(refuse::invalid_param("user_ids").into());
    }
    actor.demand(Permission::CreateDirectChannel)?;
    if one != actor.id() && other != actor.id() {
        actor.demand(Permission::ManageSystem)?;
    }
    let (settings, now) = (app.config.now(), app.clock.now());
    app.db
        .write(move |tx| {
            demand_sight(tx, &actor, &[one, other])?;
            actions::create_direct(tx, &actor, one, other, &settings, now)
        })
        .await
        .map(Created)
}

/// Refuses people whom the actor may not see.
fn demand_sight(conn: &mut Conn<'_>, actor: &Actor, people: &[Id]) -> Result<()> {
    if teams::may_see_all(conn, actor, people)? { Ok(()) } else { Err(actor.lacks(Permission::ViewMembers)) }
}

/// POST /api/v4/channels/group
pub async fn create_group(
    State(app): State<App>,
    actor: Actor,
    body: Result<Body<Vec<Id>>, Error>,
) -> Result<Created<Channel>> {
    let mut people = given_list(body)?;
    if people.is_empty() || people.iter().any(|id| !id.is_valid()) {
        return Err(refuse::invalid_param("user_ids").into());
    }
    people.push(actor.id());
    people.sort_unstable();
    people.dedup();
    actor.demand(Permission::CreateGroupChannel)?;
    let now = app.clock.now();
    app.db
        .write(move |tx| {
            if people.len() <= 8 {
                demand_sight(tx, &actor, &people)?;
            }
            actions::create_group(tx, people, now)
        })
        .await
        .map(Created)
}

/// Refuses who may not see the channel.
pub fn demand_see(actor: &Actor, place: &ChannelPlace) -> Result<()> {
    if rules::may_see(place) {
        return Ok(());
    }
    let open = place.channel.is_open();
    Err(actor.lacks(if open { Permission::ReadPublicChannel } else { Permission::ReadChannel }))
}

/// GET /api/v4/channels/{channel_id}
pub async fn get_channel(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Channel>> {
    let id = at.id("channel_id")?;
    app.db
        .read(move |conn| {
            let place = get_place(conn, &actor, id)?;
            demand_see(&actor, &place)?;
            Ok(Json(place.channel))
        })
        .await
}

/// GET /api/v4/teams/{team_id}/channels/name/{channel_name}
pub async fn get_by_name(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Channel>> {
    let team = at.id("team_id")?;
    let (name, deleted) = (at.text("channel_name").to_lowercase(), at.flag("include_deleted"));
    app.db.read(move |conn| find_named(conn, &actor, team, &name, deleted)).await
}

/// GET /api/v4/teams/name/{team_name}/channels/name/{channel_name}
pub async fn get_by_names(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Channel>> {
    let team = at.text("team_name").to_lowercase();
    let (name, deleted) = (at.text("channel_name").to_lowercase(), at.flag("include_deleted"));
    app.db
        .read(move |conn| {
            let team = teams::get_team_by_name(conn, &team)?;
            find_named(conn, &actor, team.id, &name, deleted)
        })
        .await
}

fn find_named(conn: &mut Conn<'_>, actor: &Actor, team: Id, name: &str, deleted: bool) -> Result<Json<Channel>> {
    // The name of a direct channel is looked for among those, whatever the team.
    let found = match store::find_by_name(conn, team, name, deleted)? {
        None => store::find_by_name(conn, Id::NONE, name, deleted)?,
        found => found,
    };
    let missing = || refuse::not_found("app.channel.get_by_name.missing.app_error");
    let place = get_place(conn, actor, found.ok_or_else(missing)?.id)?;
    demand_see(actor, &place)?;
    Ok(Json(place.channel))
}

/// PUT /api/v4/channels/{channel_id}
pub async fn update_channel(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    body: Result<Body<Channel>, Error>,
) -> Result<Json<Channel>> {
    let id = at.id("channel_id")?;
    let Body(given) = body?;
    if given.id != id {
        return Err(refuse::invalid_param("channel_id").into());
    }
    let now = app.clock.now();
    app.db
        .write(move |tx| {
            let place = get_place(tx, &actor, id)?;
            demand_change(&actor, &place)?;
            check_update(&place.channel, &given)?;
            let text = |text: String| (!text.is_empty()).then_some(text);
            let direct = place.channel.is_direct();
            let patch = ChannelPatch {
                display_name: text(given.display_name).filter(|_| !direct),
                name: text(given.name).filter(|_| !direct),
                header: Some(given.header),
                purpose: Some(given.purpose).filter(|_| !direct),
                group_constrained: given.group_constrained,
                ..ChannelPatch::default()
            };
            actions::replace(tx, place, patch, actor.id(), now).map(Json)
        })
        .await
}

fn check_update(channel: &Channel, given: &Channel) -> Result<()> {
    if channel.is_deleted() {
        return Err(refuse::with(400, "api.channel.update_channel.deleted.app_error").into());
    }
    if !given.kind.is_empty() && given.kind != channel.kind {
        return Err(refuse::with(400, "api.channel.update_channel.typechange.app_error").into());
    }
    Ok(())
}

fn demand_change(actor: &Actor, place: &ChannelPlace) -> Result<()> {
    if rules::may_change(place) {
        return Ok(());
    }
    let open = place.channel.is_open();
    Err(actor.lacks(if open {
        Permission::ManagePublicChannelProperties
    } else {
        Permission::ManagePrivateChannelProperties
    }))
}

/// PUT /api/v4/channels/{channel_id}/patch
pub async fn patch_channel(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    body: Result<Body<ChannelPatch>, Error>,
) -> Result<Json<Channel>> {
    let id = at.id("channel_id")?;
    let Body(patch) = body?;
    let now = app.clock.now();
    app.db
        .write(move |tx| {
            let place = get_place(tx, &actor, id)?;
            if rules::is_empty(&patch) {
                return Err(refuse::with(400, "api.channel.patch_update_channel.no_changes.app_error").into());
            }
            demand_patch(&actor, &place, &patch)?;
            actions::patch(tx, place, patch, actor.id(), now).map(Json)
        })
        .await
}

fn demand_patch(actor: &Actor, place: &ChannelPlace, patch: &ChannelPatch) -> Result<()> {
    if patch.autotranslation.is_some() {
        return Err(refuse::with(403, "api.channel.patch_update_channel.feature_not_available.app_error").into());
    }
    let banner_only = ChannelPatch { banner_info: None, ..patch.clone() };
    if !rules::is_empty(&banner_only) {
        demand_change(actor, place)?;
    }
    if patch.banner_info.is_some() && !place.channel.is_direct() && !rules::may_set_banner(place) {
        return Err(actor.lacks(Permission::ManagePublicChannelBanner));
    }
    if place.channel.is_direct() && !place.is_member {
        return Err(actor.lacks(Permission::ReadChannel));
    }
    Ok(())
}

/// `O` for open, `P` for private.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Privacy {
    privacy: String,
}

/// PUT /api/v4/channels/{channel_id}/privacy
pub async fn set_privacy(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    body: Result<Body<Privacy>, Error>,
) -> Result<Json<Channel>> {
    let id = at.id("channel_id")?;
    let (open, permission) = match body?.0.privacy.as_str() {
        "O" => (true, Permission::ConvertPrivateChannelToPublic),
        "P" => (false, Permission::ConvertPublicChannelToPrivate),
        _ => return Err(refuse::invalid_param("privacy").into()),
    };
    let now = app.clock.now();
    app.db
        .write(move |tx| {
            let place = get_place(tx, &actor, id)?;
            if place.channel.is_direct() || !place.may(permission) {
                return Err(actor.lacks(permission));
            }
            actions::set_privacy(tx, place.channel, open, actor.id(), now).map(Json)
        })
        .await
}

/// DELETE /api/v4/channels/{channel_id}
pub async fn delete_channel(State(app): State<App>, actor: Actor, at: Params) -> Result<http::Ok> {
    let id = at.id("channel_id")?;
    let (permanent, now) = (at.flag("permanent"), app.clock.now());
    let allowed = app.config.now().enable_api_channel_deletion;
    app.db
        .write(move |tx| {
            let place = get_place(tx, &actor, id)?;
            demand_delete(&actor, &place)?;
            if !permanent {
                return actions::archive(tx, place.channel, actor.id(), now);
            }
            if !allowed {
                return Err(refuse::with(401, "api.user.delete_channel.not_enabled.app_error").into());
            }
            actions::remove(tx, place.channel)
        })
        .await?;
    ok()
}

fn demand_delete(actor: &Actor, place: &ChannelPlace) -> Result<()> {
    let permission = match place.channel.kind.as_str() {
        "O" => Permission::DeletePublicChannel,
        "P" => Permission::DeletePrivateChannel,
        _ => return Err(refuse::with(400, "api.channel.delete_channel.type.invalid").into()),
    };
    if !place.may(permission) {
        return Err(actor.lacks(permission));
    }
    if place.channel.name == rules::TOWN_SQUARE {
        return Err(refuse::with(400, "api.channel.delete_channel.cannot.app_error").into());
    }
    Ok(())
}

/// POST /api/v4/channels/{channel_id}/restore
pub async fn restore_channel(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Channel>> {
    let id = at.id("channel_id")?;
    let now = app.clock.now();
    app.db
        .write(move |tx| {
            let place = get_place(tx, &actor, id)?;
            let looks_after_all = actor.may(Permission::SysconsoleWriteUserManagementChannels);
            if !place.may(Permission::ManageTeam) && !looks_after_all {
                return Err(actor.lacks(Permission::ManageTeam));
            }
            actions::restore(tx, place.channel, actor.id(), now).map(Json)
        })
        .await
}

/// A channel that the actor may look into: who is not in it may know of an open one, but not who and what is inside.
pub fn look_into(conn: &mut Conn<'_>, actor: &Actor, id: Id) -> Result<ChannelPlace> {
    access::channel(conn, actor, id, Permission::ReadChannel).map(Granted::into_inner)
}

/// GET /api/v4/channels/{channel_id}/stats
pub async fn get_stats(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<ChannelStats>> {
    let (id, without_files) = (at.id("channel_id")?, at.flag("exclude_files_count"));
    app.db
        .read(move |conn| {
            look_into(conn, &actor, id)?;
            let mut stats = store::stats(conn, id)?;
            if without_files {
                stats.files_count = -1;
            }
            Ok(Json(stats))
        })
        .await
}

/// GET /api/v4/channels/{channel_id}/timezones
///
/// `null` when nobody told theirs.
pub async fn list_timezones(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Option<Vec<String>>>> {
    let id = at.id("channel_id")?;
    app.db
        .read(move |conn| {
            look_into(conn, &actor, id)?;
            let zones = store::list_timezones(conn, id)?;
            Ok(Json(Some(zones).filter(|zones| !zones.is_empty())))
        })
        .await
}
