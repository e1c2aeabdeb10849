//! Emoji: the names that every client knows, and those that people made here with pictures of their own.
//!
//! A picture is kept as it came when it is small, and shrunk when it is not; moving ones go on moving. Messages and
//! reactions ask here which of their names are custom ([`list_used`]). Read `names.rs` first.

pub mod api;
mod keep;
mod names;
mod store;
pub mod wire;

use wire::Emoji;

use crate::base::Result;
use crate::base::db::Conn;

pub use keep::{blob, keep_emoji};
pub use names::{is_known, is_name};

/// Whether a name is an emoji's: a system one, or one that people made.
pub fn exists(conn: &mut Conn<'_>, name: &str) -> Result<bool> {
    Ok(is_known(name) || !store::list_named(conn, &[name.to_owned()])?.is_empty())
}

/// The custom emoji of these names and of those between colons in these texts, by name.
pub fn list_used<'a>(
    conn: &mut Conn<'_>,
    texts: impl Iterator<Item = &'a str>,
    reactions: impl Iterator<Item = &'a str>,
) -> Result<Vec<Emoji>> {
    let mut wanted = names::mentioned(texts);
    wanted.extend(reactions.filter(|name| !is_known(name)).map(str::to_owned));
    if wanted.is_empty() { Ok(Vec::new()) } else { store::list_named(conn, &wanted) }
}

/// The names between colons in a text that may be those of custom emoji.
pub fn names_in(text: &str) -> Vec<String> {
    names::mentioned(std::iter::once(text))
}
