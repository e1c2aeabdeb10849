//! The tables of acknowledgements and of persistent notifications.

use crate::args;
use crate::base::db::{Columns, Conn, Row};
use crate::base::{Id, Millis, Result};
use crate::events::Tx;
use crate::posts::wire::Acknowledgement;

/// Writes that somebody took note.
pub fn put(tx: &mut Tx<'_>, a: &Acknowledgement) -> Result<()> {
    let sql = "insert into postacknowledgements (postid, userid, acknowledgedat, channelid) values ($1, $2, $3, $4) \
               on conflict (postid, userid) do update set acknowledgedat = excluded.acknowledgedat";
    tx.run(sql, args![a.post_id, a.user_id, a.acknowledged_at, a.channel_id])
}

/// Whether, and when, somebody took note.
pub fn find(conn: &mut Conn<'_>, post: Id, user: Id) -> Result<Option<Acknowledgement>> {
    let sql = format!(
        "select {} from postacknowledgements a where a.postid = $1 and a.userid = $2",
        Acknowledgement::COLUMNS
    );
    conn.first(sql, args![post, user])
}

/// Takes back that somebody took note.
pub fn delete(tx: &mut Tx<'_>, post: Id, user: Id) -> Result<()> {
    tx.run("delete from postacknowledgements where postid = $1 and userid = $2", args![post, user])
}

/// A post that notifies again and again.
#[derive(Debug, Clone, Copy)]
pub struct Persistent {
    pub post: Id,
    /// When it notified last.
    pub last_sent_at: Millis,
    /// How often it notified, the first time not counted.
    pub sent: i64,
}

impl Row for Persistent {
    fn from_row(columns: &mut Columns<'_>) -> Result<Persistent> {
        Ok(Persistent { post: columns.next()?, last_sent_at: columns.next()?, sent: columns.next()? })
    }
}

/// From now on a post notifies again and again.
pub fn begin(tx: &mut Tx<'_>, post: Id, at: Millis) -> Result<()> {
    let sql = "insert into persistentnotifications (postid, createat, lastsentat) values ($1, $2, $2) \
               on conflict (postid) do nothing";
    tx.run(sql, args![post, at])
}

/// The posts that notified longest ago.
pub fn list_oldest(conn: &mut Conn<'_>, most: i64) -> Result<Vec<Persistent>> {
    let sql = "select postid, lastsentat, sentcount from persistentnotifications where deleteat = 0 \
               order by lastsentat limit $1";
    conn.all(sql, args![most])
}

/// Whether a post notifies again and again.
pub fn is_persistent(conn: &mut Conn<'_>, post: Id) -> Result<bool> {
    let sql = "select postid from persistentnotifications where postid = $1 and deleteat = 0";
    Ok(conn.first::<(Id,)>(sql, args![post])?.is_some())
}

/// A post notified once more.
pub fn count(tx: &mut Tx<'_>, post: Id, at: Millis) -> Result<()> {
    let sql = "update persistentnotifications set lastsentat = $2, sentcount = sentcount + 1 where postid = $1";
    tx.run(sql, args![post, at])
}

/// A post notifies no more.
pub fn end(tx: &mut Tx<'_>, post: Id, at: Millis) -> Result<()> {
    tx.run("update persistentnotifications set deleteat = $2 where postid = $1 and deleteat = 0", args![post, at])
}

/// Takes what is kept of the posts of a channel out for good.
pub fn erase_of_channel(tx: &mut Tx<'_>, channel: Id) -> Result<()> {
    tx.run("delete from postacknowledgements where channelid = $1", args![channel])?;
    tx.run(
        "delete from persistentnotifications as n where not exists (select 1 from posts p where p.id = n.postid)",
        args![],
    )
}

/// Posts of a channel notify no more.
pub fn end_in_channel(tx: &mut Tx<'_>, channel: Id, at: Millis) -> Result<()> {
    let sql = "update persistentnotifications as n set deleteat = $2 where n.deleteat = 0 \
               and exists (select 1 from postspriority p where p.postid = n.postid and p.channelid = $1)";
    tx.run(sql, args![channel, at])
}
