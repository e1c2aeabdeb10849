//! Roles as clients see them.

use serde::Serialize;

use crate::base::db::{Columns, Row};
use crate::base::{Id, Millis, Result};

/// A named set of permissions.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Role {
    pub id: Id,
    pub name: String,
    pub display_name: String,
    pub description: String,
    pub create_at: Millis,
    pub update_at: Millis,
    pub delete_at: Millis,
    pub permissions: Vec<String>,
    pub scheme_managed: bool,
    pub built_in: bool,
    #[serde(skip_serializing)]
    pub scheme_id: Option<String>,
}

impl Role {
    /// The columns that [`Row`] reads, of a table that goes by the name `r`.
    pub const COLUMNS: &str = "r.id, r.name, r.displayname, r.description, r.createat, r.updateat, r.deleteat, r.permissions, \
        r.schememanaged, r.builtin, r.schemeid";
}

impl Row for Role {
    fn from_row(columns: &mut Columns<'_>) -> Result<Role> {
        Ok(Role {
            id: columns.next()?,
            name: columns.next()?,
            display_name: columns.next()?,
            description: columns.next()?,
            create_at: columns.next()?,
            update_at: columns.next()?,
            delete_at: columns.next()?,
            permissions: columns.next::<String>()?.split_whitespace().map(str::to_owned).collect(),
            scheme_managed: columns.next()?,
            built_in: columns.next()?,
            scheme_id: columns.next()?,
        })
    }
}
