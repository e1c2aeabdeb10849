//! Webhooks as clients see them, and what is sent to incoming ones.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::base::db::{Columns, Row};
use crate::base::{Id, Millis, Result};

/// An incoming webhook. Whoever knows its id may post.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct IncomingHook {
    pub id: Id,
    pub create_at: Millis,
    pub update_at: Millis,
    pub delete_at: Millis,
    pub user_id: Id,
    pub channel_id: Id,
    pub team_id: Id,
    pub display_name: String,
    pub description: String,
    pub username: String,
    pub icon_url: String,
    pub channel_locked: bool,
}

/// A page of incoming webhooks, and how many there are.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CountedHooks {
    pub incoming_webhooks: Vec<IncomingHook>,
    pub total_count: i64,
}

/// An outgoing webhook.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OutgoingHook {
    pub id: Id,
    /// By which the called server knows that it is us.
    pub token: Id,
    pub create_at: Millis,
    pub update_at: Millis,
    pub delete_at: Millis,
    pub creator_id: Id,
    /// Unset: every open channel of the team.
    pub channel_id: Id,
    pub team_id: Id,
    pub trigger_words: Vec<String>,
    /// 0: the first word is one of them; 1: it begins with one.
    pub trigger_when: i64,
    pub callback_urls: Vec<String>,
    pub display_name: String,
    pub description: String,
    pub content_type: String,
    pub username: String,
    pub icon_url: String,
}

/// What is sent to an incoming webhook.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Incoming {
    pub text: String,
    pub username: String,
    pub icon_url: String,
    pub icon_emoji: String,
    /// A channel's name, `#name` or `@user`.
    pub channel: String,
    pub props: Map<String, Value>,
    pub attachments: Vec<Option<Map<String, Value>>>,
    #[serde(rename = "type")]
    pub kind: String,
    pub priority: Option<Value>,
}

/// What the server behind an outgoing webhook answers.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Reply {
    pub text: Option<String>,
    pub username: String,
    pub icon_url: String,
    pub props: Option<Map<String, Value>>,
    pub attachments: Option<Vec<Option<Map<String, Value>>>>,
    #[serde(rename = "type")]
    pub kind: String,
    pub response_type: String,
}

impl IncomingHook {
    /// The columns that [`Row`] reads, of a table that goes by the name `h`.
    pub const COLUMNS: &str = "h.id, h.createat, h.updateat, h.deleteat, h.userid, h.channelid, h.teamid, \
        h.displayname, h.description, h.username, h.iconurl, h.channellocked";
}

impl OutgoingHook {
    /// The columns that [`Row`] reads, of a table that goes by the name `h`.
    pub const COLUMNS: &str = "h.id, h.token, h.createat, h.updateat, h.deleteat, h.creatorid, h.channelid, h.teamid, \
        h.triggerwords, h.triggerwhen, h.callbackurls, h.displayname, h.description, h.contenttype, h.username, \
        h.iconurl";
}

impl Row for IncomingHook {
    fn from_row(columns: &mut Columns<'_>) -> Result<IncomingHook> {
        Ok(IncomingHook {
            id: columns.next()?,
            create_at: columns.next()?,
            update_at: columns.next()?,
            delete_at: columns.next()?,
            user_id: columns.next()?,
            channel_id: columns.next()?,
            team_id: columns.next()?,
            display_name: columns.next()?,
            description: columns.next()?,
            username: columns.next()?,
            icon_url: columns.next()?,
            channel_locked: columns.next()?,
        })
    }
}

impl Row for OutgoingHook {
    fn from_row(columns: &mut Columns<'_>) -> Result<OutgoingHook> {
        Ok(OutgoingHook {
            id: columns.next()?,
            token: columns.next()?,
            create_at: columns.next()?,
            update_at: columns.next()?,
            delete_at: columns.next()?,
            creator_id: columns.next()?,
            channel_id: columns.next()?,
            team_id: columns.next()?,
            trigger_words: columns.json()?,
            trigger_when: columns.next()?,
            callback_urls: columns.json()?,
            display_name: columns.next()?,
            description: columns.next()?,
            content_type: columns.next()?,
            username: columns.next()?,
            icon_url: columns.next()?,
        })
    }
}
