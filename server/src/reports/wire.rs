//! Shapes of reports.

use serde::{Deserialize, Serialize};

use crate::base::{Id, Millis};
use crate::posts::wire::Post;
use crate::users::wire::User;

/// A number with a name.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Count {
    pub name: String,
    pub value: i64,
}

/// Somebody, and what they do here.
#[derive(Debug, Clone, Serialize)]
pub struct UserReport {
    #[serde(flatten)]
    pub user: User,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_status_at: Option<Millis>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_post_date: Option<Millis>,
    pub days_active: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_posts: Option<i64>,
    pub channel_count: i64,
}

/// Which posts of a channel a report is about.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct PostsWanted {
    pub channel_id: String,
    pub start_time: Millis,
    /// create_at or update_at.
    pub time_field: String,
    /// asc or desc.
    pub sort_direction: String,
    pub per_page: i64,
    pub include_deleted: bool,
    pub exclude_system_posts: bool,
    /// Where the page before ended.
    pub cursor: String,
}

/// A page of a report about posts.
#[derive(Debug, Serialize)]
pub struct PostsReport {
    pub posts: Vec<Post>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<Cursor>,
}

/// Where the next page begins.
#[derive(Debug, Serialize)]
pub struct Cursor {
    pub cursor: String,
}

/// A place in a list: the value that it is ordered by, and an id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub at: Millis,
    pub id: Id,
}
