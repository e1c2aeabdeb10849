//! Who receives an event.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::Preview;
use crate::base::Id;

/// Whom of its audience an event is for: what a post shows below it is not for all who look at the post.
#[derive(Debug, Clone, Default)]
pub enum Among {
    /// Everybody.
    #[default]
    All,
    /// The readers of a preview.
    Readers(Arc<Preview>),
    /// All but the readers of a preview.
    Others(Arc<Preview>),
}

impl Among {
    /// Whether it is for this person.
    pub fn has(&self, user: Id) -> bool {
        match self {
            Among::All => true,
            Among::Readers(preview) => preview.readers.contains(&user),
            Among::Others(preview) => !preview.readers.contains(&user),
        }
    }
}

/// Who receives an event: the `broadcast` of the contract. Checked in the order of the fields.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Audience {
    pub omit_users: Option<BTreeMap<Id, bool>>,
    pub user_id: Id,
    pub channel_id: Id,
    pub team_id: Id,
    pub connection_id: Id,
    pub omit_connection_id: Id,
    /// Not for system admins: they get a fuller copy.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub contains_sanitized_data: bool,
    /// Only for system admins.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub contains_sensitive_data: bool,
}

impl Audience {
    /// Everybody.
    pub fn all() -> Audience {
        Audience::default()
    }

    /// All connections of one person.
    pub fn user(user_id: Id) -> Audience {
        Audience { user_id, ..Audience::default() }
    }

    /// The members of a channel.
    pub fn channel(channel_id: Id) -> Audience {
        Audience { channel_id, ..Audience::default() }
    }

    /// The members of a team.
    pub fn team(team_id: Id) -> Audience {
        Audience { team_id, ..Audience::default() }
    }

    /// Names the team too, which some clients read.
    pub fn in_team(mut self, team_id: Id) -> Audience {
        self.team_id = team_id;
        self
    }

    /// Names the channel too, which some clients read.
    pub fn in_channel(mut self, channel_id: Id) -> Audience {
        self.channel_id = channel_id;
        self
    }

    /// Leaves one connection out: the one that did it.
    pub fn without_connection(mut self, connection: Id) -> Audience {
        self.omit_connection_id = connection;
        self
    }

    /// Leaves one person out.
    pub fn without(mut self, user: Id) -> Audience {
        self.omit_users = Some(BTreeMap::from([(user, true)]));
        self
    }
}
