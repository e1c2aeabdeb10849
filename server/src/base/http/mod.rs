//! The edge.

pub mod port;
