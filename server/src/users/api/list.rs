//! Lists of people: pages, search and completion.

use axum::extract::State;
use indexmap::IndexMap;
use serde::Deserialize;

use crate::access::{self, Actor, Permission};
use crate::app::App;
use crate::base::db::Conn;
use crate::base::http::{Body, Json, List, Params};
use crate::base::{Error, Id, Result, refuse};
use crate::users::rules::View;
use crate::users::search::{self, Order, Standing, Where, Whom};
use crate::users::wire::{User, UserAutocomplete, UsersStats};

/// People of a search at most, and when nothing is said.
const MOST: i64 = 1000;
const USUAL: i64 = 100;

/// GET /api/v4/users
pub async fn list_users(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Vec<User>>> {
    let places = places(&at)?;
    let page = at.page();
    let order = order(&at)?;
    if at.flag("without_team") {
        actor.demand(Permission::ListUsersWithoutTeam)?;
    }
    if at.flag("active") && at.flag("inactive") {
        return Err(refuse::invalid_url_param("inactive").into());
    }
    let without_place = places.is_empty();
    let whom = Whom {
        places,
        without_team: at.flag("without_team"),
        by_groups: at.flag("group_constrained") && !without_place,
        role: known_role(&actor, at.query("role"))?,
        roles: standings(&at)?,
        active: if at.flag("active") {
            Some(true)
        } else if at.flag("inactive") {
            Some(false)
        } else {
            None
        },
        order,
        offset: page.offset(),
        size: page.size,
        ..Whom::default()
    };
    list(&app, actor, whom).await
}

/// In which order people are asked for. Two orders are of a team, two of a channel.
fn order(at: &Params) -> Result<Order> {
    let of_team = at.query("in_team").is_some();
    let of_channel = at.query("in_channel").is_some();
    match at.query("sort") {
        None => Ok(Order::Name),
        Some("last_activity_at") if of_team => Ok(Order::Activity),
        Some("create_at") if of_team => Ok(Order::Newest),
        Some("status" | "admin") if of_channel => Ok(Order::Name),
        Some("display_name") if at.query("in_group").is_some() => Ok(Order::Name),
        Some(_) => Err(refuse::invalid_url_param("sort").into()),
    }
}

fn known_role(actor: &Actor, name: Option<&str>) -> Result<Option<String>> {
    match name {
        Some(name) if actor.roles().find(name).is_none() => Err(refuse::invalid_param("role").into()),
        name => Ok(name.map(str::to_owned)),
    }
}

/// The roles that a query asks for, in the places that it names.
fn standings(at: &Params) -> Result<Vec<Standing>> {
    let (team, channel) = (at.query_id("in_team").ok().flatten(), at.query_id("in_channel").ok().flatten());
    let names = |name: &str| -> Vec<String> {
        at.query(name).unwrap_or_default().split(',').filter(|role| !role.is_empty()).map(str::to_owned).collect()
    };
    roles_in(names("roles"), names("team_roles"), names("channel_roles"), team, channel)
}

fn roles_in(
    site: Vec<String>,
    in_team: Vec<String>,
    in_channel: Vec<String>,
    team: Option<Id>,
    channel: Option<Id>,
) -> Result<Vec<Standing>> {
    const MOST_ROLES: usize = 20;
    if site.len() + in_team.len() + in_channel.len() > MOST_ROLES {
        return Err(refuse::invalid_param("roles").into());
    }
    let site = site.into_iter().map(Standing::Site);
    let teams = team.into_iter().flat_map(|id| in_team.iter().map(move |name| Standing::Team(id, name.clone())));
    let channels =
        channel.into_iter().flat_map(|id| in_channel.iter().map(move |name| Standing::Channel(id, name.clone())));
    Ok(site.chain(teams).chain(channels).collect())
}

/// Whom the actor looks for, where they may look, as they see them.
async fn list(app: &App, actor: Actor, whom: Whom) -> Result<Json<Vec<User>>> {
    let of_group = whom.places.iter().any(|place| matches!(place, Where::InGroup(_) | Where::NotInGroup(_)));
    let settings = app.config.now();
    let view = if of_group { View::of_anybody(&settings) } else { View::of(&actor, &settings) };
    let whom = Whom { seen_by: seen_by(&actor), ..whom };
    let read = move |conn: &mut Conn<'_>| {
        check_places(conn, &actor, &whom.places)?;
        // Only groups of a directory bind a place, and there are none: nobody is there by one.
        if whom.by_groups {
            return Ok(Vec::new());
        }
        search::list(conn, &whom, &view)
    };
    Ok(Json(view.show_all(app.db.read(read).await?)))
}

/// The reader, if it may see only people with whom it shares a channel.
fn seen_by(actor: &Actor) -> Option<Id> {
    (!actor.may(Permission::ViewMembers)).then(|| actor.id())
}

/// The teams and channels that a query names.
fn places(at: &Params) -> Result<Vec<Where>> {
    type Make = fn(Id) -> Where;
    let names: [(&str, Make); 4] = [
        ("in_team", Where::InTeam),
        ("not_in_team", Where::NotInTeam),
        ("in_channel", Where::InChannel),
        ("not_in_channel", Where::NotInChannel),
    ];
    // A group counts only where no team or channel is named, as with the official server.
    let groups: [(&str, Make); 2] = [("in_group", Where::InGroup), ("not_in_group", Where::NotInGroup)];
    let mut places = Vec::new();
    for (name, make) in names {
        if let Some(id) = at.query(name) {
            places.push(make(Id::parse(id)));
        }
    }
    if places.is_empty() {
        let found = groups.iter().find_map(|(name, make)| at.query(name).map(|id| make(Id::parse(id))));
        places.extend(found);
    }
    if at.query("not_in_channel").is_some() && at.query("in_team").is_none() {
        return Err(refuse::invalid_url_param("team_id").into());
    }
    Ok(places)
}

/// Who looks into a team or channel must be allowed to.
fn check_places(conn: &mut Conn<'_>, actor: &Actor, places: &[Where]) -> Result<()> {
    for place in places {
        match place {
            Where::InTeam(id) | Where::NotInTeam(id) => {
                access::team(conn, actor, *id, Permission::ViewTeam)?;
            }
            Where::InChannel(id) | Where::NotInChannel(id) => {
                access::channel(conn, actor, *id, Permission::ReadChannel)?;
            }
            Where::InGroup(id) | Where::NotInGroup(id) => {
                if !search::is_group(conn, *id)? {
                    return Err(refuse::not_found("app.group.no_rows").into());
                }
            }
        }
    }
    Ok(())
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Search {
    term: String,
    team_id: String,
    not_in_team_id: String,
    in_channel_id: String,
    not_in_channel_id: String,
    in_group_id: String,
    not_in_group_id: String,
    allow_inactive: bool,
    without_team: bool,
    limit: i64,
    role: String,
    roles: Vec<String>,
    team_roles: Vec<String>,
    channel_roles: Vec<String>,
}

/// POST /api/v4/users/search
pub async fn search_users(State(app): State<App>, actor: Actor, Body(wanted): Body<Search>) -> Result<Json<Vec<User>>> {
    if wanted.term.trim().is_empty() {
        return Err(refuse::invalid_param("term").into());
    }
    if !(0..=MOST).contains(&wanted.limit) {
        return Err(refuse::invalid_param("limit").into());
    }
    if !wanted.not_in_channel_id.is_empty() && wanted.team_id.is_empty() {
        return Err(refuse::invalid_param("team_id").into());
    }
    let place = |text: &str, make: fn(Id) -> Where| (!text.is_empty()).then(|| make(Id::parse(text)));
    // A search in a group is not one in a team, as with the official server.
    let in_group = !(wanted.in_group_id.is_empty() && wanted.not_in_group_id.is_empty());
    let places = [
        place(&wanted.team_id, Where::InTeam).filter(|_| !in_group),
        place(&wanted.not_in_team_id, Where::NotInTeam),
        place(&wanted.in_channel_id, Where::InChannel),
        place(&wanted.not_in_channel_id, Where::NotInChannel),
        place(&wanted.in_group_id, Where::InGroup),
        place(&wanted.not_in_group_id, Where::NotInGroup),
    ];
    let place_id = |text: &str| Some(Id::parse(text)).filter(Id::is_valid);
    let (team, channel) = (place_id(&wanted.team_id), place_id(&wanted.in_channel_id));
    let whom = Whom {
        roles: roles_in(wanted.roles, wanted.team_roles, wanted.channel_roles, team, channel)?,
        term: wanted.term,
        places: places.into_iter().flatten().collect(),
        without_team: wanted.without_team,
        role: (!wanted.role.is_empty()).then_some(wanted.role),
        active: if wanted.allow_inactive { None } else { Some(true) },
        size: if wanted.limit == 0 { USUAL } else { wanted.limit },
        ..Whom::default()
    };
    list(&app, actor, whom).await
}

/// GET /api/v4/users/autocomplete: people of a channel, and beside them those of its team.
pub async fn autocomplete_users(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<UserAutocomplete>> {
    let (team, channel) = (at.query("in_team").map(Id::parse), at.query("in_channel").map(Id::parse));
    if channel.is_some() && team.is_none() {
        return Err(refuse::with(400, "api.user.autocomplete_users.missing_team_id.app_error").into());
    }
    let size = at.number("limit").filter(|limit| (1..=MOST).contains(limit)).unwrap_or(USUAL);
    let whom = Whom {
        term: at.query("name").unwrap_or("").to_owned(),
        active: Some(true),
        size,
        seen_by: seen_by(&actor),
        ..Whom::default()
    };
    let view = View::of(&actor, &app.config.now());
    let read = move |conn: &mut Conn<'_>| {
        let mut inside: Vec<Where> = channel.map(Where::InChannel).into_iter().collect();
        let mut outside: Vec<Where> = channel.map(Where::NotInChannel).into_iter().collect();
        inside.extend(team.map(Where::InTeam));
        outside.extend(team.map(Where::InTeam));
        check_places(conn, &actor, &inside)?;
        let users = search::list(conn, &Whom { places: inside, ..whom.clone() }, &view)?;
        let others =
            if channel.is_some() { search::list(conn, &Whom { places: outside, ..whom }, &view)? } else { Vec::new() };
        Ok((users, others))
    };
    let (users, others) = app.db.read(read).await?;
    Ok(Json(UserAutocomplete { users: view.show_all(users), out_of_channel: view.show_all(others) }))
}

/// GET /api/v4/users/known: everybody with whom the caller shares a channel.
pub async fn list_known(State(app): State<App>, actor: Actor) -> Result<Json<Vec<Id>>> {
    app.db.read(move |conn| search::list_known(conn, actor.id())).await.map(Json)
}

/// GET /api/v4/users/stats
pub async fn get_stats(State(app): State<App>, _: Actor) -> Result<Json<UsersStats>> {
    let total_users_count = app.db.read(|conn| search::count(conn)).await?;
    Ok(Json(UsersStats { total_users_count }))
}

/// POST /api/v4/users/group_channels: who else is in these group channels of the caller's.
pub async fn list_of_group_channels(
    State(app): State<App>,
    actor: Actor,
    List(ids): List,
) -> Result<Json<IndexMap<Id, Vec<User>>>> {
    if ids.is_empty() {
        return Err(refuse::with(400, "api.payload.parse.error").into());
    }
    let ids: Vec<Id> = ids.iter().map(|id| Id::parse(id)).filter(Id::is_valid).collect();
    let view = View::of(&actor, &app.config.now());
    let rows = app.db.read(move |conn| search::list_of_groups(conn, actor.id(), &ids)).await?;
    let mut by_channel: IndexMap<Id, Vec<User>> = IndexMap::new();
    for (channel, user) in rows {
        by_channel.entry(channel).or_default().push(view.show(&user));
    }
    Ok(Json(by_channel))
}

/// GET /api/v4/users/stats/filtered: how many accounts are in a team, a channel, or have a role.
pub async fn get_filtered_stats(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<UsersStats>> {
    actor.demand(Permission::SysconsoleReadUserManagementUsers)?;
    let place = |name: &str, make: fn(Id) -> Where| Ok::<_, Error>(at.query_id(name)?.map(make));
    let places = [place("in_team", Where::InTeam)?, place("in_channel", Where::InChannel)?];
    let whom = Whom {
        places: places.into_iter().flatten().collect(),
        roles: standings(&at)?,
        active: (!at.flag("include_deleted")).then_some(true),
        ..Whom::default()
    };
    let view = View::of(&actor, &app.config.now());
    let total_users_count = app.db.read(move |conn| search::count_of(conn, &whom, &view)).await?;
    Ok(Json(UsersStats { total_users_count }))
}
