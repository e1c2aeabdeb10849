//! Jobs as clients see them; the rows are the same.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::base::db::{Columns, Row};
use crate::base::{Id, Millis, Result};

/// What a job was given, and what it says about itself.
pub type Data = BTreeMap<String, String>;

/// A job.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Job {
    pub id: Id,
    #[serde(rename = "type")]
    pub kind: String,
    pub priority: i64,
    pub create_at: Millis,
    pub start_at: Millis,
    pub last_activity_at: Millis,
    /// pending, in_progress, success, warning, error, cancel_requested or canceled.
    pub status: String,
    /// Percent, or -1 when it is not known.
    pub progress: i64,
    pub data: Option<Data>,
}

/// A job that is asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct NewJob {
    #[serde(rename = "type")]
    pub kind: String,
    pub data: Option<Data>,
}

/// Another status for a job.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct StatusPatch {
    pub status: Option<String>,
    pub force: bool,
}

impl Job {
    /// The columns that [`Row`] reads, of a table that goes by the name `j`.
    pub const COLUMNS: &str =
        "j.id, j.type, j.priority, j.createat, j.startat, j.lastactivityat, j.status, j.progress, j.data";
}

impl Row for Job {
    fn from_row(columns: &mut Columns<'_>) -> Result<Job> {
        Ok(Job {
            id: columns.next()?,
            kind: columns.next()?,
            priority: columns.next()?,
            create_at: columns.next()?,
            start_at: columns.next()?,
            last_activity_at: columns.next()?,
            status: columns.next()?,
            progress: columns.next()?,
            data: columns.json()?,
        })
    }
}
