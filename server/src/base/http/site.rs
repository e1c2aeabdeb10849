//! Where the caller finds this server.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;

use super::port::Peer;
use crate::base::config::Settings;

/// Where the caller found this server. `ServiceSettings.SiteURL` beats it: this is for while nobody has set that.
#[derive(Debug, Clone, Default)]
pub struct Site(String);

impl Site {
    /// The site's address without a slash at the end; empty only when neither the settings nor the request say it.
    pub fn url(&self, settings: &Settings) -> String {
        let set = settings.site_url.trim_end_matches('/');
        if set.is_empty() { self.0.clone() } else { set.to_owned() }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Site {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Site, Infallible> {
        let named = parts.headers.get(header::HOST).and_then(|value| value.to_str().ok());
        let host = named.or_else(|| parts.uri.authority().map(|authority| authority.as_str())).unwrap_or_default();
        let fits =
            host.len() <= 255 && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-.:[]".contains(&byte));
        let secure = parts.extensions.get::<Peer>().is_some_and(|peer| peer.secure);
        let scheme = if secure { "https" } else { "http" };
        Ok(Site(if fits && !host.is_empty() { format!("{scheme}://{host}") } else { String::new() }))
    }
}
