//! The `roles` table.

use serde::Deserialize;

use super::Roles;
use super::wire::Role;
use crate::args;
use crate::base::db::Conn;
use crate::base::error::Context;
use crate::base::{Id, Millis, Result};
use crate::events::Tx;

const BUILT_IN: &str = include_str!("../../../config/roles.json");

/// A role of a new installation.
#[derive(Deserialize)]
struct BuiltIn {
    name: String,
    display_name: String,
    scheme_managed: bool,
    built_in: bool,
    permissions: Vec<String>,
}

/// Writes the built-in roles that are not there yet, and answers the table of all.
pub fn seed_roles(tx: &mut Tx<'_>, now: Millis) -> Result<Roles> {
    let missing: Vec<BuiltIn> = serde_json::from_str(BUILT_IN).context("reading the built-in roles")?;
    let known = Roles::new(list(tx)?);
    for role in missing.into_iter().filter(|role| known.find(&role.name).is_none()) {
        insert(tx, &role, now)?;
    }
    Ok(Roles::new(list(tx)?))
}

fn insert(tx: &mut Tx<'_>, role: &BuiltIn, now: Millis) -> Result<()> {
    let description = role.display_name.replace(".name", ".description");
    let sql = "insert into roles (id, name, displayname, description, createat, updateat, deleteat, permissions, \
               schememanaged, builtin) values ($1, $2, $3, $4, $5, $5, 0, $6, $7, $8)";
    let permissions = role.permissions.join(" ");
    let (name, display) = (&role.name, &role.display_name);
    tx.run(sql, args![Id::new(), name, display, &description, now, &permissions, role.scheme_managed, role.built_in])?;
    Ok(())
}

fn list(conn: &mut Conn<'_>) -> Result<Vec<Role>> {
    conn.all(format!("select {} from roles r", Role::COLUMNS), args![])
}
