//! Tidying up: bytes that nothing names any more, and uploads that nobody went on with.

use std::time::Duration;

use super::{actions, store};
use crate::app::App;
use crate::base::{Millis, Result};

/// How often.
const EVERY: Duration = Duration::from_secs(10 * 60);
/// How long an upload may rest.
const RESTING: Millis = 24 * 60 * 60 * 1000;

/// Tidies up for as long as the server runs.
pub fn settle_in(app: &App) {
    let house = app.clone();
    app.tasks.spawn(async move {
        loop {
            if let Err(error) = sweep(&house).await {
                tracing::warn!(%error, "stored files are tidied up later");
            }
            if house.stopping.run_until_cancelled(tokio::time::sleep(EVERY)).await.is_none() {
                return;
            }
        }
    });
}

/// Removes what is to be forgotten: the bytes first, then the note, so that a crash between repeats and loses nothing.
async fn sweep(app: &App) -> Result<()> {
    const AT_ONCE: i64 = 200;
    loop {
        let names = app.db.read(|conn| store::list_forgotten(conn, AT_ONCE)).await?;
        if names.is_empty() || app.stopping.is_cancelled() {
            break;
        }
        for name in &names {
            app.blobs.remove(name).await?;
        }
        app.db.write(move |tx| store::remove_forgotten(tx, &names)).await?;
    }
    let before = app.clock.now() - RESTING;
    for session in app.db.read(move |conn| store::list_old_sessions(conn, before)).await? {
        actions::close_session(app, session.id).await?;
    }
    Ok(())
}
