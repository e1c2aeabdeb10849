//! Hearth.

pub mod base;
pub mod access { pub mod permission; }
