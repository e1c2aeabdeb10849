//! Accounts: signing up, logging in, looking people up, changing an account, its picture.
//!
//! `passwords.rs` is the only place that knows how a password is kept; `first.rs` guards the first account;
//! `rules.rs` says what an account must be like and who sees what of it. Sessions are opened here (who logs in is
//! checked against an account) and kept by `sessions`. `offline.rs` is what whoever owns the machine may do without
//! being asked who they are. Start with `api/`.

pub mod actions;
pub mod api;
mod first;
pub mod offline;
mod passwords;
mod portrait;
mod rules;
mod search;
mod store;
mod system_bot;
pub mod wire;

use crate::app::App;
use crate::base::Result;

pub use actions::set_prop;
pub use first::SetUp;
pub use passwords::Passwords;
pub use rules::{View, check_password, is_username};
pub use store::{Key, check_sees, find, keep_seen, list_by_ids, list_by_usernames};
pub use system_bot::system_bot;

/// What has to be known before the first request.
pub async fn settle_in(app: &App) -> Result<()> {
    let setup = app.room::<SetUp>();
    setup.settle_in(app).await?;
    app.hub.listen(move |event| setup.hear(event));
    Ok(())
}
