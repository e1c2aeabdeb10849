//! Channels: where people talk, who is in them, and what each has read.
//!
//! Open and private channels belong to a team; direct and group ones to none, and nobody joins or leaves those. The
//! counters of a channel and those of its members make what is unread; rooms that write posts move them through the
//! functions here, in their own transactions. The posts that tell of comings, goings and changes are not written
//! here: the facts carry what they need. Read `rules.rs`, then `actions/`.

mod actions;
pub mod api;
pub mod asked;
mod keep;
mod moderation;
mod rules;
mod store;
pub mod wire;

use std::collections::BTreeMap;

use wire::{Channel, ChannelMember, ChannelUnreadAt};

use crate::access::{self, Actor, ChannelPlace};
use crate::app::House;
use crate::base::db::Conn;
use crate::base::error::Error;
use crate::base::{Id, Millis, Result, refuse};
use crate::events::{Event, Tx};
use crate::posts::wire::Post;
use crate::users::wire::Texts;

pub use actions::{create_direct, may_talk, record};
pub use keep::{keep_channel, keep_member, keep_scheme, keep_teamless, recount};

/// What of an active member decides whether a post mentions them.
#[derive(Debug, Clone)]
pub struct MemberProfile {
    pub user_id: Id,
    pub username: String,
    pub first_name: String,
    /// Choices of the account.
    pub user_notify_props: Texts,
    /// Choices for this channel.
    pub channel_notify_props: Texts,
}

/// A living channel of a team by its name.
pub fn find_by_name(conn: &mut Conn<'_>, team: Id, name: &str) -> Result<Option<Channel>> {
    store::find_by_name(conn, team, name, false)
}

/// A channel of a team by its name, an archived one too.
pub fn find_by_name_even_archived(conn: &mut Conn<'_>, team: Id, name: &str) -> Result<Option<Channel>> {
    store::find_by_name(conn, team, name, true)
}

/// A channel and what the actor may do there; 404 when there is none. Grants nothing.
pub fn get_place(conn: &mut Conn<'_>, actor: &Actor, id: Id) -> Result<ChannelPlace> {
    access::find_place(conn, actor, id)?.ok_or_else(no_channel)
}

/// A membership.
pub fn find_member(conn: &mut Conn<'_>, channel: Id, user: Id) -> Result<Option<ChannelMember>> {
    store::find_member(conn, channel, user)
}

/// What of each active member decides who is mentioned in a channel.
pub fn member_profiles(conn: &mut Conn<'_>, channel: Id) -> Result<Vec<MemberProfile>> {
    store::list_profiles(conn, channel)
}

/// Counts a new post of a channel. Coming and going moves the times, but is nothing to read.
pub fn count_post(tx: &mut Tx<'_>, channel: Id, post: &Post) -> Result<()> {
    let counted = i64::from(!post.is_join_or_leave());
    store::count_post(tx, channel, post.create_at, counted, post.root_id.is_none())
}

/// Counts a mention for each of these people; urgent ones only in posts that begin a thread.
pub fn count_mentions(tx: &mut Tx<'_>, channel: Id, users: &[Id], is_root: bool, urgent: bool) -> Result<()> {
    if users.is_empty() { Ok(()) } else { store::count_mentions(tx, channel, users, is_root, urgent) }
}

/// Marks channels as read by somebody. Answers up to when each is read, for those that they are in.
pub fn mark_viewed(tx: &mut Tx<'_>, user: Id, channels: &[Id], now: Millis) -> Result<BTreeMap<Id, Millis>> {
    store::mark_viewed(tx, user, channels, now)
}

/// Mutes channels for somebody, or no longer.
pub fn set_muted(tx: &mut Tx<'_>, user: Id, channels: &[Id], muted: bool, now: Millis) -> Result<()> {
    if channels.is_empty() {
        return Ok(());
    }
    store::set_muted(tx, user, channels, muted, now)?;
    for member in store::list_members_of(tx, user, channels)? {
        tx.tell(Event::ChannelMemberUpdated { member });
    }
    Ok(())
}

/// Makes everything from `at` on unread for somebody; `mentions` of it, `root_mentions` in posts that begin a thread.
pub fn mark_unread_from(
    tx: &mut Tx<'_>,
    user: Id,
    channel: Id,
    at: Millis,
    mentions: i64,
    root_mentions: i64,
) -> Result<ChannelUnreadAt> {
    store::mark_unread(tx, user, channel, at, mentions, root_mentions)?;
    unread_at(tx, user, channel)
}

/// Where somebody's unread posts of a channel begin; 404 when they are not in it.
pub fn unread_at(conn: &mut Conn<'_>, user: Id, channel: Id) -> Result<ChannelUnreadAt> {
    store::find_unread_at(conn, user, channel)?.ok_or_else(no_member)
}

/// The direct channel of two people, made when they have none yet, on behalf of the house: whom people may write to
/// is no matter here.
pub fn direct_with(house: &House, tx: &mut Tx<'_>, one: Id, other: Id) -> Result<Channel> {
    actions::put_direct(tx, one, one, other, house.clock.tick())
}

fn no_channel() -> Error {
    refuse::not_found("app.channel.get.existing.app_error").into()
}

fn no_member() -> Error {
    refuse::not_found("app.channel.get_member.missing.app_error").into()
}
