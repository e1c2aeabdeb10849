//! Hearth: team chat that runs from one machine.
//!
//! # The tour
//!
//! [`Server::start`] is the front door. It opens the data directory and the database, lets the rooms settle in, and
//! serves [`routes`](routes), the table of contents, on one port. A request walks like this:
//!
//! 1. `base::http` gives it an id and bounds its body; `sessions` turns its token into an [`access::Actor`].
//! 2. The room's `api.rs` says four things: who asks, may they, do it, answer. Asking `access` for a channel or team
//!    is asking for permission.
//! 3. The room's `actions.rs` decides by `rules.rs` (pure) and writes by `store.rs` (SQL), in one transaction, and
//!    tells what happened. `base::db` commits, and only then answers and lets the facts out.
//! 4. `events` hands the facts to listeners; `outlets/live` writes them to the websockets of those who may hear.
//!
//! # The rooms
//!
//! `base` (knows nothing about chat) → `events` (every fact) → `app` (what a handler can reach) → `access` (who may) →
//! `sessions`, `jobs` → `users`, `terms`, `bots`, `status`, `preferences`, `attributes` → `teams` → `channels`, `groups`,
//! `sidebar` → `files`, `bookmarks`, `emoji`, `linkmetadata` → `posts` (the model room) → `threads`, `reactions`, `search`, `hooks`,
//! `connections`, `interactive`, `commands`, `oauth`, `plugins`, `urgency`, `burning`, `drafts`, `scheduled`, `reminders`, `system`,
//! `flagging`, `elsewhere`, `retention`, `reports`, `transfer`, `compliance` →
//! `outlets` → `routes`, `opening` → `server`. A room imports leftwards only; `wire.rs`
//! files, the shapes on the wire, anyone may import. The house tests hold these rules.

pub mod access;
pub mod app;
pub mod attributes;
pub mod base;
pub mod bookmarks;
pub mod bots;
pub mod burning;
pub mod channels;
pub mod commands;
pub mod compliance;
pub mod connections;
pub mod drafts;
pub mod elsewhere;
pub mod emoji;
pub mod events;
pub mod files;
pub mod flagging;
pub mod groups;
pub mod hooks;
pub mod interactive;
pub mod jobs;
pub mod linkmetadata;
pub mod oauth;
pub mod opening;
pub mod outlets;
pub mod plugins;
pub mod posts;
pub mod preferences;
mod process;
pub mod reactions;
pub mod reminders;
pub mod reports;
pub mod retention;
pub mod routes;
pub mod scheduled;
pub mod search;
pub mod server;
pub mod sessions;
pub mod sidebar;
pub mod status;
pub mod system;
pub mod teams;
pub mod terms;
pub mod threads;
pub mod transfer;
pub mod urgency;
pub mod users;

pub use app::App;
pub use base::Error;
pub use base::logs::Logs;
pub use process::prepare;
pub use server::{Config, Household, Server};
