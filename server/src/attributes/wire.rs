//! Fields of profiles as clients see them; the rows are nearly the same.

use serde::{Deserialize, Serialize, Serializer};

use crate::base::db::{Columns, Row};
use crate::base::{Id, Millis, Result};

/// A field of everybody's profile.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Field {
    pub id: Id,
    pub group_id: Id,
    pub name: String,
    /// text, select, multiselect, date, user or multiuser.
    #[serde(rename = "type")]
    pub kind: String,
    pub attrs: Attributes,
    pub target_id: String,
    pub target_type: String,
    pub create_at: Millis,
    pub update_at: Millis,
    pub delete_at: Millis,
}

/// What is to be known of a field besides its name and type.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Attributes {
    pub access_mode: String,
    /// The attribute of a directory that it is filled from; then nobody fills it in here.
    pub ldap: String,
    /// `admin`: only administrators fill it in.
    pub managed: String,
    /// What may be chosen; `null` where nothing is.
    pub options: Option<Vec<Choice>>,
    pub protected: bool,
    /// As `ldap`, of another provider.
    pub saml: String,
    #[serde(serialize_with = "as_written")]
    pub sort_order: f64,
    pub source_plugin_id: String,
    /// What a text is: empty, email, url or phone.
    pub value_type: String,
    /// always, when_set or hidden.
    pub visibility: String,
}

/// Something that may be chosen.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Choice {
    pub id: Id,
    pub name: String,
    pub color: String,
}

/// Whole numbers are written as such.
fn as_written<S: Serializer>(number: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    if number.fract() == 0.0 && number.abs() < 1e15 {
        serializer.serialize_i64(*number as i64)
    } else {
        serializer.serialize_f64(*number)
    }
}

impl Field {
    /// The columns that [`Row`] reads, of a table that goes by the name `f`.
    pub const COLUMNS: &str = "f.id, f.groupid, f.name, f.type, f.attrs, f.createat, f.updateat, f.deleteat";
}

impl Row for Field {
    fn from_row(columns: &mut Columns<'_>) -> Result<Field> {
        Ok(Field {
            id: columns.next()?,
            group_id: columns.next()?,
            name: columns.next()?,
            kind: columns.next()?,
            attrs: columns.json()?,
            create_at: columns.next()?,
            update_at: columns.next()?,
            delete_at: columns.next()?,
            ..Field::default()
        })
    }
}
