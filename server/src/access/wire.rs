//! Roles and schemes as clients see them; the rows are the same.

use serde::{Deserialize, Serialize};

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
    /// The scheme that it belongs to; none for built-in and custom roles.
    pub scheme_id: Option<Id>,
}

/// A change of a role.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct RolePatch {
    pub permissions: Option<Vec<String>>,
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
            scheme_id: columns.next::<Option<String>>()?.map(|id| Id::parse(&id)),
        })
    }
}

/// Roles of its own for teams and their channels (scope `team`), or for channels alone (scope `channel`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Scheme {
    pub id: Id,
    pub name: String,
    pub display_name: String,
    pub description: String,
    pub create_at: Millis,
    pub update_at: Millis,
    pub delete_at: Millis,
    pub scope: String,
    pub default_team_admin_role: String,
    pub default_team_user_role: String,
    pub default_channel_admin_role: String,
    pub default_channel_user_role: String,
    pub default_team_guest_role: String,
    pub default_channel_guest_role: String,
    pub default_playbook_admin_role: String,
    pub default_playbook_member_role: String,
    pub default_run_admin_role: String,
    pub default_run_member_role: String,
}

impl Scheme {
    /// Whether it is for channels alone.
    pub fn is_for_channels(&self) -> bool {
        self.scope == "channel"
    }

    /// Role names of a team's guests, members and admins.
    pub fn team_roles(&self) -> [&str; 3] {
        [&self.default_team_guest_role, &self.default_team_user_role, &self.default_team_admin_role]
    }

    /// Role names of a channel's guests, members and admins.
    pub fn channel_roles(&self) -> [&str; 3] {
        [&self.default_channel_guest_role, &self.default_channel_user_role, &self.default_channel_admin_role]
    }

    /// The columns that [`Row`] reads, of a table that goes by the name `s`.
    pub const COLUMNS: &str = "s.id, s.name, s.displayname, s.description, s.createat, s.updateat, s.deleteat, s.scope, \
        s.defaultteamadminrole, s.defaultteamuserrole, s.defaultchanneladminrole, s.defaultchanneluserrole, \
        s.defaultteamguestrole, s.defaultchannelguestrole, s.defaultplaybookadminrole, s.defaultplaybookmemberrole, \
        s.defaultrunadminrole, s.defaultrunmemberrole";
}

impl Row for Scheme {
    fn from_row(columns: &mut Columns<'_>) -> Result<Scheme> {
        Ok(Scheme {
            id: columns.next()?,
            name: columns.next()?,
            display_name: columns.next()?,
            description: columns.next()?,
            create_at: columns.next()?,
            update_at: columns.next()?,
            delete_at: columns.next()?,
            scope: columns.next()?,
            default_team_admin_role: columns.next()?,
            default_team_user_role: columns.next()?,
            default_channel_admin_role: columns.next()?,
            default_channel_user_role: columns.next()?,
            default_team_guest_role: columns.next()?,
            default_channel_guest_role: columns.next()?,
            default_playbook_admin_role: columns.next()?,
            default_playbook_member_role: columns.next()?,
            default_run_admin_role: columns.next()?,
            default_run_member_role: columns.next()?,
        })
    }
}

/// A change of a scheme: what is absent stays.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct SchemePatch {
    pub name: Option<String>,
    pub display_name: Option<String>,
    pub description: Option<String>,
}

/// The scheme that a team or channel is to have; empty for none.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct SchemeIdPatch {
    pub scheme_id: Option<Id>,
}
