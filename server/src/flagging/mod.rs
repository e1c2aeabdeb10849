//! Content flagging: people report a post, reviewers decide whether it stays.
//!
//! What is reported hides at once, if the settings say so: it is deleted, with its replies, and only reviewers read it,
//! through the routes here. They keep it, which brings it back, or remove it, which overwrites its words for good.
//! What was said about a post are properties of it (`attributes::properties`); who reviews stands in tables of its own.
//! A second decision, and a second report of what was decided, is refused. Start with `actions.rs`.

mod actions;
pub mod api;
mod reviewers;
mod rules;
mod settings;
mod store;
