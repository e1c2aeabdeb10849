//! Reactions as clients see them; the rows are the same.

use serde::{Deserialize, Serialize};

use crate::base::db::{Columns, Row};
use crate::base::{Id, Millis, Result};

/// Somebody's emoji on a post.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Reaction {
    pub user_id: Id,
    pub post_id: Id,
    /// Without colons.
    pub emoji_name: String,
    pub create_at: Millis,
    pub update_at: Millis,
    pub delete_at: Millis,
    pub remote_id: Option<String>,
    pub channel_id: Id,
}

impl Reaction {
    /// The columns that [`Row`] reads, of a table that goes by the name `r`.
    pub const COLUMNS: &str =
        "r.userid, r.postid, r.emojiname, r.createat, r.updateat, r.deleteat, r.remoteid, r.channelid";
}

impl Row for Reaction {
    fn from_row(columns: &mut Columns<'_>) -> Result<Reaction> {
        Ok(Reaction {
            user_id: columns.next()?,
            post_id: columns.next()?,
            emoji_name: columns.next()?,
            create_at: columns.next()?,
            update_at: columns.next()?,
            delete_at: columns.next()?,
            remote_id: Some(columns.next()?),
            channel_id: columns.next()?,
        })
    }
}
