//! What a report and a decision must say. Pure.

use super::settings::Additional;
use crate::base::error::Refusal;
use crate::base::refuse;

/// Characters of a comment.
const COMMENT: usize = 1_000;

fn refused(what: &str) -> Refusal {
    refuse::with(400, format!("api.data_spillage.error.{what}"))
}

/// Refuses a report without a reason of the list, or without the comment that is wanted.
pub fn check_report(reason: &str, comment: &str, settings: &Additional) -> Result<(), Refusal> {
    if reason.is_empty() {
        return Err(refused("reason_required"));
    }
    if !settings.reasons.iter().any(|known| known == reason) {
        return Err(refused("reason_invalid"));
    }
    check_comment(comment, settings.reporter_comment_required)
}

/// Refuses a comment that is missing or too long.
pub fn check_comment(comment: &str, required: bool) -> Result<(), Refusal> {
    if required && comment.is_empty() {
        return Err(refused("comment_required"));
    }
    if comment.chars().count() > COMMENT { Err(refused("comment_too_long")) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_names_a_reason_and_says_why() {
        let settings =
            Additional { reasons: vec!["Spam".into()], reporter_comment_required: true, ..Additional::default() };
        for (reason, comment, fault) in [
            ("Spam", "bad", None),
            ("", "bad", Some("reason_required")),
            ("x", "bad", Some("reason_invalid")),
            ("Spam", "", Some("comment_required")),
            ("Spam", &"x".repeat(1001), Some("comment_too_long")),
        ] {
            let found = check_report(reason, comment, &settings).err().map(|refusal| refusal.id.into_owned());
            assert_eq!(found.as_deref().and_then(|id| id.rsplit('.').next()), fault, "{reason} {}", comment.len());
        }
    }
}
