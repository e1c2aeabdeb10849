//! What people send besides words.
//!
//! A file is bytes in `base/blobs` and a row that names them: the bytes are whole on the disk before the row is
//! written. It belongs to a channel from the start and to a post once one names it; `posts` asks for that here, in its
//! own transaction. Pictures get small ones beside them when they arrive. Large files arrive in parts
//! (`api/sessions.rs`). Whoever may read the channel may read its files; a public link lets anybody.
//!
//! Deliberately not here: searching files (`search`), pictures of people and teams (their own rooms).
//! Read `rules.rs`, then `actions.rs`.

mod actions;
pub mod api;
mod rules;
mod store;
mod sweep;
pub mod wire;

use wire::{FileInfo, StoredFile};

use crate::base::db::Conn;
use crate::base::{Id, Millis, Result};
use crate::events::Tx;

pub use actions::{attach, keep, receive};
pub use rules::mime_type;
pub use store::{erase_of_post, erase_of_posts, erase_older, forget, sum};
pub use sweep::settle_in;

/// Who a file belongs to that was sent to be a bookmark.
pub const BOOKMARK: &str = "bookmark";

/// A file that is not deleted.
pub fn find(conn: &mut Conn<'_>, id: Id) -> Result<Option<StoredFile>> {
    Ok(store::find(conn, id)?.filter(|file| file.info.delete_at == 0))
}

/// The files of these posts, in the order they were sent.
pub fn list_of_posts(conn: &mut Conn<'_>, posts: &[Id]) -> Result<Vec<FileInfo>> {
    store::list_of_posts(conn, posts, false)
}

/// Those of these files that there are, deleted ones too, in no order.
pub fn list(conn: &mut Conn<'_>, files: &[Id]) -> Result<Vec<FileInfo>> {
    store::list(conn, files)
}

/// Deletes these files; their bytes stay.
pub fn remove(tx: &mut Tx<'_>, files: &[Id], at: Millis) -> Result<()> {
    if files.is_empty() { Ok(()) } else { store::delete(tx, files, at) }
}

/// Deletes the files of a post and of its replies; their bytes stay.
pub fn remove_of_post(tx: &mut Tx<'_>, post: Id, at: Millis) -> Result<()> {
    store::delete_of_post(tx, post, at)
}
