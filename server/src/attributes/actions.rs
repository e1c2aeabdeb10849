//! Changing fields, and filling them in.

use std::sync::Arc;

use indexmap::IndexMap;
use serde::Deserialize;
use serde_json::Value;

use super::wire::{Attributes, Field};
use super::{rules, store};
use crate::app::House;
use crate::base::error::Refusal;
use crate::base::{Error, Id, Result, refuse};
use crate::events::{Event, Tx};

/// A field as it is asked for, or a change of one: what is absent stays.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct FieldPatch {
    pub id: Option<Id>,
    pub name: Option<String>,
    #[serde(rename = "type")]
    pub kind: Option<String>,
    pub attrs: Option<Attributes>,
}

/// Adds a field to everybody's profile.
pub fn create(house: &House, tx: &mut Tx<'_>, given: FieldPatch) -> Result<Field> {
    let now = house.clock.tick();
    let group_id = store::group(tx, store::PROFILES)?;
    let new = Field {
        id: Id::new(),
        group_id,
        name: given.name.unwrap_or_default(),
        kind: given.kind.unwrap_or_default(),
        attrs: given.attrs.unwrap_or_default(),
        create_at: now,
        update_at: now,
        ..Field::default()
    };
    let field = rules::check_field(new)?;
    if store::count(tx, group_id)? >= rules::MOST_FIELDS {
        return Err(refuse::with(422, "app.custom_profile_attributes.limit_reached.app_error").into());
    }
    if given.id.is_some() || store::is_taken(tx, &field)? {
        return Err(refuse::with(400, "app.property.create_field.app_error").into());
    }
    store::insert(tx, &field)?;
    tx.tell(Event::FieldCreated { field: Arc::new(field.clone()) });
    Ok(field)
}

/// Changes a field. Another type takes everybody's values away: they would not fit.
pub fn edit(house: &House, tx: &mut Tx<'_>, id: Id, patch: FieldPatch) -> Result<Field> {
    let old = store::find(tx, id)?.ok_or_else(not_found)?;
    let before = old.kind.clone();
    let changed = Field {
        name: patch.name.unwrap_or(old.name),
        kind: patch.kind.unwrap_or(old.kind),
        attrs: patch.attrs.unwrap_or(old.attrs),
        update_at: house.clock.tick(),
        ..old
    };
    let field = rules::check_field(changed)?;
    if field.delete_at == 0 && store::is_taken(tx, &field)? {
        return Err(refuse::with(400, "app.property.update_field.app_error").into());
    }
    let delete_values = field.kind != before;
    if delete_values {
        store::delete_values(tx, field.group_id, id)?;
    }
    store::update(tx, &field)?;
    tx.tell(Event::FieldUpdated { field: Arc::new(field.clone()), delete_values });
    Ok(field)
}

/// Takes a field off everybody's profile, with what they filled in. Doing it twice changes nothing.
pub fn remove(house: &House, tx: &mut Tx<'_>, id: Id) -> Result<()> {
    let mut field = store::find(tx, id)?.ok_or_else(not_found)?;
    if field.delete_at > 0 {
        return Ok(());
    }
    let now = house.clock.tick();
    (field.update_at, field.delete_at) = (now, now);
    store::update(tx, &field)?;
    store::delete_values(tx, field.group_id, id)?;
    tx.tell(Event::FieldDeleted { field_id: id });
    Ok(())
}

/// Fills in fields of somebody's profile: all of them, or, when one value does not fit, none.
pub fn fill_in(
    house: &House,
    tx: &mut Tx<'_>,
    user: Id,
    given: IndexMap<Id, Value>,
    is_admin: bool,
) -> Result<IndexMap<Id, Value>> {
    let now = house.clock.tick();
    let ids: Vec<Id> = given.keys().copied().collect();
    let fields: IndexMap<Id, Field> =
        store::list_by_ids(tx, &ids)?.into_iter().map(|field| (field.id, field)).collect();
    let check = |(id, value): (Id, Value)| {
        let field = fields.get(&id).ok_or_else(missing)?;
        Ok((id, rules::check_value(field, value, is_admin)?))
    };
    let values = given.into_iter().map(check).collect::<Result<IndexMap<_, _>, Refusal>>()?;
    for (id, value) in &values {
        if let Some(field) = fields.get(id) {
            store::put_value(tx, ("user", user), field, value, now)?;
        }
        tx.tell(Event::ValuesUpdated { user, values: IndexMap::from([(*id, value.clone())]) });
    }
    Ok(values)
}

fn missing() -> Refusal {
    refuse::not_found("app.custom_profile_attributes.property_field_not_found.app_error")
}

fn not_found() -> Error {
    missing().into()
}
