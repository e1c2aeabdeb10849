//! A person's choices, which the server keeps and clients understand.

use serde::{Deserialize, Serialize};

use crate::base::db::{Columns, Row};
use crate::base::{Id, Result};

/// One choice.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Preference {
    pub user_id: Id,
    pub category: String,
    pub name: String,
    pub value: String,
}

impl Preference {
    /// The columns that [`Row`] reads, of a table that goes by the name `p`.
    pub const COLUMNS: &str = "p.userid, p.category, p.name, p.value";
}

impl Row for Preference {
    fn from_row(columns: &mut Columns<'_>) -> Result<Preference> {
        Ok(Preference {
            user_id: columns.next()?,
            category: columns.next()?,
            name: columns.next()?,
            value: columns.next()?,
        })
    }
}
