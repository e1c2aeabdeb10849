//! Who may act for whom.

use super::{Actor, Permission};
use crate::args;
use crate::base::db::Conn;
use crate::base::{Id, Result};

/// Refuses with 403 unless the actor is this person, or may act for them: as system admin, or as somebody who may
/// edit other users, which system admins are not among.
pub fn demand_user(conn: &mut Conn<'_>, actor: &Actor, user: Id) -> Result<()> {
    if actor.id() == user || actor.may(Permission::ManageSystem) {
        return Ok(());
    }
    if !actor.may(Permission::EditOtherUsers) || is_admin(conn, user)? {
        return Err(actor.lacks(Permission::EditOtherUsers));
    }
    Ok(())
}

fn is_admin(conn: &mut Conn<'_>, user: Id) -> Result<bool> {
    let roles: Option<(String,)> = conn.first("select roles from users where id = $1", args![user])?;
    Ok(roles.is_some_and(|(roles,)| roles.split_whitespace().any(|role| role == "system_admin")))
}
