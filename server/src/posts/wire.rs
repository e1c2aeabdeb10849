//! Posts as clients see them; the rows are nearly the same.

use indexmap::IndexMap;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

use crate::base::db::{Columns, Row};
use crate::base::error::Result;
use crate::base::{Id, Millis};
use crate::emoji::wire::Emoji;
use crate::files::wire::FileInfo;
use crate::reactions::wire::Reaction;
use crate::users::wire::{User, is_false};

/// A post.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Post {
    pub id: Id,
    pub create_at: Millis,
    pub update_at: Millis,
    /// When the message, not only the row, was changed last.
    pub edit_at: Millis,
    pub delete_at: Millis,
    pub is_pinned: bool,
    pub user_id: Id,
    pub channel_id: Id,
    /// The post that this one replies to.
    pub root_id: Id,
    /// Of an old version: the post that it was a version of.
    pub original_id: Id,
    pub message: String,
    #[serde(rename = "type")]
    pub kind: String,
    /// On the wire without what buttons call; rows are written by `store.rs`.
    #[serde(serialize_with = "crate::posts::attachments::shown")]
    pub props: Map<String, Value>,
    /// Separated by spaces.
    pub hashtags: String,
    pub file_ids: Vec<Id>,
    /// Chosen by the client, to know its own post again.
    pub pending_post_id: String,
    #[serde(skip_serializing_if = "is_false")]
    pub has_reactions: bool,
    /// Empty when it was read or written by a person; absent in what the server itself has just written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remote_id: Option<String>,
    pub reply_count: i64,
    pub last_reply_at: Millis,
    pub participants: Option<Vec<User>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_following: Option<bool>,
    /// Of what a client sends only the priority is read.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "only_priority")]
    pub metadata: Option<PostMetadata>,
}

/// The type of posts that burn once they are read: their words are kept apart.
pub const BURNS: &str = "burn_on_read";

impl Post {
    /// Its words are not for everybody.
    pub fn burns(&self) -> bool {
        self.kind == BURNS
    }

    /// Written by the server about something that happened.
    pub fn is_system(&self) -> bool {
        self.kind.starts_with("system_")
    }

    /// Coming and going: not counted as something to read.
    pub fn is_join_or_leave(&self) -> bool {
        const KINDS: &[&str] = &[
            "system_join_leave",
            "system_add_remove",
            "system_join_channel",
            "system_leave_channel",
            "system_join_team",
            "system_leave_team",
            "system_add_to_channel",
            "system_remove_from_channel",
            "system_add_to_team",
            "system_remove_from_team",
        ];
        KINDS.contains(&self.kind.as_str())
    }
}

/// What goes with a post besides its words.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct PostMetadata {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub embeds: Vec<Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub emojis: Vec<Emoji>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileInfo>,
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub images: Map<String, Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reactions: Vec<Reaction>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priority: Option<Priority>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub acknowledgements: Vec<Acknowledgement>,
    /// Of a post that burns, for a reader who revealed it: until when it may be read.
    #[serde(skip_serializing_if = "crate::users::wire::is_zero")]
    pub expire_at: Millis,
    /// Of a post that burns, for its author: who has revealed it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub recipients: Vec<Id>,
}

/// How much a post wants to be noticed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Priority {
    /// Empty, important or urgent; other words are kept as they are.
    pub priority: Option<String>,
    pub requested_ack: Option<bool>,
    pub persistent_notifications: Option<bool>,
    /// Absent in what was only just written.
    #[serde(rename = "PostId", skip_serializing_if = "Id::is_none", skip_deserializing)]
    pub post_id: Id,
    /// Absent in what was only just written.
    #[serde(rename = "ChannelId", skip_serializing_if = "Id::is_none", skip_deserializing)]
    pub channel_id: Id,
}

/// Somebody took note of a post.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Acknowledgement {
    pub user_id: Id,
    pub post_id: Id,
    pub acknowledged_at: Millis,
    pub channel_id: Id,
}

impl Acknowledgement {
    /// The columns that [`Row`] reads, of a table that goes by the name `a`.
    pub const COLUMNS: &str = "a.userid, a.postid, a.acknowledgedat, a.channelid";
}

impl Row for Acknowledgement {
    fn from_row(columns: &mut Columns<'_>) -> Result<Acknowledgement> {
        Ok(Acknowledgement {
            user_id: columns.next()?,
            post_id: columns.next()?,
            acknowledged_at: columns.next()?,
            channel_id: columns.next()?,
        })
    }
}

impl Row for Priority {
    fn from_row(columns: &mut Columns<'_>) -> Result<Priority> {
        Ok(Priority {
            post_id: columns.next()?,
            channel_id: columns.next()?,
            priority: columns.next()?,
            requested_ack: columns.next()?,
            persistent_notifications: columns.next()?,
        })
    }
}

/// Reads the metadata of what a client writes: everything but the priority is for the server to say.
pub fn only_priority<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<PostMetadata>, D::Error> {
    #[derive(Deserialize)]
    struct Given {
        priority: Option<Priority>,
    }
    let given = Option::<Given>::deserialize(deserializer)?;
    Ok(given.map(|given| PostMetadata { priority: given.priority, ..PostMetadata::default() }))
}

/// Posts by id, and the order of those that were asked for, newest first.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct PostList {
    pub order: Vec<Id>,
    pub posts: IndexMap<Id, Post>,
    /// The newer neighbour of the page; empty when there is none.
    pub next_post_id: Id,
    /// The older neighbour of the page; empty when there is none.
    pub prev_post_id: Id,
    /// Only on pages of a thread.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub has_next: Option<bool>,
    pub first_inaccessible_post_time: Millis,
}

/// Where a post is, for somebody who follows a link to it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct PostInfo {
    pub channel_id: Id,
    pub channel_type: String,
    pub channel_display_name: String,
    pub has_joined_channel: bool,
    pub team_id: Id,
    pub team_type: String,
    pub team_display_name: String,
    pub has_joined_team: bool,
}

/// A change of a post: what is absent stays.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct PostPatch {
    pub is_pinned: Option<bool>,
    pub message: Option<String>,
    pub props: Option<Map<String, Value>>,
    pub file_ids: Option<Vec<Id>>,
    pub has_reactions: Option<bool>,
}

impl Post {
    /// The columns that [`Row`] reads, of a table that goes by the name `p`.
    pub const COLUMNS: &str = "p.id, p.createat, p.updateat, p.editat, p.deleteat, p.ispinned, p.userid, p.channelid, p.rootid, \
        p.originalid, p.message, p.type, p.props, p.hashtags, p.fileids, p.hasreactions, p.remoteid";
}

impl Row for Post {
    fn from_row(columns: &mut Columns<'_>) -> Result<Post> {
        Ok(Post {
            id: columns.next()?,
            create_at: columns.next()?,
            update_at: columns.next()?,
            edit_at: columns.next()?,
            delete_at: columns.next()?,
            is_pinned: columns.next()?,
            user_id: columns.next()?,
            channel_id: columns.next()?,
            root_id: columns.next()?,
            original_id: columns.next()?,
            message: columns.next()?,
            kind: columns.next()?,
            props: columns.json()?,
            hashtags: columns.next()?,
            file_ids: columns.json()?,
            has_reactions: columns.next()?,
            remote_id: columns.next()?,
            ..Post::default()
        })
    }
}
