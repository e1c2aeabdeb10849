//! Logging in, and what follows from it: tokens, cookies, and the [`Actor`](crate::access::Actor) of a request.
//!
//! A program comes with an access token instead of a login (`tokens`).
//!
//! `extract.rs` turns a request into an actor; `memory.rs` keeps the sessions in use, so that a request costs no
//! query for it. A session in memory is forgotten the moment a fact says that it ended or changed.

pub mod actions;
pub mod api;
pub mod cookies;
mod extract;
mod memory;
mod rules;
mod stand_in;
mod store;
pub mod tokens;
pub mod wire;

pub use extract::{Visitor, actor, cookie, on_behalf, token_of};
pub use memory::{RoleTable, Sessions};
pub use rules::Lengths;
pub use stand_in::{StandIn, stand_in};
