//! Posts.

mod create;
mod edit;
mod mentions;
mod previews;
mod read;
mod remove;
mod system;
