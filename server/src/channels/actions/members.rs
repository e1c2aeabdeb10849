//! Who comes into channels, leaves them, and what they choose there.

use std::sync::Arc;

use crate::access::{Actor, ChannelPlace};
use crate::base::{Id, Millis, Result, refuse};
use crate::channels::wire::{Channel, ChannelMember};
use crate::channels::{no_member, rules, store};
use crate::events::{Event, Tx};
use crate::teams::{self, Flags, Standing};
use crate::users::wire::{Texts, User};

/// Puts people into a channel; who is in it already stays as they are. Answers the memberships of those given.
///
/// They have to be members of the channel's team.
pub fn add(tx: &mut Tx<'_>, channel: Channel, people: &[Id], by: Id, now: Millis) -> Result<Vec<ChannelMember>> {
    if channel.group_constrained == Some(true) {
        return Err(refuse::with(400, "api.channel.add_members.user_denied").into());
    }
    let users: Vec<Arc<User>> = teams::list_users(tx, people)?.into_iter().map(Arc::new).collect();
    if let Some(missing) = people.iter().find(|id| !users.iter().any(|user| user.id == **id)) {
        return Err(refuse::not_found("app.user.missing_account.const").about(missing.to_string()).into());
    }
    let present = store::list_members_by_ids(tx, channel.id, people)?;
    let newcomers: Vec<&Arc<User>> =
        users.iter().filter(|user| !present.iter().any(|member| member.user_id == user.id)).collect();
    let ids: Vec<Id> = newcomers.iter().map(|user| user.id).collect();
    if ids.is_empty() {
        return Ok(present);
    }
    if newcomers.iter().any(|user| user.delete_at > 0) {
        return Err(refuse::with(403, "app.channel.add_member.deleted_user.app_error").into());
    }
    if teams::list_members(tx, channel.team_id, &ids)?.len() < ids.len() {
        return Err(refuse::not_found("app.team.get_member.missing.app_error").into());
    }
    put(tx, channel.id, &newcomers, now)?;
    let channel = Arc::new(channel);
    for user in newcomers {
        tx.tell(Event::MemberJoined { channel: channel.clone(), user: user.clone(), by, silent: false });
    }
    store::list_members_by_ids(tx, channel.id, people)
}

fn put(tx: &mut Tx<'_>, channel: Id, users: &[&Arc<User>], now: Millis) -> Result<()> {
    for (guests, standing) in [(true, Standing::Guest), (false, Standing::Member)] {
        let alike = users.iter().filter(|user| teams::is_guest(user) == guests);
        let alike: Vec<Id> = alike.map(|user| user.id).collect();
        if !alike.is_empty() {
            store::put_members(tx, &[channel], &alike, standing, now)?;
        }
    }
    Ok(())
}

/// Takes somebody out of a channel. Nobody but a guest leaves the square that all of a team share.
pub fn remove_member(tx: &mut Tx<'_>, channel: Channel, user: User, by: Id, now: Millis) -> Result<()> {
    if channel.name == rules::TOWN_SQUARE && !teams::is_guest(&user) {
        return Err(refuse::with(400, "api.channel.remove.default.app_error").into());
    }
    if channel.group_constrained == Some(true) && user.id != by && !user.is_bot {
        return Err(refuse::with(400, "api.channel.remove_member.group_constrained.app_error").into());
    }
    store::find_member(tx, channel.id, user.id)?.ok_or_else(no_member)?;
    store::delete_members(tx, &[channel.id], user.id, now)?;
    let (channel, user) = (Arc::new(channel), Arc::new(user));
    tx.tell(Event::MemberLeft { channel, user, by, silent: false });
    Ok(())
}

/// Sets a member's roles by their names.
pub fn set_roles(
    tx: &mut Tx<'_>,
    actor: &Actor,
    place: &ChannelPlace,
    user: Id,
    roles: &str,
    now: Millis,
) -> Result<()> {
    let member = store::find_member(tx, place.channel.id, user)?.ok_or_else(no_member)?;
    let names = actor.roles().channel_roles(place.channel.scheme(), place.team_scheme);
    let flags = teams::flags(roles, names);
    for name in flags.explicit.split_whitespace() {
        match actor.roles().find(name) {
            None => return Err(refuse::with(400, "app.role.get_by_name.app_error").about(name).into()),
            Some(role) if role.scheme_managed => {
                return Err(refuse::with(400, "api.channel.update_channel_member_roles.scheme_role.app_error").into());
            }
            Some(_) => {}
        }
    }
    let ids = [
        "api.channel.update_channel_member_roles.changing_guest_role.app_error",
        "api.channel.update_channel_member_roles.user_and_guest.app_error",
        "api.channel.update_channel_member_roles.unset_user_scheme.app_error",
    ];
    teams::check_flags(member.scheme_guest, &flags, ids)?;
    save_roles(tx, member, flags, now)
}

/// Sets a member's flags.
pub fn set_flags(tx: &mut Tx<'_>, channel: Id, user: Id, flags: Flags, now: Millis) -> Result<()> {
    let member = store::find_member(tx, channel, user)?.ok_or_else(no_member)?;
    if member.scheme_guest {
        return Err(refuse::with(400, "api.channel.update_channel_member_roles.guest.app_error").into());
    }
    let both = "api.channel.update_channel_member_roles.user_and_guest.app_error";
    let ids = [both, both, "api.channel.update_channel_member_roles.unset_user_scheme.app_error"];
    teams::check_flags(false, &flags, ids)?;
    let explicit = member.explicit_roles.clone();
    save_roles(tx, member, Flags { explicit, ..flags }, now)
}

fn save_roles(tx: &mut Tx<'_>, member: ChannelMember, flags: Flags, now: Millis) -> Result<()> {
    let Flags { guest, user, admin, explicit } = flags;
    let changed = ChannelMember {
        scheme_guest: guest,
        scheme_user: user,
        scheme_admin: admin,
        explicit_roles: explicit,
        ..member
    };
    save(tx, changed, now)
}

/// Takes over the choices of notifications that there are.
pub fn set_notify_props(tx: &mut Tx<'_>, channel: Id, user: Id, given: Texts, now: Millis) -> Result<()> {
    let mut member = store::find_member(tx, channel, user)?.ok_or_else(no_member)?;
    member.notify_props.extend(given.into_iter().filter(|(key, value)| rules::is_notify_choice(key, value)));
    save(tx, member, now)
}

fn save(tx: &mut Tx<'_>, member: ChannelMember, now: Millis) -> Result<()> {
    let member = ChannelMember { last_update_at: now, ..member };
    store::update_member(tx, &member)?;
    let member = store::find_member(tx, member.channel_id, member.user_id)?.ok_or_else(no_member)?;
    tx.tell(Event::ChannelMemberUpdated { member });
    Ok(())
}
