//! Threads: what replies make of a post, and who follows it.
//!
//! A thread's row appears with the first reply. This room hears `Posted` and `PostDeleted` inside their transactions
//! ([`record`]): it counts, it lets people follow, and it tells followers. Whether somebody sees threads collapsed is
//! the client's affair; the counters are kept for everybody.

mod actions;
pub mod api;
mod keep;
mod lists;
mod record;
mod store;
pub mod wire;

pub use keep::{Follower, keep_thread};
pub use record::record;
pub use store::revive;
