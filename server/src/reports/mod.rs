//! What can be counted: the site's statistics, how much is used, who is here, and a channel's posts in the order in
//! which a reader of reports wants them.
//!
//! `counts.rs` has the sums, `people.rs` the report about people and its list in CSV, `posts.rs` the report about posts.

pub mod api;
mod book;
mod counts;
mod people;
mod posts;
pub mod wire;

use crate::app::App;
use crate::jobs::Workers;

/// Brings the workers: the one that writes the list of people, and the one that counts posts by day, every night.
pub fn settle_in(app: &App) {
    let workers = app.room::<Workers>();
    workers.bring("export_users_to_csv", people::export);
    workers.bring(book::KIND, book::run);
    let house = app.clone();
    app.tasks.spawn(async move {
        while house.stopping.run_until_cancelled(tokio::time::sleep(book::ASKED_EVERY)).await.is_some() {
            if let Err(error) = book::ensure_today(&house).await {
                tracing::warn!(%error, "posts are counted later");
            }
        }
    });
}
