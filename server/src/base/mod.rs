//! The ground floor: what any server would need, and nothing that knows about chat.
//!
//! `error` says how things fail, `db` how they are kept, `http` how they are asked for, `config` what an
//! administrator may choose. Nothing here names a post, a channel or a user. Read `error` first.

pub mod address;
pub mod alarm;
pub mod blobs;
pub mod clock;
pub mod config;
pub mod crypto;
pub mod db;
pub mod error;
pub mod files;
pub mod http;
pub mod i18n;
pub mod ids;
pub mod logs;
pub mod mail;
pub mod outgoing;
pub mod pictures;
pub mod place;
pub mod tls;

pub use clock::Millis;
pub use error::{Error, Result, refuse};
pub use ids::Id;
