//! Hearth.

pub mod base;
