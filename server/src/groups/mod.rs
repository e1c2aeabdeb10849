//! Groups of people across teams, whom a message calls by one name.
//!
//! Every member of the site makes and changes them; guests see them, and of their members only whom they see
//! elsewhere. A group's name in a message means those of its members who are in the channel. Groups of a directory are
//! not here, and only those can be linked to teams and channels: no place has groups, and one that is bound to its
//! groups (`group_constrained`) has no members. Read `rules.rs`, then `actions.rs`.

mod actions;
pub mod api;
mod rules;
mod store;
pub mod wire;

use crate::base::db::Conn;
use crate::base::{Id, Result};

/// The members of groups by these names, lower case, who are in a channel.
pub fn members_in_channel(conn: &mut Conn<'_>, names: &[String], channel: Id) -> Result<Vec<Id>> {
    if names.is_empty() { Ok(Vec::new()) } else { store::members_in_channel(conn, names, channel) }
}
