//! The tables of properties: groups, fields, values.

use serde_json::Value;

use super::properties::Held;
use super::wire::Field;
use crate::args;
use crate::base::db::Conn;
use crate::base::error::Context;
use crate::base::{Id, Millis, Result};
use crate::events::Tx;

/// The group that the fields of profiles are in.
pub const PROFILES: &str = "custom_profile_attributes";

/// The id of a group, made when it is asked for the first time.
pub fn group(tx: &mut Tx<'_>, name: &str) -> Result<Id> {
    let sql = "insert into propertygroups (id, name) values ($1, $2) on conflict (name) do nothing";
    tx.run(sql, args![Id::new(), name])?;
    Ok(tx.one::<(Id,)>("select id from propertygroups where name = $1", args![name])?.0)
}

/// A field by its id, also a deleted one.
pub fn find(conn: &mut Conn<'_>, id: Id) -> Result<Option<Field>> {
    conn.first(format!("select {} from propertyfields f where f.id = $1", Field::COLUMNS), args![id])
}

/// Fields by id, without deleted ones.
pub fn list_by_ids(conn: &mut Conn<'_>, ids: &[Id]) -> Result<Vec<Field>> {
    let sql = format!("select {} from propertyfields f where f.id in list($1) and f.deleteat = 0", Field::COLUMNS);
    conn.all(sql, args![ids])
}

/// The fields of a group, in the order that clients show.
pub fn list(conn: &mut Conn<'_>, group: &str) -> Result<Vec<Field>> {
    let sql = format!(
        "select {} from propertygroups g join propertyfields f on f.groupid = g.id and f.deleteat = 0 \
         where g.name = $1 order by f.createat, f.id",
        Field::COLUMNS
    );
    let mut fields: Vec<Field> = conn.all(sql, args![group])?;
    fields.sort_by(|one, other| one.attrs.sort_order.total_cmp(&other.attrs.sort_order));
    Ok(fields)
}

/// How many fields there are.
pub fn count(conn: &mut Conn<'_>, group: Id) -> Result<i64> {
    let sql = "select count(*) from propertyfields where groupid = $1 and targetid = '' and deleteat = 0";
    Ok(conn.one::<(i64,)>(sql, args![group])?.0)
}

/// Whether another field has the name.
pub fn is_taken(conn: &mut Conn<'_>, field: &Field) -> Result<bool> {
    let sql = "select id from propertyfields where groupid = $1 and targetid = '' and name = $2 and deleteat = 0 \
               and id <> $3";
    Ok(conn.first::<(Id,)>(sql, args![field.group_id, &field.name, field.id])?.is_some())
}

/// Writes a new field.
pub fn insert(tx: &mut Tx<'_>, field: &Field) -> Result<()> {
    let sql = "insert into propertyfields (id, groupid, name, type, attrs, createat, updateat) \
               values ($1, $2, $3, $4, $5, $6, $6)";
    let attrs = serde_json::to_string(&field.attrs).context("writing a field")?;
    let f = field;
    tx.run(sql, args![f.id, f.group_id, &f.name, &f.kind, &attrs, f.create_at])
}

/// Writes what may change of a field.
pub fn update(tx: &mut Tx<'_>, field: &Field) -> Result<()> {
    let sql = "update propertyfields set name = $2, type = $3, attrs = $4, updateat = $5, deleteat = $6 where id = $1";
    let attrs = serde_json::to_string(&field.attrs).context("writing a field")?;
    let f = field;
    tx.run(sql, args![f.id, &f.name, &f.kind, &attrs, f.update_at, f.delete_at])
}

/// Takes everybody's values of a field away.
pub fn delete_values(tx: &mut Tx<'_>, group: Id, field: Id) -> Result<()> {
    tx.run("delete from propertyvalues where groupid = $1 and fieldid = $2", args![group, field])
}

/// Writes the value that a thing of a type has in a field.
pub fn put_value(tx: &mut Tx<'_>, (kind, target): (&str, Id), field: &Field, value: &Value, now: Millis) -> Result<()> {
    let sql = "insert into propertyvalues (id, targetid, targettype, groupid, fieldid, value, createat, updateat) \
               values ($1, $2, $7, $3, $4, $5, $6, $6) \
               on conflict (groupid, targetid, fieldid) where deleteat = 0 \
               do update set value = excluded.value, updateat = excluded.updateat";
    tx.run(sql, args![Id::new(), target, field.group_id, field.id, &value.to_string(), now, kind])
}

/// The values of a thing in a group, in the order in which they were written first.
pub fn list_held(conn: &mut Conn<'_>, group: &str, target: Id) -> Result<Vec<Held>> {
    let sql = format!(
        "select {} from propertygroups g \
         join propertyvalues v on v.groupid = g.id and v.targetid = $2 and v.deleteat = 0 \
         join propertyfields f on f.id = v.fieldid and f.deleteat = 0 where g.name = $1 order by v.createat, v.id",
        Held::COLUMNS
    );
    conn.all(sql, args![group, target])
}
