//! Teams and their members as clients see them; the rows are the same.

use serde::{Deserialize, Serialize};

use crate::base::db::{Columns, Row};
use crate::base::{Id, Millis, Result};
use crate::users::wire::is_zero;

/// A team.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Team {
    pub id: Id,
    pub create_at: Millis,
    pub update_at: Millis,
    pub delete_at: Millis,
    pub display_name: String,
    pub name: String,
    pub description: String,
    /// Empty for readers who may not manage the team.
    pub email: String,
    /// O (open) or I (by invitation).
    #[serde(rename = "type")]
    pub kind: String,
    pub company_name: String,
    pub allowed_domains: String,
    /// Empty for readers who may not invite.
    pub invite_id: String,
    pub allow_open_invite: bool,
    #[serde(skip_serializing_if = "is_zero")]
    pub last_team_icon_update: Millis,
    pub scheme_id: Option<String>,
    pub group_constrained: Option<bool>,
    pub policy_id: Option<String>,
    pub cloud_limits_archived: bool,
}

impl Team {
    /// Its scheme; [`Id::NONE`] when it has none.
    pub fn scheme(&self) -> Id {
        self.scheme_id.as_deref().map_or(Id::NONE, Id::parse)
    }
}

/// Somebody in a team.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TeamMember {
    pub team_id: Id,
    pub user_id: Id,
    /// Explicit and scheme-derived role names.
    pub roles: String,
    pub delete_at: Millis,
    pub scheme_guest: bool,
    pub scheme_user: bool,
    pub scheme_admin: bool,
    pub explicit_roles: String,
}

/// What is unread in a team.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct TeamUnread {
    pub team_id: Id,
    pub msg_count: i64,
    pub mention_count: i64,
    pub mention_count_root: i64,
    pub msg_count_root: i64,
    pub thread_count: i64,
    pub thread_mention_count: i64,
    pub thread_urgent_mention_count: i64,
}

/// How many are in a team.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct TeamStats {
    pub team_id: Id,
    pub total_member_count: i64,
    pub active_member_count: i64,
}

/// A change of a team: what is absent stays.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct TeamPatch {
    pub display_name: Option<String>,
    pub description: Option<String>,
    pub company_name: Option<String>,
    pub allowed_domains: Option<String>,
    pub allow_open_invite: Option<bool>,
    pub group_constrained: Option<bool>,
    pub cloud_limits_archived: Option<bool>,
}

/// Role names, separated by spaces, that a member of a team or channel is to have.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct RoleNames {
    pub roles: String,
}

/// The three flags that a member of a team or channel is to have.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(default)]
pub struct SchemeRoles {
    pub scheme_admin: bool,
    pub scheme_user: bool,
    pub scheme_guest: bool,
}

impl Team {
    /// The columns that [`Row`] reads, of a table that goes by the name `t`.
    pub const COLUMNS: &str = "t.id, t.createat, t.updateat, t.deleteat, t.displayname, t.name, t.description, t.email, t.type, \
        t.companyname, t.alloweddomains, t.inviteid, t.allowopeninvite, t.lastteamiconupdate, t.schemeid, \
        t.groupconstrained, t.cloudlimitsarchived";
}

impl Row for Team {
    fn from_row(columns: &mut Columns<'_>) -> Result<Team> {
        Ok(Team {
            id: columns.next()?,
            create_at: columns.next()?,
            update_at: columns.next()?,
            delete_at: columns.next()?,
            display_name: columns.next()?,
            name: columns.next()?,
            description: columns.next()?,
            email: columns.next()?,
            kind: columns.next()?,
            company_name: columns.next()?,
            allowed_domains: columns.next()?,
            invite_id: columns.next()?,
            allow_open_invite: columns.next()?,
            last_team_icon_update: columns.next()?,
            scheme_id: columns.next()?,
            group_constrained: columns.next()?,
            cloud_limits_archived: columns.next()?,
            policy_id: None,
        })
    }
}

impl TeamMember {
    /// The columns that [`Row`] reads, of a table that goes by the name `tm`.
    ///
    /// The last one names the roles of the team's scheme; while there is no scheme at all it costs nothing.
    pub const COLUMNS: &str = "tm.teamid, tm.userid, tm.roles, tm.deleteat, tm.schemeguest, tm.schemeuser, \
        tm.schemeadmin, case when exists (select 1 from schemes) then (select s.defaultteamguestrole || ' ' || \
        s.defaultteamuserrole || ' ' || s.defaultteamadminrole from teams st join schemes s on s.id = st.schemeid \
        where st.id = tm.teamid) end";
}

impl Row for TeamMember {
    fn from_row(columns: &mut Columns<'_>) -> Result<TeamMember> {
        let mut member = TeamMember {
            team_id: columns.next()?,
            user_id: columns.next()?,
            explicit_roles: columns.next()?,
            delete_at: columns.next()?,
            scheme_guest: columns.next()?,
            scheme_user: columns.next()?,
            scheme_admin: columns.next()?,
            roles: String::new(),
        };
        let of_scheme: Option<String> = columns.next()?;
        let holds = [member.scheme_guest, member.scheme_user, member.scheme_admin];
        let names = of_scheme.as_deref().unwrap_or("team_guest team_user team_admin");
        member.roles = role_names(&member.explicit_roles, holds, names);
        Ok(member)
    }
}

/// Explicit role names, then those that hold of the guest's, the user's and the admin's.
pub(crate) fn role_names(explicit: &str, holds: [bool; 3], names: &str) -> String {
    let derived = names.split(' ').zip(holds).filter(|(_, holds)| *holds).map(|(name, _)| name);
    explicit.split_whitespace().chain(derived).collect::<Vec<_>>().join(" ")
}
