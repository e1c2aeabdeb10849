//! The jobs that delete archives which are older than the site keeps them.

use std::time::Duration;

use super::{EXPORTS, IMPORTS};
use crate::app::App;
use crate::base::{Millis, Result};
use crate::jobs::{self, Run};

/// How often it is looked whether there is anything to delete.
pub const ASKED_EVERY: Duration = Duration::from_secs(60 * 60);
const DAY: Millis = 24 * 60 * 60 * 1000;
/// The jobs, the folders that they tidy, and how many days these keep what is in them; 0 is for ever.
const KINDS: [(&str, &str, &str); 2] = [
    ("export_delete", EXPORTS, "ExportSettings.RetentionDays"),
    ("import_delete", IMPORTS, "ImportSettings.RetentionDays"),
];

/// Makes today's jobs where there is anything to delete.
pub async fn ensure_today(app: &App) -> Result<()> {
    let now = app.clock.now();
    for (kind, folder, setting) in KINDS {
        if list_old(app, folder, setting).await?.is_empty() {
            continue;
        }
        let house = app.clone();
        app.db.write(move |tx| jobs::ensure_daily(&house, tx, kind, now - now.rem_euclid(DAY))).await?;
    }
    Ok(())
}

/// Deletes what is too old in the folder of the job.
pub async fn run(app: App, run: Run) -> Result<()> {
    for (_, folder, setting) in KINDS.into_iter().filter(|(kind, ..)| *kind == run.job().kind) {
        for name in list_old(&app, folder, setting).await? {
            app.blobs.remove(&name).await?;
        }
    }
    Ok(())
}

async fn list_old(app: &App, folder: &str, setting: &str) -> Result<Vec<String>> {
    let days = app.config.now().value(setting).and_then(|days| days.as_i64()).unwrap_or(0);
    if days <= 0 {
        return Ok(Vec::new());
    }
    app.blobs.list_older(folder, app.clock.now().saturating_sub(days.saturating_mul(DAY))).await
}
