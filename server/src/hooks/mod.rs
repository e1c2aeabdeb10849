//! Webhooks: incoming ones, by which anybody who knows an address posts in a channel, and outgoing ones, which are
//! called when something is posted.
//!
//! `posting.rs` turns what a program sends into posts (Slack's ways of writing in `slack.rs`, long texts in several
//! posts), for hooks and for commands alike. Who calls outgoing hooks is `outlets/webhooks`: that waits for somebody
//! else's server, and nothing here does. Which teams have hooks is kept in memory (`triggers.rs`), so that a post
//! where there are none costs nothing. Read `rules.rs` first.

mod actions;
pub mod api;
mod posting;
mod rules;
pub mod slack;
mod store;
mod triggers;
pub mod wire;

pub use posting::{Post, post};
pub use rules::{is_web_address, long};
pub use triggers::{Triggers, trigger_word};

use crate::app::App;

/// Begins to listen for what changes the hooks in memory.
pub fn settle_in(app: &App) {
    let triggers = app.room::<Triggers>();
    app.hub.listen(move |event| triggers.hear(event));
}
