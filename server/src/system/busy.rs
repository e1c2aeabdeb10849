//! While the server is busy, by an administrator's word, it refuses what costs most and matters least.

use std::sync::atomic::{AtomicI64, Ordering};

use crate::base::Millis;

/// Until when the server is busy.
#[derive(Debug, Default)]
pub struct Busy {
    until: AtomicI64,
}

/// Requests that wait until the server has time: method, and path below `/api/v4` with `*` for one segment.
const PUT_OFF: &[(&str, &str)] = &[
    ("POST", "/users/search"),
    ("POST", "/users/*/typing"),
    ("POST", "/teams/search"),
    ("POST", "/channels/search"),
    ("POST", "/channels/group/search"),
    ("POST", "/teams/*/channels/search"),
    ("POST", "/teams/*/posts/search"),
    ("POST", "/posts/search"),
    ("POST", "/teams/*/files/search"),
    ("POST", "/files/search"),
];

impl Busy {
    /// Busy from now on, for so many seconds.
    pub fn begin(&self, now: Millis, seconds: i64) {
        self.until.store(now.saturating_add(seconds.saturating_mul(1000)), Ordering::Relaxed);
    }

    /// Busy no longer.
    pub fn end(&self) {
        self.until.store(0, Ordering::Relaxed);
    }

    /// Until when, if it is busy now.
    pub fn until(&self, now: Millis) -> Option<Millis> {
        Some(self.until.load(Ordering::Relaxed)).filter(|until| *until > now)
    }

    /// Whether a request to this path of the API is to be refused now.
    pub fn puts_off(&self, now: Millis, method: &str, path: &str) -> bool {
        self.until(now).is_some() && PUT_OFF.iter().any(|(verb, pattern)| *verb == method && fits(pattern, path))
    }
}

fn fits(pattern: &str, path: &str) -> bool {
    let (mut wanted, mut given) = (pattern.split('/'), path.trim_end_matches('/').split('/'));
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return true,
            (Some(want), Some(got)) if want == got || want == "*" => {}
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn while_busy_searches_wait_and_posts_do_not() {
        let busy = Busy::default();
        assert!(!busy.puts_off(1000, "POST", "/users/search"));
        busy.begin(1000, 20);
        assert!(busy.puts_off(1001, "POST", "/users/search"));
        assert!(busy.puts_off(1001, "POST", "/teams/x/posts/search"));
        assert!(!busy.puts_off(1001, "POST", "/posts"));
        assert!(!busy.puts_off(21_001, "POST", "/users/search"));
        busy.begin(1000, 20);
        busy.end();
        assert_eq!(busy.until(1001), None);
    }
}
