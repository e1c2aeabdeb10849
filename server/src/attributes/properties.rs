//! Properties of other things than people: groups of fields that rooms of the house keep values in.

use indexmap::IndexMap;
use serde::Serialize;
use serde_json::Value;

use super::store;
use super::wire::Field;
use crate::base::db::{Columns, Conn, Row};
use crate::base::{Id, Millis, Result};
use crate::events::Tx;

/// One value of one thing.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Held {
    pub id: Id,
    pub target_id: Id,
    pub target_type: String,
    pub group_id: Id,
    pub field_id: Id,
    pub value: Value,
    pub create_at: Millis,
    pub update_at: Millis,
    pub delete_at: Millis,
}

impl Held {
    /// The columns that [`Row`] reads, of a table that goes by the name `v`.
    pub const COLUMNS: &str =
        "v.id, v.targetid, v.targettype, v.groupid, v.fieldid, v.value, v.createat, v.updateat, v.deleteat";
}

impl Row for Held {
    fn from_row(columns: &mut Columns<'_>) -> Result<Held> {
        Ok(Held {
            id: columns.next()?,
            target_id: columns.next()?,
            target_type: columns.next()?,
            group_id: columns.next()?,
            field_id: columns.next()?,
            value: columns.json()?,
            create_at: columns.next()?,
            update_at: columns.next()?,
            delete_at: columns.next()?,
        })
    }
}

/// The fields of a group by name: those that are not there yet are made, of the given types.
pub fn fields(tx: &mut Tx<'_>, group: &str, wanted: &[(&str, &str)], now: Millis) -> Result<IndexMap<String, Field>> {
    let group_id = store::group(tx, group)?;
    let mut known: IndexMap<String, Field> =
        store::list(tx, group)?.into_iter().map(|field| (field.name.clone(), field)).collect();
    for (name, kind) in wanted {
        if !known.contains_key(*name) {
            let field = Field {
                id: Id::new(),
                group_id,
                name: (*name).to_owned(),
                kind: (*kind).to_owned(),
                create_at: now,
                update_at: now,
                ..Field::default()
            };
            store::insert(tx, &field)?;
            known.insert(field.name.clone(), field);
        }
    }
    Ok(known)
}

/// Writes a value of a thing of a type.
pub fn put(tx: &mut Tx<'_>, (kind, target): (&str, Id), field: &Field, value: &Value, now: Millis) -> Result<()> {
    store::put_value(tx, (kind, target), field, value, now)
}

/// The values of a thing in a group, in the order in which they were written first.
pub fn list(conn: &mut Conn<'_>, group: &str, target: Id) -> Result<Vec<Held>> {
    store::list_held(conn, group, target)
}
