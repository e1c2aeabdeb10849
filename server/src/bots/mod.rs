//! Bots: accounts without a password, for programs. Each belongs to somebody.
//!
//! A bot is a row of `users`, made by that room, and a row here that says whose it is. It never logs in: it comes with
//! an access token (`sessions/tokens`). To delete a bot is to switch it off, and its account with it. When a person is
//! switched off, so are the bots that are theirs ([`record`]). Read `rules.rs` first: who may know of a bot.

mod actions;
pub mod api;
mod keep;
mod rules;
mod store;
pub mod wire;

pub use actions::record;
pub use keep::keep_bot;
