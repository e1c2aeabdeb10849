//! Making channels.

use std::sync::Arc;

use crate::access::{self, Actor, Permission};
use crate::args;
use crate::base::config::Settings;
use crate::base::error::Error;
use crate::base::{Id, Millis, Result, refuse};
use crate::channels::wire::Channel;
use crate::channels::{rules, store};
use crate::events::{Event, Tx};
use crate::teams::{self, Standing};
use crate::users::wire::User;

/// Makes an open or private channel of a team, with the actor as its first member and admin.
pub fn create(tx: &mut Tx<'_>, actor: &Actor, given: Channel, settings: &Settings, now: Millis) -> Result<Channel> {
    let permission = match given.kind.as_str() {
        "D" | "G" => return Err(refuse::with(400, "api.channel.create_channel.direct_channel.app_error").into()),
        "P" => Permission::CreatePrivateChannel,
        _ => Permission::CreatePublicChannel,
    };
    access::team(tx, actor, given.team_id, permission)?;
    let channel = Channel {
        id: Id::new(),
        create_at: now,
        update_at: now,
        team_id: given.team_id,
        kind: given.kind,
        display_name: teams::display(&given.display_name),
        name: given.name,
        header: given.header,
        purpose: given.purpose,
        creator_id: actor.id(),
        group_constrained: given.group_constrained,
        banner_info: given.banner_info,
        ..Channel::default()
    };
    rules::check_channel(&channel)?;
    if store::count_in_team(tx, channel.team_id)? >= settings.max_channels_per_team {
        return Err(refuse::with(400, "api.channel.create_channel.max_channel_limit.app_error").into());
    }
    store::insert(tx, &channel)?;
    store::put_members(tx, &[channel.id], &[actor.id()], Standing::Admin, now)?;
    tx.tell(Event::ChannelCreated { channel: Arc::new(channel.clone()), by: actor.id() });
    Ok(channel)
}

/// The direct channel of two people, made when they have none yet. A channel with oneself is one too.
pub fn create_direct(
    tx: &mut Tx<'_>,
    actor: &Actor,
    one: Id,
    other: Id,
    settings: &Settings,
    now: Millis,
) -> Result<Channel> {
    let name = rules::direct_name(one, other);
    if let Some(channel) = store::find_by_name(tx, Id::NONE, &name, true)? {
        return Ok(channel);
    }
    let users = pair(tx, one, other)?;
    if settings.restrict_direct_message == "team"
        && !users.iter().any(|user| user.is_bot)
        && !in_one_team(tx, one, other)?
    {
        return Err(refuse::with(403, "api.channel.create_channel.direct_channel.team_restricted_error").into());
    }
    put_direct(tx, actor.id(), one, other, now)
}

fn pair(tx: &mut Tx<'_>, one: Id, other: Id) -> Result<Vec<User>> {
    let people = if one == other { vec![one] } else { vec![one, other] };
    known(tx, &people, || refuse::with(400, "api.channel.create_direct_channel.invalid_user.app_error").into())
}

/// As [`create_direct`], where nobody needs to be asked.
pub fn put_direct(tx: &mut Tx<'_>, by: Id, one: Id, other: Id, now: Millis) -> Result<Channel> {
    let name = rules::direct_name(one, other);
    if let Some(channel) = store::find_by_name(tx, Id::NONE, &name, true)? {
        return Ok(channel);
    }
    let users = pair(tx, one, other)?;
    let channel = Channel { creator_id: by, ..teamless("D", name, String::new(), now) };
    let channel = put_teamless(tx, channel, &users, now)?;
    let told = Arc::new(channel.clone());
    tx.tell(Event::DirectAdded { channel: told, creator: one, teammate: other });
    Ok(channel)
}

/// The group channel of these people, made when they have none yet.
pub fn create_group(tx: &mut Tx<'_>, people: Vec<Id>, now: Millis) -> Result<Channel> {
    if !(3..=8).contains(&people.len()) {
        return Err(refuse::with(400, "api.channel.create_group.bad_size.app_error").into());
    }
    let name = rules::group_name(&people);
    if let Some(channel) = store::find_by_name(tx, Id::NONE, &name, true)? {
        return Ok(channel);
    }
    let users = known(tx, &people, || refuse::with(400, "api.channel.create_group.bad_user.app_error").into())?;
    let usernames: Vec<&str> = users.iter().map(|user| user.username.as_str()).collect();
    let channel = teamless("G", name, rules::group_display_name(&usernames), now);
    let channel = put_teamless(tx, channel, &users, now)?;
    tx.tell(Event::GroupAdded { channel: Arc::new(channel.clone()), members: people });
    Ok(channel)
}

/// The direct or group channel of these people, made when they have none yet; nobody is told.
pub fn open_teamless(tx: &mut Tx<'_>, people: &[User], now: Millis) -> Result<Channel> {
    let ids: Vec<Id> = people.iter().map(|user| user.id).collect();
    let (kind, name) = match ids[..] {
        [one] => ("D", rules::direct_name(one, one)),
        [one, other] => ("D", rules::direct_name(one, other)),
        _ if (3..=8).contains(&ids.len()) => ("G", rules::group_name(&ids)),
        _ => return Err(refuse::with(400, "api.channel.create_group.bad_size.app_error").into()),
    };
    if let Some(channel) = store::find_by_name(tx, Id::NONE, &name, true)? {
        return Ok(channel);
    }
    let usernames: Vec<&str> = people.iter().map(|user| user.username.as_str()).collect();
    let display_name = if kind == "G" { rules::group_display_name(&usernames) } else { String::new() };
    put_teamless(tx, teamless(kind, name, display_name, now), people, now)
}

fn teamless(kind: &str, name: String, display_name: String, now: Millis) -> Channel {
    Channel {
        id: Id::new(),
        create_at: now,
        update_at: now,
        kind: kind.into(),
        name,
        display_name,
        shared: Some(false),
        ..Channel::default()
    }
}

fn put_teamless(tx: &mut Tx<'_>, channel: Channel, users: &[User], now: Millis) -> Result<Channel> {
    store::insert(tx, &channel)?;
    for (guests, standing) in [(true, Standing::Guest), (false, Standing::Member)] {
        let alike = users.iter().filter(|user| teams::is_guest(user) == guests);
        let alike: Vec<Id> = alike.map(|user| user.id).collect();
        if !alike.is_empty() {
            store::put_members(tx, &[channel.id], &alike, standing, now)?;
        }
    }
    Ok(channel)
}

fn known(tx: &mut Tx<'_>, people: &[Id], unknown: impl Fn() -> Error) -> Result<Vec<User>> {
    let users = teams::list_users(tx, people)?;
    if users.len() == people.len() { Ok(users) } else { Err(unknown()) }
}

/// Whether the people of a direct channel may write to each other where only people of one team may: they are in one,
/// one of them is a bot, or somebody writes to themselves. In other channels everybody may.
pub fn may_talk(tx: &mut Tx<'_>, channel: &Channel) -> Result<bool> {
    let Some((one, other)) = channel.name.split_once("__").filter(|_| channel.kind == "D") else { return Ok(true) };
    let (one, other) = (Id::parse(one), Id::parse(other));
    let bots = "select count(*) from bots where userid in ($1, $2)";
    Ok(one == other || in_one_team(tx, one, other)? || tx.one::<(i64,)>(bots, args![one, other])?.0 > 0)
}

fn in_one_team(tx: &mut Tx<'_>, one: Id, other: Id) -> Result<bool> {
    let sql = "select count(*) from teammembers a join teammembers b on b.teamid = a.teamid and b.deleteat = 0 \
               where a.userid = $1 and b.userid = $2 and a.deleteat = 0";
    Ok(tx.one::<(i64,)>(sql, args![one, other])?.0 > 0)
}
