//! What people say of themselves. Pure.

use super::wire::CustomStatus;
use crate::base::{Millis, Result, refuse};

/// Characters of the text; the rest is cut off.
const TEXT: usize = 100;
/// The emoji of a text that has none.
const BALLOON: &str = "speech_balloon";
/// Choices that are remembered.
const RECENT: usize = 5;

/// What is kept of what somebody sent; refused when it says nothing or is over already.
pub fn accept(mut sent: CustomStatus, now: Millis) -> Result<CustomStatus> {
    const DURATIONS: &[&str] = &["", "thirty_minutes", "one_hour", "four_hours", "today", "this_week", "date_and_time"];
    let refused = || refuse::invalid_param("custom_status");
    if sent.emoji.is_empty() && sent.text.is_empty() || !DURATIONS.contains(&sent.duration.as_str()) {
        return Err(refused().into());
    }
    if sent.emoji.is_empty() {
        sent.emoji = BALLOON.into();
    }
    sent.text = sent.text.chars().take(TEXT).collect();
    if sent.duration.is_empty() {
        sent.expires_at = "0001-01-01T00:00:00Z".into();
    } else if ends_at(&sent.expires_at).is_none_or(|end| end <= now) {
        return Err(refused().into());
    }
    Ok(sent)
}

fn ends_at(text: &str) -> Option<Millis> {
    let end = time::OffsetDateTime::parse(text, &time::format_description::well_known::Rfc3339).ok()?;
    Millis::try_from(end.unix_timestamp_nanos() / 1_000_000).ok()
}

/// The remembered choices with this one in front.
pub fn remember(mut recent: Vec<CustomStatus>, chosen: &CustomStatus) -> Vec<CustomStatus> {
    recent.retain(|old| old.text != chosen.text || old.emoji != chosen.emoji);
    recent.insert(0, chosen.clone());
    recent.truncate(RECENT);
    recent
}

/// The remembered choices without this one; `None` when it is not among them.
pub fn forget(mut recent: Vec<CustomStatus>, gone: &CustomStatus) -> Option<Vec<CustomStatus>> {
    let before = recent.len();
    recent.retain(|old| old.text != gone.text || old.emoji != gone.emoji);
    (recent.len() < before).then_some(recent)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(emoji: &str, text: &str) -> CustomStatus {
        CustomStatus { emoji: emoji.into(), text: text.into(), ..CustomStatus::default() }
    }

    #[test]
    fn a_status_says_something_and_ends_later() {
        assert!(accept(said("", ""), 0).is_err());
        assert_eq!(accept(said("", "home"), 0).map(|kept| kept.emoji).ok().as_deref(), Some(BALLOON));
        let until =
            |end: &str| CustomStatus { duration: "date_and_time".into(), expires_at: end.into(), ..said("x", "y") };
        assert!(accept(until("2040-01-02T03:04:05Z"), 0).is_ok());
        assert!(accept(until("2001-01-01T00:00:00Z"), 1_700_000_000_000).is_err());
        assert!(accept(until("soon"), 0).is_err());
    }

    #[test]
    fn the_last_five_are_remembered_each_once() {
        let recent = (0..7).fold(Vec::new(), |recent, number| remember(recent, &said("x", &number.to_string())));
        assert_eq!(recent.iter().map(|one| one.text.as_str()).collect::<Vec<_>>(), ["6", "5", "4", "3", "2"]);
        assert_eq!(remember(recent.clone(), &said("x", "3")).len(), 5);
        assert!(forget(recent, &said("x", "0")).is_none());
    }
}
