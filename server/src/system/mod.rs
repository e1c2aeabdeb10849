//! system.

pub mod api;
