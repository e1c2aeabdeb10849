//! Shapes of the site's answers.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The answer to a ping.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Ping {
    pub active_search_backend: &'static str,
    pub android_latest_version: String,
    pub android_min_version: String,
    pub ios_latest_version: String,
    pub ios_min_version: String,
    /// `OK` or `UNHEALTHY`.
    #[serde(rename = "status")]
    pub status: &'static str,
    /// As `status`, when it was asked for.
    #[serde(rename = "database_status", skip_serializing_if = "Option::is_none")]
    pub database_status: Option<&'static str>,
    /// As `status`, when it was asked for.
    #[serde(rename = "filestore_status", skip_serializing_if = "Option::is_none")]
    pub filestore_status: Option<&'static str>,
    /// Whether a device can be notified, when one was named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub can_receive_notifications: Option<&'static str>,
}

/// Limits, of which there are none, and for administrators how many people there are.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ServerLimits {
    pub max_users_limit: i64,
    pub max_users_hard_limit: i64,
    pub active_user_count: i64,
    pub single_channel_guest_count: i64,
    pub single_channel_guest_limit: i64,
    pub post_history_limit: i64,
    pub last_accessible_post_time: i64,
}

/// A value that the server keeps about itself.
#[derive(Debug, Serialize)]
pub struct System {
    pub name: &'static str,
    pub value: String,
}

/// A step of the tables.
#[derive(Debug, Serialize)]
pub struct AppliedMigration {
    pub version: i64,
    pub name: String,
}

/// What an administrator says at the end of the first set-up.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct CompleteOnboardingRequest {
    pub organization: String,
}

/// What a client wants logged.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ClientLog {
    pub level: String,
    pub message: String,
}

/// Which lines of the log are wanted; empty is all.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct LogFilter {
    pub log_levels: Vec<String>,
    /// A time as the log writes it, or the beginning of one.
    pub date_from: String,
    pub date_to: String,
}

impl LogFilter {
    /// Whether a line is wanted.
    pub fn fits(&self, line: &Value) -> bool {
        let text = |name: &str| line.get(name).and_then(Value::as_str).unwrap_or_default();
        let level = self.log_levels.is_empty()
            || self.log_levels.iter().any(|wanted| wanted.eq_ignore_ascii_case(text("level")));
        let at = text("timestamp");
        let late_enough = self.date_from.is_empty() || at >= self.date_from.as_str();
        level && late_enough && (self.date_to.is_empty() || at <= self.date_to.as_str())
    }
}
