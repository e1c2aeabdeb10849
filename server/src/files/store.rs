//! The tables `fileinfo` and `uploadsessions`, and the list of bytes that are to be forgotten.

use super::wire::{FileInfo, StoredFile, UploadSession};
use crate::args;
use crate::base::db::Conn;
use crate::base::{Id, Millis, Result};
use crate::events::Tx;

/// A file by its id, a deleted one too.
pub fn find(conn: &mut Conn<'_>, id: Id) -> Result<Option<StoredFile>> {
    let sql = format!("select {}, {} from fileinfo f where f.id = $1", FileInfo::COLUMNS, StoredFile::MORE);
    conn.first(sql, args![id])
}

/// Those of these files that there are, deleted ones too, in no order.
pub fn list(conn: &mut Conn<'_>, files: &[Id]) -> Result<Vec<FileInfo>> {
    conn.all(format!("select {} from fileinfo f where f.id in list($1)", FileInfo::COLUMNS), args![files])
}

/// The files of these posts, in the order they were sent; deleted ones only when asked for.
pub fn list_of_posts(conn: &mut Conn<'_>, posts: &[Id], deleted: bool) -> Result<Vec<FileInfo>> {
    let sql = format!(
        "select {} from fileinfo f where f.postid in list($1) {} order by f.createat, f.id",
        FileInfo::COLUMNS,
        if deleted { "" } else { "and f.deleteat = 0" },
    );
    conn.all(sql, args![posts])
}

pub fn insert(tx: &mut Tx<'_>, file: &StoredFile) -> Result<()> {
    let sql = "insert into fileinfo (id, creatorid, postid, channelid, createat, updateat, deleteat, path, \
               thumbnailpath, previewpath, name, extension, size, mimetype, width, height, haspreviewimage, \
               minipreview, remoteid, content) \
               values ($1, $2, '', $3, $4, $4, 0, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, '', $16)";
    let info = &file.info;
    tx.run(
        sql,
        args![
            info.id,
            info.user_id,
            info.channel_id,
            info.create_at,
            &file.path,
            &file.thumbnail_path,
            &file.preview_path,
            &info.name,
            &info.extension,
            info.size,
            &info.mime_type,
            info.width,
            info.height,
            info.has_preview_image,
            &info.mini_preview,
            &file.content
        ],
    )?;
    Ok(())
}

/// Gives files to a post: those of its author that were sent to its channel and belong to no post yet.
pub fn attach(tx: &mut Tx<'_>, post: Id, author: Id, channel: Id, files: &[Id]) -> Result<()> {
    let sql = "update fileinfo set postid = $1 where id in list($4) and postid = '' and creatorid = $2 \
               and channelid in ($3, '') and deleteat = 0";
    tx.run(sql, args![post, author, channel, files])?;
    Ok(())
}

/// Marks these files of a post as deleted.
pub fn delete(tx: &mut Tx<'_>, files: &[Id], at: Millis) -> Result<()> {
    tx.run("update fileinfo set deleteat = $2 where id in list($1) and deleteat = 0", args![files, at])?;
    Ok(())
}

/// Marks the files of a post and of its replies as deleted.
pub fn delete_of_post(tx: &mut Tx<'_>, post: Id, at: Millis) -> Result<()> {
    let sql = "update fileinfo set deleteat = $2, updateat = $2 where deleteat = 0 and postid in \
               (select p.id from posts p where p.id = $1 or p.rootid = $1)";
    tx.run(sql, args![post, at])?;
    Ok(())
}

const OF_POSTS: &str = "(select p.id from posts p where p.id = $1 or p.rootid = $1 \
                        or (p.originalid = $1 and p.originalid <> ''))";

/// Takes the files of a post and of its replies out for good. Their bytes go afterwards.
pub fn erase_of_post(tx: &mut Tx<'_>, post: Id) -> Result<()> {
    for column in ["path", "thumbnailpath", "previewpath"] {
        let sql = format!(
            "insert into hearth_forgottenblobs (name) select f.{column} from fileinfo f \
             where f.{column} <> '' and f.postid in {OF_POSTS} on conflict (name) do nothing"
        );
        tx.run(sql, args![post])?;
    }
    tx.run(format!("delete from fileinfo where postid in {OF_POSTS}"), args![post])?;
    Ok(())
}

/// Takes the files of these posts out for good. Their bytes go afterwards.
pub fn erase_of_posts(tx: &mut Tx<'_>, posts: &[Id]) -> Result<()> {
    erase(tx, "f.postid in list($1)", args![posts])?;
    tx.run("delete from fileinfo where postid in list($1)", args![posts])
}

/// Takes the oldest files from before a time out for good, `most` of them. Answers how many there were.
pub fn erase_older(tx: &mut Tx<'_>, before: Millis, most: i64) -> Result<usize> {
    let sql = "select f.id from fileinfo f where f.createat < $1 and f.postid <> '' order by f.createat limit $2";
    let old: Vec<(Id,)> = tx.all(sql, args![before, most])?;
    let old: Vec<Id> = old.into_iter().map(|row| row.0).collect();
    erase(tx, "f.id in list($1)", args![&old])?;
    tx.run("delete from fileinfo where id in list($1)", args![&old])?;
    Ok(old.len())
}

/// Writes down that nothing names the bytes of these files any more.
fn erase(tx: &mut Tx<'_>, which: &str, given: &[crate::base::db::Arg<'_>]) -> Result<()> {
    for column in ["path", "thumbnailpath", "previewpath"] {
        let sql = format!(
            "insert into hearth_forgottenblobs (name) select f.{column} from fileinfo f \
             where f.{column} <> '' and {which} on conflict (name) do nothing"
        );
        tx.run(sql, given)?;
    }
    Ok(())
}

/// Bytes of all files that are not deleted.
pub fn sum(conn: &mut Conn<'_>) -> Result<i64> {
    let sql = "select coalesce(cast(sum(f.size) as bigint), 0) from fileinfo f where f.deleteat = 0";
    Ok(conn.one::<(i64,)>(sql, args![])?.0)
}

/// Writes down that nothing names these bytes any more.
pub fn forget(tx: &mut Tx<'_>, name: &str) -> Result<()> {
    let sql = "insert into hearth_forgottenblobs (name) values ($1) on conflict (name) do nothing";
    tx.run(sql, args![name])?;
    Ok(())
}

/// Bytes that nothing names, `most` of them.
pub fn list_forgotten(conn: &mut Conn<'_>, most: i64) -> Result<Vec<String>> {
    let found: Vec<(String,)> = conn.all("select name from hearth_forgottenblobs limit $1", args![most])?;
    Ok(found.into_iter().map(|(name,)| name).collect())
}

/// They are gone.
pub fn remove_forgotten(tx: &mut Tx<'_>, names: &[String]) -> Result<()> {
    tx.run("delete from hearth_forgottenblobs where name in list($1)", args![names])?;
    Ok(())
}

/// An upload that is under way.
pub fn find_session(conn: &mut Conn<'_>, id: Id) -> Result<Option<UploadSession>> {
    conn.first(format!("select {} from uploadsessions s where s.id = $1", UploadSession::COLUMNS), args![id])
}

/// Somebody's uploads that are under way, oldest first.
pub fn list_sessions(conn: &mut Conn<'_>, user: Id) -> Result<Vec<UploadSession>> {
    let sql = format!(
        "select {} from uploadsessions s where s.userid = $1 order by s.createat limit 1000",
        UploadSession::COLUMNS
    );
    conn.all(sql, args![user])
}

/// Uploads that began before a time.
pub fn list_old_sessions(conn: &mut Conn<'_>, before: Millis) -> Result<Vec<UploadSession>> {
    let sql = format!("select {} from uploadsessions s where s.createat < $1 limit 100", UploadSession::COLUMNS);
    conn.all(sql, args![before])
}

pub fn insert_session(tx: &mut Tx<'_>, session: &UploadSession) -> Result<()> {
    let sql = "insert into uploadsessions (id, type, createat, userid, channelid, filename, filesize, fileoffset) \
               values ($1, $2, $3, $4, $5, $6, $7, 0)";
    let s = session;
    tx.run(sql, args![s.id, &s.kind, s.create_at, s.user_id, s.channel_id, &s.filename, s.file_size])?;
    Ok(())
}

/// Moves an upload on; false when somebody else has moved it meanwhile.
pub fn advance_session(tx: &mut Tx<'_>, id: Id, from: i64, to: i64) -> Result<bool> {
    let sql = "update uploadsessions set fileoffset = $3 where id = $1 and fileoffset = $2";
    Ok(tx.change(sql, args![id, from, to])? > 0)
}

pub fn delete_session(tx: &mut Tx<'_>, id: Id) -> Result<bool> {
    Ok(tx.change("delete from uploadsessions where id = $1", args![id])? > 0)
}
