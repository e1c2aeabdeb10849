//! The lines of an archive, as far as an import looks at them.

use serde::Deserialize;
use serde_json::{Map, Value};

use super::fittings::{BotLine, EmojiLine, RoleLine, SchemeLine};
use crate::base::{Millis, Result, refuse};
use crate::users::wire::Texts;

/// One line.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Line {
    #[serde(rename = "type")]
    pub kind: String,
    pub version: Option<i64>,
    pub role: Option<RoleLine>,
    pub scheme: Option<SchemeLine>,
    pub team: Option<TeamLine>,
    pub channel: Option<ChannelLine>,
    pub user: Option<UserLine>,
    pub bot: Option<BotLine>,
    pub emoji: Option<EmojiLine>,
    pub post: Option<PostLine>,
    pub direct_channel: Option<DirectLine>,
    pub direct_post: Option<PostLine>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct TeamLine {
    pub name: String,
    pub display_name: String,
    #[serde(rename = "type")]
    pub kind: String,
    pub description: Option<String>,
    pub allow_open_invite: Option<bool>,
    pub scheme: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ChannelLine {
    pub team: String,
    pub name: String,
    pub display_name: Option<String>,
    #[serde(rename = "type")]
    pub kind: String,
    pub header: Option<String>,
    pub purpose: Option<String>,
    pub deleted_at: Option<Millis>,
    pub scheme: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct UserLine {
    pub username: String,
    pub email: String,
    pub password: Option<String>,
    pub nickname: Option<String>,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub position: Option<String>,
    pub roles: Option<String>,
    pub locale: Option<String>,
    pub delete_at: Option<Millis>,
    pub teams: Option<Vec<MembershipLine>>,
    pub notify_props: Option<Map<String, Value>>,
    pub custom_status: Option<Value>,
    pub profile_image: Option<String>,
    /// Everything else that the line says: what the person chose is among it.
    #[serde(flatten)]
    pub choices: Map<String, Value>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct MembershipLine {
    pub name: String,
    pub roles: Option<String>,
    pub theme: Option<String>,
    pub channels: Option<Vec<ChannelMembershipLine>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ChannelMembershipLine {
    pub name: String,
    pub roles: Option<String>,
    pub notify_props: Option<Texts>,
    pub favorite: Option<bool>,
    pub mention_count: Option<i64>,
    pub mention_count_root: Option<i64>,
    pub msg_count: Option<i64>,
    pub msg_count_root: Option<i64>,
    pub last_viewed_at: Option<Millis>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct PostLine {
    pub team: String,
    pub channel: String,
    pub channel_members: Option<Vec<String>>,
    pub user: String,
    #[serde(rename = "type")]
    pub kind: Option<String>,
    pub message: Option<String>,
    pub props: Option<Map<String, Value>>,
    pub create_at: Millis,
    pub edit_at: Option<Millis>,
    pub flagged_by: Option<Vec<String>>,
    pub reactions: Option<Vec<ReactionLine>>,
    pub replies: Option<Vec<PostLine>>,
    pub is_pinned: Option<bool>,
    pub thread_followers: Option<Vec<FollowerLine>>,
    pub attachments: Option<Vec<AttachmentLine>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct AttachmentLine {
    pub path: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ReactionLine {
    pub user: String,
    pub create_at: Millis,
    pub emoji_name: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct FollowerLine {
    pub user: String,
    pub last_viewed: Option<Millis>,
    pub unread_mentions: Option<i64>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct DirectLine {
    pub members: Option<Vec<String>>,
    pub participants: Option<Vec<ParticipantLine>>,
    pub favorited_by: Option<Vec<String>>,
    pub shown_by: Option<Vec<String>>,
    pub header: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ParticipantLine {
    pub username: String,
}

impl DirectLine {
    /// The usernames of those in it.
    pub fn people(&self) -> Vec<String> {
        let named = self.participants.iter().flatten().map(|person| person.username.clone());
        named.chain(self.members.iter().flatten().cloned()).collect()
    }
}

/// Reads a line; the first must say which version of the format it is.
pub fn read(number: u64, text: &str) -> Result<Line> {
    let bad = |detail: String| refuse::with(400, "app.import.bulk_import.json_decode.error").detail(detail);
    let line: Line = serde_json::from_str(text).map_err(|error| bad(error.to_string()))?;
    if number == 1 && (line.kind != "version" || line.version != Some(1)) {
        return Err(refuse::with(400, "app.import.bulk_import.unsupported_version.error").into());
    }
    Ok(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_says_its_version_first() {
        assert!(read(1, r#"{"type":"version","version":1}"#).is_ok());
        assert!(read(1, r#"{"type":"team","team":{"name":"x"}}"#).is_err());
        assert!(read(1, r#"{"type":"version","version":2}"#).is_err());
        assert!(read(2, "{nonsense").is_err());
    }

    #[test]
    fn what_is_null_or_unknown_is_no_reason_to_stop() {
        let line = read(5, r#"{"type":"post","post":{"team":"t","replies":null,"attachments":[{"path":"x"}]}}"#);
        assert!(line.is_ok_and(|line| line.post.is_some_and(|post| post.team == "t" && post.replies.is_none())));
    }
}
