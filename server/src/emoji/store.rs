//! The `emoji` table.

use super::wire::Emoji;
use crate::args;
use crate::base::db::{Conn, OnDuplicate, like_escape};
use crate::base::http::Page;
use crate::base::{Id, Millis, Result, refuse};
use crate::events::Tx;

/// Emoji of a search at most.
const FOUND: i64 = 100;

/// An emoji that is not deleted.
pub fn find(conn: &mut Conn<'_>, id: Id) -> Result<Option<Emoji>> {
    let sql = format!("select {} from emoji e where e.id = $1 and e.deleteat = 0", Emoji::COLUMNS);
    conn.first(sql, args![id])
}

/// Those of these names that there are, by name.
pub fn list_named(conn: &mut Conn<'_>, names: &[String]) -> Result<Vec<Emoji>> {
    let sql =
        format!("select {} from emoji e where e.name in list($1) and e.deleteat = 0 order by e.name", Emoji::COLUMNS);
    conn.all(sql, args![names])
}

/// A page of them all, by name or by age.
pub fn list(conn: &mut Conn<'_>, by_name: bool, page: Page) -> Result<Vec<Emoji>> {
    let sql = format!(
        "select {} from emoji e where e.deleteat = 0 order by {} limit $1 offset $2",
        Emoji::COLUMNS,
        if by_name { "e.name" } else { "e.createat, e.id" },
    );
    conn.all(sql, args![page.size, page.offset()])
}

/// Those whose name begins with, or holds, a term.
pub fn search(conn: &mut Conn<'_>, term: &str, prefix: bool) -> Result<Vec<Emoji>> {
    let like = conn.ilike();
    let sql = format!(
        "select {} from emoji e where e.name {like} $1 escape '\\' and e.deleteat = 0 order by e.name limit $2",
        Emoji::COLUMNS
    );
    let term = format!("{}{}%", if prefix { "" } else { "%" }, like_escape(term));
    conn.all(sql, args![&term, FOUND])
}

/// Refuses a name that is taken.
pub fn insert(tx: &mut Tx<'_>, emoji: &Emoji) -> Result<()> {
    let sql = "insert into emoji (id, createat, updateat, deleteat, creatorid, name) values ($1, $2, $2, 0, $3, $4)";
    let inserted = tx.change(sql, args![emoji.id, emoji.create_at, emoji.creator_id, &emoji.name]);
    let taken = || refuse::with(400, "api.emoji.create.duplicate.app_error").into();
    inserted.map(drop).on_duplicate("emoji.name_deleteat", taken)
}

pub fn delete(tx: &mut Tx<'_>, id: Id, at: Millis) -> Result<()> {
    tx.run("update emoji set deleteat = $2, updateat = $2 where id = $1 and deleteat = 0", args![id, at])
}
