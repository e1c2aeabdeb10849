//! Stories of `channels`.
