//! Stories of `users`.
