//! Groups and their members as clients see them.

use serde::{Deserialize, Serialize};

use crate::base::db::{Columns, Row};
use crate::base::{Id, Millis, Result};
use crate::users::wire::User;

/// A group of people.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Group {
    pub id: Id,
    pub name: String,
    pub display_name: String,
    pub description: String,
    /// `custom`: made here.
    pub source: String,
    pub remote_id: Option<String>,
    pub create_at: Millis,
    pub update_at: Millis,
    pub delete_at: Millis,
    pub has_syncables: bool,
    /// Where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub member_count: Option<i64>,
    pub allow_reference: bool,
    /// Its members in the channel that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel_member_count: Option<i64>,
    /// Their time zones.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel_member_timezones_count: Option<i64>,
    /// Where they were asked for.
    pub member_ids: Option<Vec<Id>>,
}

/// A new group, and who is in it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct GroupWithUserIds {
    pub id: String,
    pub name: String,
    pub display_name: String,
    pub description: String,
    pub source: String,
    pub allow_reference: bool,
    pub user_ids: Vec<Id>,
}

/// A change of a group: what is absent stays.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct GroupPatch {
    pub name: Option<String>,
    pub display_name: Option<String>,
    pub description: Option<String>,
    pub allow_reference: Option<bool>,
}

/// Somebody in a group, now or once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct GroupMember {
    pub group_id: Id,
    pub user_id: Id,
    pub create_at: Millis,
    pub delete_at: Millis,
}

/// Who comes into a group, or leaves it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct GroupModifyMembers {
    pub user_ids: Vec<Id>,
}

/// A page of a group's members, and how many there are.
#[derive(Debug, Clone, Default, Serialize)]
pub struct GroupMemberList {
    pub members: Vec<User>,
    pub total_member_count: i64,
}

/// How many are in a group.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub struct GroupStats {
    pub group_id: Id,
    pub total_member_count: i64,
}

/// How many members of a group are in a channel.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub struct ChannelMemberCountByGroup {
    pub group_id: Id,
    pub channel_member_count: i64,
    pub channel_member_timezones_count: i64,
}

impl Group {
    /// The columns that [`Row`] reads, of a table that goes by the name `g`.
    pub const COLUMNS: &str = "g.id, g.name, g.displayname, g.description, g.source, g.remoteid, g.createat, g.updateat, \
        g.deleteat, g.allowreference";
}

impl Row for Group {
    fn from_row(columns: &mut Columns<'_>) -> Result<Group> {
        Ok(Group {
            id: columns.next()?,
            name: columns.next()?,
            display_name: columns.next()?,
            description: columns.next()?,
            source: columns.next()?,
            remote_id: columns.next()?,
            create_at: columns.next()?,
            update_at: columns.next()?,
            delete_at: columns.next()?,
            allow_reference: columns.next()?,
            ..Group::default()
        })
    }
}

impl Row for GroupMember {
    fn from_row(columns: &mut Columns<'_>) -> Result<GroupMember> {
        Ok(GroupMember {
            group_id: columns.next()?,
            user_id: columns.next()?,
            create_at: columns.next()?,
            delete_at: columns.next()?,
        })
    }
}
