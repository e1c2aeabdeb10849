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

use crate::app::House;
use crate::base::Result;
use crate::events::{Event, Tx};

/// The drafts of a channel that is removed for good go with it.
pub fn record(_: &House, tx: &mut Tx<'_>, event: &Event) -> Result<()> {
    match event {
        Event::ChannelErased { channel } => store::erase_of_channel(tx, *channel),
        _ => Ok(()),
    }
}
