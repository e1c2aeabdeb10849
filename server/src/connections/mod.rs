//! Connections: credentials with which this server asks somebody else's for a token, so that its calls are let in there.
//!
//! A call to an address that a connection is for ([`rules::fits`]) goes out with a token ([`introduce`]), which is kept
//! in memory until it ends. A call without one is made all the same: whom it is for refuses by itself.

pub mod api;
mod rules;
mod store;
mod tokens;
pub mod wire;

pub use tokens::introduce;
