//! The tables `termsofservice` and `usertermsofservice`.

use super::wire::{TermsOfService, UserTermsOfService};
use crate::args;
use crate::base::db::Conn;
use crate::base::{Id, Millis, Result};
use crate::events::Tx;

/// The newest terms.
pub fn find_newest(conn: &mut Conn<'_>) -> Result<Option<TermsOfService>> {
    let sql = "select id, createat, userid, text from termsofservice order by createat desc, id desc limit 1";
    conn.first(sql, args![])
}

/// Whether there are terms of this id.
pub fn exists(conn: &mut Conn<'_>, id: &str) -> Result<bool> {
    Ok(conn.first::<(i64,)>("select createat from termsofservice where id = $1", args![id])?.is_some())
}

/// Writes new terms.
pub fn insert(tx: &mut Tx<'_>, terms: &TermsOfService) -> Result<()> {
    let sql = "insert into termsofservice (id, createat, userid, text) values ($1, $2, $3, $4)";
    tx.run(sql, args![terms.id, terms.create_at, terms.user_id, &terms.text])
}

/// What somebody agreed to.
pub fn find_agreement(conn: &mut Conn<'_>, user: Id) -> Result<Option<UserTermsOfService>> {
    let sql = "select userid, termsofserviceid, createat from usertermsofservice where userid = $1";
    conn.first(sql, args![user])
}

/// Writes that somebody agreed; what they agreed to before is forgotten.
pub fn agree(tx: &mut Tx<'_>, user: Id, terms: &str, now: Millis) -> Result<()> {
    let sql = "insert into usertermsofservice (userid, termsofserviceid, createat) values ($1, $2, $3) \
               on conflict (userid) do update set termsofserviceid = excluded.termsofserviceid, \
               createat = excluded.createat";
    tx.run(sql, args![user, terms, now])
}

/// Forgets that somebody agreed to these terms; an agreement to others stays.
pub fn disagree(tx: &mut Tx<'_>, user: Id, terms: &str) -> Result<()> {
    let sql = "delete from usertermsofservice where userid = $1 and termsofserviceid = $2";
    tx.run(sql, args![user, terms])
}
