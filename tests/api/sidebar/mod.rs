//! Stories of `sidebar`.
