//! What the members of a channel may do there: its scheme, and moderation.

use std::sync::Arc;

use crate::access::wire::{Role, Scheme};
use crate::access::{self, Actor, ChannelPlace, Permissions};
use crate::base::error::Error;
use crate::base::{Id, Millis, Result, refuse};
use crate::channels::moderation::{Level, Levels};
use crate::channels::store;
use crate::channels::wire::{Channel, ChannelModeration, ChannelModerationPatch};
use crate::events::{Event, RoleAudience, Tx};

/// Gives a channel a scheme.
pub fn set_scheme(tx: &mut Tx<'_>, channel: Channel, scheme: Option<Id>, by: Id, now: Millis) -> Result<Channel> {
    let before = Arc::new(channel.clone());
    let channel = Channel { scheme_id: scheme.map(|id| id.to_string()), update_at: now, ..channel };
    store::set_scheme(tx, channel.id, channel.scheme_id.as_deref(), now)?;
    tx.tell(Event::ChannelUpdated { channel: Arc::new(channel.clone()), before, by });
    Ok(channel)
}

/// The rows of moderation of a channel. A direct channel has none, since it is in no team.
pub fn moderations(actor: &Actor, place: &ChannelPlace) -> Result<Vec<ChannelModeration>> {
    Ok(levels(actor, place)?.rows(place.channel.is_open()))
}

/// Switches rows of moderation; answers all of them.
pub fn moderate(
    tx: &mut Tx<'_>,
    actor: &Actor,
    place: ChannelPlace,
    patches: &[ChannelModerationPatch],
    now: Millis,
) -> Result<Vec<ChannelModeration>> {
    let before = levels(actor, &place)?;
    let levels = before.patched(patches)?;
    let rows = levels.rows(place.channel.is_open());
    let scheme = actor.roles().find_scheme(place.channel.scheme()).cloned();
    match scheme {
        _ if levels == before => return Ok(rows),
        None => restrict(tx, actor, place.channel.clone(), &levels, now)?,
        Some(scheme) if levels.is_free() => lift(tx, actor, place.channel.clone(), scheme, now)?,
        Some(scheme) => change(tx, actor, &scheme, &before, &levels, now)?,
    }
    for member in store::list_all_members(tx, place.channel.id)? {
        tx.tell(Event::ChannelMemberUpdated { member });
    }
    Ok(rows)
}

fn levels(actor: &Actor, place: &ChannelPlace) -> Result<Levels> {
    if place.channel.is_direct() {
        return Err(refuse::not_found("app.team.get.find.app_error").into());
    }
    let roles = actor.roles();
    let above = roles.channel_roles(Id::NONE, place.team_scheme);
    let own = roles.channel_roles(place.channel.scheme(), place.team_scheme);
    let level = |kind: usize| Level { above: roles.of(above[kind]), own: roles.of(own[kind]) };
    Ok(Levels { guests: level(0), members: level(1) })
}

/// The first restriction: the channel gets a scheme of its own.
fn restrict(tx: &mut Tx<'_>, actor: &Actor, channel: Channel, levels: &Levels, now: Millis) -> Result<()> {
    let given = Scheme { scope: "channel".into(), display_name: channel.name.clone(), ..Scheme::default() };
    let (scheme, roles) = access::create_scheme(tx, actor.roles(), given, now)?;
    let channel = set_scheme(tx, channel, Some(scheme.id), actor.id(), now)?;
    let [guest, user, _] = scheme.channel_roles();
    for role in roles {
        let level = [(guest, levels.guests), (user, levels.members)].into_iter().find(|(name, _)| *name == role.name);
        let told = match level {
            Some((_, level)) => access::moderate_role(tx, role, moderated(&level.own), now)?,
            // Admins are not moderated: clients are told what theirs stands for.
            None => as_usual(actor, role),
        };
        tx.tell(Event::RoleUpdated { role: told, audience: vec![RoleAudience::Channel(channel.id)] });
    }
    tx.tell(Event::ChannelSchemeUpdated { channel: channel.id });
    Ok(())
}

/// An admin's role as it works.
fn as_usual(actor: &Actor, role: Role) -> Role {
    let usual = actor.roles().find("channel_admin").map(|role| role.permissions.clone()).unwrap_or_default();
    Role { permissions: usual, ..role }
}

/// The last restriction is gone, and with it the channel's scheme.
fn lift(tx: &mut Tx<'_>, actor: &Actor, channel: Channel, scheme: Scheme, now: Millis) -> Result<()> {
    let channel = set_scheme(tx, channel, None, actor.id(), now)?;
    access::delete_scheme(tx, scheme, now)?;
    tx.tell(Event::ChannelSchemeUpdated { channel: channel.id });
    Ok(())
}

fn change(
    tx: &mut Tx<'_>,
    actor: &Actor,
    scheme: &Scheme,
    before: &Levels,
    levels: &Levels,
    now: Millis,
) -> Result<()> {
    let [guest, user, _] = scheme.channel_roles();
    let kinds = [(guest, before.guests, levels.guests), (user, before.members, levels.members)];
    for (name, before, level) in kinds.into_iter().filter(|(_, before, level)| before != level) {
        let missing = || Error::broken("moderating a channel", format!("its role {name} is missing"));
        let role = actor.roles().find(name).cloned().ok_or_else(missing)?;
        // What is not moderated stays in the role as it was written there.
        let own = before.own.without(&moderated(&before.own)).plus(&moderated(&level.own));
        let role = access::moderate_role(tx, role, own, now)?;
        access::tell_role(tx, actor.roles(), &role, role.clone())?;
    }
    Ok(())
}

/// Of a set, what moderation is about.
fn moderated(all: &Permissions) -> Permissions {
    all.and(access::all_moderated())
}
