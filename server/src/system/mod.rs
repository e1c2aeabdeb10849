//! The site itself: what it is called and may do, how it is configured, its licence, whether it is well.
//!
//! `client_config.rs` works out what clients are told of the configuration, by the table in
//! `config/client-config.tsv`; `site.rs` keeps the answer until something changes. Every licensed feature is there for
//! everyone, and `licence.rs` says so in the words that clients know. An administrator's changes go through
//! `actions.rs`, past the checks of `rules.rs`; secrets leave as asterisks (`secrets.rs`).

mod actions;
pub mod api;
mod busy;
mod client_config;
mod licence;
mod packet;
mod rules;
mod secrets;
mod sent;
mod site;
mod store;
mod wire;

use axum::http::HeaderValue;

use crate::app::App;
use crate::base::Result;
use crate::events::Event;

pub use actions::{Change, change_config};
pub use busy::Busy;
pub use licence::SEATS;
pub use sent::{is_whole, sent_config};
use site::Site;
pub use site::VERSION;
pub use store::count_guests_of_one_channel;

/// What has to be known before the first request.
pub async fn settle_in(app: &App) -> Result<()> {
    let now = app.clock.now();
    let identity = actions::identify(app, now).await?;
    let has_accounts = app.db.read(store::has_accounts).await?;
    let site = app.room::<Site>();
    site.open(identity, has_accounts);
    app.hub.listen(move |event| {
        if let Event::UserCreated { .. } = event {
            site.has_an_account();
        }
    });
    Ok(())
}

/// The value of `X-Version-Id`: another one whenever what clients are told of the configuration changes.
pub fn version_id(app: &App) -> HeaderValue {
    app.room::<Site>().client_config(app).version.clone()
}
