//! Presence as clients see it.

use serde::{Deserialize, Serialize};

use crate::base::db::{Columns, Row};
use crate::base::{Id, Millis, Result};

/// Whether somebody is there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Status {
    pub user_id: Id,
    /// online, away, dnd, offline or ooo.
    pub status: String,
    /// Set by hand: automatic changes leave it alone.
    pub manual: bool,
    pub last_activity_at: Millis,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub active_channel: String,
    /// When "do not disturb" ends, in seconds.
    pub dnd_end_time: i64,
    /// What it was before "do not disturb". Never on the wire.
    #[serde(skip)]
    pub prev_status: String,
}

/// What somebody says of themselves.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CustomStatus {
    pub emoji: String,
    pub text: String,
    /// "", thirty_minutes, one_hour, four_hours, today, this_week or date_and_time.
    pub duration: String,
    /// RFC 3339.
    pub expires_at: String,
}

impl Status {
    /// The columns that [`Row`] reads, of a table that goes by the name `s`.
    pub const COLUMNS: &str = "s.userid, s.status, s.manual, s.lastactivityat, s.dndendtime, s.prevstatus";
}

impl Row for Status {
    fn from_row(columns: &mut Columns<'_>) -> Result<Status> {
        Ok(Status {
            user_id: columns.next()?,
            status: columns.next()?,
            manual: columns.next()?,
            last_activity_at: columns.next()?,
            dnd_end_time: columns.next()?,
            prev_status: columns.next()?,
            active_channel: String::new(),
        })
    }
}
