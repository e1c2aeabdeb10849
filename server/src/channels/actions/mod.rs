//! Everything that changes channels and their members.

mod change;
mod create;
mod follow;
mod members;
mod moving;
mod powers;

pub use change::*;
pub use create::*;
pub use follow::record;
pub use members::*;
pub use moving::*;
pub use powers::*;
