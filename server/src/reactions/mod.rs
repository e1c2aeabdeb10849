//! Emoji on posts.
//!
//! A reaction is a row of its own; the post only knows that it has some, and counts as changed. Which emoji there are
//! `emoji` knows.

mod actions;
pub mod api;
mod store;
pub mod wire;
