//! How presence changes by itself. Pure.

use super::wire::Status;
use crate::base::Millis;

/// Something was done: whoever did not choose to look otherwise is online.
pub fn active(status: &mut Status, now: Millis) {
    status.last_activity_at = now;
    if !status.manual {
        status.status = "online".into();
    }
}

/// The last window closed.
pub fn gone(status: &mut Status) {
    if !status.manual {
        status.status = "offline".into();
    }
}

/// A window is open, but nothing was done for longer than `after` milliseconds.
pub fn idle(status: &mut Status, now: Millis, after: Millis) {
    if !status.manual && status.status == "online" && now - status.last_activity_at > after {
        status.status = "away".into();
    }
}

/// A client says that nobody sits before it.
pub fn away(status: &mut Status, manual: bool) {
    if manual || !status.manual {
        status.status = "away".into();
        status.manual = manual;
    }
}

/// Somebody chooses how to look. Online is no choice: it leaves the rest to what they do.
pub fn choose(status: &mut Status, word: &str, dnd_end_time: i64, now: Millis) {
    if word == "dnd" && status.status != "dnd" {
        status.prev_status = std::mem::take(&mut status.status);
    }
    status.status = word.into();
    status.manual = word != "online";
    status.dnd_end_time = if word == "dnd" { dnd_end_time } else { 0 };
    if word == "online" {
        status.last_activity_at = now;
    }
}

/// The time of "do not disturb" is over: as it was before.
pub fn end_quiet_time(status: &mut Status) {
    let before = std::mem::take(&mut status.prev_status);
    status.status = if before.is_empty() { "online".into() } else { before };
    status.manual = false;
    status.dnd_end_time = 0;
}

/// Whether a word may be chosen.
pub fn is_choice(word: &str) -> bool {
    matches!(word, "online" | "away" | "dnd" | "offline")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(word: &str, manual: bool) -> Status {
        Status { status: word.into(), manual, ..Status::default() }
    }

    #[test]
    fn what_was_chosen_is_left_alone() {
        let mut quiet = status("dnd", true);
        active(&mut quiet, 5);
        gone(&mut quiet);
        idle(&mut quiet, 1_000_000, 10);
        away(&mut quiet, false);
        assert_eq!((quiet.status.as_str(), quiet.last_activity_at), ("dnd", 5));
    }

    #[test]
    fn doing_nothing_makes_away_and_doing_something_online() {
        let mut amy = status("offline", false);
        active(&mut amy, 100);
        assert_eq!(amy.status, "online");
        idle(&mut amy, 110, 10);
        assert_eq!(amy.status, "online");
        idle(&mut amy, 111, 10);
        assert_eq!(amy.status, "away");
        active(&mut amy, 112);
        gone(&mut amy);
        assert_eq!(amy.status, "offline");
    }

    #[test]
    fn online_is_no_choice_of_its_own() {
        let mut amy = status("dnd", true);
        choose(&mut amy, "online", 9, 1);
        assert_eq!((amy.manual, amy.dnd_end_time), (false, 0));
        choose(&mut amy, "dnd", 9, 1);
        assert_eq!((amy.manual, amy.dnd_end_time), (true, 9));
    }

    #[test]
    fn after_a_quiet_time_it_is_as_before() {
        let mut amy = status("away", false);
        choose(&mut amy, "dnd", 9, 1);
        choose(&mut amy, "dnd", 12, 1);
        end_quiet_time(&mut amy);
        assert_eq!((amy.status.as_str(), amy.manual, amy.dnd_end_time), ("away", false, 0));
    }
}
