//! What was done, and by whom: a row for each request that changed something or was refused for want of a permission.
//!
//! Reading is not written down, nor is what people do all day (posting, reading, searching). Rows wait in memory for
//! each other and are written together (`book.rs`), at the latest a few seconds later and before anybody looks.

pub mod api;
mod book;
mod rules;
mod wire;

use std::time::Duration;

use crate::app::App;
use book::Book;

/// How long a row waits for others.
const WRITTEN_EVERY: Duration = Duration::from_secs(3);

/// Writes down, now and then.
pub fn settle_in(app: &App) {
    let house = app.clone();
    app.tasks.spawn(async move {
        let book = house.room::<Book>();
        while house.stopping.run_until_cancelled(tokio::time::sleep(WRITTEN_EVERY)).await.is_some() {
            write(&book, &house).await;
        }
        write(&book, &house).await;
    });
}

async fn write(book: &Book, house: &App) {
    if let Err(error) = book.write(house).await {
        tracing::warn!(%error, "what was done is not written down");
    }
}
