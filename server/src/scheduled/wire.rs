//! Posts for later as clients see them; the rows are nearly the same.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::base::db::{Columns, Row};
use crate::base::{Id, Millis, Result};
use crate::posts::wire::{PostMetadata, only_priority};

/// A post that is to be sent at a time.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ScheduledPost {
    pub id: Id,
    pub create_at: Millis,
    pub update_at: Millis,
    pub delete_at: Millis,
    pub user_id: Id,
    pub channel_id: Id,
    pub root_id: Id,
    pub message: String,
    #[serde(rename = "type")]
    pub kind: String,
    pub props: Map<String, Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub file_ids: Vec<Id>,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "only_priority")]
    pub metadata: Option<PostMetadata>,
    /// As a post's priority.
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub priority: Map<String, Value>,
    /// When it is to be sent.
    pub scheduled_at: Millis,
    /// When sending was tried, or the post was changed, last.
    pub processed_at: Millis,
    /// Why it could not be sent; empty while it waits.
    pub error_code: String,
}

impl ScheduledPost {
    /// The columns that [`Row`] reads, of a table that goes by the name `s`.
    pub const COLUMNS: &str = "s.id, s.createat, s.updateat, s.userid, s.channelid, s.rootid, s.message, s.type, s.props, \
        s.fileids, s.priority, s.scheduledat, s.processedat, s.errorcode";
}

impl Row for ScheduledPost {
    fn from_row(columns: &mut Columns<'_>) -> Result<ScheduledPost> {
        Ok(ScheduledPost {
            id: columns.next()?,
            create_at: columns.next()?,
            update_at: columns.next()?,
            delete_at: 0,
            user_id: columns.next()?,
            channel_id: columns.next()?,
            root_id: columns.next()?,
            message: columns.next()?,
            kind: columns.next()?,
            props: columns.json()?,
            file_ids: columns.json()?,
            metadata: None,
            priority: columns.json()?,
            scheduled_at: columns.next()?,
            processed_at: columns.next()?,
            error_code: columns.next()?,
        })
    }
}
