//! Messages that can be answered by a press: buttons and menus under posts, and dialogs.
//!
//! A press is told to the server that the post names, which may change the post, tell the presser something, or open
//! a dialog by the trigger id that came with the press (`triggers.rs`). What is filled in goes to that server too.
//! Every call is made by `call.rs`, through the one guarded way out and outside any transaction.

mod actions;
pub mod api;
pub mod call;
pub mod triggers;
pub mod wire;

pub use triggers::Triggers;
