//! What other rooms ask of channels for a person, such as a slash command: with the checks that the routes have.

use serde_json::json;

use super::wire::{Channel, ChannelPatch};
use super::{actions, get_place, rules};
use crate::access::{Actor, Permission};
use crate::base::{Id, Millis, Result, refuse};
use crate::events::Tx;
use crate::teams;
use crate::users::wire::User;

/// Changes a channel's names, header or purpose.
pub fn change(tx: &mut Tx<'_>, actor: &Actor, channel: Id, patch: ChannelPatch, now: Millis) -> Result<Channel> {
    let place = get_place(tx, actor, channel)?;
    if !rules::may_change(&place) {
        return Err(actor.lacks(Permission::ManagePublicChannelProperties));
    }
    rules::check_patch(&place.channel, &patch)?;
    actions::patch(tx, place, patch, actor.id(), now)
}

/// Adds people to a channel, or lets the actor join it.
pub fn add(tx: &mut Tx<'_>, actor: &Actor, channel: Id, people: &[Id], now: Millis) -> Result<()> {
    let place = get_place(tx, actor, channel)?;
    rules::demand_adding(actor, &place, people)?;
    if !teams::may_see_all(tx, actor, people)? {
        return Err(actor.lacks(Permission::ViewMembers));
    }
    actions::add(tx, place.channel, people, actor.id(), now).map(drop)
}

/// Takes somebody out of a channel, or lets the actor leave it.
pub fn remove(tx: &mut Tx<'_>, actor: &Actor, channel: Id, user: User, now: Millis) -> Result<()> {
    let place = get_place(tx, actor, channel)?;
    rules::demand_removing(actor, &place, user.id)?;
    actions::remove_member(tx, place.channel, user, actor.id(), now)
}

/// Mutes a channel for the actor, or no longer; answers whether it is muted now, `None` when they are not in it.
pub fn toggle_mute(tx: &mut Tx<'_>, actor: &Actor, channel: Id, now: Millis) -> Result<Option<bool>> {
    let Some(member) = super::find_member(tx, channel, actor.id())? else { return Ok(None) };
    let muted = member.notify_props.get("mark_unread").is_some_and(|choice| choice == "mention");
    let choice = if muted { "all" } else { "mention" };
    let props = serde_json::from_value(json!({ "mark_unread": choice })).unwrap_or_default();
    actions::set_notify_props(tx, channel, actor.id(), props, now)?;
    Ok(Some(!muted))
}

/// The group channel of these people and the actor.
pub fn group(tx: &mut Tx<'_>, actor: &Actor, mut people: Vec<Id>, now: Millis) -> Result<Channel> {
    actor.demand(Permission::CreateGroupChannel)?;
    people.push(actor.id());
    people.sort_unstable();
    people.dedup();
    if !teams::may_see_all(tx, actor, &people)? {
        return Err(refuse::forbidden().into());
    }
    actions::create_group(tx, people, now)
}
