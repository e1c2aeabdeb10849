//! Stories of `preferences`.
