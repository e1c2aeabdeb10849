//! Reports for those who must answer for what is said here: which posts, of whom, with which words, in which time.
//!
//! A report is asked for, a job writes it as CSV in a zip (`report.rs`), and whoever may downloads it.

pub mod api;
mod report;
mod store;
pub mod wire;

use crate::app::App;
use crate::jobs::Workers;

/// Brings the worker.
pub fn settle_in(app: &App) {
    app.room::<Workers>().bring(report::KIND, report::run);
}
