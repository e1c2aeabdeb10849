//! Brings the tables up to date, one transaction a step, and refuses a database that is newer than the program.

use rusqlite::Connection as Sqlite;

use super::postgres::{Line, Query};
use super::{Columns, args};
use crate::base::error::{Context, Error, Result};

/// One step. Steps are only ever added, at the end.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// 1, 2, 3 …
    pub version: i64,
    /// What it is about.
    pub name: &'static str,
    /// The SQL for SQLite.
    pub sqlite: &'static str,
    /// The SQL for PostgreSQL; nearly always the same text.
    pub postgres: &'static str,
}

const BOOK: &str = "create table if not exists hearth_migrations (version bigint primary key, name text not null)";
const NEWEST: &str = "select coalesce(max(version), 0) from hearth_migrations";

/// Steps that are not yet in a database whose newest is `newest`.
fn missing(newest: i64, steps: &'static [Migration]) -> Result<impl Iterator<Item = &'static Migration>> {
    let ours = steps.last().map_or(0, |step| step.version);
    if newest > ours {
        let told = format!("its tables are of version {newest}, this program knows {ours}: use a newer Hearth");
        return Err(Error::broken("opening a database that a newer Hearth has written", told));
    }
    Ok(steps.iter().filter(move |step| step.version > newest))
}

pub fn sqlite(conn: &Sqlite, steps: &'static [Migration]) -> Result<()> {
    const DOING: &str = "bringing the tables up to date";
    conn.execute_batch(BOOK).context(DOING)?;
    let newest = conn.query_row(NEWEST, [], |row| row.get(0)).context(DOING)?;
    for step in missing(newest, steps)? {
        let book = "insert into hearth_migrations (version, name) values (?1, ?2)";
        let tx = conn.unchecked_transaction().context(DOING)?;
        tx.execute_batch(step.sqlite).context(DOING)?;
        tx.execute(book, (step.version, step.name)).context(DOING)?;
        tx.commit().context(DOING)?;
    }
    Ok(())
}

pub async fn postgres(line: &mut Line, steps: &'static [Migration]) -> Result<()> {
    // Several programs may start at once: one migrates, the others wait for it.
    const ALONE: &str = "select pg_advisory_xact_lock(74839101)";
    line.batch(&format!("begin; {ALONE}; {BOOK}; commit")).await?;
    for step in steps {
        line.batch(&format!("begin; {ALONE}")).await?;
        let rows = line.ask(Query::new(NEWEST.into(), args![])?, 1).await?;
        let newest = rows.first().map_or(Ok(0), |row| Columns::postgres(row).next())?;
        if missing(newest, steps)?.any(|due| due.version == step.version) {
            line.batch(step.postgres).await?;
            let book = "insert into hearth_migrations (version, name) values ($1, $2)";
            line.change(Query::new(book.into(), args![step.version, step.name])?).await?;
        }
        line.batch("commit").await?;
    }
    Ok(())
}
