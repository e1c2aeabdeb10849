//! What this house does not have: other servers to share channels with, a directory of people, a cloud to be billed by,
//! models to ask. Clients ask for all of it; they are answered in the contract's own words, with the contract's own
//! permissions, so that they show what is there and say what is not.
//!
//! `api/mod.rs` has the one kind of handler that most of these routes need: who may ask, and what is then refused.
//! `cloud.rs` is about billing and trials, `federation.rs` about other servers and models, `policies.rs` about rules
//! for access by attributes, `directories.rs` about LDAP, SAML and clusters, whose certificates are kept all the same
//! (`certificates.rs`).

pub mod api;
mod certificates;
