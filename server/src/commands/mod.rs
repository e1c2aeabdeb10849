//! Slash commands: those that the server knows (`builtin/`) and those that teams add, which call another server.
//!
//! [`run::execute`] looks for a team's command first and for one of ours then. What comes back is posted in the
//! channel or told to the person alone (`answers.rs`). A called server may answer later, at the address that it was
//! given, five times within half an hour (`api/`). Our commands are listed in `config/commands.json`.

mod actions;
mod answers;
pub mod api;
mod builtin;
mod catalogue;
mod rules;
mod run;
mod store;
mod suggest;
pub mod wire;
