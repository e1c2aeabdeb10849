//! OAuth 2.0: other programs act for people who let them, and our integrations come with tokens of elsewhere.
//!
//! An app is registered by an administrator (`api/apps.rs`). A person allows it on our page (`page.rs`), it gets a code
//! (`grants.rs`) and changes that for a token, which is the token of a session like any other. Whoever takes the
//! permission back ends that session. Connections (`api/connections.rs`) are the other way round: credentials with which
//! this server asks somebody else's for a token. Read `rules.rs` first.

pub mod api;
mod grants;
mod page;
mod rules;
mod store;
pub mod wire;
