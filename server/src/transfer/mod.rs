//! Whole sites in and out, in Mattermost's bulk format: a zip with `import.jsonl`, one object a line, and the files that
//! its lines name under `data/`.
//!
//! Everything refers by name, never by id. `export.rs` is the job that writes an archive, by the rows of `source.rs` and `fittings.rs`;
//! `import.rs` is the job that reads one, line after line (`lines.rs`), and `apply.rs` writes what a line says, so that
//! a line that was imported before changes what is there and makes nothing twice. Archives are blobs in `export/` and
//! `import/`; `tidying.rs` deletes the old ones. What people chose is in `choices.rs`.

pub mod api;
mod apply;
mod archive;
mod choices;
mod export;
mod fittings;
mod import;
mod lines;
mod source;
mod tidying;

pub use archive::{Writer, keep, scratch, with};

use crate::app::App;
use crate::jobs::Workers;

/// Where archives that were made lie.
pub const EXPORTS: &str = "export";
/// Where archives that were sent lie.
pub const IMPORTS: &str = "import";

/// Brings the workers.
pub fn settle_in(app: &App) {
    let workers = app.room::<Workers>();
    workers.bring("export_process", export::run);
    workers.bring("import_process", import::run);
    workers.bring("export_delete", tidying::run);
    workers.bring("import_delete", tidying::run);
    let house = app.clone();
    app.tasks.spawn(async move {
        while house.stopping.run_until_cancelled(house.clock.wait(tidying::ASKED_EVERY)).await.is_some() {
            if let Err(error) = tidying::ensure_today(&house).await {
                tracing::warn!(%error, "old archives are deleted later");
            }
        }
    });
}
