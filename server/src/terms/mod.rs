//! Terms of service: what whoever runs the site asks of people, and who agreed to it.
//!
//! Each text is kept; the newest counts. Somebody has agreed to one text at most. Nothing is kept from those who did
//! not agree: asking them is their client's affair. Read `api.rs`.

pub mod api;
mod store;
pub mod wire;
