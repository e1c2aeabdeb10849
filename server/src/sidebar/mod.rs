//! The channel list as each person arranges it: categories, their order, and the channels in them.
//!
//! Three categories are always there, made when somebody first looks. A channel that was put nowhere is shown under
//! Channels or Direct Messages; that is decided when reading, so joining and leaving change nothing here.

mod actions;
pub mod api;
mod rules;
mod store;
pub mod wire;

pub use actions::{keep_favourite, keep_favourites, record};
