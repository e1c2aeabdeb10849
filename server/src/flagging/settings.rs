//! The settings of content flagging: a section of the configuration, and the reviewers beside it.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize, Serializer};
use serde_json::Value;

use crate::base::config::{Current, defaults, merge};
use crate::base::error::Refusal;
use crate::base::{Id, Result, refuse};

/// The section's name.
pub const SECTION: &str = "ContentFlaggingSettings";

/// The section, with the reviewers.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub struct Flagging {
    pub enable_content_flagging: bool,
    pub notification_settings: Value,
    pub additional_settings: Additional,
    pub reviewer_settings: Reviewers,
}

/// What is asked of people, and what happens.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub struct Additional {
    pub reasons: Vec<String>,
    pub reporter_comment_required: bool,
    pub reviewer_comment_required: bool,
    pub hide_flagged_content: bool,
}

/// Who decides.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub struct Reviewers {
    /// The same people for all teams.
    pub common_reviewers: bool,
    pub system_admins_as_reviewers: bool,
    pub team_admins_as_reviewers: bool,
    /// `null` on the wire when nobody is named.
    #[serde(serialize_with = "null_when_empty")]
    pub common_reviewer_ids: Vec<Id>,
    pub team_reviewers_setting: IndexMap<Id, TeamReviewers>,
}

fn null_when_empty<S: Serializer>(ids: &[Id], serializer: S) -> std::result::Result<S::Ok, S::Error> {
    Some(ids).filter(|ids| !ids.is_empty()).serialize(serializer)
}

/// Who decides in one team.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub struct TeamReviewers {
    pub enabled: Option<bool>,
    pub reviewer_ids: Vec<Id>,
}

/// People that may be named as reviewers.
const MOST: usize = 1_000;
/// Reasons that there may be, and the characters of one.
const REASONS: (usize, usize) = (100, 200);

impl Flagging {
    /// What the configuration says; the reviewers are not in it.
    pub fn of(current: &Current) -> Flagging {
        let section = current.document.get(SECTION).cloned().unwrap_or_default();
        serde_json::from_value(section).unwrap_or_default()
    }

    /// What somebody sent, over what is usual.
    pub fn sent(given: Value) -> Result<Flagging> {
        if !given.is_object() {
            return Err(refuse::invalid_param("config").into());
        }
        let mut section = defaults().get(SECTION).cloned().unwrap_or_default();
        merge(&mut section, &given);
        serde_json::from_value(section)
            .map_err(|cause| refuse::invalid_param("config").detail(cause.to_string()).into())
    }

    /// The part of it that the configuration holds.
    pub fn section(&self) -> Value {
        let mut section = serde_json::to_value(self).unwrap_or_default();
        if let Some(reviewers) = section.get_mut("ReviewerSettings").and_then(Value::as_object_mut) {
            reviewers.shift_remove("CommonReviewerIds");
            reviewers.shift_remove("TeamReviewersSetting");
        }
        section
    }

    /// Refuses settings under which nobody could report or decide.
    pub fn check(&self) -> Result<(), Refusal> {
        let refused = |what: &str| {
            Err(refuse::with(400, format!("model.config.is_valid.content_flagging.{what}_not_set.app_error")))
        };
        let (reasons, reviewers) = (&self.additional_settings.reasons, &self.reviewer_settings);
        let others = reviewers.system_admins_as_reviewers || reviewers.team_admins_as_reviewers;
        if reviewers.common_reviewers && reviewers.common_reviewer_ids.is_empty() && !others {
            return refused("common_reviewers");
        }
        let empty = |team: &TeamReviewers| team.enabled == Some(true) && team.reviewer_ids.is_empty();
        if !reviewers.common_reviewers && !others && reviewers.team_reviewers_setting.values().any(empty) {
            return refused("team_reviewers");
        }
        if reasons.is_empty() {
            return refused("reasons");
        }
        let people = reviewers.team_reviewers_setting.values().map(|team| team.reviewer_ids.len()).sum::<usize>();
        if people + reviewers.common_reviewer_ids.len() + reviewers.team_reviewers_setting.len() > MOST {
            return Err(refuse::invalid_param("ReviewerSettings"));
        }
        if reasons.len() > REASONS.0 || reasons.iter().any(|reason| reason.chars().count() > REASONS.1) {
            return Err(refuse::invalid_param("Reasons"));
        }
        Ok(())
    }

    /// Whether `whom` hears of `what`.
    pub fn notifies(&self, what: &str, whom: &str) -> bool {
        let targets = self.notification_settings.get("EventTargetMapping").and_then(|mapping| mapping.get(what));
        targets.and_then(Value::as_array).is_some_and(|targets| targets.iter().any(|target| target == whom))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn refusal(given: Value) -> Option<String> {
        let id = Flagging::sent(given).ok()?.check().err()?.id;
        id.split('.').nth(4).map(str::to_owned)
    }

    #[test]
    fn somebody_must_be_able_to_decide() {
        let alone = json!({"TeamAdminsAsReviewers": false});
        assert_eq!(refusal(json!({"ReviewerSettings": alone})).as_deref(), Some("common_reviewers_not_set"));
        assert_eq!(refusal(json!({"AdditionalSettings": {"Reasons": []}})).as_deref(), Some("reasons_not_set"));
        assert_eq!(refusal(json!({})), None);
    }

    #[test]
    fn reviewers_are_not_in_the_configuration() {
        let section =
            Flagging::sent(json!({"ReviewerSettings": {"CommonReviewerIds": ["x"]}})).expect("a section").section();
        assert!(section["ReviewerSettings"].get("CommonReviewerIds").is_none());
        assert_eq!(section["ReviewerSettings"]["CommonReviewers"], json!(true));
    }
}
