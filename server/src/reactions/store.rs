//! The `reactions` table.

use super::wire::Reaction;
use crate::args;
use crate::base::db::Conn;
use crate::base::{Id, Millis, Result};
use crate::events::Tx;

/// A reaction that stands.
pub fn find(conn: &mut Conn<'_>, post: Id, user: Id, emoji: &str) -> Result<Option<Reaction>> {
    let sql = format!(
        "select {} from reactions r where r.postid = $1 and r.userid = $2 and r.emojiname = $3 and r.deleteat = 0",
        Reaction::COLUMNS
    );
    conn.first(sql, args![post, user, emoji])
}

/// The reactions on these posts, oldest first.
pub fn list(conn: &mut Conn<'_>, posts: &[Id]) -> Result<Vec<Reaction>> {
    let sql = format!(
        "select {} from reactions r where r.postid in list($1) and r.deleteat = 0 order by r.createat",
        Reaction::COLUMNS
    );
    conn.all(sql, args![posts])
}

/// The different emoji on a post.
pub fn count_emoji(conn: &mut Conn<'_>, post: Id) -> Result<i64> {
    let sql = "select count(distinct emojiname) from reactions where postid = $1 and deleteat = 0";
    Ok(conn.one::<(i64,)>(sql, args![post])?.0)
}

/// Whether the post has this emoji, from anybody.
pub fn has_emoji(conn: &mut Conn<'_>, post: Id, emoji: &str) -> Result<bool> {
    let sql = "select count(*) from reactions where postid = $1 and emojiname = $2 and deleteat = 0";
    Ok(conn.one::<(i64,)>(sql, args![post, emoji])?.0 > 0)
}

/// Writes a reaction, or again one that was taken away.
pub fn insert(tx: &mut Tx<'_>, reaction: &Reaction) -> Result<()> {
    let sql = "insert into reactions (userid, postid, emojiname, createat, updateat, deleteat, remoteid, channelid) \
               values ($1, $2, $3, $4, $5, 0, '', $6) on conflict (postid, userid, emojiname) \
               do update set createat = excluded.createat, updateat = excluded.updateat, deleteat = 0";
    let r = reaction;
    tx.run(sql, args![r.user_id, r.post_id, &r.emoji_name, r.create_at, r.update_at, r.channel_id])?;
    Ok(())
}

pub fn delete(tx: &mut Tx<'_>, reaction: &Reaction, at: Millis) -> Result<()> {
    let sql = "update reactions set deleteat = $4, updateat = $4 where postid = $1 and userid = $2 and emojiname = $3";
    tx.run(sql, args![reaction.post_id, reaction.user_id, &reaction.emoji_name, at])?;
    Ok(())
}

/// Takes an emoji off every post; answers which posts had it.
pub fn delete_emoji(tx: &mut Tx<'_>, emoji: &str, at: Millis) -> Result<Vec<Id>> {
    let sql = "select distinct r.postid from reactions r where r.emojiname = $1 and r.deleteat = 0";
    let posts: Vec<(Id,)> = tx.all(sql, args![emoji])?;
    let sql = "update reactions set deleteat = $2, updateat = $2 where emojiname = $1 and deleteat = 0";
    tx.run(sql, args![emoji, at])?;
    Ok(posts.into_iter().map(|(post,)| post).collect())
}

/// Takes the reactions of a channel out for good.
pub fn erase_of_channel(tx: &mut Tx<'_>, channel: Id) -> Result<()> {
    tx.run("delete from reactions where channelid = $1", args![channel])
}

/// Takes the reactions on these posts out for good.
pub fn erase(tx: &mut Tx<'_>, posts: &[Id]) -> Result<()> {
    tx.run("delete from reactions where postid in list($1)", args![posts])
}
