//! Many channels.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::access::{self, Actor, Permission};
use crate::app::App;
use crate::base::db::Conn;
use crate::base::http::{Body, Json, Page, Params, given_list, tagged};
use crate::base::{Error, Id, Result, refuse};
use crate::channels::store::{self, Mine, Wanted};
use crate::channels::wire::Channel;
use crate::teams;

/// Channels that an autocompletion answers.
const SUGGESTIONS: i64 = 50;
/// Channels that a search without pages answers.
const FOUND: i64 = 100;

/// GET /api/v4/teams/{team_id}/channels
pub async fn list_open(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Vec<Channel>>> {
    let (team, page) = (at.id("team_id")?, at.page());
    app.db
        .read(move |conn| {
            access::demand_team(conn, &actor, team, Permission::ListTeamChannels)?;
            store::list_open(conn, team, page).map(Json)
        })
        .await
}

/// GET /api/v4/teams/{team_id}/channels/deleted
pub async fn list_deleted(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Vec<Channel>>> {
    let (team, page) = (at.id("team_id")?, at.page());
    app.db
        .read(move |conn| {
            access::demand_team(conn, &actor, team, Permission::ListTeamChannels)?;
            let all = actor.may(Permission::ManageSystem);
            store::list_deleted(conn, team, actor.id(), all, page).map(Json)
        })
        .await
}

/// GET /api/v4/teams/{team_id}/channels/private
pub async fn list_private(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Vec<Channel>>> {
    let (team, page) = (at.id("team_id")?, at.page());
    actor.demand(Permission::ManageSystem)?;
    app.db.read(move |conn| store::list_private(conn, team, page).map(Json)).await
}

/// POST /api/v4/teams/{team_id}/channels/ids
pub async fn list_by_ids(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    body: Result<Body<Vec<Id>>, Error>,
) -> Result<Json<Vec<Channel>>> {
    let team = at.id("team_id")?;
    let ids = given_list(body)?;
    if ids.is_empty() || ids.len() > 1000 || ids.iter().any(|id| !id.is_valid()) {
        return Err(refuse::invalid_param("channel_ids").into());
    }
    app.db
        .read(move |conn| {
            access::demand_team(conn, &actor, team, Permission::ViewTeam)?;
            access::demand_team(conn, &actor, team, Permission::ReadPublicChannel)?;
            let channels = store::list_open_by_ids(conn, team, &ids)?;
            if channels.is_empty() {
                return Err(refuse::not_found("app.channel.get_channels_by_ids.not_found.app_error").into());
            }
            Ok(Json(channels))
        })
        .await
}

/// What channels are looked for. Who does not administer the site uses `term` and `include_deleted`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Search {
    term: String,
    include_deleted: bool,
    deleted: bool,
    public: bool,
    private: bool,
    exclude_default_channels: bool,
    team_ids: Vec<Id>,
    page: Option<i64>,
    per_page: Option<i64>,
}

/// POST /api/v4/teams/{team_id}/channels/search
pub async fn search(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    body: Result<Body<Search>, Error>,
) -> Result<Json<Vec<Channel>>> {
    let team = at.id("team_id")?;
    let Body(search) = body?;
    app.db
        .read(move |conn| {
            let place = access::find_team_place(conn, &actor, team)?;
            let (term, most) = (search.term.as_str(), FOUND);
            let found = match place {
                Some(place) if place.may(Permission::ListTeamChannels) => {
                    store::search_team(conn, team, actor.id(), term, search.include_deleted, most)?
                }
                Some(place) if place.is_member => store::search_mine(conn, team, actor.id(), term, most)?,
                _ => return Err(refuse::not_found("app.team.get_member.missing.app_error").into()),
            };
            Ok(Json(found.into_iter().filter(|channel| !channel.is_direct()).collect()))
        })
        .await
}

/// GET /api/v4/teams/{team_id}/channels/autocomplete
pub async fn autocomplete(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Vec<Channel>>> {
    let (team, term) = (at.id("team_id")?, at.query("name").unwrap_or_default().to_owned());
    app.db
        .read(move |conn| {
            access::demand_team(conn, &actor, team, Permission::ListTeamChannels)?;
            store::search_open(conn, team, &term, SUGGESTIONS).map(Json)
        })
        .await
}

/// GET /api/v4/teams/{team_id}/channels/search_autocomplete
///
/// Only the actor's own, direct and group channels among them: what it can search.
pub async fn search_autocomplete(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Vec<Channel>>> {
    let (team, term) = (at.id("team_id")?, at.query("name").unwrap_or_default().to_owned());
    app.db
        .read(move |conn| {
            let mut found = store::search_mine(conn, team, actor.id(), &term, SUGGESTIONS)?;
            found.extend(store::search_direct(conn, actor.id(), &term, SUGGESTIONS)?);
            found.truncate(SUGGESTIONS as usize);
            Ok(Json(found))
        })
        .await
}

/// GET /api/v4/users/{user_id}/teams/{team_id}/channels
pub async fn list_of_in_team(State(app): State<App>, actor: Actor, at: Params, headers: HeaderMap) -> Result<Response> {
    let (user, team) = (at.user(actor.id())?, at.id("team_id")?);
    actor.demand_self(user)?;
    let mine = mine(&at, Some(team));
    let read = move |conn: &mut Conn<'_>| {
        access::demand_team(conn, &actor, team, Permission::ViewTeam)?;
        list_own(conn, user, mine)
    };
    let channels = app.db.read(read).await?;
    Ok(tagged(&headers, version(&channels), channels))
}

/// What changes when one of the channels, or which they are, does.
fn version(channels: &[Channel]) -> String {
    let touched = |channel: &Channel| channel.update_at.max(channel.last_post_at).max(channel.delete_at);
    let newest = channels.iter().max_by_key(|channel| touched(channel));
    newest.map_or_else(String::new, |newest| format!("{}.{}.{}", newest.id, touched(newest), channels.len()))
}

/// GET /api/v4/users/{user_id}/channels: of all teams; a newcomer has none yet, which clients start with.
pub async fn list_of(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Vec<Channel>>> {
    let user = at.user(actor.id())?;
    actor.demand_self(user)?;
    let mine = mine(&at, None);
    app.db
        .read(move |conn| {
            let channels = store::list_of(conn, user, mine)?;
            if channels.is_empty() && teams::list_users(conn, &[user])?.is_empty() {
                return Err(refuse::not_found("app.channel.get_channels.not_found.app_error").into());
            }
            Ok(Json(channels))
        })
        .await
}

fn mine(at: &Params, team: Option<Id>) -> Mine {
    Mine { team, deleted: at.flag("include_deleted"), since: at.number("last_delete_at").unwrap_or(0) }
}

/// Somebody without any channel in a team gets 404, as from the official server.
fn list_own(conn: &mut Conn<'_>, user: Id, mine: Mine) -> Result<Vec<Channel>> {
    let channels = store::list_of(conn, user, mine)?;
    if channels.is_empty() {
        return Err(refuse::not_found("app.channel.get_channels.not_found.app_error").into());
    }
    Ok(channels)
}

/// POST /api/v4/channels/group/search
pub async fn search_groups(
    State(app): State<App>,
    actor: Actor,
    Body(search): Body<Search>,
) -> Result<Json<Vec<Channel>>> {
    let words: Vec<String> = search.term.split_whitespace().take(8).map(str::to_owned).collect();
    if words.is_empty() {
        return Ok(Json(Vec::new()));
    }
    app.db.read(move |conn| store::search_groups(conn, actor.id(), &words, FOUND).map(Json)).await
}

/// POST /api/v4/channels/stats/member_count
///
/// All or nothing: one channel that the actor may not list makes it 403.
pub async fn count_members(
    State(app): State<App>,
    actor: Actor,
    body: Result<Body<Vec<Id>>, Error>,
) -> Result<Json<BTreeMap<Id, i64>>> {
    let ids = given_list(body)?;
    if ids.len() > 1000 {
        return Err(refuse::invalid_param("channel_ids").into());
    }
    app.db
        .read(move |conn| {
            let places = access::list_places(conn, &actor, &ids)?;
            if ids.iter().any(|id| !places.iter().any(|place| place.channel.id == *id)) {
                return Err(refuse::not_found("app.channel.get_channels_member_count.existing.app_error").into());
            }
            let may = |place: &access::ChannelPlace| {
                let listed = place.channel.is_open() && place.may(Permission::ListTeamChannels);
                place.may(Permission::ReadChannelContent) || listed
            };
            if !places.iter().all(may) {
                return Err(actor.lacks(Permission::ListTeamChannels));
            }
            let mut counts = store::count_members(conn, &ids)?;
            for id in ids {
                counts.entry(id).or_insert(0);
            }
            Ok(Json(counts))
        })
        .await
}

/// The names of the channels that every team has.
fn default_names() -> Vec<String> {
    vec!["town-square".into(), "off-topic".into()]
}

/// GET /api/v4/channels
pub async fn list_all(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Value>> {
    actor.demand(Permission::SysconsoleReadUserManagementChannels)?;
    let without_names = if at.flag("exclude_default_channels") { default_names() } else { Vec::new() };
    let with_deleted = at.flag("include_deleted");
    let wanted = Wanted { with_deleted, open: true, private: true, without_names, ..Wanted::default() };
    let (page, with_count) = (at.page(), at.flag("include_total_count"));
    let (channels, count) = app.db.read(move |conn| store::list_all(conn, &wanted, page)).await?;
    Ok(Json(if with_count { json!({"channels": channels, "total_count": count}) } else { json!(channels) }))
}

/// POST /api/v4/channels/search
pub async fn search_all(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    Body(search): Body<Search>,
) -> Result<Json<Value>> {
    let own = at.query("system_console").is_some_and(|of_console| of_console == "false");
    if !own {
        actor.demand(Permission::SysconsoleReadUserManagementChannels)?;
    }
    let either = !search.public && !search.private;
    let wanted = Wanted {
        term: search.term,
        teams: search.team_ids,
        with_deleted: search.include_deleted,
        only_deleted: search.deleted,
        open: search.public || either,
        private: search.private || either,
        without_names: if search.exclude_default_channels { default_names() } else { Vec::new() },
        seen_by: own.then(|| actor.id()),
    };
    let paged = search.page.is_some() && search.per_page.is_some();
    let size = search.per_page.unwrap_or(FOUND).clamp(0, 200);
    let page = Page { number: search.page.unwrap_or(0).max(0), size };
    let (channels, count) = app.db.read(move |conn| store::list_all(conn, &wanted, page)).await?;
    Ok(Json(if paged { json!({"channels": channels, "total_count": count}) } else { json!(channels) }))
}
