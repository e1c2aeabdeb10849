//! Posts.

mod create;
mod edit;
mod mentions;
mod read;
mod remove;
mod system;
