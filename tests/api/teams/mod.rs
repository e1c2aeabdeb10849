//! Stories of `teams`.
