//! The `channelbookmarks` table.

use super::wire::Bookmark;
use crate::args;
use crate::base::db::Conn;
use crate::base::{Id, Millis, Result};
use crate::events::Tx;

/// A bookmark that is not deleted.
pub fn find(conn: &mut Conn<'_>, channel: Id, id: Id) -> Result<Option<Bookmark>> {
    let sql = format!(
        "select {} from channelbookmarks b where b.id = $1 and b.channelid = $2 and b.deleteat = 0",
        Bookmark::COLUMNS
    );
    conn.first(sql, args![id, channel])
}

/// The bookmarks of a channel in their order; with a time, those that changed since, deleted ones too.
pub fn list(conn: &mut Conn<'_>, channel: Id, since: Millis) -> Result<Vec<Bookmark>> {
    let sql = format!(
        "select {} from channelbookmarks b where b.channelid = $1 and {} \
         order by b.sortorder, b.deleteat, b.createat limit 1000",
        Bookmark::COLUMNS,
        if since > 0 { "b.updateat >= $2" } else { "b.deleteat = 0 and $2 = 0" },
    );
    conn.all(sql, args![channel, since])
}

/// Whether a file is a bookmark's already, also of one that is deleted.
pub fn uses_file(conn: &mut Conn<'_>, file: Id, besides: Id) -> Result<bool> {
    let sql = "select cast(1 as bigint) from channelbookmarks where fileinfoid = $1 and id <> $2 and deleteat = 0";
    Ok(conn.first::<(i64,)>(sql, args![file, besides])?.is_some())
}

/// The place after the last bookmark.
pub fn next_place(conn: &mut Conn<'_>, channel: Id) -> Result<i64> {
    let sql = "select coalesce(max(sortorder) + 1, 0) from channelbookmarks where channelid = $1 and deleteat = 0";
    Ok(conn.one::<(i64,)>(sql, args![channel])?.0)
}

pub fn insert(tx: &mut Tx<'_>, bookmark: &Bookmark) -> Result<()> {
    let sql = "insert into channelbookmarks (id, ownerid, channelid, fileinfoid, createat, updateat, deleteat, \
               displayname, sortorder, linkurl, imageurl, emoji, type, originalid, parentid) \
               values ($1, $2, $3, $4, $5, $6, 0, $7, $8, $9, $10, $11, $12, $13, $14)";
    let b = bookmark;
    tx.run(
        sql,
        args![
            b.id,
            b.owner_id,
            b.channel_id,
            b.file_id,
            b.create_at,
            b.update_at,
            &b.display_name,
            b.sort_order,
            &b.link_url,
            &b.image_url,
            &b.emoji,
            &b.kind,
            b.original_id,
            b.parent_id
        ],
    )?;
    Ok(())
}

/// Writes what may change of a bookmark.
pub fn update(tx: &mut Tx<'_>, bookmark: &Bookmark) -> Result<()> {
    let sql = "update channelbookmarks set updateat = $2, deleteat = $3, fileinfoid = $4, displayname = $5, \
               linkurl = $6, imageurl = $7, emoji = $8, sortorder = $9 where id = $1";
    let b = bookmark;
    tx.run(
        sql,
        args![
            b.id,
            b.update_at,
            b.delete_at,
            b.file_id,
            &b.display_name,
            &b.link_url,
            &b.image_url,
            &b.emoji,
            b.sort_order
        ],
    )?;
    Ok(())
}
