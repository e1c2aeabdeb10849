//! Stories of `posts`.
