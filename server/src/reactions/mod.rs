//! Emoji on posts.
//!
//! A reaction is a row of its own; the post only knows that it has some, and counts as changed. Which emoji there are
//! is data: `assets/emoji/names.txt`, and later the custom ones.

mod actions;
pub mod api;
mod emoji;
mod store;
pub mod wire;
