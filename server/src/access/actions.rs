//! Everything that changes roles and schemes.

use super::wire::{Role, Scheme, SchemePatch};
use super::{Roles, rules, store};
use crate::base::db::Conn;
use crate::base::error::Error;
use crate::base::{Id, Millis, Result, refuse};
use crate::events::{Event, RoleAudience, Tx};

/// Gives a role these permissions, and those that come with them. Answers it as clients see it.
pub fn patch_role(tx: &mut Tx<'_>, roles: &Roles, role: Role, permissions: &[String], now: Millis) -> Result<Role> {
    let role = change_role(tx, role, rules::with_ancillary(permissions), now)?;
    let told = show(tx, roles, vec![role.clone()])?.pop().unwrap_or(role.clone());
    tell_role(tx, roles, &role, told.clone())?;
    Ok(told)
}

/// Writes what a role allows, without telling it to clients.
fn change_role(tx: &mut Tx<'_>, role: Role, permissions: Vec<String>, now: Millis) -> Result<Role> {
    let mut permissions = permissions;
    permissions.sort();
    let role = Role { permissions, update_at: now, ..role };
    store::update(tx, &role)?;
    tx.tell(Event::RolesChanged { roles: vec![role.clone()], schemes: Vec::new() });
    Ok(role)
}

/// Tells a changed role to those whose places have it, in the form that `told` gives.
pub fn tell_role(tx: &mut Tx<'_>, roles: &Roles, role: &Role, told: Role) -> Result<()> {
    let audience = match role.scheme_id.and_then(|id| roles.find_scheme(id)) {
        None => vec![RoleAudience::All],
        Some(scheme) => {
            let (teams, channels) = store::list_places_of(tx, scheme.id)?;
            let teams = teams.into_iter().map(RoleAudience::Team);
            teams.chain(channels.into_iter().map(RoleAudience::Channel)).collect()
        }
    };
    tx.tell(Event::RoleUpdated { role: told, audience });
    Ok(())
}

/// Roles as clients see them: those of a channel's scheme as they work under the roles above them.
pub fn show(conn: &mut Conn<'_>, roles: &Roles, all: Vec<Role>) -> Result<Vec<Role>> {
    let is_of_channel = |id: &Id| roles.find_scheme(*id).is_some_and(Scheme::is_for_channels);
    let schemes: Vec<Id> = all.iter().filter_map(|role| role.scheme_id).filter(is_of_channel).collect();
    if schemes.is_empty() {
        return Ok(all);
    }
    let above = store::schemes_above(conn, &schemes)?;
    let seen = all.into_iter().map(|role| {
        let found = above.iter().find(|(scheme, _)| Some(*scheme) == role.scheme_id);
        found.map_or(role.clone(), |(_, team_scheme)| roles.effective(&role, *team_scheme))
    });
    Ok(seen.collect())
}

/// Makes a scheme with roles of its own. Answers it and its roles.
pub fn create_scheme(tx: &mut Tx<'_>, roles: &Roles, given: Scheme, now: Millis) -> Result<(Scheme, Vec<Role>)> {
    let name = || Id::new().to_string();
    let of_team = |wanted: bool| if wanted { name() } else { String::new() };
    let is_team = given.scope == "team";
    let scheme = Scheme {
        id: Id::new(),
        name: if given.name.is_empty() { name() } else { given.name },
        display_name: given.display_name,
        description: given.description,
        create_at: now,
        update_at: now,
        scope: given.scope,
        default_team_admin_role: of_team(is_team),
        default_team_user_role: of_team(is_team),
        default_channel_admin_role: name(),
        default_channel_user_role: name(),
        default_team_guest_role: of_team(is_team),
        default_channel_guest_role: name(),
        default_playbook_admin_role: of_team(is_team),
        default_playbook_member_role: of_team(is_team),
        default_run_admin_role: of_team(is_team),
        default_run_member_role: of_team(is_team),
        ..Scheme::default()
    };
    rules::check_scheme(&scheme)?;
    let usual = |name: &str| roles.find(name).map(|role| role.permissions.clone()).unwrap_or_default();
    let made = rules::roles_of(&scheme, usual, now);
    store::insert_scheme(tx, &scheme)?;
    // At most ten.
    made.iter().try_for_each(|role| store::insert(tx, role))?;
    tx.tell(Event::RolesChanged { roles: made.clone(), schemes: vec![scheme.clone()] });
    Ok((scheme, made))
}

/// Takes over what is given.
pub fn patch_scheme(tx: &mut Tx<'_>, scheme: Scheme, patch: SchemePatch, now: Millis) -> Result<Scheme> {
    let scheme = Scheme {
        name: patch.name.unwrap_or(scheme.name),
        display_name: patch.display_name.unwrap_or(scheme.display_name),
        description: patch.description.unwrap_or(scheme.description),
        update_at: now,
        ..scheme
    };
    rules::check_scheme(&scheme)?;
    save_scheme(tx, scheme, Vec::new())
}

/// Deletes a scheme and its roles. Teams that have it keep it, and allow their members nothing until they are given
/// another; doing it twice is fine.
pub fn delete_scheme(tx: &mut Tx<'_>, scheme: Scheme, now: Millis) -> Result<()> {
    let roles = store::delete_roles(tx, scheme.id, now)?;
    save_scheme(tx, Scheme { update_at: now, delete_at: now, ..scheme }, roles)?;
    Ok(())
}

fn save_scheme(tx: &mut Tx<'_>, scheme: Scheme, roles: Vec<Role>) -> Result<Scheme> {
    store::update_scheme(tx, &scheme)?;
    tx.tell(Event::RolesChanged { roles, schemes: vec![scheme.clone()] });
    Ok(scheme)
}

/// Switches what is moderated in a role of a channel's scheme. Answers it as it is now.
pub fn moderate_role(tx: &mut Tx<'_>, role: Role, permissions: super::Permissions, now: Millis) -> Result<Role> {
    let permissions = permissions.ids().map(str::to_owned).collect();
    change_role(tx, role, permissions, now)
}

/// A scheme; 404 when there is none.
pub fn get_scheme(roles: &Roles, id: Id) -> Result<Scheme> {
    roles.find_scheme(id).cloned().ok_or_else(no_scheme)
}

fn no_scheme() -> Error {
    refuse::not_found("app.scheme.get.app_error").into()
}
