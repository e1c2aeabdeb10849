//! The `scheduledposts` table.

use super::wire::ScheduledPost;
use crate::args;
use crate::base::db::{Conn, OnDuplicate};
use crate::base::error::Context;
use crate::base::{Id, Millis, Result, refuse};
use crate::events::Tx;

/// One by its id.
pub fn find(conn: &mut Conn<'_>, id: Id) -> Result<Option<ScheduledPost>> {
    let sql = format!("select {} from scheduledposts s where s.id = $1", ScheduledPost::COLUMNS);
    conn.first(sql, args![id])
}

/// Somebody's posts for the channels of a team (`Id::NONE`: for direct and group channels), in the order of sending.
pub fn list(conn: &mut Conn<'_>, user: Id, team: Id) -> Result<Vec<ScheduledPost>> {
    const MOST: i64 = 1_000;
    let sql = format!(
        "select {} from scheduledposts s join channels c on c.id = s.channelid and c.teamid = $2 \
         where s.userid = $1 order by s.scheduledat, s.createat limit $3",
        ScheduledPost::COLUMNS
    );
    conn.all(sql, args![user, team, MOST])
}

/// The first that wait, in the order of sending.
pub fn list_waiting(conn: &mut Conn<'_>, most: i64) -> Result<Vec<ScheduledPost>> {
    let sql = format!(
        "select {} from scheduledposts s where s.errorcode = '' order by s.scheduledat, s.createat, s.id limit $1",
        ScheduledPost::COLUMNS
    );
    conn.all(sql, args![most])
}

/// Writes a new one.
pub fn insert(tx: &mut Tx<'_>, post: &ScheduledPost) -> Result<()> {
    let sql = "insert into scheduledposts (id, createat, updateat, userid, channelid, rootid, message, type, props, \
               fileids, priority, scheduledat, processedat, errorcode) values \
               ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
    let [props, files, priority] = texts(post)?;
    let p = post;
    let args = args![
        p.id,
        p.create_at,
        p.update_at,
        p.user_id,
        p.channel_id,
        p.root_id,
        &p.message,
        &p.kind,
        &props,
        &files,
        &priority,
        p.scheduled_at,
        p.processed_at,
        &p.error_code
    ];
    let taken = || refuse::with(400, "app.save_scheduled_post.save.app_error").into();
    tx.change(sql, args).map(drop).on_duplicate("scheduledposts.id", taken)
}

/// Writes what may change of one.
pub fn update(tx: &mut Tx<'_>, post: &ScheduledPost) -> Result<()> {
    let sql = "update scheduledposts set updateat = $2, message = $3, props = $4, fileids = $5, priority = $6, \
               scheduledat = $7, processedat = $8, errorcode = $9 where id = $1";
    let [props, files, priority] = texts(post)?;
    let p = post;
    let args =
        args![p.id, p.update_at, &p.message, &props, &files, &priority, p.scheduled_at, p.processed_at, &p.error_code];
    tx.run(sql, args)
}

/// Takes one away; false when it is gone already.
pub fn delete(tx: &mut Tx<'_>, id: Id) -> Result<bool> {
    Ok(tx.change("delete from scheduledposts where id = $1", args![id])? > 0)
}

/// Writes why one could not be sent.
pub fn set_error(tx: &mut Tx<'_>, id: Id, code: &str, at: Millis) -> Result<()> {
    let sql = "update scheduledposts set errorcode = $2, processedat = $3, updateat = $3 where id = $1";
    tx.run(sql, args![id, code, at])
}

fn texts(post: &ScheduledPost) -> Result<[String; 3]> {
    const WRITING: &str = "writing the JSON of a post for later";
    Ok([
        serde_json::to_string(&post.props).context(WRITING)?,
        serde_json::to_string(&post.file_ids).context(WRITING)?,
        serde_json::to_string(&post.priority).context(WRITING)?,
    ])
}

/// Takes the posts for later of a channel out for good.
pub fn erase_of_channel(tx: &mut Tx<'_>, channel: Id) -> Result<()> {
    tx.run("delete from scheduledposts where channelid = $1", args![channel])
}
