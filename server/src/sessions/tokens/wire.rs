//! Access tokens as clients see them.

use serde::Serialize;

use crate::base::db::{Columns, Row};
use crate::base::{Id, Result};

/// An access token.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct AccessToken {
    pub id: Id,
    /// The secret; only in the answer to its making.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub token: String,
    pub user_id: Id,
    pub description: String,
    pub is_active: bool,
}

impl Row for AccessToken {
    fn from_row(columns: &mut Columns<'_>) -> Result<AccessToken> {
        Ok(AccessToken {
            id: columns.next()?,
            token: String::new(),
            user_id: columns.next()?,
            description: columns.next()?,
            is_active: columns.next()?,
        })
    }
}
