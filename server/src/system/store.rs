//! The `systems` table, and what the site counts.

use super::wire::AppliedMigration;
use crate::args;
use crate::base::db::{Columns, Conn, Row};
use crate::base::{Millis, Result};
use crate::events::Tx;

/// A value that the server keeps about itself.
pub fn find_value(conn: &mut Conn<'_>, name: &str) -> Result<Option<String>> {
    let found: Option<(String,)> = conn.first("select s.value from systems s where s.name = $1", args![name])?;
    Ok(found.map(|row| row.0))
}

/// Keeps a value that was not there yet.
pub fn insert_value(tx: &mut Tx<'_>, name: &str, value: &str) -> Result<()> {
    let sql = "insert into systems (name, value) values ($1, $2) on conflict (name) do nothing";
    tx.run(sql, args![name, value])?;
    Ok(())
}

/// Keeps a value in place of what was there.
pub fn update_value(tx: &mut Tx<'_>, name: &str, value: &str) -> Result<()> {
    let sql = "insert into systems (name, value) values ($1, $2) on conflict (name) do update set value = $2";
    tx.run(sql, args![name, value])?;
    Ok(())
}

/// Whether anybody has an account.
pub fn has_accounts(conn: &mut Conn<'_>) -> Result<bool> {
    let any: Option<(String,)> = conn.first("select u.id from users u limit 1", args![])?;
    Ok(any.is_some())
}

/// Accounts that are not switched off.
pub fn count_active_accounts(conn: &mut Conn<'_>) -> Result<i64> {
    let count: (i64,) = conn.one("select count(*) from users u where u.deleteat = 0", args![])?;
    Ok(count.0)
}

/// Accounts whose person was here since then.
pub fn count_seen(conn: &mut Conn<'_>, since: Millis) -> Result<i64> {
    let sql =
        "select count(*) from status s join users u on u.id = s.userid where u.deleteat = 0 and s.lastactivityat > $1";
    let count: (i64,) = conn.one(sql, args![since])?;
    Ok(count.0)
}

/// How many guests are in one channel, and in no other.
pub fn count_guests_of_one_channel(conn: &mut Conn<'_>) -> Result<i64> {
    let sql = "select count(*) from users u where u.deleteat = 0 and ' ' || u.roles || ' ' like '% system_guest %' \
               and (select count(*) from channelmembers cm join channels c on c.id = cm.channelid and c.deleteat = 0 \
               and c.type in ('O', 'P') where cm.userid = u.id) = 1";
    Ok(conn.one::<(i64,)>(sql, args![])?.0)
}

/// The steps that the tables have taken, in their order.
pub fn list_migrations(conn: &mut Conn<'_>) -> Result<Vec<AppliedMigration>> {
    conn.all("select m.version, m.name from hearth_migrations m order by m.version", args![])
}

/// The id of the newest terms of service.
pub fn find_newest_terms(conn: &mut Conn<'_>) -> Result<Option<String>> {
    let sql = "select id from termsofservice order by createat desc, id desc limit 1";
    Ok(conn.first::<(String,)>(sql, args![])?.map(|(id,)| id))
}

impl Row for AppliedMigration {
    fn from_row(columns: &mut Columns<'_>) -> Result<AppliedMigration> {
        Ok(AppliedMigration { version: columns.next()?, name: columns.next()? })
    }
}
