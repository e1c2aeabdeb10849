//! Bookmarks: links and files that a channel keeps at hand, in an order of its own.
//!
//! Every member may change every bookmark; who changes another's becomes its owner. A file is sent to be a bookmark
//! (`files`) and goes with it. Read `rules.rs`, then `actions.rs`.

mod actions;
pub mod api;
mod rules;
mod store;
pub mod wire;
