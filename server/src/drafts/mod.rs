//! Drafts: what somebody began to write, one a channel and one a thread, on all of their devices.
//!
//! A draft is its author's alone: nobody else reads it, and its events go to the author's own connections. An empty
//! draft is none. Start with `actions.rs`.

mod actions;
pub mod api;
mod rules;
mod store;
pub mod wire;

pub use rules::check;

use std::collections::HashMap;

use crate::app::House;
use crate::base::db::Conn;
use crate::base::{Id, Result};
use crate::events::{Event, Tx};
use crate::files;
use crate::files::wire::FileInfo;
use crate::posts::wire::PostMetadata;

/// What goes with things that are not posts yet: their author's files. `wanted` are the files of each, in order.
pub fn metadata(conn: &mut Conn<'_>, author: Id, wanted: &[Vec<Id>]) -> Result<Vec<PostMetadata>> {
    let ids: Vec<Id> = wanted.iter().flatten().copied().collect();
    let found = if ids.is_empty() { Vec::new() } else { files::list(conn, &ids)? };
    let own = found.into_iter().filter(|file| file.user_id == author);
    let own: HashMap<Id, FileInfo> = own.map(|file| (file.id, file)).collect();
    let of = |ids: &Vec<Id>| ids.iter().filter_map(|id| own.get(id).cloned()).collect();
    Ok(wanted.iter().map(|ids| PostMetadata { files: of(ids), ..PostMetadata::default() }).collect())
}

/// The drafts of a channel that is removed for good go with it.
pub fn record(_: &House, tx: &mut Tx<'_>, event: &Event) -> Result<()> {
    match event {
        Event::ChannelErased { channel } => store::erase_of_channel(tx, *channel),
        _ => Ok(()),
    }
}
