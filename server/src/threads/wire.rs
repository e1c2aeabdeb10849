//! Threads as somebody who follows them sees them.

use serde::Serialize;

use crate::base::{Id, Millis};
use crate::posts::wire::Post;
use crate::users::wire::User;

/// A thread.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Thread {
    /// The root post's.
    pub id: Id,
    pub reply_count: i64,
    pub last_reply_at: Millis,
    pub last_viewed_at: Millis,
    /// Only ids unless more was asked for.
    pub participants: Vec<User>,
    pub post: Option<Post>,
    pub unread_replies: i64,
    pub unread_mentions: i64,
    pub is_urgent: bool,
    pub delete_at: Millis,
}

/// A page of threads, and how many there are.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Threads {
    pub total: i64,
    pub total_unread_threads: i64,
    pub total_unread_mentions: i64,
    pub total_unread_urgent_mentions: i64,
    pub threads: Option<Vec<Thread>>,
}
