//! How long a session lives, and what a `User-Agent` says about where it was opened.

use super::actions::NewSession;
use crate::base::{Id, Millis};
use crate::users::wire::Texts;

/// An hour in milliseconds.
const HOUR: Millis = 60 * 60 * 1000;

/// Sessions that one account may have; past that, those that were used least recently end.
pub const MOST_PER_USER: i64 = 500;

/// What [`length`] decides by.
#[derive(Debug, Clone, Copy)]
pub struct Lengths {
    /// Of a browser's session, in milliseconds.
    pub web: Millis,
    /// Of a phone's session, in milliseconds.
    pub mobile: Millis,
}

impl Lengths {
    /// From the settings, which count hours.
    pub fn new(web_hours: i64, mobile_hours: i64) -> Lengths {
        let millis = |hours: i64| hours.max(1).saturating_mul(HOUR);
        Lengths { web: millis(web_hours), mobile: millis(mobile_hours) }
    }

    /// Of one session.
    pub fn of(&self, mobile: bool) -> Millis {
        if mobile { self.mobile } else { self.web }
    }
}

/// When a session in use is to end from now on; `None` while its end was moved not long ago.
///
/// The end moves when at least 1 % of the length, but 5 minutes and at most a day, has passed.
pub fn extended(now: Millis, expires_at: Millis, length: Millis) -> Option<Millis> {
    let step = (length / 100).min(24 * HOUR).max(HOUR / 12);
    let fresh = now.saturating_add(length);
    (expires_at != 0 && fresh - expires_at >= step).then_some(fresh)
}

/// Whether a device id or a `User-Agent` is that of a phone's app.
pub fn is_mobile(device_id: &str, user_agent: &str) -> bool {
    !device_id.is_empty()
        || user_agent.contains("Mattermost Mobile/")
        || user_agent.contains("Mattermost/")
            && (user_agent.contains("Android") || user_agent.contains("iPhone") || user_agent.contains("iPad"))
}

/// What the list of sessions shows of a `User-Agent`: platform, os and browser.
pub fn describe(user_agent: &str) -> Texts {
    let (platform, os) = machine(user_agent);
    let texts = [("platform", platform), ("os", os)];
    let mut texts: Texts = texts.map(|(key, value)| (key.to_owned(), value.to_owned())).into();
    texts.insert("browser".into(), browser(user_agent));
    texts
}

/// The `props` of a new session, its proof against forgery among them.
pub fn props(new: &NewSession, mobile: bool) -> Texts {
    let mut props = describe(&new.user_agent);
    let guest = new.roles.split_whitespace().any(|role| role == "system_guest");
    let flags = [("isMobile", mobile), ("isSaml", false), ("isOAuthUser", false), ("is_guest", guest)];
    props.extend(flags.map(|(key, flag)| (key.to_owned(), flag.to_string())));
    props.insert("csrf".into(), Id::new().to_string());
    props
}

fn machine(user_agent: &str) -> (&'static str, &'static str) {
    const KNOWN: &[(&str, &str, &str)] = &[
        ("iPhone", "iPhone", "iOS"),
        ("iPad", "iPad", "iOS"),
        ("Android", "Linux", "Android"),
        ("Windows", "Windows", "Windows"),
        ("Macintosh", "Macintosh", "Mac OS"),
        ("CrOS", "Linux", "Chrome OS"),
        ("Linux", "Linux", "Linux"),
    ];
    let found = KNOWN.iter().find(|(sign, ..)| user_agent.contains(sign));
    found.map_or(("", ""), |(_, platform, os)| (platform, os))
}

/// Name and version. The first that fits: many programs also name the ones that they resemble.
fn browser(user_agent: &str) -> String {
    const KNOWN: &[(&str, &str)] = &[
        ("Mattermost Mobile/", "Mobile App"),
        ("Mattermost/", "Desktop App"),
        ("mmctl/", "mmctl"),
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Version/", "Safari"),
    ];
    let found = KNOWN.iter().find_map(|(sign, name)| Some((name, user_agent.split_once(sign)?.1)));
    let Some((name, rest)) = found else { return "Unknown/0.0".into() };
    let version: String = rest.chars().take_while(|c| c.is_ascii_digit() || *c == '.').take(20).collect();
    format!("{name}/{version}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_moves_only_after_a_hundredth_of_the_length() {
        let length = 720 * HOUR;
        assert_eq!(extended(1_000, 1_000 + length, length), None);
        assert_eq!(extended(7 * HOUR, length, length), None);
        assert_eq!(extended(8 * HOUR, length, length), Some(8 * HOUR + length));
        assert_eq!(extended(8 * HOUR, 0, length), None, "a session without an end has none to move");
    }

    #[test]
    fn a_short_session_moves_every_five_minutes_at_most() {
        assert_eq!(extended(HOUR / 13, HOUR, HOUR), None);
        assert_eq!(extended(HOUR / 12, HOUR, HOUR), Some(HOUR / 12 + HOUR));
    }

    #[test]
    fn programs_are_told_apart() {
        let chrome =
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36";
        assert_eq!(browser(chrome), "Chrome/120.0.0.0");
        assert_eq!(machine(chrome), ("Linux", "Linux"));
        assert!(!is_mobile("", chrome));
        assert!(is_mobile("android:abc", "") && is_mobile("", "Mattermost Mobile/2.30.0+1 (iOS; 17)"));
        assert_eq!(browser(""), "Unknown/0.0");
    }
}
