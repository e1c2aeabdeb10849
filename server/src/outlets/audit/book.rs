//! Rows that wait to be written, and the `audits` table.

use std::sync::{Mutex, PoisonError};

use super::wire::Audit;
use crate::app::App;
use crate::args;
use crate::base::db::{Arg, Conn};
use crate::base::http::Page;
use crate::base::{Id, Result};
use crate::events::Tx;

/// Rows in one statement.
const TOGETHER: usize = 100;
/// Rows that wait at most; past that, the newest are lost rather than the server's memory.
const WAITING: usize = 10_000;

/// Rows that wait.
#[derive(Debug, Default)]
pub struct Book(Mutex<Vec<Audit>>);

impl Book {
    /// Has a row written soon.
    pub fn note(&self, audit: Audit) {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.len() < WAITING {
            waiting.push(audit);
        }
    }

    /// Writes what waits.
    pub async fn write(&self, app: &App) -> Result<()> {
        let waiting = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        if waiting.is_empty() {
            return Ok(());
        }
        app.db.write(move |tx| waiting.chunks(TOGETHER).try_for_each(|rows| insert(tx, rows))).await
    }
}

fn insert(tx: &mut Tx<'_>, rows: &[Audit]) -> Result<()> {
    let mut values = Vec::with_capacity(rows.len());
    let mut given: Vec<Arg<'_>> = Vec::with_capacity(rows.len() * 7);
    for (row, at) in rows.iter().zip((1..).step_by(7)) {
        let places: Vec<String> = (at..at + 7).map(|number: usize| format!("${number}")).collect();
        values.push(format!("({})", places.join(", ")));
        given.extend([row.id.into(), row.create_at.into(), row.user_id.into(), (&row.action).into()]);
        given.extend([(&row.extra_info).into(), (&row.ip_address).into(), row.session_id.into()]);
    }
    let sql = format!(
        "insert into audits (id, createat, userid, action, extrainfo, ipaddress, sessionid) values {}",
        values.join(", ")
    );
    tx.run(sql, &given)
}

/// A page of what was done, the newest first.
pub fn list(conn: &mut Conn<'_>, page: Page) -> Result<Vec<Audit>> {
    let sql = format!("select {} from audits a order by a.createat desc limit $1 offset $2", Audit::COLUMNS);
    conn.all(sql, args![page.size, page.offset()])
}

/// A page of what somebody did, the newest first.
pub fn list_of(conn: &mut Conn<'_>, user: Id, page: Page) -> Result<Vec<Audit>> {
    let sql = format!(
        "select {} from audits a where a.userid = $1 order by a.createat desc limit $2 offset $3",
        Audit::COLUMNS
    );
    conn.all(sql, args![user, page.size, page.offset()])
}
