//! Stories of `live`.
