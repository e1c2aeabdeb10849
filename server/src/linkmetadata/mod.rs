//! What lies behind the links in messages: what a page says of itself, or how large a picture is.
//!
//! Nothing is fetched unless an admin switched link previews on (`ServiceSettings.EnableLinkPreviews`). `fetching.rs`
//! goes out and looks, `page.rs` reads what came back (pure), `store.rs` keeps it by address and hour. When previews are
//! switched off, or more sites are left out of them, what was kept is forgotten.
//!
//! Deliberately not here: which link a message shows (`posts`).

mod fetching;
mod page;
mod store;
pub mod wire;

use crate::app::{App, House};
use crate::base::Result;
use crate::events::Event;

pub use fetching::{fetch, is_wanted};
pub use store::{list, list_since, put};

/// Begins to forget what is no longer to be shown.
pub fn settle_in(app: &App) {
    let house = app.clone();
    app.hub.listen(move |event| {
        if let Event::ConfigChanged { .. } = event {
            forget_later(&house);
        }
    });
    forget_later(app);
}

fn forget_later(app: &App) {
    let house = app.clone();
    app.tasks.spawn(async move {
        if let Err(error) = forget_unwanted(&house).await {
            tracing::warn!(%error, "link previews that are no longer wanted stay until the next start");
        }
    });
}

async fn forget_unwanted(house: &House) -> Result<()> {
    let settings = house.config.now();
    let mut unwanted = house.db.read(store::list_urls).await?;
    unwanted.retain(|url| !is_wanted(&settings, url));
    if unwanted.is_empty() { Ok(()) } else { house.db.write(move |tx| store::forget(tx, &unwanted)).await }
}
