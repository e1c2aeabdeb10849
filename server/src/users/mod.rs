//! Accounts: signing up, logging in, looking people up, changing an account, its picture.
//!
//! `passwords.rs` is the only place that knows how a password is kept; `first.rs` guards the first account;
//! `rules.rs` says what an account must be like and who sees what of it. Sessions are opened here (who logs in is
//! checked against an account) and kept by `sessions`. `offline.rs` is what whoever owns the machine may do without
//! being asked who they are. Start with `api/`.

pub mod actions;
pub mod api;
mod first;
mod keep;
pub mod letters;
mod mfa;
pub mod offline;
mod passwords;
mod portrait;
mod postage;
mod rules;
mod search;
mod store;
mod system_bot;
pub mod tokens;
pub mod wire;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::sync::Notify;

use crate::app::App;
use crate::base::Result;
use crate::events::Event;

pub use actions::set_prop;
pub use first::SetUp;
pub use keep::{keep_picture, keep_user};
pub use passwords::Passwords;
pub use portrait::blob as picture_blob;
pub use postage::Postage;
pub use rules::{View, check_password, is_accepted_domain, is_email, is_username};
pub use store::{Key, check_sees, find, get, keep_seen, list_by_ids, list_by_usernames};
pub use system_bot::system_bot;

/// What has to be known before the first request.
pub async fn settle_in(app: &App) -> Result<()> {
    let setup = app.room::<SetUp>();
    setup.settle_in(app).await?;
    app.hub.listen(move |event| setup.hear(event));
    end_guests_with_their_setting(app);
    Ok(())
}

/// When guests are no longer let in, those who are in go.
fn end_guests_with_their_setting(app: &App) {
    let (config, wake) = (app.config.clone(), Arc::new(Notify::new()));
    let were_let_in = AtomicBool::new(config.now().guest_accounts_enable);
    let waker = wake.clone();
    app.hub.listen(move |event| {
        if matches!(event, Event::ConfigChanged { .. }) {
            let are_let_in = config.now().guest_accounts_enable;
            if were_let_in.swap(are_let_in, Ordering::Relaxed) && !are_let_in {
                waker.notify_one();
            }
        }
    });
    let house = app.clone();
    app.tasks.spawn(async move {
        while house.stopping.run_until_cancelled(wake.notified()).await.is_some() {
            let app = house.clone();
            if let Err(error) = house.db.write(move |tx| actions::end_guests(&app, tx)).await {
                tracing::error!(%error, "the guests could not be switched off");
            }
        }
    });
}
