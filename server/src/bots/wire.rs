//! Bots as clients see them.

use serde::{Deserialize, Serialize};

use crate::base::db::{Columns, Row};
use crate::base::{Id, Millis, Result};
use crate::users::wire::is_zero;

/// A bot.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Bot {
    pub user_id: Id,
    pub username: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub display_name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub description: String,
    pub owner_id: Id,
    #[serde(skip_serializing_if = "is_zero")]
    pub last_icon_update: Millis,
    pub create_at: Millis,
    pub update_at: Millis,
    pub delete_at: Millis,
}

/// A bot to be made, or a change of one: what is absent stays.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct BotPatch {
    pub username: Option<String>,
    pub display_name: Option<String>,
    pub description: Option<String>,
}

impl Bot {
    /// The columns that [`Row`] reads, of `bots b join users u`.
    pub const COLUMNS: &str = "b.userid, u.username, u.firstname, b.description, b.ownerid, b.lasticonupdate, \
        b.createat, b.updateat, b.deleteat";
}

impl Row for Bot {
    fn from_row(columns: &mut Columns<'_>) -> Result<Bot> {
        Ok(Bot {
            user_id: columns.next()?,
            username: columns.next()?,
            display_name: columns.next()?,
            description: columns.next()?,
            owner_id: columns.next()?,
            last_icon_update: columns.next()?,
            create_at: columns.next()?,
            update_at: columns.next()?,
            delete_at: columns.next()?,
        })
    }
}
