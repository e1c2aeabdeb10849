//! Roles and schemes as another site wrote them down.

use super::wire::{Role, Scheme};
use super::{Roles, actions, store};
use crate::base::{Id, Millis, Result, refuse};
use crate::events::{Event, Tx};

/// Writes a role over the one of its name, or as a new one.
pub fn keep_role(tx: &mut Tx<'_>, given: Role, now: Millis) -> Result<()> {
    if given.name.is_empty() || given.name.len() > 64 {
        return Err(refuse::with(400, "app.import.validate_role_import_data.name_invalid.error")
            .about(given.name)
            .into());
    }
    let role = match store::find_role(tx, &given.name)? {
        Some(old) => {
            let Role { display_name, description, mut permissions, .. } = given;
            permissions.sort();
            let role = Role { display_name, description, permissions, update_at: now, delete_at: 0, ..old };
            store::rewrite(tx, &role)?;
            role
        }
        None => {
            let role = Role { id: Id::new(), create_at: now, update_at: now, delete_at: 0, ..given };
            store::insert(tx, &role)?;
            role
        }
    };
    tx.tell(Event::RolesChanged { roles: vec![role], schemes: Vec::new() });
    Ok(())
}

/// Writes a scheme over the one of its name, or as a new one. `permissions` are those of the guests, members and admins
/// of a team, and then of a channel, as far as the other site had them. Answers its id.
pub fn keep_scheme(
    tx: &mut Tx<'_>,
    roles: &Roles,
    given: Scheme,
    permissions: [Option<Vec<String>>; 6],
    now: Millis,
) -> Result<Id> {
    let scheme = match store::find_scheme(tx, &given.name)? {
        Some(old) if old.scope == given.scope => old,
        Some(_) => return Err(refuse::with(400, "app.scheme.save.invalid_scheme.app_error").into()),
        None => actions::create_scheme(tx, roles, given, now)?.0,
    };
    let names = scheme.team_roles().into_iter().chain(scheme.channel_roles());
    for (name, permissions) in names.zip(permissions) {
        if let (Some(permissions), Some(role)) = (permissions, store::find_role(tx, name)?) {
            keep_role(tx, Role { permissions, ..role }, now)?;
        }
    }
    Ok(scheme.id)
}

/// The id of a scheme that is not deleted.
pub fn scheme_named(tx: &mut Tx<'_>, name: &str) -> Result<Id> {
    let found = store::find_scheme(tx, name)?;
    let id = "app.import.import_scheme.scheme_not_found.error";
    found.map(|scheme| scheme.id).ok_or_else(|| refuse::with(400, id).about(name).into())
}
