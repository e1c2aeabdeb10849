//! The `posts` table, and the book of posts that clients may send again.

use super::rules;
use super::wire::{Post, Priority};
use crate::args;
use crate::base::db::{Columns, Conn, Row};
use crate::base::error::Context;
use crate::base::{Id, Millis, Result, refuse};
use crate::events::Tx;
use crate::users::wire::Texts;

/// A post by its id, also a deleted one.
pub fn find(conn: &mut Conn<'_>, id: Id) -> Result<Option<Post>> {
    conn.first(format!("select {} from posts p where p.id = $1", Post::COLUMNS), args![id])
}

/// A post that is not deleted; 404 otherwise.
pub fn get(conn: &mut Conn<'_>, id: Id) -> Result<Post> {
    let post = find(conn, id)?.filter(|post| post.delete_at == 0);
    post.ok_or_else(|| refuse::not_found("app.post.get.app_error").into())
}

/// These posts, those that are not deleted, in no order.
pub fn list(conn: &mut Conn<'_>, ids: &[Id]) -> Result<Vec<Post>> {
    let sql = format!("select {} from posts p where p.id in list($1) and p.deleteat = 0", Post::COLUMNS);
    conn.all(sql, args![ids])
}

/// Earlier versions of a post, newest first.
pub fn list_versions(conn: &mut Conn<'_>, id: Id) -> Result<Vec<Post>> {
    let sql = format!(
        "select {} from posts p where p.originalid = $1 and p.originalid <> '' order by p.updateat desc",
        Post::COLUMNS
    );
    conn.all(sql, args![id])
}

pub fn insert(tx: &mut Tx<'_>, post: &Post) -> Result<()> {
    let sql = "insert into posts (id, createat, updateat, editat, deleteat, ispinned, userid, channelid, rootid, \
               originalid, message, type, props, hashtags, filenames, fileids, hasreactions, remoteid) values \
               ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, '[]', $15, $16, $17)";
    let (props, files) = texts(post)?;
    let remote = post.remote_id.as_deref();
    let p = post;
    tx.run(
        sql,
        args![
            p.id,
            p.create_at,
            p.update_at,
            p.edit_at,
            p.delete_at,
            p.is_pinned,
            p.user_id,
            p.channel_id,
            p.root_id,
            p.original_id,
            &p.message,
            &p.kind,
            &props,
            &p.hashtags,
            &files,
            p.has_reactions,
            remote
        ],
    )?;
    Ok(())
}

/// Writes how much a post wants to be noticed.
pub fn insert_priority(tx: &mut Tx<'_>, post: &Post, priority: &Priority) -> Result<()> {
    let sql = "insert into postspriority (postid, channelid, priority, requestedack, persistentnotifications) \
               values ($1, $2, $3, $4, $5)";
    let word = priority.priority.as_deref().unwrap_or_default();
    tx.run(sql, args![post.id, post.channel_id, word, priority.requested_ack, priority.persistent_notifications])
}

/// Writes what may change of a post.
pub fn update(tx: &mut Tx<'_>, post: &Post) -> Result<()> {
    let sql = "update posts set updateat = $2, editat = $3, ispinned = $4, message = $5, props = $6, hashtags = $7, \
               fileids = $8, hasreactions = $9 where id = $1";
    let (props, files) = texts(post)?;
    let p = post;
    tx.run(
        sql,
        args![p.id, p.update_at, p.edit_at, p.is_pinned, &p.message, &props, &p.hashtags, &files, p.has_reactions],
    )?;
    Ok(())
}

/// Raises `updateat`, so that clients that ask for changes get the post, and says whether it has reactions.
pub fn set_updated(tx: &mut Tx<'_>, id: Id, at: Millis, has_reactions: Option<bool>) -> Result<()> {
    match has_reactions {
        Some(has) => tx.run("update posts set updateat = $2, hasreactions = $3 where id = $1", args![id, at, has])?,
        None => tx.run("update posts set updateat = $2 where id = $1", args![id, at])?,
    };
    Ok(())
}

/// Marks posts as changed that lost reactions, and whether they have some left.
pub fn recount_reactions(tx: &mut Tx<'_>, ids: &[Id], at: Millis) -> Result<()> {
    let sql = "update posts set updateat = $2, hasreactions = exists (select 1 from reactions r \
               where r.postid = posts.id and r.deleteat = 0) where id in list($1)";
    if ids.is_empty() { Ok(()) } else { tx.run(sql, args![ids, at]) }
}

/// Marks a post and its replies as deleted.
pub fn delete(tx: &mut Tx<'_>, post: &Post, at: Millis) -> Result<()> {
    let (props, _) = texts(post)?;
    let one = "update posts set deleteat = $2, updateat = $2, props = $3 where id = $1";
    tx.run(one, args![post.id, at, &props])?;
    if post.root_id.is_none() {
        let replies = "update posts set deleteat = $2, updateat = $2 where rootid = $1 and deleteat = 0";
        tx.run(replies, args![post.id, at])?;
    }
    Ok(())
}

/// Brings back a post, and those of its replies that went at the same time.
pub fn revive(tx: &mut Tx<'_>, post: &Post, now: Millis) -> Result<()> {
    let sql = "update posts set deleteat = 0, updateat = $2 where (id = $1 or rootid = $1) and deleteat = $3";
    tx.run(sql, args![post.id, now, post.delete_at])
}

/// Takes the earlier versions of a post out for good.
pub fn erase_versions(tx: &mut Tx<'_>, id: Id) -> Result<()> {
    tx.run("delete from posts where originalid = $1 and originalid <> ''", args![id])
}

/// Takes a post, its replies and its versions out for good.
pub fn erase(tx: &mut Tx<'_>, id: Id) -> Result<()> {
    let sql = "delete from postspriority where postid in (select id from posts where id = $1 or rootid = $1)";
    tx.run(sql, args![id])?;
    tx.run("delete from posts where id = $1 or rootid = $1 or (originalid = $1 and originalid <> '')", args![id])?;
    Ok(())
}

/// Takes the posts of a channel out for good.
pub fn erase_of_channel(tx: &mut Tx<'_>, channel: Id) -> Result<()> {
    let sql = "delete from postspriority where postid in (select id from posts where channelid = $1)";
    tx.run(sql, args![channel])?;
    tx.run("delete from posts where channelid = $1", args![channel])
}

/// Those of a thread who want to hear of every reply though they see threads within their channel: of all threads
/// that they took part in, or of those that they began. `setting` is `CollapsedThreads`.
pub fn list_commented(conn: &mut Conn<'_>, root: &Post, setting: &str) -> Result<Vec<Id>> {
    let sql = "select u.id, u.notifyprops, coalesce(pr.value, '') from users u \
               join channelmembers cm on cm.channelid = $2 and cm.userid = u.id \
               left join preferences pr on pr.userid = u.id and pr.category = 'display_settings' \
               and pr.name = 'collapsed_reply_threads' where u.deleteat = 0 and u.id in \
               (select p.userid from posts p where (p.rootid = $1 or p.id = $1) and p.deleteat = 0)";
    let people: Vec<Commented> = conn.all(sql, args![root.id, root.channel_id])?;
    let wants = |person: &Commented| match person.notify_props.get("comments").map(String::as_str) {
        Some("any") => true,
        Some("root") => person.id == root.user_id,
        _ => false,
    };
    let within = |person: &Commented| !rules::is_collapsed(setting, &person.choice);
    Ok(people.into_iter().filter(|person| wants(person) && within(person)).map(|person| person.id).collect())
}

struct Commented {
    id: Id,
    notify_props: Texts,
    choice: String,
}

/// The key that seals cookies: the given one, unless there is one already.
pub fn keep_seal_key(tx: &mut Tx<'_>, fresh: &str) -> Result<String> {
    let sql = "insert into systems (name, value) values ('HearthCookieKey', $1) on conflict (name) do nothing";
    tx.run(sql, args![fresh])?;
    Ok(tx.one::<(String,)>("select value from systems where name = 'HearthCookieKey'", args![])?.0)
}

impl Row for Commented {
    fn from_row(columns: &mut Columns<'_>) -> Result<Commented> {
        Ok(Commented { id: columns.next()?, notify_props: columns.json()?, choice: columns.next()? })
    }
}

/// Whether somebody sees threads apart from their channels.
pub fn sees_collapsed(conn: &mut Conn<'_>, setting: &str, user: Id) -> Result<bool> {
    let sql = "select value from preferences where userid = $1 and category = 'display_settings' \
               and name = 'collapsed_reply_threads'";
    let choice = conn.first::<(String,)>(sql, args![user])?.map(|(choice,)| choice).unwrap_or_default();
    Ok(rules::is_collapsed(setting, &choice))
}

/// Takes these posts, their replies and their versions out for good; answers which that were.
pub fn erase_all(tx: &mut Tx<'_>, ids: &[Id]) -> Result<Vec<Id>> {
    let sql = "select p.id from posts p where p.id in list($1) or p.rootid in list($1) \
               or (p.originalid in list($1) and p.originalid <> '')";
    let all: Vec<(Id,)> = tx.all(sql, args![ids])?;
    let all: Vec<Id> = all.into_iter().map(|row| row.0).collect();
    tx.run("delete from posts where id in list($1)", args![&all])?;
    Ok(all)
}

/// Books that a client's own id stands for a post; false when it stands for one already.
pub fn book_pending(tx: &mut Tx<'_>, post: &Post) -> Result<bool> {
    let sql = "insert into hearth_pendingposts (userid, pendingpostid, postid, createat) values ($1, $2, $3, $4) \
               on conflict (userid, pendingpostid) do nothing";
    Ok(tx.change(sql, args![post.user_id, &post.pending_post_id, post.id, post.create_at])? > 0)
}

/// The post that a client's own id stands for.
pub fn find_pending(conn: &mut Conn<'_>, user: Id, pending: &str) -> Result<Option<Post>> {
    let sql = format!(
        "select {} from hearth_pendingposts h join posts p on p.id = h.postid \
         where h.userid = $1 and h.pendingpostid = $2",
        Post::COLUMNS
    );
    conn.first(sql, args![user, pending])
}

/// Forgets clients' own ids from before a time.
pub fn forget_pending(tx: &mut Tx<'_>, before: Millis) -> Result<()> {
    tx.run("delete from hearth_pendingposts where createat < $1", args![before])?;
    Ok(())
}

/// How many replies a root has, as its thread counts them.
pub fn count_replies(conn: &mut Conn<'_>, root: Id) -> Result<i64> {
    let found: Option<(i64,)> = conn.first("select replycount from threads where postid = $1", args![root])?;
    Ok(found.map_or(0, |(count,)| count))
}

/// Who follows a root's thread.
pub fn list_followers(conn: &mut Conn<'_>, root: Id) -> Result<Vec<Id>> {
    let sql = "select userid from threadmemberships where postid = $1 and following";
    Ok(conn.all::<(Id,)>(sql, args![root])?.into_iter().map(|(id,)| id).collect())
}

fn texts(post: &Post) -> Result<(String, String)> {
    const WRITING: &str = "writing a post's JSON";
    Ok((serde_json::to_string(&post.props).context(WRITING)?, serde_json::to_string(&post.file_ids).context(WRITING)?))
}
