//! Making, stopping and marking jobs.

use super::wire::{Data, Job};
use super::{rules, store};
use crate::app::House;
use crate::base::{Id, Millis, Result, refuse};
use crate::events::{Event, Tx};

/// A day, in milliseconds.
const DAY: Millis = 24 * 60 * 60 * 1000;

/// Makes a job; it is taken up when its transaction is done.
pub fn create(house: &House, tx: &mut Tx<'_>, kind: &str, data: Option<Data>) -> Result<Job> {
    let job = Job {
        id: Id::new(),
        kind: kind.to_owned(),
        create_at: house.clock.now(),
        status: "pending".to_owned(),
        data,
        ..Job::default()
    };
    store::insert(tx, &job)?;
    tx.tell(Event::JobsChanged);
    Ok(job)
}

/// Makes today's job of a type, unless it was made already. `since` is when today's is due.
pub fn ensure_daily(house: &House, tx: &mut Tx<'_>, kind: &str, since: Millis) -> Result<()> {
    let newest = store::find_newest(tx, kind)?.map_or(0, |job| job.create_at);
    if newest < since && since > house.clock.now() - DAY {
        create(house, tx, kind, None)?;
    }
    Ok(())
}

/// Asks a job to stop; one that waits stops at once.
pub fn cancel(house: &House, tx: &mut Tx<'_>, job: &Job) -> Result<()> {
    let to = rules::stopped(&job.status);
    let stopped = to.map(|to| store::update_status(tx, job.id, &job.status, to, house.clock.now())).transpose()?;
    if stopped != Some(true) {
        return Err(refuse::with(400, "jobs.request_cancellation.status.error").into());
    }
    Ok(())
}

/// Gives a job another status.
pub fn mark(house: &House, tx: &mut Tx<'_>, job: &Job, status: &str, force: bool) -> Result<()> {
    if !rules::may_become(&job.status, status, force) {
        return Err(refuse::with(400, "api.job.status.invalid").into());
    }
    store::update_status(tx, job.id, &job.status, status, house.clock.now())?;
    tx.tell(Event::JobsChanged);
    Ok(())
}
