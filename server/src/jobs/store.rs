//! The `jobs` table.

use super::wire::{Data, Job};
use crate::args;
use crate::base::db::Conn;
use crate::base::error::Context;
use crate::base::http::Page;
use crate::base::{Id, Millis, Result};
use crate::events::Tx;

/// A job by its id.
pub fn find(conn: &mut Conn<'_>, id: Id) -> Result<Option<Job>> {
    conn.first(format!("select {} from jobs j where j.id = $1", Job::COLUMNS), args![id])
}

/// A page of the jobs of these types, the newest first; `status` is any when it is empty.
pub fn list(conn: &mut Conn<'_>, kinds: &[String], status: &str, page: Page) -> Result<Vec<Job>> {
    let sql = format!(
        "select {} from jobs j where j.type in list($1) and (cast($2 as text) = '' or j.status = $2) \
         order by j.createat desc, j.id limit $3 offset $4",
        Job::COLUMNS
    );
    conn.all(sql, args![kinds, status, page.size, page.offset()])
}

/// The newest job of a type.
pub fn find_newest(conn: &mut Conn<'_>, kind: &str) -> Result<Option<Job>> {
    let sql = format!("select {} from jobs j where j.type = $1 order by j.createat desc limit 1", Job::COLUMNS);
    conn.first(sql, args![kind])
}

/// The job that has waited longest.
pub fn find_waiting(conn: &mut Conn<'_>) -> Result<Option<Job>> {
    let sql = format!(
        "select {} from jobs j where j.status = 'pending' order by j.priority desc, j.createat, j.id limit 1",
        Job::COLUMNS
    );
    conn.first(sql, args![])
}

/// Writes a new job.
pub fn insert(tx: &mut Tx<'_>, job: &Job) -> Result<()> {
    let sql = "insert into jobs (id, type, priority, createat, startat, lastactivityat, status, progress, data) \
               values ($1, $2, $3, $4, 0, 0, $5, 0, $6)";
    let data = written(job.data.as_ref())?;
    tx.run(sql, args![job.id, &job.kind, job.priority, job.create_at, &job.status, &data])
}

/// Moves a job from one status to another; `false` when it was no longer there.
pub fn update_status(tx: &mut Tx<'_>, id: Id, from: &str, to: &str, now: Millis) -> Result<bool> {
    let sql = "update jobs set status = $3, lastactivityat = $4 where id = $1 and status = $2";
    Ok(tx.change(sql, args![id, from, to, now])? > 0)
}

/// Takes a job that waits; `false` when somebody else did.
pub fn begin(tx: &mut Tx<'_>, id: Id, now: Millis) -> Result<bool> {
    let sql = "update jobs set status = 'in_progress', startat = $2, lastactivityat = $2 \
               where id = $1 and status = 'pending'";
    Ok(tx.change(sql, args![id, now])? > 0)
}

/// Writes down how far a job is.
pub fn update_progress(tx: &mut Tx<'_>, id: Id, progress: i64, data: &Data, now: Millis) -> Result<()> {
    let data = written(Some(data))?;
    let sql = "update jobs set progress = $2, data = $3, lastactivityat = $4 where id = $1";
    tx.run(sql, args![id, progress, &data, now])
}

/// Writes down how a job ended.
pub fn finish(tx: &mut Tx<'_>, id: Id, status: &str, progress: i64, data: &Data, now: Millis) -> Result<()> {
    let data = written(Some(data))?;
    let sql = "update jobs set status = $2, progress = $3, data = $4, lastactivityat = $5 where id = $1";
    tx.run(sql, args![id, status, progress, &data, now])
}

/// Marks what was running when the server stopped.
pub fn fail_running(tx: &mut Tx<'_>, now: Millis) -> Result<u64> {
    let sql = "update jobs set status = case when status = 'in_progress' then 'error' else 'canceled' end, \
               lastactivityat = $1 where status in ('in_progress', 'cancel_requested')";
    tx.change(sql, args![now])
}

fn written(data: Option<&Data>) -> Result<String> {
    data.map_or(Ok(String::new()), |data| serde_json::to_string(data).context("writing a job's data"))
}
