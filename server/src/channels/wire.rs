//! Channels and their members as clients see them; the rows are the same.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::base::db::{Columns, Row};
use crate::base::{Id, Millis, Result};
use crate::teams::wire::role_names;
use crate::users::wire::Texts;

/// A channel: open (O), private (P), direct (D) or group (G).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Channel {
    pub id: Id,
    pub create_at: Millis,
    pub update_at: Millis,
    pub delete_at: Millis,
    /// Empty for direct and group channels.
    pub team_id: Id,
    #[serde(rename = "type")]
    pub kind: String,
    pub display_name: String,
    pub name: String,
    pub header: String,
    pub purpose: String,
    pub last_post_at: Millis,
    pub total_msg_count: i64,
    pub extra_update_at: Millis,
    pub creator_id: Id,
    pub scheme_id: Option<String>,
    pub props: Option<Value>,
    pub group_constrained: Option<bool>,
    pub autotranslation: bool,
    pub shared: Option<bool>,
    pub total_msg_count_root: i64,
    pub policy_id: Option<String>,
    pub last_root_post_at: Millis,
    pub banner_info: Option<BannerInfo>,
    pub policy_enforced: bool,
    pub policy_is_active: bool,
    pub default_category_name: String,
}

impl Channel {
    /// Direct or group: in no team, and nobody joins or leaves.
    pub fn is_direct(&self) -> bool {
        matches!(self.kind.as_str(), "D" | "G")
    }

    /// Everybody in the team may find and join it.
    pub fn is_open(&self) -> bool {
        self.kind == "O"
    }

    /// Its scheme; [`Id::NONE`] when it has none.
    pub fn scheme(&self) -> Id {
        self.scheme_id.as_deref().map_or(Id::NONE, Id::parse)
    }

    /// Archived.
    pub fn is_deleted(&self) -> bool {
        self.delete_at > 0
    }
}

/// A line above a channel's posts. What is absent was never chosen.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BannerInfo {
    pub enabled: Option<bool>,
    pub text: Option<String>,
    /// `#rgb` or `#rrggbb`.
    pub background_color: Option<String>,
}

/// Somebody in a channel, and what they have seen of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ChannelMember {
    pub channel_id: Id,
    pub user_id: Id,
    /// Explicit and scheme-derived role names.
    pub roles: String,
    pub last_viewed_at: Millis,
    pub msg_count: i64,
    pub mention_count: i64,
    pub mention_count_root: i64,
    pub urgent_mention_count: i64,
    pub msg_count_root: i64,
    pub notify_props: Texts,
    pub last_update_at: Millis,
    pub scheme_guest: bool,
    pub scheme_user: bool,
    pub scheme_admin: bool,
    pub explicit_roles: String,
    pub autotranslation_disabled: bool,
}

/// A member with the names of the channel's team.
#[derive(Debug, Clone, Serialize)]
pub struct ChannelMemberWithTeamData {
    #[serde(flatten)]
    pub member: ChannelMember,
    pub team_display_name: String,
    pub team_name: String,
    pub team_update_at: Millis,
}

/// A channel with the names of its team.
#[derive(Debug, Clone, Serialize)]
pub struct ChannelWithTeamData {
    #[serde(flatten)]
    pub channel: Channel,
    pub team_display_name: String,
    pub team_name: String,
    pub team_update_at: Millis,
}

impl Row for ChannelMemberWithTeamData {
    fn from_row(columns: &mut Columns<'_>) -> Result<ChannelMemberWithTeamData> {
        Ok(ChannelMemberWithTeamData {
            member: ChannelMember::from_row(columns)?,
            team_display_name: columns.next()?,
            team_name: columns.next()?,
            team_update_at: columns.next()?,
        })
    }
}

impl Row for ChannelWithTeamData {
    fn from_row(columns: &mut Columns<'_>) -> Result<ChannelWithTeamData> {
        Ok(ChannelWithTeamData {
            channel: Channel::from_row(columns)?,
            team_display_name: columns.next()?,
            team_name: columns.next()?,
            team_update_at: columns.next()?,
        })
    }
}

/// What is unread in a channel.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct ChannelUnread {
    pub team_id: Id,
    pub channel_id: Id,
    pub msg_count: i64,
    pub mention_count: i64,
    pub mention_count_root: i64,
    pub urgent_mention_count: i64,
    pub msg_count_root: i64,
}

/// Where somebody's unread posts of a channel begin, after they were marked so.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct ChannelUnreadAt {
    pub team_id: Id,
    pub user_id: Id,
    pub channel_id: Id,
    pub msg_count: i64,
    pub mention_count: i64,
    pub mention_count_root: i64,
    pub urgent_mention_count: i64,
    pub msg_count_root: i64,
    pub last_viewed_at: Millis,
}

/// Numbers of a channel.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct ChannelStats {
    pub channel_id: Id,
    pub member_count: i64,
    pub guest_count: i64,
    pub pinnedpost_count: i64,
    pub files_count: i64,
}

/// A change of a channel: what is absent stays.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ChannelPatch {
    pub display_name: Option<String>,
    pub name: Option<String>,
    pub header: Option<String>,
    pub purpose: Option<String>,
    pub group_constrained: Option<bool>,
    pub banner_info: Option<BannerInfo>,
    pub autotranslation: Option<bool>,
}

/// Whether a kind of member may do what a row of moderation stands for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct ChannelModeratedRole {
    /// They may.
    pub value: bool,
    /// The roles above let it be switched.
    pub enabled: bool,
}

/// Who may do what a row of moderation stands for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct ChannelModeratedRoles {
    /// `None` for what is never a guest's.
    pub guests: Option<ChannelModeratedRole>,
    pub members: ChannelModeratedRole,
}

/// A row of moderation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChannelModeration {
    pub name: &'static str,
    pub roles: ChannelModeratedRoles,
}

/// A change of a row of moderation.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ChannelModerationPatch {
    pub name: Option<String>,
    pub roles: Option<ChannelModeratedRolesPatch>,
}

/// What a row is switched to; what is absent stays.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(default)]
pub struct ChannelModeratedRolesPatch {
    pub guests: Option<bool>,
    pub members: Option<bool>,
}

impl Channel {
    /// The columns that [`Row`] reads, of a table that goes by the name `c`.
    pub const COLUMNS: &str = "c.id, c.createat, c.updateat, c.deleteat, c.teamid, c.type, c.displayname, c.name, c.header, \
        c.purpose, c.lastpostat, c.totalmsgcount, c.extraupdateat, c.creatorid, c.schemeid, \
        c.groupconstrained, c.autotranslation, c.shared, c.totalmsgcountroot, c.lastrootpostat, c.bannerinfo, \
        c.defaultcategoryname";
}

impl Row for Channel {
    fn from_row(columns: &mut Columns<'_>) -> Result<Channel> {
        Ok(Channel {
            id: columns.next()?,
            create_at: columns.next()?,
            update_at: columns.next()?,
            delete_at: columns.next()?,
            team_id: columns.next()?,
            kind: columns.next()?,
            display_name: columns.next()?,
            name: columns.next()?,
            header: columns.next()?,
            purpose: columns.next()?,
            last_post_at: columns.next()?,
            total_msg_count: columns.next()?,
            extra_update_at: columns.next()?,
            creator_id: columns.next()?,
            scheme_id: columns.next()?,
            group_constrained: columns.next()?,
            autotranslation: columns.next()?,
            shared: columns.next()?,
            total_msg_count_root: columns.next()?,
            last_root_post_at: columns.next()?,
            banner_info: columns.json()?,
            default_category_name: columns.next()?,
            ..Channel::default()
        })
    }
}

impl ChannelMember {
    /// The columns that [`Row`] reads, of a table that goes by the name `cm`.
    ///
    /// The last one names the roles of the channel's scheme, or of its team's; while there is no scheme at all it costs
    /// nothing.
    pub const COLUMNS: &str = "cm.channelid, cm.userid, cm.roles, cm.lastviewedat, cm.msgcount, cm.mentioncount, \
        cm.mentioncountroot, cm.urgentmentioncount, cm.msgcountroot, cm.notifyprops, cm.lastupdateat, cm.schemeguest, \
        cm.schemeuser, cm.schemeadmin, cm.autotranslationdisabled, case when exists (select 1 from schemes) then \
        (select s.defaultchannelguestrole || ' ' || s.defaultchanneluserrole || ' ' || s.defaultchanneladminrole \
        from channels sc left join teams st on st.id = sc.teamid \
        join schemes s on s.id = coalesce(sc.schemeid, st.schemeid) where sc.id = cm.channelid) end";
}

impl ChannelMember {
    /// The member as `reader` may see it: when others have last read is theirs alone.
    pub fn for_reader(mut self, reader: Id) -> ChannelMember {
        if self.user_id != reader {
            self.last_viewed_at = -1;
            self.last_update_at = -1;
        }
        self
    }
}

impl Row for ChannelMember {
    fn from_row(columns: &mut Columns<'_>) -> Result<ChannelMember> {
        let mut member = ChannelMember {
            channel_id: columns.next()?,
            user_id: columns.next()?,
            explicit_roles: columns.next()?,
            last_viewed_at: columns.next()?,
            msg_count: columns.next()?,
            mention_count: columns.next()?,
            mention_count_root: columns.next()?,
            urgent_mention_count: columns.next()?,
            msg_count_root: columns.next()?,
            notify_props: columns.json()?,
            last_update_at: columns.next()?,
            scheme_guest: columns.next()?,
            scheme_user: columns.next()?,
            scheme_admin: columns.next()?,
            autotranslation_disabled: columns.next()?,
            roles: String::new(),
        };
        let of_scheme: Option<String> = columns.next()?;
        let holds = [member.scheme_guest, member.scheme_user, member.scheme_admin];
        let names = of_scheme.as_deref().unwrap_or("channel_guest channel_user channel_admin");
        member.roles = role_names(&member.explicit_roles, holds, names);
        Ok(member)
    }
}
