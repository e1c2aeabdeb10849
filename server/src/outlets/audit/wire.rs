//! What was done, as administrators see it; the rows are the same.

use serde::Serialize;

use crate::base::db::{Columns, Row};
use crate::base::{Id, Millis, Result};

/// Something that somebody did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Audit {
    pub id: Id,
    pub create_at: Millis,
    pub user_id: Id,
    /// The path of the request.
    pub action: String,
    pub extra_info: String,
    pub ip_address: String,
    pub session_id: Id,
}

impl Audit {
    /// The columns that [`Row`] reads, of a table that goes by the name `a`.
    pub const COLUMNS: &str = "a.id, a.createat, a.userid, a.action, a.extrainfo, a.ipaddress, a.sessionid";
}

impl Row for Audit {
    fn from_row(columns: &mut Columns<'_>) -> Result<Audit> {
        Ok(Audit {
            id: columns.next()?,
            create_at: columns.next()?,
            user_id: columns.next()?,
            action: columns.next()?,
            extra_info: columns.next()?,
            ip_address: columns.next()?,
            session_id: columns.next()?,
        })
    }
}
