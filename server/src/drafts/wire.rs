//! Drafts as clients see them; the rows are nearly the same.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::base::db::{Columns, Row};
use crate::base::{Id, Millis, Result};
use crate::posts::wire::{PostMetadata, only_priority};

/// What somebody began to write.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    pub create_at: Millis,
    pub update_at: Millis,
    pub delete_at: Millis,
    pub user_id: Id,
    pub channel_id: Id,
    /// The thread that it answers; empty for the channel itself.
    pub root_id: Id,
    pub message: String,
    #[serde(rename = "type")]
    pub kind: String,
    pub props: Map<String, Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub file_ids: Vec<Id>,
    /// Absent in what is told of a draft that is gone.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "only_priority")]
    pub metadata: Option<PostMetadata>,
    /// As a post's priority, as far as the author got.
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub priority: Map<String, Value>,
}

impl Draft {
    /// The columns that [`Row`] reads, of a table that goes by the name `d`.
    pub const COLUMNS: &str = "d.createat, d.updateat, d.deleteat, d.userid, d.channelid, d.rootid, d.message, d.type, \
        d.props, d.fileids, d.priority";
}

impl Row for Draft {
    fn from_row(columns: &mut Columns<'_>) -> Result<Draft> {
        Ok(Draft {
            create_at: columns.next()?,
            update_at: columns.next()?,
            delete_at: columns.next()?,
            user_id: columns.next()?,
            channel_id: columns.next()?,
            root_id: columns.next()?,
            message: columns.next()?,
            kind: columns.next()?,
            props: columns.json()?,
            file_ids: columns.json()?,
            priority: columns.json()?,
            metadata: None,
        })
    }
}
