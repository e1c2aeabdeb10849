//! What apps, requests and proofs must be like. Pure.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::wire::{Ask, OAuthApp};
use crate::base::error::Refusal;
use crate::base::{Id, Result, crypto, refuse};
use crate::hooks::{is_web_address, long};

/// Milliseconds that a code is good for.
pub const CODE_LIFE: i64 = 10 * 60 * 1000;

fn first_wrong(prefix: &str, checks: &[(&str, bool)], suffix: &str) -> Result<(), Refusal> {
    match checks.iter().find(|(_, wrong)| *wrong) {
        Some((field, _)) => Err(refuse::with(400, format!("{prefix}{field}{suffix}"))),
        None => Ok(()),
    }
}

/// Refuses an app that could not be kept.
pub fn check_app(app: &OAuthApp) -> Result<(), Refusal> {
    let urls = &app.callback_urls;
    let joined: usize = urls.iter().map(|url| url.len() + 3).sum();
    let callback = |url: &String| !is_web_address(url) || url.contains('#');
    let checks = [
        ("name", app.name.is_empty() || long(&app.name, 64)),
        ("callback", urls.is_empty() || joined > 1024 || urls.iter().any(callback)),
        ("homepage", !(is_web_address(&app.homepage) || app.is_dynamically_registered) || app.homepage.len() > 256),
        ("description", long(&app.description, 512)),
        ("icon_url", !app.icon_url.is_empty() && (!is_web_address(&app.icon_url) || app.icon_url.len() > 512)),
    ];
    first_wrong("model.oauth.is_valid.", &checks, ".app_error")
}

/// Refuses a request that is not as it must be.
pub fn check_ask(ask: &Ask) -> Result<(), Refusal> {
    let challenge = &ask.code_challenge;
    let pkce = !challenge.is_empty() || !ask.code_challenge_method.is_empty();
    let fits = (43..=128).contains(&challenge.len())
        && challenge.bytes().all(|c| c.is_ascii_alphanumeric() || b"-_.~".contains(&c));
    let checks = [
        ("client_id", !Id::parse(&ask.client_id).is_valid()),
        ("response_type", ask.response_type.is_empty()),
        ("redirect_uri", !is_web_address(&ask.redirect_uri) || ask.redirect_uri.len() > 256),
        ("state", ask.state.len() > 1024),
        ("scope", ask.scope.len() > 128),
        ("code_challenge", pkce && !fits),
        ("code_challenge_method", pkce && ask.code_challenge_method != "S256"),
        ("resource", !ask.resource.is_empty() && (!is_web_address(&ask.resource) || ask.resource.len() > 512)),
    ];
    first_wrong("model.authorize.is_valid.", &checks, ".app_error")
}

/// Whether a verifier is the one that a challenge was made of.
pub fn verifies(challenge: &str, verifier: &str) -> bool {
    let fits = (43..=128).contains(&verifier.len());
    let digest = URL_SAFE_NO_PAD.encode(crypto::sha256(verifier.as_bytes()));
    fits && crypto::same(digest.as_bytes(), challenge.as_bytes())
}

/// A redirect's address with values added to its query.
pub fn with_query(uri: &str, values: &[(&str, &str)]) -> String {
    let query = serde_urlencoded::to_string(values).unwrap_or_default();
    let sign = if uri.contains('?') { '&' } else { '?' };
    format!("{uri}{sign}{query}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verifier_proves_its_challenge() {
        // The example of RFC 7636, appendix B.
        let (verifier, challenge) =
            ("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
        assert!(verifies(challenge, verifier));
        assert!(
            !verifies(challenge, &verifier.replace('d', "e")) && !verifies(challenge, "") && !verifies("", verifier)
        );
    }

    #[test]
    fn a_redirect_keeps_its_own_query() {
        assert_eq!(with_query("http://x/cb", &[("code", "a b")]), "http://x/cb?code=a+b");
        assert_eq!(with_query("http://x/cb?y=1", &[("state", "&")]), "http://x/cb?y=1&state=%26");
    }

    #[test]
    fn a_request_names_what_is_wrong() {
        let fine = Ask {
            response_type: "code".into(),
            client_id: Id::new().to_string(),
            redirect_uri: "http://example.com/cb".into(),
            ..Ask::default()
        };
        let refused = |ask: Ask| check_ask(&ask).err().map(|refusal| refusal.id.to_string());
        let is = |field: &str| Some(format!("model.authorize.is_valid.{field}.app_error"));
        assert_eq!(refused(fine.clone()), None);
        assert_eq!(refused(Ask { client_id: "junk".into(), ..fine.clone() }), is("client_id"));
        assert_eq!(refused(Ask { redirect_uri: "javascript:alert(1)".into(), ..fine.clone() }), is("redirect_uri"));
        assert_eq!(refused(Ask { code_challenge: "short".into(), ..fine.clone() }), is("code_challenge"));
        let plain = Ask { code_challenge: "c".repeat(43), code_challenge_method: "plain".into(), ..fine };
        assert_eq!(refused(plain), is("code_challenge_method"));
    }
}
