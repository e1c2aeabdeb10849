//! Stories of `sessions`.
