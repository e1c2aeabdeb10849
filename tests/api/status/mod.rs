//! Stories of `status`.
