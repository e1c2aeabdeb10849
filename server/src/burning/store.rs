//! The tables of words that burn, and of those who revealed them.

use crate::args;
use crate::base::db::Conn;
use crate::base::error::Context;
use crate::base::{Id, Millis, Result};
use crate::events::Tx;
use crate::posts::wire::{BURNS, Post};

/// Keeps the words of a post until a time.
pub fn insert(tx: &mut Tx<'_>, post: &Post, until: Millis) -> Result<()> {
    let sql = "insert into temporaryposts (postid, type, expireat, message, fileids) values ($1, $2, $3, $4, $5)";
    let files = serde_json::to_string(&post.file_ids).context("writing a post's JSON")?;
    tx.run(sql, args![post.id, BURNS, until, &post.message, &files])
}

/// Until when a post stands; `None` once it is gone.
pub fn find_end(conn: &mut Conn<'_>, post: Id) -> Result<Option<Millis>> {
    let found = conn.first::<(Millis,)>("select expireat from temporaryposts where postid = $1", args![post])?;
    Ok(found.map(|(at,)| at))
}

/// The posts whose time is over first, with that time.
pub fn list_first(conn: &mut Conn<'_>, most: i64) -> Result<Vec<(Id, Millis)>> {
    conn.all("select postid, expireat from temporaryposts order by expireat limit $1", args![most])
}

/// Gives a post another time.
pub fn set_end(tx: &mut Tx<'_>, post: Id, at: Millis) -> Result<()> {
    tx.run("update temporaryposts set expireat = $2 where postid = $1", args![post, at])
}

/// Takes the words and the receipts away.
pub fn delete(tx: &mut Tx<'_>, post: Id) -> Result<()> {
    tx.run("delete from temporaryposts where postid = $1", args![post])?;
    tx.run("delete from readreceipts where postid = $1", args![post])
}

/// Until when somebody may read a post that they revealed.
pub fn find_receipt(conn: &mut Conn<'_>, post: Id, user: Id) -> Result<Option<Millis>> {
    let sql = "select expireat from readreceipts where postid = $1 and userid = $2";
    Ok(conn.first::<(Millis,)>(sql, args![post, user])?.map(|(at,)| at))
}

/// Writes until when somebody may read a post.
pub fn put_receipt(tx: &mut Tx<'_>, post: Id, user: Id, until: Millis) -> Result<()> {
    let sql = "insert into readreceipts (postid, userid, expireat) values ($1, $2, $3) \
               on conflict (postid, userid) do update set expireat = excluded.expireat";
    tx.run(sql, args![post, user, until])
}

/// Who has revealed a post.
pub fn list_recipients(conn: &mut Conn<'_>, post: Id) -> Result<Vec<Id>> {
    let sql = "select userid from readreceipts where postid = $1 order by expireat, userid";
    Ok(conn.all::<(Id,)>(sql, args![post])?.into_iter().map(|(id,)| id).collect())
}

/// How many members of the channel, the author aside, have not revealed a post.
pub fn count_unread(conn: &mut Conn<'_>, post: &Post) -> Result<i64> {
    let sql = "select count(*) from channelmembers cm join users u on u.id = cm.userid and u.deleteat = 0 \
               left join readreceipts r on r.postid = $2 and r.userid = cm.userid \
               where cm.channelid = $1 and cm.userid <> $3 and r.userid is null";
    Ok(conn.one::<(i64,)>(sql, args![post.channel_id, post.id, post.user_id])?.0)
}

/// Takes the words and the receipts away whose posts are gone.
pub fn delete_orphans(tx: &mut Tx<'_>) -> Result<()> {
    tx.run("delete from temporaryposts as t where not exists (select 1 from posts p where p.id = t.postid)", args![])?;
    tx.run("delete from readreceipts as r where not exists (select 1 from posts p where p.id = r.postid)", args![])
}
