//! Policies as clients see them.

use serde::{Deserialize, Serialize};

use crate::base::db::{Columns, Row};
use crate::base::{Id, Millis, Result};
use crate::channels::wire::ChannelWithTeamData;
use crate::teams::wire::Team;

/// The rule for the whole site. The cutoffs are times: what is older goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct GlobalPolicy {
    pub message_deletion_enabled: bool,
    pub file_deletion_enabled: bool,
    pub message_retention_cutoff: Millis,
    pub file_retention_cutoff: Millis,
}

/// A policy, and for how many teams and channels it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Policy {
    pub id: Id,
    pub display_name: String,
    /// Days; -1 is for ever.
    pub post_duration: Option<i64>,
    pub channel_count: i64,
    pub team_count: i64,
}

/// A page of policies.
#[derive(Debug, Serialize)]
pub struct Policies {
    pub policies: Vec<Policy>,
    pub total_count: i64,
}

/// A policy that is to be made, or what is to change of one: what is absent stays.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct PolicyPatch {
    pub display_name: Option<String>,
    pub post_duration: Option<i64>,
    pub team_ids: Option<Vec<Id>>,
    pub channel_ids: Option<Vec<Id>>,
}

/// How long the posts of a team are kept.
#[derive(Debug, Serialize)]
pub struct TeamPolicy {
    pub team_id: Id,
    pub post_duration: i64,
}

/// How long the posts of a channel are kept.
#[derive(Debug, Serialize)]
pub struct ChannelPolicy {
    pub channel_id: Id,
    pub post_duration: i64,
}

/// A page of such.
#[derive(Debug, Serialize)]
pub struct Durations<T> {
    pub policies: Vec<T>,
    pub total_count: i64,
}

/// How many there are.
#[derive(Debug, Serialize)]
pub struct Count {
    pub total_count: i64,
}

/// A page of a policy's teams.
#[derive(Debug, Serialize)]
pub struct TeamsWithCount {
    pub teams: Vec<Team>,
    pub total_count: i64,
}

/// A page of a policy's channels.
#[derive(Debug, Serialize)]
pub struct ChannelsWithCount {
    pub channels: Vec<ChannelWithTeamData>,
    pub total_count: i64,
}

/// What is looked for among a policy's teams or channels.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Search {
    pub term: String,
}

impl Policy {
    /// The columns that [`Row`] reads, of a table that goes by the name `rp`.
    pub const COLUMNS: &str = "rp.id, rp.displayname, rp.postduration, \
        (select count(*) from retentionpolicieschannels rc where rc.policyid = rp.id), \
        (select count(*) from retentionpoliciesteams rt where rt.policyid = rp.id)";
}

impl Row for Policy {
    fn from_row(columns: &mut Columns<'_>) -> Result<Policy> {
        Ok(Policy {
            id: columns.next()?,
            display_name: columns.next()?,
            post_duration: columns.next()?,
            channel_count: columns.next()?,
            team_count: columns.next()?,
        })
    }
}

impl Row for TeamPolicy {
    fn from_row(columns: &mut Columns<'_>) -> Result<TeamPolicy> {
        Ok(TeamPolicy { team_id: columns.next()?, post_duration: columns.next()? })
    }
}

impl Row for ChannelPolicy {
    fn from_row(columns: &mut Columns<'_>) -> Result<ChannelPolicy> {
        Ok(ChannelPolicy { channel_id: columns.next()?, post_duration: columns.next()? })
    }
}
