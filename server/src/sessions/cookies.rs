//! The three cookies of a browser's session, exactly as clients know them.

use axum::http::{HeaderMap, HeaderValue, header};
use time::OffsetDateTime;

use super::extract::cookie;
use crate::base::config::Settings;
use crate::base::http::Peer;
use crate::base::{Id, Millis};

/// What the cookies hold.
pub struct Tokens<'a> {
    /// The session's token.
    pub token: &'a str,
    /// Its proof against forgery.
    pub csrf: &'a str,
    /// Whose it is.
    pub user: Id,
}

/// The `Set-Cookie` lines of a session that lives `length` from `now`.
pub fn begin(
    settings: &Settings,
    request: &HeaderMap,
    peer: Peer,
    tokens: &Tokens<'_>,
    now: Millis,
) -> [HeaderValue; 3] {
    let length = settings.session_length_web_in_hours.max(1).saturating_mul(3600);
    let tail = attributes(settings, request, peer, length, now);
    [
        line(format!("MMAUTHTOKEN={}{}; HttpOnly{}", tokens.token, tail.life, tail.scope)),
        line(format!("MMUSERID={}{}{}", tokens.user, tail.life, tail.scope)),
        line(format!("MMCSRF={}{}{}", tokens.csrf, tail.life, tail.scope)),
    ]
}

/// The line that renews the token's cookie of a session that a phone's app holds.
pub fn renew(
    settings: &Settings,
    request: &HeaderMap,
    peer: Peer,
    token: &str,
    length: Millis,
    now: Millis,
) -> HeaderValue {
    let tail = attributes(settings, request, peer, length / 1000, now);
    line(format!("MMAUTHTOKEN={token}{}; HttpOnly{}", tail.life, tail.scope))
}

/// The line that makes a browser forget the token.
pub fn end(settings: &Settings) -> HeaderValue {
    line(format!("MMAUTHTOKEN=; Path={}; Max-Age=0; HttpOnly", path(&settings.site_url)))
}

struct Tail {
    life: String,
    scope: String,
}

fn attributes(settings: &Settings, request: &HeaderMap, peer: Peer, seconds: i64, now: Millis) -> Tail {
    let domain = match host(&settings.site_url) {
        Some(host) if settings.allow_cookies_for_subdomains => format!("; Domain={host}"),
        _ => String::new(),
    };
    let ends = (now / 1000).saturating_add(seconds);
    let life = format!("; Path={}{domain}; Expires={}; Max-Age={seconds}", path(&settings.site_url), http_date(ends));
    let secure = if peer.secure { "; Secure" } else { "" };
    // Inside another product's frame a browser sends the cookie only when it is marked so.
    let embedded = peer.secure && cookie(request, "MMEMBED").as_deref() == Some("1");
    Tail { life, scope: format!("{secure}{}", if embedded { "; SameSite=None" } else { "" }) }
}

fn line(text: String) -> HeaderValue {
    HeaderValue::try_from(text).unwrap_or(HeaderValue::from_static(""))
}

/// The path of the site's address, without a slash at the end; `/` for the root.
fn path(site_url: &str) -> &str {
    let rest = site_url.split_once("://").map_or("", |(_, rest)| rest);
    let path = rest.find('/').map_or("", |at| &rest[at..]).trim_end_matches('/');
    if path.is_empty() { "/" } else { path }
}

fn host(site_url: &str) -> Option<&str> {
    let rest = site_url.split_once("://")?.1;
    rest.split(['/', ':']).next().filter(|host| !host.is_empty())
}

fn http_date(seconds: i64) -> String {
    let date = OffsetDateTime::from_unix_timestamp(seconds).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    let (day, month) = (date.weekday().to_string(), date.month().to_string());
    let (hour, minute, second) = date.to_hms();
    let (day, month, year) = (&day[..3], &month[..3], date.year());
    format!("{day}, {:02} {month} {year} {hour:02}:{minute:02}:{second:02} GMT", date.day())
}

/// Adds a `Set-Cookie` line.
pub fn set(headers: &mut HeaderMap, line: HeaderValue) {
    headers.append(header::SET_COOKIE, line);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_is_that_of_the_site() {
        for (site, wanted) in [("", "/"), ("https://a.example", "/"), ("https://a.example/chat/", "/chat")] {
            assert_eq!(path(site), wanted);
        }
        assert_eq!(host("https://a.example:8065/chat"), Some("a.example"));
    }

    #[test]
    fn dates_are_written_as_http_wants_them() {
        assert_eq!(http_date(0), "Thu, 01 Jan 1970 00:00:00 GMT");
        assert_eq!(http_date(1_700_000_000), "Tue, 14 Nov 2023 22:13:20 GMT");
    }
}
