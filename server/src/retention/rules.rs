//! From when things stay, and what a policy may say.

use super::wire::{GlobalPolicy, PolicyPatch};
use crate::base::config::Current;
use crate::base::{Millis, Result, refuse};

/// A day, in milliseconds.
pub const DAY: Millis = 24 * 60 * 60 * 1000;
const HOUR: Millis = 60 * 60 * 1000;
/// Letters of a policy's name.
const LONGEST_NAME: usize = 64;
/// The longest that a policy can name, in days: ten thousand years would be a number too large.
const LONGEST: i64 = 365 * 1000;

/// The site's rule now.
pub fn global(settings: &Current, now: Millis) -> GlobalPolicy {
    let number = |name: &str| settings.value(&format!("DataRetentionSettings.{name}")).and_then(|v| v.as_i64());
    let flag = |name: &str| settings.value(&format!("DataRetentionSettings.{name}")).and_then(|v| v.as_bool());
    let cutoff = |hours: &str, days: &str| {
        let hours = number(hours).unwrap_or(0).clamp(0, LONGEST * 24);
        let days = number(days).unwrap_or(0).clamp(0, LONGEST);
        now - if hours > 0 { hours * HOUR } else { days * DAY }
    };
    GlobalPolicy {
        message_deletion_enabled: flag("EnableMessageDeletion").unwrap_or(false),
        file_deletion_enabled: flag("EnableFileDeletion").unwrap_or(false),
        message_retention_cutoff: cutoff("MessageRetentionHours", "MessageRetentionDays"),
        file_retention_cutoff: cutoff("FileRetentionHours", "FileRetentionDays"),
    }
}

/// Refuses a policy that says nothing, or too much.
pub fn check(patch: &PolicyPatch) -> Result<()> {
    if patch.display_name.as_ref().is_some_and(|name| name.is_empty() || name.chars().count() > LONGEST_NAME) {
        return Err(refuse::invalid_param("display_name").into());
    }
    if patch.post_duration.is_some_and(|days| days != -1 && !(1..=LONGEST).contains(&days)) {
        return Err(refuse::invalid_param("post_duration").into());
    }
    Ok(())
}

/// The last time that a job of the day was due: `at` is `HH:MM`, in UTC.
pub fn last_due(at: &str, now: Millis) -> Millis {
    let (hour, minute) = at.split_once(':').unwrap_or(("2", "0"));
    let number = |text: &str, most: i64| text.trim().parse::<i64>().unwrap_or(0).clamp(0, most);
    let due = now - now.rem_euclid(DAY) + number(hour, 23) * HOUR + number(minute, 59) * 60_000;
    if due > now { due - DAY } else { due }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_of_the_day_was_due_today_or_yesterday() {
        let noon = 20_000 * DAY + 12 * HOUR;
        assert_eq!(last_due("02:00", noon), 20_000 * DAY + 2 * HOUR);
        assert_eq!(last_due("13:30", noon), 19_999 * DAY + 13 * HOUR + 30 * 60_000);
        assert_eq!(last_due("nonsense", noon), 20_000 * DAY + 2 * HOUR);
    }

    #[test]
    fn a_policy_has_a_name_and_a_length() {
        let patch = |name: &str, days| PolicyPatch {
            display_name: Some(name.into()),
            post_duration: Some(days),
            ..PolicyPatch::default()
        };
        assert!(check(&patch("A month", 30)).is_ok() && check(&patch("For ever", -1)).is_ok());
        assert!(check(&patch("", 30)).is_err() && check(&patch("x", 0)).is_err() && check(&patch("x", -2)).is_err());
    }
}
