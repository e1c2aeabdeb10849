//! Posts that burn once they are read: their words, who revealed them, and the fire.
//!
//! A post of this kind is written by `posts` without its words, which are kept here (`temporaryposts`), in the same
//! transaction. Who reveals it has a receipt with a time of its own, after which it is gone for them. When everybody
//! has revealed it the author's time begins too; when that, or the longest time to wait, is over, or the author says
//! so, the post is gone for all, by an alarm. The rule for showing the words is in `posts`, which reads these tables.

mod actions;
pub mod api;
mod fire;
mod store;

pub use fire::{record, settle_in};
