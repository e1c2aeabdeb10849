//! What a connection may be, and which addresses it is for.

use super::wire::Connection;
use crate::base::error::Refusal;
use crate::base::outgoing::Url;
use crate::base::refuse;
use crate::hooks::{is_web_address, long};

/// Refuses a connection that could not be kept.
pub fn check(connection: &Connection) -> Result<(), Refusal> {
    let c = connection;
    let password = c.grant_type == "password";
    let credentials = c.credentials_username.is_empty() || c.credentials_password.is_empty();
    let checks = [
        ("name.error", c.name.is_empty() || long(&c.name, 64)),
        ("client_id.error", c.client_id.is_empty() || long(&c.client_id, 255)),
        ("client_secret.error", c.client_secret.is_empty() || long(&c.client_secret, 255)),
        ("oauth_token_url.error", !is_web_address(&c.oauth_token_url) || long(&c.oauth_token_url, 256)),
        ("grant_type.error", !matches!(c.grant_type.as_str(), "client_credentials" | "password")),
        ("password_credentials.error", password && credentials),
        ("audience.empty", c.audiences.is_empty()),
        ("audience.error", c.audiences.iter().any(|audience| !is_web_address(audience))),
    ];
    match checks.iter().find(|(_, wrong)| *wrong) {
        Some((field, _)) => Err(refuse::with(400, format!("model.outgoing_oauth_connection.is_valid.{field}"))),
        None => Ok(()),
    }
}

/// How well an address is meant by one that a connection is for: the more of its path, the better; `None` for not at
/// all. An audience means itself and what is below it.
pub fn fits(audience: &str, url: &Url) -> Option<usize> {
    let audience = Url::parse(audience).ok()?;
    if audience.origin() != url.origin() || !audience.origin().is_tuple() {
        return None;
    }
    let above = audience.path().trim_end_matches('/');
    let below = url.path().strip_prefix(above)?;
    (below.is_empty() || below.starts_with('/')).then_some(above.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_audience_means_itself_and_what_is_below() {
        let cases = [
            ("https://a.example.com", "https://a.example.com/hook", true),
            ("https://a.example.com/", "https://a.example.com", true),
            ("https://a.example.com/hooks", "https://a.example.com/hooks?x=1", true),
            ("https://a.example.com/hooks/", "https://a.example.com/hooks/1", true),
            ("https://a.example.com/hooks", "https://a.example.com/hooksome", false),
            ("https://a.example.com/hooks", "https://a.example.com/hooks/../other", false),
            ("https://a.example.com", "http://a.example.com/", false),
            ("https://a.example.com", "https://a.example.com:444/", false),
            ("https://a.example.com", "https://a.example.com.evil.example/", false),
            ("https://a.example.com", "https://a.example.com@evil.example/", false),
            ("junk", "https://a.example.com/", false),
        ];
        for (audience, url, fit) in cases {
            let url = Url::parse(url).expect("an address");
            assert_eq!(fits(audience, &url).is_some(), fit, "{audience} {url}");
        }
        let url = Url::parse("https://a.example.com/hooks/1").expect("an address");
        assert!(fits("https://a.example.com/hooks", &url) > fits("https://a.example.com", &url));
    }
}
