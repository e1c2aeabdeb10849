//! Channels and members as another site wrote them down, kept without a word to clients.

use super::actions;
use super::wire::{Channel, ChannelMember};
use super::{rules, store};
use crate::args;
use crate::base::{Id, Millis, Result};
use crate::events::Tx;
use crate::teams::Standing;
use crate::users::wire::User;

/// Writes a channel over the one of its name in its team, or as a new one. Answers its id.
pub fn keep_channel(tx: &mut Tx<'_>, mut channel: Channel, now: Millis) -> Result<Id> {
    let old = store::find_by_name(tx, channel.team_id, &channel.name, true)?;
    channel.update_at = now;
    match old {
        Some(old) => {
            channel.id = old.id;
            rules::check_channel(&channel)?;
            store::update(tx, &channel)?;
        }
        None => {
            channel.id = Id::new();
            channel.create_at = now;
            rules::check_channel(&channel)?;
            store::insert(tx, &channel)?;
            // A new channel lives until it is said that it does not.
            store::update(tx, &channel)?;
        }
    }
    Ok(channel.id)
}

/// Gives a channel a scheme.
pub fn keep_scheme(tx: &mut Tx<'_>, channel: Id, scheme: Id, now: Millis) -> Result<()> {
    store::set_scheme(tx, channel, Some(scheme.as_str()), now)
}

/// The direct or group channel of these people, made when they have none yet. Answers its id.
pub fn keep_teamless(tx: &mut Tx<'_>, people: &[User], header: &str, now: Millis) -> Result<Id> {
    let mut channel = actions::open_teamless(tx, people, now)?;
    if !header.is_empty() && channel.header != header {
        channel.header = header.to_owned();
        store::update(tx, &channel)?;
    }
    Ok(channel.id)
}

/// Writes that somebody is in a channel, and what they have read there.
pub fn keep_member(tx: &mut Tx<'_>, member: &ChannelMember, standing: Standing, now: Millis) -> Result<()> {
    let (channel, user) = (member.channel_id, member.user_id);
    store::put_members(tx, &[channel], &[user], standing, now)?;
    let mut wanted = member.clone();
    wanted.last_update_at = now;
    wanted.scheme_guest = standing == Standing::Guest;
    wanted.scheme_user = standing != Standing::Guest;
    wanted.scheme_admin = standing == Standing::Admin;
    if wanted.notify_props.is_empty() {
        wanted.notify_props = store::find_member(tx, channel, user)?.map(|now| now.notify_props).unwrap_or_default();
    }
    store::update_member(tx, &wanted)?;
    store::put_reading(tx, member)
}

/// Counts the posts of these channels anew.
pub fn recount(tx: &mut Tx<'_>, channels: &[Id]) -> Result<()> {
    let of = |what: &str, which: &str| {
        format!(
            "(select {what} from posts p where p.channelid = channels.id and p.deleteat = 0 and length(p.originalid) = 0 {which})"
        )
    };
    let sql = format!(
        "update channels set totalmsgcount = {}, totalmsgcountroot = {}, lastpostat = coalesce({}, lastpostat), \
         lastrootpostat = coalesce({}, lastrootpostat) where id in list($1)",
        of("count(*)", ""),
        of("count(*)", "and length(p.rootid) = 0"),
        of("max(p.createat)", ""),
        of("max(p.createat)", "and length(p.rootid) = 0"),
    );
    tx.run(sql, args![channels])
}
