//! Stories of `access`.
