//! What roles and schemes may look like, and which permissions belong together. Pure.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use serde::Deserialize;

use super::wire::{Role, Scheme};
use super::{Permission, Permissions};
use crate::base::error::Refusal;
use crate::base::{Id, Millis, refuse};

const FACTS: &str = include_str!("../../../config/permissions.json");

/// Permissions that no patch of a role gives or takes.
const FIXED: &[&str] = &[
    "sysconsole_write_user_management_system_roles",
    "sysconsole_read_user_management_system_roles",
    "manage_roles",
    "manage_system",
];

/// Roles of the site that only system admins may change.
const SYSTEM_ROLES: &[&str] = &[
    "system_admin",
    "system_user_manager",
    "system_manager",
    "system_read_only_admin",
    "system_custom_group_admin",
    "shared_channel_manager",
    "secure_connection_manager",
];

/// What is known of permissions beside their ids.
#[derive(Debug, Default, Deserialize)]
struct Facts {
    /// Ids that old roles may still carry.
    deprecated: BTreeSet<String>,
    /// A channel permission, and the row of moderation that switches it.
    moderated: BTreeMap<String, String>,
    /// A permission of the console, and those that its pages need.
    ancillary: BTreeMap<String, Vec<String>>,
}

fn facts() -> &'static Facts {
    static READ: OnceLock<Facts> = OnceLock::new();
    READ.get_or_init(|| serde_json::from_str(FACTS).unwrap_or_default())
}

/// Every permission that channel moderation switches.
pub fn all_moderated() -> &'static Permissions {
    static READ: OnceLock<Permissions> = OnceLock::new();
    READ.get_or_init(|| Permissions::of(facts().moderated.keys().map(String::as_str)))
}

/// The permissions that one row of moderation switches.
pub fn moderated_by(row: &str) -> Permissions {
    Permissions::of(facts().moderated.iter().filter(|(_, name)| *name == row).map(|(id, _)| id.as_str()))
}

/// The permissions with those that their console pages need; each once.
pub fn with_ancillary(permissions: &[String]) -> Vec<String> {
    let mut all: Vec<String> = permissions.to_vec();
    let needed = permissions.iter().filter_map(|id| facts().ancillary.get(id)).flatten();
    all.extend(needed.cloned());
    let mut seen = BTreeSet::new();
    all.retain(|id| seen.insert(id.clone()));
    all
}

/// Who may change a role.
pub fn needed_to_patch(role: &Role) -> Permission {
    if SYSTEM_ROLES.contains(&role.name.as_str()) {
        Permission::ManageSystem
    } else {
        Permission::SysconsoleWriteUserManagementPermissions
    }
}

/// Refuses permissions that there are not, and a change of those that are fixed.
pub fn check_permissions(role: &Role, wanted: &[String]) -> Result<(), Refusal> {
    let is_fixed = |id: &&String| FIXED.contains(&id.as_str());
    let added = wanted.iter().filter(|id| !role.permissions.contains(id));
    let taken = role.permissions.iter().filter(|id| !wanted.contains(id));
    if added.chain(taken).any(|id| is_fixed(&id)) {
        return Err(refuse::with(501, "api.roles.patch_roles.not_allowed_permission.error"));
    }
    let is_known = |id: &String| Permission::find(id).is_some() || facts().deprecated.contains(id);
    if !wanted.iter().all(is_known) {
        return Err(refuse::with(400, "app.role.save.invalid_role.app_error"));
    }
    Ok(())
}

/// Refuses what is too long, missing or malformed.
pub fn check_scheme(scheme: &Scheme) -> Result<(), Refusal> {
    let display_name = scheme.display_name.chars().count();
    let is_fine = is_scheme_name(&scheme.name)
        && (1..=128).contains(&display_name)
        && scheme.description.chars().count() <= 1024
        && matches!(scheme.scope.as_str(), "team" | "channel");
    if is_fine { Ok(()) } else { Err(refuse::with(400, "app.scheme.save.invalid_scheme.app_error")) }
}

/// 2 to 64 of a-z, 0-9 and underscores.
fn is_scheme_name(name: &str) -> bool {
    (2..=64).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

/// The roles of a new scheme: copies of the usual ones. A channel's scheme holds only what is moderated, since all
/// else comes from above, and its admins are not moderated.
pub fn roles_of(scheme: &Scheme, usual: impl Fn(&str) -> Vec<String>, now: Millis) -> Vec<Role> {
    let is_moderated = |id: &String| facts().moderated.contains_key(id);
    let copy = |what: &str, name: &str, permissions: Vec<String>| Role {
        id: Id::new(),
        name: name.to_owned(),
        display_name: format!("{what} Role for Scheme {}", scheme.name),
        create_at: now,
        update_at: now,
        permissions,
        scheme_managed: true,
        scheme_id: Some(scheme.id),
        ..Role::default()
    };
    let narrow = |from: &str| match (scheme.is_for_channels(), from) {
        (true, "channel_admin") => Vec::new(),
        (true, from) => usual(from).into_iter().filter(is_moderated).collect(),
        (false, from) => usual(from),
    };
    let wanted = [
        ("Team Admin", &scheme.default_team_admin_role, "team_admin"),
        ("Team User", &scheme.default_team_user_role, "team_user"),
        ("Team Guest", &scheme.default_team_guest_role, "team_guest"),
        ("Channel Admin", &scheme.default_channel_admin_role, "channel_admin"),
        ("Channel User", &scheme.default_channel_user_role, "channel_user"),
        ("Channel Guest", &scheme.default_channel_guest_role, "channel_guest"),
        ("Playbook Admin", &scheme.default_playbook_admin_role, "playbook_admin"),
        ("Playbook Member", &scheme.default_playbook_member_role, "playbook_member"),
        ("Run Admin", &scheme.default_run_admin_role, "run_admin"),
        ("Run Member", &scheme.default_run_member_role, "run_member"),
    ];
    let given = wanted.into_iter().filter(|(_, name, _)| !name.is_empty());
    given.map(|(what, name, from)| copy(what, name, narrow(from))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id_of(refused: Result<(), Refusal>) -> String {
        refused.err().map(|refusal| refusal.id.into_owned()).unwrap_or_default()
    }

    fn texts(ids: &[&str]) -> Vec<String> {
        ids.iter().map(|id| (*id).to_owned()).collect()
    }

    #[test]
    fn what_is_known_of_permissions_is_read() {
        assert!(all_moderated().has(Permission::CreatePost) && !all_moderated().has(Permission::ReadChannel));
        assert!(moderated_by("create_reactions").has(Permission::RemoveReaction));
        assert!(!moderated_by("create_reactions").has(Permission::CreatePost));
    }

    #[test]
    fn a_page_of_the_console_brings_what_it_needs() {
        let with = with_ancillary(&texts(&["sysconsole_read_reporting_server_logs"]));
        assert_eq!(with, ["sysconsole_read_reporting_server_logs", "get_logs"]);
        assert_eq!(with_ancillary(&texts(&["edit_other_users"])), ["edit_other_users"]);
    }

    #[test]
    fn some_permissions_are_fixed_and_some_do_not_exist() {
        let role = Role { permissions: texts(&["create_post", "manage_roles"]), ..Role::default() };
        let check = |wanted: &[&str]| id_of(check_permissions(&role, &texts(wanted)));
        assert_eq!(check(&["manage_roles"]), "");
        assert_eq!(check(&["create_post"]), "api.roles.patch_roles.not_allowed_permission.error");
        assert_eq!(check(&["manage_roles", "manage_system"]), "api.roles.patch_roles.not_allowed_permission.error");
        assert_eq!(check(&["manage_roles", "fly"]), "app.role.save.invalid_role.app_error");
    }

    #[test]
    fn a_scheme_has_a_plain_name_and_a_scope() {
        let scheme = |name: &str, scope: &str| Scheme {
            name: name.into(),
            display_name: "D".into(),
            scope: scope.into(),
            ..Scheme::default()
        };
        assert!(check_scheme(&scheme("ab_1", "team")).is_ok());
        for (name, scope) in [("a", "team"), ("a-b", "team"), ("Ab", "channel"), ("ab", "playbook"), ("ab", "")] {
            assert!(check_scheme(&scheme(name, scope)).is_err(), "{name} {scope}");
        }
    }

    #[test]
    fn a_channels_scheme_holds_what_is_moderated() {
        let scheme = Scheme {
            scope: "channel".into(),
            default_channel_user_role: "u".into(),
            default_channel_admin_role: "a".into(),
            ..Scheme::default()
        };
        let roles = roles_of(&scheme, |_| texts(&["create_post", "read_channel"]), 1);
        let permissions: Vec<_> = roles.iter().map(|role| role.permissions.as_slice()).collect();
        assert_eq!(permissions, [&[] as &[String], &texts(&["create_post"])]);
    }
}
