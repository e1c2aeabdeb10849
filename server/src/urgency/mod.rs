//! What an author may ask for beyond being read: that people take note, and that they are notified until they do.
//!
//! Anybody may take note of any post they may read, asked or not. A post with persistent notifications notifies those
//! whom it names, every few minutes, until one of them answers, reacts or takes note, it is deleted, or it did so
//! often enough (`persistent.rs`, woken by an alarm). How urgent a post is belongs to the post: `posts` keeps it.

mod actions;
pub mod api;
mod persistent;
mod store;

pub use persistent::{record, settle_in};
