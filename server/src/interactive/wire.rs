//! What clients press and fill in, and what the called servers answer.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::base::Id;

/// A press.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Press {
    pub selected_option: String,
    pub cookie: String,
}

/// The answer to a press.
#[derive(Debug, Clone, Serialize)]
pub struct Pressed {
    pub status: &'static str,
    pub trigger_id: Id,
}

/// What the server behind a button answers.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Reaction {
    pub update: Option<Update>,
    pub ephemeral_text: String,
    pub skip_slack_parsing: bool,
}

/// The post as it is to be from now on.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Update {
    pub message: String,
    pub props: Option<Map<String, Value>>,
}

/// A dialog to be opened.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct OpenDialog {
    pub trigger_id: String,
    pub url: String,
    pub dialog: Dialog,
}

/// A dialog.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Dialog {
    pub callback_id: String,
    pub title: String,
    pub introduction_text: String,
    pub icon_url: String,
    pub elements: Option<Vec<Element>>,
    pub submit_label: String,
    pub notify_on_cancel: bool,
    pub state: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub source_url: String,
}

/// A field of a dialog.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Element {
    pub display_name: String,
    pub name: String,
    #[serde(rename = "type")]
    pub kind: String,
    pub subtype: String,
    pub default: String,
    pub placeholder: String,
    pub help_text: String,
    pub optional: bool,
    pub min_length: i64,
    pub max_length: i64,
    pub data_source: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub data_source_url: String,
    pub options: Option<Vec<Value>>,
    pub multiselect: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub refresh: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub datetime_config: Option<Value>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub min_date: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub max_date: String,
    #[serde(skip_serializing_if = "is_none")]
    pub time_interval: i64,
}

fn is_none(number: &i64) -> bool {
    *number == 0
}

/// What was filled in; what goes to the called server is the same without its address.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Submission {
    #[serde(rename = "type")]
    pub kind: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub url: String,
    pub callback_id: String,
    pub state: String,
    pub user_id: Id,
    pub channel_id: Id,
    pub team_id: Id,
    pub submission: Map<String, Value>,
    pub cancelled: bool,
}

impl Submission {
    /// What the called server is told it is. Only a form that asks to be drawn anew says so itself.
    pub fn occasion(&self) -> &'static str {
        match self.kind.as_str() {
            _ if self.cancelled => "dialog_cancelled",
            "refresh" => "refresh",
            _ => "dialog_submission",
        }
    }
}

/// What the called server says of it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Verdict {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub error: String,
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub errors: Map<String, Value>,
    #[serde(rename = "type", skip_serializing_if = "String::is_empty")]
    pub kind: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form: Option<Dialog>,
}

impl Verdict {
    /// Whether a client knows what to do with it: another form needs the form.
    pub fn can_be_shown(&self) -> bool {
        match self.kind.as_str() {
            "form" => self.form.is_some(),
            other => matches!(other, "" | "ok" | "navigate"),
        }
    }
}

/// Choices that are looked up while somebody types.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Choices {
    pub items: Vec<Value>,
}
