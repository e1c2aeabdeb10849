//! Reminders: somebody asks to be reminded of a post at a time, and then gets a direct message from the house.
//!
//! What is due is found by an alarm, also what fell due while the house was away. A reminder and its message are one
//! transaction, so that it comes once. A post that is gone, or no longer theirs to read, is reminded of no more.

pub mod api;
mod sending;
mod store;

pub use sending::settle_in;
