//! The job that deletes what is older than its place allows.

use std::time::Duration;

use super::rules::{self, DAY};
use super::store::{self, Old};
use crate::app::App;
use crate::base::{Id, Millis, Result};
use crate::jobs::{self, Run};
use crate::{files, posts};

/// How often it is looked whether today's job is due.
pub const ASKED_EVERY: Duration = Duration::from_secs(60);
/// Posts in one transaction.
const BATCH: i64 = 200;
/// Time that others have between two of them.
const PAUSE: Duration = Duration::from_millis(20);

/// Makes today's job when it is due and there is anything to delete.
pub async fn ensure_today(app: &App) -> Result<()> {
    let (settings, now) = (app.config.now(), app.clock.now());
    let global = rules::global(&settings, now).message_deletion_enabled;
    let at = settings.value("DataRetentionSettings.DeletionJobStartTime").and_then(|at| at.as_str());
    let due = rules::last_due(at.unwrap_or("02:00"), now);
    let house = app.clone();
    app.db
        .write(move |tx| {
            if global || store::find_shortest(tx)?.is_some() {
                jobs::ensure_daily(&house, tx, "data_retention", due)?;
            }
            Ok(())
        })
        .await
}

/// Deletes, batch by batch.
pub async fn run(app: App, run: Run) -> Result<()> {
    let (settings, now) = (app.config.now(), app.clock.now());
    let global = rules::global(&settings, now);
    let shortest = app.db.read(store::find_shortest).await?;
    let cutoff = if global.message_deletion_enabled { global.message_retention_cutoff } else { 0 };
    let newest: Millis = shortest.map_or(0, |days| now - days * DAY).max(cutoff);
    let keep = settings.value("DataRetentionSettings.PreservePinnedPosts").and_then(|keep| keep.as_bool());
    let mut old = Old { now, cutoff, keep_pinned: keep.unwrap_or(false), after: (0, Id::NONE), most: BATCH };
    let mut deleted = 0;
    loop {
        let found = app.db.read_long(move |conn| store::list_old(conn, &old, newest)).await?;
        let Some(last) = found.last() else { break };
        old.after = (last.1, last.0);
        let ids: Vec<Id> = found.into_iter().map(|row| row.0).collect();
        deleted += app.db.write(move |tx| posts::actions::erase_all(tx, &ids)).await?;
        run.say("posts_deleted", deleted);
        run.progress(50).await?;
        tokio::time::sleep(PAUSE).await;
    }
    run.say("posts_deleted", deleted);
    if global.file_deletion_enabled {
        delete_files(&app, &run, global.file_retention_cutoff).await?;
    }
    Ok(())
}

/// Deletes the files of posts that themselves may stay.
async fn delete_files(app: &App, run: &Run, before: Millis) -> Result<()> {
    let mut deleted = 0;
    loop {
        let gone = app.db.write(move |tx| files::erase_older(tx, before, BATCH)).await?;
        deleted += gone;
        run.say("files_deleted", deleted);
        run.progress(80).await?;
        if (gone as i64) < BATCH {
            return Ok(());
        }
        tokio::time::sleep(PAUSE).await;
    }
}
