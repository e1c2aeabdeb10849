//! The `drafts` table.

use super::wire::Draft;
use crate::args;
use crate::base::db::Conn;
use crate::base::error::Context;
use crate::base::{Id, Result};
use crate::events::Tx;

/// Somebody's draft in a channel, or in a thread of it.
pub fn find(conn: &mut Conn<'_>, user: Id, channel: Id, root: Id) -> Result<Option<Draft>> {
    let sql =
        format!("select {} from drafts d where d.userid = $1 and d.channelid = $2 and d.rootid = $3", Draft::COLUMNS);
    conn.first(sql, args![user, channel, root])
}

/// Somebody's drafts in the channels of a team and in direct ones, that they are in; the last written first.
pub fn list(conn: &mut Conn<'_>, user: Id, team: Id) -> Result<Vec<Draft>> {
    const MOST: i64 = 1_000;
    let sql = format!(
        "select {} from drafts d join channels c on c.id = d.channelid and c.teamid in ($2, '') \
         join channelmembers cm on cm.channelid = d.channelid and cm.userid = d.userid \
         where d.userid = $1 order by d.updateat desc limit $3",
        Draft::COLUMNS
    );
    conn.all(sql, args![user, team, MOST])
}

/// Writes a draft over the one that is there; that one's time of making stays.
pub fn put(tx: &mut Tx<'_>, draft: &Draft) -> Result<()> {
    const WRITING: &str = "writing a draft's JSON";
    let sql = "insert into drafts (createat, updateat, deleteat, userid, channelid, rootid, message, type, props, \
               fileids, priority) values ($1, $2, 0, $3, $4, $5, $6, $7, $8, $9, $10) \
               on conflict (userid, channelid, rootid) do update set updateat = excluded.updateat, \
               message = excluded.message, type = excluded.type, props = excluded.props, \
               fileids = excluded.fileids, priority = excluded.priority";
    let props = serde_json::to_string(&draft.props).context(WRITING)?;
    let files = serde_json::to_string(&draft.file_ids).context(WRITING)?;
    let priority = serde_json::to_string(&draft.priority).context(WRITING)?;
    let d = draft;
    let args = args![
        d.create_at,
        d.update_at,
        d.user_id,
        d.channel_id,
        d.root_id,
        &d.message,
        &d.kind,
        &props,
        &files,
        &priority
    ];
    tx.run(sql, args)
}

/// Takes a draft away.
pub fn delete(tx: &mut Tx<'_>, user: Id, channel: Id, root: Id) -> Result<()> {
    let sql = "delete from drafts where userid = $1 and channelid = $2 and rootid = $3";
    tx.run(sql, args![user, channel, root])
}

/// Takes the drafts of a channel out for good.
pub fn erase_of_channel(tx: &mut Tx<'_>, channel: Id) -> Result<()> {
    tx.run("delete from drafts where channelid = $1", args![channel])
}
