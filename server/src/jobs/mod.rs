//! Work in the background: jobs that somebody asks for, or that the house gives itself, one after another.
//!
//! A job is a row. `rules.rs` knows the types and who may do what with them; `actions.rs` makes, stops and marks jobs;
//! `runner.rs` takes the oldest that waits, hands it to the worker of its type and writes down how it ended. Rooms to
//! the right bring their workers ([`Workers::bring`]) when they settle in. A job that was running when the server
//! stopped is marked as failed at the next start: its worker may have done half of it.

mod actions;
pub mod api;
mod rules;
mod runner;
mod store;
pub mod wire;

pub use actions::{create, ensure_daily};
pub use runner::{Run, Workers, settle_in};
