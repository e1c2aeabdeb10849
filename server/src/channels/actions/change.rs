//! Changing, archiving and bringing back channels.

use std::sync::Arc;

use crate::access::ChannelPlace;
use crate::base::{Id, Millis, Result, refuse};
use crate::channels::wire::{Channel, ChannelPatch};
use crate::channels::{rules, store};
use crate::events::{Event, Tx};

/// Lays a change over a channel.
pub fn patch(tx: &mut Tx<'_>, place: ChannelPlace, patch: ChannelPatch, by: Id, now: Millis) -> Result<Channel> {
    let before = place.channel.clone();
    let channel = save(tx, place, patch, now)?;
    tx.tell(Event::ChannelUpdated { channel: Arc::new(channel.clone()), before: Arc::new(before), by });
    Ok(channel)
}

/// As [`patch`], for a channel that was sent whole. Of that only a new display name is told in the channel, as by the
/// official server: a client that sends everything need not mean all of it.
pub fn replace(tx: &mut Tx<'_>, place: ChannelPlace, patch: ChannelPatch, by: Id, now: Millis) -> Result<Channel> {
    let before = place.channel.clone();
    let channel = save(tx, place, patch, now)?;
    let before = Channel { header: channel.header.clone(), purpose: channel.purpose.clone(), ..before };
    tx.tell(Event::ChannelUpdated { channel: Arc::new(channel.clone()), before: Arc::new(before), by });
    Ok(channel)
}

fn save(tx: &mut Tx<'_>, place: ChannelPlace, patch: ChannelPatch, now: Millis) -> Result<Channel> {
    rules::check_patch(&place.channel, &patch)?;
    let channel = Channel { update_at: now, ..rules::patched(place.channel, patch) };
    rules::check_channel(&channel)?;
    store::update(tx, &channel)?;
    Ok(channel)
}

/// Makes a channel open or private.
pub fn set_privacy(tx: &mut Tx<'_>, channel: Channel, open: bool, by: Id, now: Millis) -> Result<Channel> {
    if channel.name == rules::TOWN_SQUARE && !open {
        return Err(refuse::with(400, "api.channel.update_channel_privacy.default_channel_error").into());
    }
    if channel.is_deleted() {
        return Err(refuse::with(400, "app.channel.update.bad_id").into());
    }
    let before = Arc::new(channel.clone());
    let channel = Channel { kind: if open { "O" } else { "P" }.into(), update_at: now, ..channel };
    store::update(tx, &channel)?;
    let told = Arc::new(channel.clone());
    tx.tell(Event::ChannelConverted { channel: told.clone(), by });
    tx.tell(Event::ChannelUpdated { channel: told, before, by });
    Ok(channel)
}

/// Archives a channel: it stays readable, and its name stays taken.
pub fn archive(tx: &mut Tx<'_>, channel: Channel, by: Id, now: Millis) -> Result<()> {
    if channel.is_deleted() {
        return Err(refuse::with(400, "api.channel.delete_channel.deleted.app_error").into());
    }
    let channel = Channel { delete_at: now, update_at: now, ..channel };
    store::update(tx, &channel)?;
    tx.tell(Event::ChannelDeleted { channel: Arc::new(channel), by });
    Ok(())
}

/// Removes a channel and its memberships for good. What other rooms keep of it goes with it, by this fact.
pub fn remove(tx: &mut Tx<'_>, channel: Channel) -> Result<()> {
    store::delete(tx, channel.id)?;
    tx.tell(Event::ChannelErased { channel: channel.id });
    Ok(())
}

/// Brings a channel back.
pub fn restore(tx: &mut Tx<'_>, channel: Channel, by: Id, now: Millis) -> Result<Channel> {
    if !channel.is_deleted() {
        return Err(refuse::with(400, "api.channel.restore_channel.restored.app_error").into());
    }
    let channel = Channel { delete_at: 0, update_at: now, ..channel };
    store::update(tx, &channel)?;
    tx.tell(Event::ChannelRestored { channel: Arc::new(channel.clone()), by });
    Ok(channel)
}
