//! How long things are kept: one rule for the site, and policies of their own for teams and channels.
//!
//! A channel's policy counts before its team's, and that before the site's rule; a policy without a length keeps for
//! ever. `job.rs` is the daily job that really deletes what is older; `rules.rs` works out from when things stay.

mod actions;
pub mod api;
mod job;
mod rules;
mod store;
pub mod wire;

use crate::app::App;
use crate::jobs::Workers;

/// Brings the worker, and makes a job a day.
pub fn settle_in(app: &App) {
    app.room::<Workers>().bring("data_retention", job::run);
    let house = app.clone();
    app.tasks.spawn(async move {
        while house.stopping.run_until_cancelled(tokio::time::sleep(job::ASKED_EVERY)).await.is_some() {
            if let Err(error) = job::ensure_today(&house).await {
                tracing::warn!(%error, "what is too old is deleted later");
            }
        }
    });
}
