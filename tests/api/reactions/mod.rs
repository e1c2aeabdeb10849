//! Stories of `reactions`.
