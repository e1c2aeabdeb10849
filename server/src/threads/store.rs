//! The `threads` and `threadmemberships` tables.

use crate::args;
use crate::base::db::{Columns, Conn, Row};
use crate::base::error::Context;
use crate::base::{Id, Millis, Result};
use crate::events::{Tx, Unread};

/// A thread's row.
#[derive(Debug, Clone)]
pub struct ThreadRow {
    pub root: Id,
    pub channel: Id,
    pub reply_count: i64,
    pub last_reply_at: Millis,
    pub delete_at: Millis,
    pub participants: Vec<Id>,
}

impl ThreadRow {
    /// The columns that [`Row`] reads, of a table that goes by the name `t`.
    pub const COLUMNS: &str = "t.postid, t.channelid, t.replycount, t.lastreplyat, t.threaddeleteat, t.participants";
}

impl Row for ThreadRow {
    fn from_row(columns: &mut Columns<'_>) -> Result<ThreadRow> {
        Ok(ThreadRow {
            root: columns.next()?,
            channel: columns.next()?,
            reply_count: columns.next()?,
            last_reply_at: columns.next()?,
            delete_at: columns.next()?,
            participants: columns.json()?,
        })
    }
}

/// Somebody's place in a thread.
#[derive(Debug, Clone, Copy, Default)]
pub struct Membership {
    pub user: Id,
    pub following: bool,
    pub last_viewed: Millis,
    /// Replies they have not seen, without their own, and mentions in them.
    pub unread: Unread,
}

impl Row for Membership {
    fn from_row(columns: &mut Columns<'_>) -> Result<Membership> {
        Ok(Membership {
            user: columns.next()?,
            following: columns.next()?,
            last_viewed: columns.next()?,
            unread: Unread { mentions: columns.next()?, replies: columns.next()? },
        })
    }
}

/// The columns of a [`Membership`], of a table that goes by the name `m`.
pub const MEMBERSHIP: &str = "m.userid, m.following, m.lastviewed, m.unreadmentions, (select count(*) from posts r \
    where r.rootid = m.postid and r.createat > m.lastviewed and r.deleteat = 0)";

/// A thread by its root.
pub fn find(conn: &mut Conn<'_>, root: Id) -> Result<Option<ThreadRow>> {
    conn.first(format!("select {} from threads t where t.postid = $1", ThreadRow::COLUMNS), args![root])
}

/// Somebody's place in a thread.
pub fn find_membership(conn: &mut Conn<'_>, root: Id, user: Id) -> Result<Option<Membership>> {
    let sql = format!("select {MEMBERSHIP} from threadmemberships m where m.postid = $1 and m.userid = $2");
    conn.first(sql, args![root, user])
}

/// Everybody who follows a thread.
pub fn list_followers(conn: &mut Conn<'_>, root: Id) -> Result<Vec<Membership>> {
    conn.all(format!("select {MEMBERSHIP} from threadmemberships m where m.postid = $1 and m.following"), args![root])
}

/// Counts a reply; makes the row with the first one.
pub fn count_reply(tx: &mut Tx<'_>, root: Id, channel: Id, team: Id, by: Id, at: Millis) -> Result<ThreadRow> {
    let sql = format!(
        "insert into threads as t (postid, replycount, lastreplyat, participants, channelid, threaddeleteat, \
         threadteamid) values ($1, 1, $2, '[]', $3, 0, $4) on conflict (postid) \
         do update set replycount = t.replycount + 1, lastreplyat = excluded.lastreplyat returning {}",
        // SQLite knows no alias in what an insert returns.
        ThreadRow::COLUMNS.replace("t.", "")
    );
    // The row is locked from here on: nobody else changes who took part.
    let mut row: ThreadRow = tx.one(sql, args![root, at, channel, team])?;
    if row.participants.last() != Some(&by) {
        row.participants.retain(|person| *person != by);
        row.participants.push(by);
        put_participants(tx, root, &row.participants)?;
    }
    Ok(row)
}

/// Counts a reply that is gone, and who is left.
pub fn uncount_reply(tx: &mut Tx<'_>, root: Id) -> Result<()> {
    let sql = "select userid, max(createat) from posts where rootid = $1 and deleteat = 0 group by userid order by 2";
    let left: Vec<(Id, i64)> = tx.all(sql, args![root])?;
    let last = left.last().map_or(0, |(_, at)| *at);
    let sql = "update threads set replycount = (select count(*) from posts where rootid = $1 and deleteat = 0), \
               lastreplyat = $2 where postid = $1";
    tx.run(sql, args![root, last])?;
    put_participants(tx, root, &left.into_iter().map(|(user, _)| user).collect::<Vec<_>>())
}

fn put_participants(tx: &mut Tx<'_>, root: Id, people: &[Id]) -> Result<()> {
    let people = serde_json::to_string(people).context("writing who took part in a thread")?;
    tx.run("update threads set participants = $2 where postid = $1", args![root, &people])?;
    Ok(())
}

/// Marks a thread as gone with its root.
pub fn delete(tx: &mut Tx<'_>, root: Id, at: Millis) -> Result<()> {
    tx.run("update threads set threaddeleteat = $2 where postid = $1", args![root, at])?;
    Ok(())
}

/// Brings a thread back with its root.
pub fn revive(tx: &mut Tx<'_>, root: Id) -> Result<()> {
    tx.run("update threads set threaddeleteat = 0 where postid = $1", args![root])
}

/// Lets people follow who have no place in the thread yet, as if they had seen it up to `seen`.
pub fn add_followers(tx: &mut Tx<'_>, root: Id, people: &[Id], seen: Millis, now: Millis) -> Result<()> {
    let sql = "insert into threadmemberships (postid, userid, following, lastviewed, lastupdated, unreadmentions) \
               select cast($1 as text), u.id, true, cast($2 as bigint), cast($3 as bigint), 0 from users u \
               where u.id in list($4) on conflict (postid, userid) do nothing";
    tx.run(sql, args![root, seen, now, people])?;
    Ok(())
}

/// Counts a mention in a thread for these people, who follow it from now on.
pub fn count_mentions(tx: &mut Tx<'_>, root: Id, people: &[Id], now: Millis) -> Result<()> {
    let sql = "update threadmemberships set unreadmentions = unreadmentions + 1, following = true, lastupdated = $2 \
               where postid = $1 and userid in list($3)";
    tx.run(sql, args![root, now, people])?;
    Ok(())
}

/// Writes somebody's place in a thread.
pub fn put_membership(tx: &mut Tx<'_>, root: Id, m: &Membership, now: Millis) -> Result<()> {
    let sql = "insert into threadmemberships (postid, userid, following, lastviewed, lastupdated, unreadmentions) \
               values ($1, $2, $3, $4, $5, $6) on conflict (postid, userid) do update set \
               following = excluded.following, lastviewed = excluded.lastviewed, \
               lastupdated = excluded.lastupdated, unreadmentions = excluded.unreadmentions";
    tx.run(sql, args![root, m.user, m.following, m.last_viewed, now, m.unread.mentions])?;
    Ok(())
}

/// Marks all that somebody follows in a team, and in direct channels, as read.
pub fn read_all(tx: &mut Tx<'_>, user: Id, team: Id, now: Millis) -> Result<()> {
    let sql = "update threadmemberships set lastviewed = $3, lastupdated = $3, unreadmentions = 0 \
               where userid = $1 and following and exists \
               (select 1 from threads t where t.postid = threadmemberships.postid and t.threadteamid in ($2, '') \
                and (t.lastreplyat > threadmemberships.lastviewed or threadmemberships.unreadmentions > 0))";
    tx.run(sql, args![user, team, now])?;
    Ok(())
}

/// Marks all that somebody follows in channels as read.
pub fn read_channels(tx: &mut Tx<'_>, user: Id, channels: &[Id], now: Millis) -> Result<()> {
    // From what the person follows to its threads: the other way round would look at all that was ever said there.
    let sql = "update threadmemberships as tm set lastviewed = $3, lastupdated = $3, unreadmentions = 0 \
               where tm.userid = $1 and tm.following and exists (select 1 from threads t where t.postid = tm.postid \
               and t.channelid in list($2) and (t.lastreplyat > tm.lastviewed or tm.unreadmentions > 0))";
    tx.run(sql, args![user, channels, now])
}

/// Takes the threads of a channel out for good.
pub fn erase_of_channel(tx: &mut Tx<'_>, channel: Id) -> Result<()> {
    let sql = "delete from threadmemberships where postid in (select postid from threads where channelid = $1)";
    tx.run(sql, args![channel])?;
    tx.run("delete from threads where channelid = $1", args![channel])
}

/// Takes somebody out of a channel's threads.
pub fn leave_channel(tx: &mut Tx<'_>, user: Id, channel: Id) -> Result<()> {
    let sql = "delete from threadmemberships where userid = $1 and postid in \
               (select postid from threads where channelid = $2)";
    tx.run(sql, args![user, channel])?;
    Ok(())
}

/// Takes the threads of these posts out for good.
pub fn erase(tx: &mut Tx<'_>, posts: &[Id]) -> Result<()> {
    tx.run("delete from threadmemberships where postid in list($1)", args![posts])?;
    tx.run("delete from threads where postid in list($1)", args![posts])
}

/// Counts the replies of a root anew. Answers when the last one was; `None` when there is none.
pub fn rebuild(tx: &mut Tx<'_>, root: Id, channel: Id, team: Id) -> Result<Option<Millis>> {
    let sql = "select userid, count(*), max(createat) from posts where rootid = $1 and deleteat = 0 \
               group by userid order by 3";
    let people: Vec<(Id, i64, Millis)> = tx.all(sql, args![root])?;
    let Some((_, _, last)) = people.last().copied() else { return Ok(None) };
    let replies: i64 = people.iter().map(|(_, count, _)| count).sum();
    let sql = "insert into threads (postid, replycount, lastreplyat, participants, channelid, threaddeleteat, \
               threadteamid) values ($1, $2, $3, '[]', $4, 0, $5) on conflict (postid) \
               do update set replycount = excluded.replycount, lastreplyat = excluded.lastreplyat";
    tx.run(sql, args![root, replies, last, channel, team])?;
    let people: Vec<Id> = people.into_iter().map(|row| row.0).collect();
    put_participants(tx, root, &people)?;
    Ok(Some(last))
}
