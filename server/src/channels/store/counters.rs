//! What is unread: the counters of channels and of each member.

use std::collections::BTreeMap;

use crate::args;
use crate::base::db::{Columns, Conn, Row};
use crate::base::{Id, Millis, Result};
use crate::channels::wire::{ChannelUnread, ChannelUnreadAt};
use crate::events::Tx;

/// Counts a post that was written at `at`: `counted` is 0 for those that are not something to read.
pub fn count_post(tx: &mut Tx<'_>, channel: Id, at: Millis, counted: i64, is_root: bool) -> Result<()> {
    let sql = "update channels set totalmsgcount = totalmsgcount + $3, \
               totalmsgcountroot = totalmsgcountroot + case when $4 then $3 else 0 end, \
               lastpostat = case when lastpostat > $2 then lastpostat else $2 end, \
               lastrootpostat = case when $4 and lastrootpostat < $2 then $2 else lastrootpostat end where id = $1";
    tx.run(sql, args![channel, at, counted, is_root])?;
    Ok(())
}

/// Counts a mention for each of these people.
pub fn count_mentions(tx: &mut Tx<'_>, channel: Id, users: &[Id], is_root: bool, urgent: bool) -> Result<()> {
    let sql = "update channelmembers set mentioncount = mentioncount + 1, \
               mentioncountroot = mentioncountroot + case when $3 then 1 else 0 end, \
               urgentmentioncount = urgentmentioncount + case when $3 and $4 then 1 else 0 end \
               where channelid = $1 and userid in list($2)";
    tx.run(sql, args![channel, users, is_root, urgent])?;
    Ok(())
}

/// Marks channels as read by somebody; answers up to when each is read, for those that they are in.
pub fn mark_viewed(tx: &mut Tx<'_>, user: Id, channels: &[Id], now: Millis) -> Result<BTreeMap<Id, Millis>> {
    let sql = "update channelmembers as cm set msgcount = c.totalmsgcount, msgcountroot = c.totalmsgcountroot, \
               mentioncount = 0, mentioncountroot = 0, urgentmentioncount = 0, lastupdateat = $3, \
               lastviewedat = case when cm.lastviewedat > c.lastpostat then cm.lastviewedat else c.lastpostat end \
               from channels c where c.id = cm.channelid and cm.userid = $1 and cm.channelid in list($2) \
               returning channelid, lastviewedat";
    Ok(tx.all::<(Id, Millis)>(sql, args![user, channels, now])?.into_iter().collect())
}

/// Posts that are about coming and going; as [`Post::is_join_or_leave`](crate::posts::wire::Post::is_join_or_leave).
const NOT_COUNTED: &str = "p.type not in ('system_join_leave', 'system_add_remove', 'system_join_channel', \
    'system_leave_channel', 'system_join_team', 'system_leave_team', 'system_add_to_channel', \
    'system_remove_from_channel', 'system_add_to_team', 'system_remove_from_team')";

/// Makes everything from `at` on unread for somebody.
pub fn mark_unread(tx: &mut Tx<'_>, user: Id, channel: Id, at: Millis, mentions: i64, roots: i64) -> Result<()> {
    let sql = format!(
        "update channelmembers as cm set lastviewedat = $3 - 1, lastupdateat = $3, mentioncount = $4, \
         mentioncountroot = $5, urgentmentioncount = 0, \
         msgcount = c.totalmsgcount - (select count(*) from posts p where p.channelid = $2 and p.createat >= $3 \
         and p.deleteat = 0 and {NOT_COUNTED}), \
         msgcountroot = c.totalmsgcountroot - (select count(*) from posts p where p.channelid = $2 \
         and p.createat >= $3 and p.deleteat = 0 and length(p.rootid) = 0 and {NOT_COUNTED}) \
         from channels c where c.id = cm.channelid and cm.userid = $1 and cm.channelid = $2"
    );
    tx.run(sql, args![user, channel, at, mentions, roots])?;
    Ok(())
}

/// Where somebody's unread posts of a channel begin.
pub fn find_unread_at(conn: &mut Conn<'_>, user: Id, channel: Id) -> Result<Option<ChannelUnreadAt>> {
    let sql = "select c.teamid, cm.userid, cm.channelid, cm.msgcount, cm.mentioncount, cm.mentioncountroot, \
               cm.urgentmentioncount, cm.msgcountroot, cm.lastviewedat from channelmembers cm \
               join channels c on c.id = cm.channelid where cm.userid = $1 and cm.channelid = $2";
    Ok(conn.first::<UnreadAt>(sql, args![user, channel])?.map(|row| row.0))
}

struct UnreadAt(ChannelUnreadAt);

impl Row for UnreadAt {
    fn from_row(columns: &mut Columns<'_>) -> Result<UnreadAt> {
        Ok(UnreadAt(ChannelUnreadAt {
            team_id: columns.next()?,
            user_id: columns.next()?,
            channel_id: columns.next()?,
            msg_count: columns.next()?,
            mention_count: columns.next()?,
            mention_count_root: columns.next()?,
            urgent_mention_count: columns.next()?,
            msg_count_root: columns.next()?,
            last_viewed_at: columns.next()?,
        }))
    }
}

/// What is unread in a channel for somebody who is in it. In a muted one only mentions are.
pub fn find_unread(conn: &mut Conn<'_>, user: Id, channel: Id) -> Result<Option<ChannelUnread>> {
    let sql = "select c.teamid, cm.channelid, \
               case when cm.notifyprops like '%\"mark_unread\":\"mention\"%' then 0 else c.totalmsgcount - cm.msgcount end, \
               cm.mentioncount, cm.mentioncountroot, cm.urgentmentioncount, \
               case when cm.notifyprops like '%\"mark_unread\":\"mention\"%' then 0 \
               else c.totalmsgcountroot - cm.msgcountroot end \
               from channelmembers cm join channels c on c.id = cm.channelid \
               where cm.userid = $1 and cm.channelid = $2";
    Ok(conn.first::<Unread>(sql, args![user, channel])?.map(|row| row.0))
}

struct Unread(ChannelUnread);

impl Row for Unread {
    fn from_row(columns: &mut Columns<'_>) -> Result<Unread> {
        Ok(Unread(ChannelUnread {
            team_id: columns.next()?,
            channel_id: columns.next()?,
            msg_count: columns.next::<i64>()?.max(0),
            mention_count: columns.next()?,
            mention_count_root: columns.next()?,
            urgent_mention_count: columns.next()?,
            msg_count_root: columns.next::<i64>()?.max(0),
        }))
    }
}
