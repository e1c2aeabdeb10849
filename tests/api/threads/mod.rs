//! Stories of `threads`.
