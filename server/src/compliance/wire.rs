//! Reports as clients see them; the rows are the same.

use serde::{Deserialize, Serialize};

use crate::base::db::{Columns, Row};
use crate::base::{Id, Millis, Result, refuse};

/// A report.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Compliance {
    pub id: Id,
    pub create_at: Millis,
    pub user_id: Id,
    /// created, running, finished, failed or removed.
    pub status: String,
    /// Posts in it.
    pub count: i64,
    pub desc: String,
    #[serde(rename = "type")]
    pub kind: String,
    pub start_at: Millis,
    pub end_at: Millis,
    /// Words of which a post must have one; any post when there are none.
    pub keywords: String,
    /// Addresses of authors; anybody when there are none.
    pub emails: String,
}

/// A report that is asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct NewCompliance {
    pub desc: String,
    pub start_at: Millis,
    pub end_at: Millis,
    pub keywords: String,
    pub emails: String,
}

impl NewCompliance {
    /// Refuses a report about nothing.
    pub fn check(&self) -> Result<()> {
        let failures = [
            (self.desc.is_empty() || self.desc.len() > 512, "desc"),
            (self.start_at <= 0, "start_at"),
            (self.end_at <= 0, "end_at"),
            (self.start_at > self.end_at, "start_end_at"),
            (self.keywords.len() > 512, "keywords"),
            (self.emails.len() > 1024, "emails"),
        ];
        match failures.iter().find(|(failed, _)| *failed) {
            Some((_, what)) => Err(refuse::with(400, format!("model.compliance.is_valid.{what}.app_error")).into()),
            None => Ok(()),
        }
    }
}

impl Compliance {
    /// The columns that [`Row`] reads, of a table that goes by the name `co`.
    pub const COLUMNS: &str = "co.id, co.createat, co.userid, co.status, co.count, co.\"desc\", co.type, co.startat, \
        co.endat, co.keywords, co.emails";
}

impl Row for Compliance {
    fn from_row(columns: &mut Columns<'_>) -> Result<Compliance> {
        Ok(Compliance {
            id: columns.next()?,
            create_at: columns.next()?,
            user_id: columns.next()?,
            status: columns.next()?,
            count: columns.next()?,
            desc: columns.next()?,
            kind: columns.next()?,
            start_at: columns.next()?,
            end_at: columns.next()?,
            keywords: columns.next()?,
            emails: columns.next()?,
        })
    }
}
