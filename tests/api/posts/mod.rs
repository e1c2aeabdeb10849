//! Posts.

mod create;
mod edit;
mod linked;
mod mentions;
mod previews;
mod read;
mod remove;
mod system;
