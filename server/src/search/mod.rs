//! Search: posts and files by their words.
//!
//! `words.rs` says what words a text has, the same way for every database and with Korean in mind; `query.rs` reads
//! what people write; `index.rs` keeps the index in the transaction that changes a post; `store.rs` asks it. Found is
//! only what lies in channels that the searcher is in. People and channels are searched in their own rooms.

pub mod api;
mod index;
mod query;
mod store;
mod words;

pub use index::{catch_up, record};
