//! The first account: it becomes system admin, and only somebody at this machine, or with the link that the start
//! prints, may make it.

use std::sync::{Mutex, PoisonError};

use super::store;
use crate::app::App;
use crate::base::crypto::same;
use crate::base::http::{HeaderMap, Peer, header};
use crate::base::{Id, Result};
use crate::events::Event;

/// The one-time set-up token: `None` once there is an account.
#[derive(Default)]
pub struct SetUp {
    token: Mutex<Option<String>>,
}

impl SetUp {
    /// Makes a token when there is no account yet.
    pub async fn settle_in(&self, app: &App) -> Result<()> {
        let accounts = app.db.read(store::count).await?;
        *self.lock() = (accounts == 0).then(|| Id::new().to_string());
        Ok(())
    }

    /// The token, to be shown to whoever started the house; `None` once there is an account.
    pub fn token(&self) -> Option<String> {
        self.lock().clone()
    }

    /// Whether the first account is still to be made.
    pub fn is_open(&self) -> bool {
        self.lock().is_some()
    }

    /// The token dies with the first account.
    pub fn hear(&self, event: &Event) {
        if matches!(event, Event::UserCreated { .. }) {
            *self.lock() = None;
        }
    }

    /// Whether this request may make the first account.
    pub fn admits(&self, given: Option<&str>, peer: Option<Peer>, request: &HeaderMap) -> bool {
        let token = self.lock();
        let proved = given.zip(token.as_deref()).is_some_and(|(given, token)| same(given.as_bytes(), token.as_bytes()));
        proved || (peer.is_some_and(|peer| peer.loopback) && is_of_this_machine(request))
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<String>> {
        self.token.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether no page of another host sends this: a browser on this machine would carry any page's request to us.
fn is_of_this_machine(request: &HeaderMap) -> bool {
    let Some(origin) = request.get(header::ORIGIN) else { return true };
    let host = origin.to_str().ok().and_then(|origin| origin.split_once("://")).map_or("", |(_, host)| host);
    let name = match host.rfind(':') {
        Some(colon) if !host.ends_with(']') => &host[..colon],
        _ => host,
    };
    let ip = name.trim_start_matches('[').trim_end_matches(']').parse::<std::net::IpAddr>();
    name.eq_ignore_ascii_case("localhost") || ip.is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use super::*;

    fn open(token: &str) -> SetUp {
        SetUp { token: Mutex::new(Some(token.to_owned())) }
    }

    fn from(loopback: bool) -> Option<Peer> {
        Some(Peer { ip: IpAddr::from([127, 0, 0, 1]), secure: false, loopback })
    }

    #[test]
    fn somebody_elsewhere_needs_the_token() {
        let none = HeaderMap::new();
        assert!(open("right").admits(None, from(true), &none));
        assert!(!open("right").admits(None, from(false), &none));
        assert!(!open("right").admits(Some("wrong"), from(false), &none));
        assert!(open("right").admits(Some("right"), from(false), &none));
        assert!(!SetUp::default().admits(Some(""), from(false), &none));
    }

    #[test]
    fn a_foreign_page_in_a_browser_here_is_somebody_elsewhere() {
        for (origin, admitted) in [
            ("http://127.0.0.1:8065", true),
            ("http://localhost:8065", true),
            ("http://[::1]:8065", true),
            ("https://evil.example", false),
            ("http://localhost.evil.example", false),
            ("null", false),
        ] {
            let mut request = HeaderMap::new();
            request.insert(header::ORIGIN, origin.parse().expect("a header"));
            assert_eq!(open("right").admits(None, from(true), &request), admitted, "{origin}");
        }
    }
}
