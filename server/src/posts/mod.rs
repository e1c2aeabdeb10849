//! What is said in channels: posts, their edits, pins, and the mentions in them. The model room: others copy it.
//!
//! A post is written by [`actions::create`] in one transaction: the row, the channel's counters, the mentions, and
//! `Posted` in the outbox; what other rooms make of a post (threads, notices) they do on that fact. Reading is in
//! `lists.rs`. What happens to channels and teams becomes system posts in `system.rs`, which listens and is called
//! by nobody. Read `rules.rs` and `mentions.rs` first: they decide, without I/O.
//!
//! Deliberately not here: replies' counters and followers (`threads`), emoji on posts (`reactions`).

pub mod actions;
pub mod api;
mod lists;
pub mod mentions;
mod memory;
pub mod rules;
mod store;
mod system;
pub mod wire;

pub use lists::{dress, dress_one};
pub use memory::MentionMemory;
pub use store::{find, get, list, set_updated};
pub use system::record;
