//! Plugins: the answers of a server that could have some and has none.

pub mod api;
