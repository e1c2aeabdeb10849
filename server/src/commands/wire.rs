//! Commands as clients see them, and what they answer.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::base::db::{Columns, Row};
use crate::base::{Id, Millis, Result};

/// A command.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Command {
    pub id: Id,
    /// By which the called server knows that it is us.
    pub token: Id,
    pub create_at: Millis,
    pub update_at: Millis,
    pub delete_at: Millis,
    pub creator_id: Id,
    pub team_id: Id,
    pub trigger: String,
    /// `P` for POST, `G` for GET.
    pub method: String,
    pub username: String,
    pub icon_url: String,
    pub auto_complete: bool,
    pub auto_complete_desc: String,
    pub auto_complete_hint: String,
    pub display_name: String,
    pub description: String,
    pub url: String,
    pub plugin_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub autocomplete_data: Option<Value>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub autocomplete_icon_data: String,
}

/// What somebody typed, and where.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub channel_id: Id,
    pub team_id: Id,
    pub root_id: Id,
    pub command: String,
}

/// What a command answers.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Answer {
    /// `in_channel`; anything else is for the person alone.
    pub response_type: String,
    pub text: String,
    pub username: String,
    pub channel_id: Id,
    pub icon_url: String,
    #[serde(rename = "type")]
    pub kind: String,
    pub props: Option<Map<String, Value>>,
    /// Where the client goes.
    pub goto_location: String,
    pub trigger_id: String,
    pub skip_slack_parsing: bool,
    pub attachments: Option<Vec<Value>>,
    pub extra_responses: Option<Vec<Answer>>,
}

/// Where a called server may still answer.
#[derive(Debug, Clone)]
pub struct Later {
    pub id: Id,
    pub create_at: Millis,
    pub command_id: Id,
    pub user_id: Id,
    pub channel_id: Id,
    pub root_id: Id,
}

/// What may be typed next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Suggestion {
    pub complete: String,
    pub suggestion: String,
    pub hint: String,
    pub description: String,
    pub icon_data: String,
}

impl Command {
    /// The columns that [`Row`] reads, of a table that goes by the name `k`.
    pub const COLUMNS: &str = "k.id, k.token, k.createat, k.updateat, k.deleteat, k.creatorid, k.teamid, k.trigger, \
        k.method, k.username, k.iconurl, k.autocomplete, k.autocompletedesc, k.autocompletehint, k.displayname, \
        k.description, k.url, k.pluginid";
}

impl Row for Command {
    fn from_row(columns: &mut Columns<'_>) -> Result<Command> {
        Ok(Command {
            id: columns.next()?,
            token: columns.next()?,
            create_at: columns.next()?,
            update_at: columns.next()?,
            delete_at: columns.next()?,
            creator_id: columns.next()?,
            team_id: columns.next()?,
            trigger: columns.next()?,
            method: columns.next()?,
            username: columns.next()?,
            icon_url: columns.next()?,
            auto_complete: columns.next()?,
            auto_complete_desc: columns.next()?,
            auto_complete_hint: columns.next()?,
            display_name: columns.next()?,
            description: columns.next()?,
            url: columns.next()?,
            plugin_id: columns.next()?,
            ..Command::default()
        })
    }
}

impl Row for Later {
    fn from_row(columns: &mut Columns<'_>) -> Result<Later> {
        Ok(Later {
            id: columns.next()?,
            create_at: columns.next()?,
            command_id: columns.next()?,
            user_id: columns.next()?,
            channel_id: columns.next()?,
            root_id: columns.next()?,
        })
    }
}
