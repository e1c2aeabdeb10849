//! The tables `channels`, `channelmembers` and `channelmemberhistory`.

mod channels;
mod counters;
mod members;
mod search;

pub use channels::*;
pub use counters::*;
pub use members::*;
pub use search::*;
