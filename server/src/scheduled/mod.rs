//! Posts written for later: kept here until their time, then sent as if their author wrote them at that moment.
//!
//! `sending.rs` wakes by an alarm and sends what is due, in order. A post is written and its row taken away in one
//! transaction, so that it is sent once, whatever happens; what may no longer be sent stays, with an error code, for
//! its author to see. Rights are those of the moment of sending.

mod actions;
pub mod api;
mod rules;
mod sending;
mod store;
pub mod wire;

pub use sending::{record, settle_in};
