//! Who is at the other end, and whether they may do without TLS.

use std::net::IpAddr;
use std::sync::Arc;

use arc_swap::ArcSwap;
use hyper::header::{self, HeaderName};
use hyper::http::request::Parts;

use crate::base::address::is_near;

/// The far end of a request. Every request that reaches the router carries one as an extension.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Peer {
    /// The client's address: the connection's, or what a trusted proxy says it is.
    pub ip: IpAddr,
    /// The client speaks TLS, to us or to a trusted proxy in front of us.
    pub secure: bool,
    /// The client is a program on this machine that opened a loopback address itself: no proxy forwarded it, and no
    /// web page of a foreign name was led here.
    pub loopback: bool,
}

impl Peer {
    /// For a request that did not come through our port: nobody in particular.
    pub fn unknown() -> Peer {
        Peer { ip: IpAddr::from([0, 0, 0, 0]), secure: false, loopback: false }
    }
}

/// Which plain HTTP is served. Clones share one rule, which may be changed at any time.
#[derive(Debug, Clone, Default)]
pub struct PlainPolicy(Arc<ArcSwap<Rule>>);

#[derive(Debug, Default)]
struct Rule {
    proxy_headers: Vec<HeaderName>,
}

/// Headers that proxies add, wherever they come from.
const TRACES: [HeaderName; 6] = [
    header::FORWARDED,
    header::VIA,
    HeaderName::from_static("x-forwarded-for"),
    HeaderName::from_static("x-forwarded-host"),
    HeaderName::from_static("x-forwarded-proto"),
    HeaderName::from_static("x-real-ip"),
];
const PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");

impl PlainPolicy {
    /// A policy that trusts proxies on near addresses when `proxy_headers` names any header; see [`Self::trust`].
    pub fn new(proxy_headers: &[String]) -> Self {
        let policy = Self::default();
        policy.trust(proxy_headers);
        policy
    }

    /// From now on, takes the client's address from the first of these headers that holds one
    /// (`ServiceSettings.TrustedProxyIPHeader`), when the request comes from a near address. With no header, no proxy
    /// is trusted. What cannot be a header's name is ignored.
    pub fn trust(&self, proxy_headers: &[String]) {
        let proxy_headers = proxy_headers.iter().filter_map(|name| name.trim().parse().ok()).collect();
        self.0.store(Arc::new(Rule { proxy_headers }));
    }

    /// Whether somebody at `ip` may speak plain HTTP.
    pub(super) fn allows_plain(&self, ip: IpAddr) -> bool {
        ip.is_loopback() || self.0.load().trusts(ip)
    }

    /// Who sent this request over a connection from `ip`.
    pub(super) fn peer(&self, ip: IpAddr, tls: bool, request: &Parts) -> Peer {
        let rule = self.0.load();
        let trusted = rule.trusts(ip);
        let told = trusted.then(|| rule.told_address(request)).flatten();
        let told_secure = || request.headers.get(&PROTO).is_some_and(|proto| proto.as_bytes() == b"https");
        let forwarded = TRACES.iter().chain(&rule.proxy_headers).any(|name| request.headers.contains_key(name));
        Peer {
            ip: told.unwrap_or(ip),
            secure: tls || ((trusted || ip.is_loopback()) && told_secure()),
            loopback: ip.is_loopback() && !forwarded && host(request).is_some_and(names_loopback),
        }
    }
}

impl Rule {
    fn trusts(&self, ip: IpAddr) -> bool {
        !self.proxy_headers.is_empty() && is_near(ip)
    }

    /// The last address of the first header that has one. The last is what the trusted proxy wrote itself; those
    /// before it are only what the client told the proxy.
    fn told_address(&self, request: &Parts) -> Option<IpAddr> {
        self.proxy_headers.iter().find_map(|name| {
            let line = request.headers.get_all(name).iter().next_back()?.to_str().ok()?;
            parse_address(line.rsplit(',').next()?.trim())
        })
    }
}

/// Reads `1.2.3.4`, `1.2.3.4:80`, `::1`, `[::1]` and `[::1]:80`.
fn parse_address(text: &str) -> Option<IpAddr> {
    let bare = text.trim_start_matches('[').trim_end_matches(']');
    let with_port = || text.parse().ok().map(|address: std::net::SocketAddr| address.ip());
    bare.parse().ok().or_else(with_port).map(|ip: IpAddr| ip.to_canonical())
}

/// The host a request names, without its port.
fn host(request: &Parts) -> Option<&str> {
    let host = match request.uri.authority() {
        Some(authority) => authority.as_str(),
        None => request.headers.get(header::HOST)?.to_str().ok()?,
    };
    match host.rfind(':') {
        Some(colon) if !host.ends_with(']') => host.get(..colon),
        _ => Some(host),
    }
}

/// A name that always means this machine. Any other may have been made to point here by somebody's DNS, so that a web
/// page of theirs could speak to us as if it were local.
fn names_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost")
        || host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;
    use hyper::Request;

    const PROXY: &str = "192.168.1.2";
    const STRANGER: &str = "203.0.113.9";

    fn request(headers: &[(&str, &str)]) -> Parts {
        let mut request = Request::get("/");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.body(()).expect("a request").into_parts().0
    }

    fn ip(text: &str) -> IpAddr {
        text.parse().expect(text)
    }

    fn trusting(names: &[&str]) -> PlainPolicy {
        PlainPolicy::new(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn plain_http_is_for_loopback_and_trusted_proxies() {
        let policy = PlainPolicy::default();
        for (from, before, after) in
            [("127.0.0.1", true, true), ("::1", true, true), (PROXY, false, true), (STRANGER, false, false)]
        {
            policy.trust(&[]);
            assert_eq!(policy.allows_plain(ip(from)), before, "{from}, no proxy is trusted");
            policy.clone().trust(&["X-Real-IP".to_owned()]);
            assert_eq!(policy.allows_plain(ip(from)), after, "{from}, a proxy is trusted");
        }
    }

    #[test]
    fn the_client_is_who_the_trusted_proxy_says_and_nobody_else() {
        let policy = trusting(&["X-Real-IP", "X-Forwarded-For"]);
        let cases: [(&str, &[(&str, &str)], &str); 9] = [
            (PROXY, &[("x-real-ip", "203.0.113.7")], "203.0.113.7"),
            (PROXY, &[("x-forwarded-for", "8.8.8.8, 203.0.113.7")], "203.0.113.7"),
            (PROXY, &[("x-forwarded-for", "8.8.8.8"), ("x-forwarded-for", "203.0.113.7")], "203.0.113.7"),
            (PROXY, &[("x-real-ip", "nonsense"), ("x-forwarded-for", "[2001:db8::1]:443")], "2001:db8::1"),
            (PROXY, &[("x-real-ip", "203.0.113.7:1234")], "203.0.113.7"),
            (PROXY, &[("x-real-ip", "")], PROXY),
            (PROXY, &[], PROXY),
            ("127.0.0.1", &[("x-real-ip", "203.0.113.7")], "203.0.113.7"),
            (STRANGER, &[("x-real-ip", "127.0.0.1")], STRANGER),
        ];
        for (from, headers, client) in cases {
            assert_eq!(policy.peer(ip(from), false, &request(headers)).ip, ip(client), "{from} {headers:?}");
        }
        let told = request(&[("x-real-ip", "203.0.113.7")]);
        assert_eq!(PlainPolicy::default().peer(ip(PROXY), false, &told).ip, ip(PROXY), "no proxy is trusted");
    }

    #[test]
    fn secure_is_tls_here_or_at_a_trusted_proxy() {
        let told = request(&[("x-forwarded-proto", "https")]);
        let plain = request(&[("x-forwarded-proto", "http")]);
        let policy = trusting(&["X-Real-IP"]);
        assert!(policy.peer(ip(STRANGER), true, &plain).secure);
        assert!(policy.peer(ip(PROXY), false, &told).secure);
        assert!(PlainPolicy::default().peer(ip("127.0.0.1"), false, &told).secure);
        assert!(!policy.peer(ip(PROXY), false, &plain).secure);
        assert!(!PlainPolicy::default().peer(ip(PROXY), false, &told).secure);
        assert!(!policy.peer(ip(STRANGER), false, &told).secure);
    }

    #[test]
    fn loopback_is_this_machine_itself() {
        let policy = trusting(&["CF-Connecting-IP"]);
        let cases: [(&str, &[(&str, &str)], bool); 12] = [
            ("127.0.0.1", &[("host", "127.0.0.1:8065")], true),
            ("127.0.0.1", &[("host", "localhost")], true),
            ("::1", &[("host", "[::1]:8065")], true),
            ("::1", &[("host", "[::1]")], true),
            ("127.0.0.1", &[], false),
            ("127.0.0.1", &[("host", "evil.example:8065")], false),
            ("127.0.0.1", &[("host", "localhost.evil.example")], false),
            ("127.0.0.1", &[("host", "localhost"), ("x-forwarded-for", "127.0.0.1")], false),
            ("127.0.0.1", &[("host", "localhost"), ("forwarded", "for=127.0.0.1")], false),
            ("127.0.0.1", &[("host", "localhost"), ("cf-connecting-ip", "127.0.0.1")], false),
            (PROXY, &[("host", "localhost"), ("cf-connecting-ip", "127.0.0.1")], false),
            (STRANGER, &[("host", "localhost")], false),
        ];
        for (from, headers, loopback) in cases {
            assert_eq!(policy.peer(ip(from), false, &request(headers)).loopback, loopback, "{from} {headers:?}");
        }
    }
}
