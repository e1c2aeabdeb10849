//! Emoji on posts.
//!
//! A reaction is a row of its own; the post only knows that it has some, and counts as changed. Which emoji there are
//! `emoji` knows.

mod actions;
pub mod api;
mod store;
pub mod wire;

pub use store::insert as keep_reaction;

use crate::app::House;
use crate::base::Result;
use crate::events::{Event, Tx};
use crate::posts;

/// The reactions of a channel that is removed for good go with it, and those with an emoji that is no more.
pub fn record(house: &House, tx: &mut Tx<'_>, event: &Event) -> Result<()> {
    match event {
        Event::EmojiRemoved { emoji } => {
            let now = house.clock.tick();
            let posts = store::delete_emoji(tx, &emoji.name, now)?;
            posts::recount_reactions(tx, &posts, now)
        }
        Event::ChannelErased { channel } => store::erase_of_channel(tx, *channel),
        Event::PostsErased { ids } => store::erase(tx, ids),
        _ => Ok(()),
    }
}
