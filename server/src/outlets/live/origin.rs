//! Whose pages may open a socket: a browser sends its cookies along from any page.

/// Whether a page from `origin` may connect to `host`, as the request names it.
///
/// Without an origin no browser asks. With `allowed` empty (`ServiceSettings.AllowCorsFrom`) the page must come from
/// this host; else from `site` or one of the list, or the list is `*`.
pub fn may_connect(origin: Option<&str>, host: &str, allowed: &str, site: &str) -> bool {
    let Some(origin) = origin else { return true };
    let allowed = allowed.trim();
    if allowed.is_empty() {
        return host_of(origin).is_some_and(|from| from.eq_ignore_ascii_case(host));
    }
    let mut known = allowed.split_whitespace().chain(Some(site).filter(|site| !site.is_empty()));
    known.any(|known| known == "*" || known.trim_end_matches('/').eq_ignore_ascii_case(origin))
}

/// `host:port` of `scheme://host:port`; nothing for `null` and other things that are no address.
fn host_of(origin: &str) -> Option<&str> {
    let (_, rest) = origin.split_once("://")?;
    rest.split('/').next().filter(|host| !host.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strangers_pages_are_refused() {
        let table = [
            (None, "", true),
            (Some("https://chat.example:8065"), "", true),
            (Some("http://CHAT.example:8065"), "", true),
            (Some("https://chat.example"), "", false),
            (Some("https://evil.example"), "", false),
            (Some("null"), "", false),
            (Some(""), "", false),
            (Some("https://evil.example"), "*", true),
            (Some("https://friend.example"), "https://friend.example https://other.example/", true),
            (Some("https://other.example"), "https://friend.example https://other.example/", true),
            (Some("https://site.example"), "https://friend.example", true),
            (Some("https://evil.example"), "https://friend.example", false),
        ];
        for (origin, allowed, may) in table {
            let given = may_connect(origin, "chat.example:8065", allowed, "https://site.example");
            assert_eq!(given, may, "{origin:?} with {allowed:?}");
        }
    }
}
