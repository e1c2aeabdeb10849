//! A person's choices, which the server keeps and clients understand: theme, saved posts, shown conversations.
//!
//! The server looks into few of them; other rooms hear of changes by facts.

mod actions;
pub mod api;
mod rules;
mod store;
pub mod wire;

pub use actions::{change, keep, put, record, remove};
pub use store::find;
