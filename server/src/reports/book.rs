//! The job that writes the book of who posted how much on which day.

use std::time::Duration;

use super::counts::{self, DAY};
use super::people;
use crate::app::App;
use crate::base::{Millis, Result};
use crate::jobs::{self, Run};

/// The type of the job.
pub const KIND: &str = "refresh_materialized_views";
/// How often it is looked whether today's job is due.
pub const ASKED_EVERY: Duration = Duration::from_secs(5 * 60);

/// Makes today's job at three in the morning, UTC.
pub async fn ensure_today(app: &App) -> Result<()> {
    let now = app.clock.now();
    let due = (now - 3 * DAY / 24).div_euclid(DAY) * DAY + 3 * DAY / 24;
    let house = app.clone();
    // A new site has nothing to count until its first night.
    let begun = app.db.read(counts::find_first).await?.is_some_and(|first| first < due);
    if begun { app.db.write(move |tx| jobs::ensure_daily(&house, tx, KIND, due)).await } else { Ok(()) }
}

/// Writes the last days of the book anew, and all of it the first time.
pub async fn run(app: App, run: Run) -> Result<()> {
    let now = app.clock.now();
    let (first, last) = app.db.read(|conn| Ok((counts::find_first(conn)?, counts::find_last_day(conn)?))).await?;
    let Some(first) = first else { return Ok(()) };
    let mut at: Millis = first.div_euclid(DAY) * DAY;
    if last.is_some() {
        // Late posts of an import aside, older days do not change.
        at = at.max(now.div_euclid(DAY) * DAY - 2 * DAY);
    }
    while at <= now {
        let (day, from) = (people::day(at), at);
        app.db.write(move |tx| counts::write_day(tx, &day, from)).await?;
        run.progress(50).await?;
        at += DAY;
    }
    Ok(())
}
