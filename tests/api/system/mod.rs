//! Stories of `system`.
