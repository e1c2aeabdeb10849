//! Emoji that people made, as clients see them; the rows are the same.

use serde::{Deserialize, Serialize};

use crate::base::db::{Columns, Row};
use crate::base::{Id, Millis, Result};

/// An emoji of this site's own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Emoji {
    pub id: Id,
    pub create_at: Millis,
    pub update_at: Millis,
    pub delete_at: Millis,
    pub creator_id: Id,
    /// Without colons.
    pub name: String,
}

impl Emoji {
    /// The columns that [`Row`] reads, of a table that goes by the name `e`.
    pub const COLUMNS: &str = "e.id, e.createat, e.updateat, e.deleteat, e.creatorid, e.name";
}

impl Row for Emoji {
    fn from_row(columns: &mut Columns<'_>) -> Result<Emoji> {
        Ok(Emoji {
            id: columns.next()?,
            create_at: columns.next()?,
            update_at: columns.next()?,
            delete_at: columns.next()?,
            creator_id: columns.next()?,
            name: columns.next()?,
        })
    }
}
