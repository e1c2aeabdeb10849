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

const DOING: &str = "bringing the tables up to date";
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

impl Migration {
    fn doing(&self) -> String {
        format!("{DOING}, step {} ({})", self.version, self.name)
    }
}

pub fn sqlite(conn: &Sqlite, steps: &'static [Migration]) -> Result<()> {
    conn.execute_batch(BOOK).context(DOING)?;
    let newest = conn.query_row(NEWEST, [], |row| row.get(0)).context(DOING)?;
    for step in missing(newest, steps)? {
        step_on_sqlite(conn, step).map_err(|cause| Error::broken(step.doing(), cause))?;
    }
    Ok(())
}

fn step_on_sqlite(conn: &Sqlite, step: &Migration) -> rusqlite::Result<()> {
    let tx = conn.unchecked_transaction()?;
    tx.execute_batch(step.sqlite)?;
    tx.execute("insert into hearth_migrations (version, name) values (?1, ?2)", (step.version, step.name))?;
    tx.commit()
}

pub async fn postgres(line: &mut Line, steps: &'static [Migration]) -> Result<()> {
    // Several programs may start at once: one migrates, the others wait for it.
    const ALONE: &str = "select pg_advisory_xact_lock(74839101)";
    line.batch(&format!("begin; {ALONE}; {BOOK}; commit")).await.map_err(|error| error.during(DOING))?;
    for step in steps {
        let failed = |error: Error| error.during(step.doing());
        line.batch(&format!("begin; {ALONE}")).await.map_err(failed)?;
        let newest = newest_on_postgres(line).await.map_err(failed)?;
        if missing(newest, steps)?.any(|due| due.version == step.version) {
            step_on_postgres(line, step).await.map_err(failed)?;
        }
        line.batch("commit").await.map_err(failed)?;
    }
    Ok(())
}

async fn newest_on_postgres(line: &mut Line) -> Result<i64> {
    let rows = line.ask(Query::new(NEWEST.into(), args![])?, 1).await?;
    rows.first().map_or(Ok(0), |row| Columns::postgres(row).next())
}

async fn step_on_postgres(line: &mut Line, step: &Migration) -> Result<()> {
    line.batch(step.postgres).await?;
    let book = "insert into hearth_migrations (version, name) values ($1, $2)";
    line.change(Query::new(book.into(), args![step.version, step.name])?).await.map(drop)
}
