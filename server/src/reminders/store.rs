//! The `postreminders` table.

use crate::args;
use crate::base::db::{Columns, Conn, Row};
use crate::base::{Id, Millis, Result};
use crate::events::Tx;

/// Somebody wants to be reminded of a post.
#[derive(Debug, Clone, Copy)]
pub struct Reminder {
    pub post: Id,
    pub user: Id,
    /// When, in seconds.
    pub target_time: i64,
}

impl Reminder {
    /// When, as other times are counted.
    pub fn at(&self) -> Millis {
        self.target_time.saturating_mul(1000)
    }
}

impl Row for Reminder {
    fn from_row(columns: &mut Columns<'_>) -> Result<Reminder> {
        Ok(Reminder { post: columns.next()?, user: columns.next()?, target_time: columns.next()? })
    }
}

/// Writes a reminder in place of an earlier one of the same post.
pub fn put(tx: &mut Tx<'_>, r: Reminder) -> Result<()> {
    let sql = "insert into postreminders (postid, userid, targettime) values ($1, $2, $3) \
               on conflict (postid, userid) do update set targettime = excluded.targettime";
    tx.run(sql, args![r.post, r.user, r.target_time])
}

/// Those that are due first.
pub fn list_first(conn: &mut Conn<'_>, most: i64) -> Result<Vec<Reminder>> {
    conn.all("select postid, userid, targettime from postreminders order by targettime limit $1", args![most])
}

/// Takes one away; false when it was changed or taken away meanwhile.
pub fn delete(tx: &mut Tx<'_>, r: Reminder) -> Result<bool> {
    let sql = "delete from postreminders where postid = $1 and userid = $2 and targettime = $3";
    Ok(tx.change(sql, args![r.post, r.user, r.target_time])? > 0)
}
