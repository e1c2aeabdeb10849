//! channels.

pub mod api;
pub mod wire;

use std::collections::BTreeMap;

use crate::args;
use crate::base::db::Conn;
use crate::base::{Id, Millis, Result, refuse};
use crate::events::Tx;
use crate::posts::wire::Post;
use crate::users::wire::Texts;
use wire::{Channel, ChannelMember, ChannelUnreadAt};

pub struct MemberProfile {
    pub user_id: Id,
    pub username: String,
    pub first_name: String,
    pub user_notify_props: Texts,
    pub channel_notify_props: Texts,
}

pub fn count_post(_: &mut Tx<'_>, _: Id, _: &Post) -> Result<()> {
    Ok(())
}

pub fn count_mentions(_: &mut Tx<'_>, _: Id, _: &[Id], _: bool, _: bool) -> Result<()> {
    Ok(())
}

pub fn mark_viewed(_: &mut Tx<'_>, _: Id, _: &[Id], _: Millis) -> Result<BTreeMap<Id, Millis>> {
    Ok(BTreeMap::new())
}

pub fn mark_unread_from(_: &mut Tx<'_>, _: Id, _: Id, _: Millis, _: i64, _: i64) -> Result<ChannelUnreadAt> {
    Err(refuse::with(501, "hearth.not_yet").into())
}

pub fn unread_at(_: &mut Conn<'_>, _: Id, _: Id) -> Result<ChannelUnreadAt> {
    Err(refuse::with(501, "hearth.not_yet").into())
}

pub fn find_member(conn: &mut Conn<'_>, channel: Id, user: Id) -> Result<Option<ChannelMember>> {
    let sql =
        format!("select {} from channelmembers cm where cm.channelid = $1 and cm.userid = $2", ChannelMember::COLUMNS);
    conn.first(sql, args![channel, user])
}

pub fn find_by_name(_: &mut Conn<'_>, _: Id, _: &str) -> Result<Option<Channel>> {
    Ok(None)
}

pub fn member_profiles(_: &mut Conn<'_>, _: Id) -> Result<Vec<MemberProfile>> {
    Ok(Vec::new())
}
