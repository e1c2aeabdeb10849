//! Everything that changes channels and their members.

mod change;
mod create;
mod follow;
mod members;

pub use change::*;
pub use create::*;
pub use follow::record;
pub use members::*;
