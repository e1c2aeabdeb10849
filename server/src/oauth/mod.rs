//! OAuth 2.0: other programs act for people who let them.
//!
//! An app is registered by an administrator (`api/apps.rs`). A person allows it on our page (`page.rs`), it gets a code
//! (`grants.rs`) and changes that for a token, which is the token of a session like any other. Whoever takes the
//! permission back ends that session. The other way round is in `connections`. Read `rules.rs` first.

pub mod api;
mod grants;
mod page;
mod rules;
mod store;
pub mod wire;
