//! The one way out: every request that the house makes to somewhere else goes through [`Outgoing`].
//!
//! People name the addresses of hooks, commands, pictures and previews, and must not reach through us what only this
//! machine can reach. So: http and https only; a name is resolved here, addresses that are near or reserved are left
//! out (`reach.rs`) unless `ServiceSettings.AllowedUntrustedInternalConnections` lists the host, the address or its
//! block, and the connection goes to one of those that were checked, not to what the name means a moment later. Each
//! redirect is checked again. Time and size are bounded. No proxy is asked, no cookie kept.

mod reach;

use std::fmt;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::redirect::Policy;
use reqwest::{Client, Response};

pub use reach::Reach;
pub use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
pub use reqwest::{Method, Url};

use crate::base::config::Settings;

/// Redirects that are followed.
const REDIRECTS: usize = 5;
/// How long making a connection may take.
const CONNECTING: Duration = Duration::from_secs(10);
/// An answer's bytes unless the caller says otherwise.
const USUAL: usize = 1 << 20;

/// A request to somewhere else.
#[derive(Debug, Clone)]
pub struct Call {
    /// GET, POST, …
    pub method: Method,
    /// An absolute http or https address.
    pub url: String,
    /// Sent as they are.
    pub headers: HeaderMap,
    /// Empty for none.
    pub body: Vec<u8>,
    /// How long everything together may take.
    pub patience: Duration,
    /// Bytes that the answer may have.
    pub most: usize,
    /// Bytes past `most` are left out instead of refused: for previews, which need the beginning of a page only.
    pub cut: bool,
}

impl Call {
    /// A GET, with ten seconds and a megabyte for its answer.
    pub fn get(url: impl Into<String>) -> Call {
        Call {
            method: Method::GET,
            url: url.into(),
            headers: HeaderMap::new(),
            body: Vec::new(),
            patience: Duration::from_secs(10),
            most: USUAL,
            cut: false,
        }
    }

    /// A POST of a body of this type, with ten seconds and a megabyte for its answer.
    pub fn post(url: impl Into<String>, content_type: &'static str, body: impl Into<Vec<u8>>) -> Call {
        let call = Call { method: Method::POST, body: body.into(), ..Call::get(url) };
        call.with("content-type", content_type)
    }

    /// Adds a header; a value that no header can have is left out.
    pub fn with(mut self, name: &'static str, value: &str) -> Call {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.insert(HeaderName::from_static(name), value);
        }
        self
    }

    /// Sets how long it may take.
    pub fn within(self, patience: Duration) -> Call {
        Call { patience, ..self }
    }

    /// Sets how many bytes the answer may have.
    pub fn at_most(self, most: usize) -> Call {
        Call { most, ..self }
    }
}

/// What came back, whatever its status.
#[derive(Debug, Clone)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Where it came from in the end, after redirects.
    pub url: String,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body.
    pub body: Bytes,
}

impl Answer {
    /// 200 to 299.
    pub fn is_fine(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// A header as text; empty when it is absent or no text.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("")
    }
}

/// Why nothing came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// Not an absolute http or https address.
    Address,
    /// It leads to where outgoing requests may not go.
    OutOfReach,
    /// It took too long.
    TooSlow,
    /// The answer has more bytes than allowed.
    TooLarge,
    /// No connection, a broken one, or one redirect too many.
    Broken(String),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Address => f.write_str("not an http or https address"),
            Failure::OutOfReach => f.write_str("address forbidden"),
            Failure::TooSlow => f.write_str("no answer in time"),
            Failure::TooLarge => f.write_str("the answer is too large"),
            Failure::Broken(cause) => f.write_str(cause),
        }
    }
}

impl std::error::Error for Failure {}

/// Makes requests to somewhere else. Found by `app.room::<Outgoing>()`.
#[derive(Default)]
pub struct Outgoing(Mutex<Option<(Rules, Client)>>);

/// What a client is made for; another one is made when the configuration says something else.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Rules {
    reach: Reach,
    insecure: bool,
}

impl Outgoing {
    /// Makes the request by the settings in force, and waits for the whole answer.
    pub async fn send(&self, settings: &Settings, call: Call) -> Result<Answer, Failure> {
        let rules = Rules {
            reach: Reach::read(&settings.allowed_untrusted_internal_connections),
            insecure: settings.enable_insecure_outgoing_connections,
        };
        let url = Url::parse(&call.url).map_err(|_| Failure::Address)?;
        rules.check(&url)?;
        let client = self.client(rules)?;
        let request = client.request(call.method, url).headers(call.headers).timeout(call.patience).body(call.body);
        let response = request.send().await.map_err(|error| failure(&error))?;
        read(response, call.most, call.cut).await
    }

    fn client(&self, rules: Rules) -> Result<Client, Failure> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((known, client)) = &*kept
            && *known == rules
        {
            return Ok(client.clone());
        }
        let client = rules.client().map_err(|error| failure(&error))?;
        *kept = Some((rules, client.clone()));
        Ok(client)
    }
}

impl Rules {
    fn client(&self) -> Result<Client, reqwest::Error> {
        let rules = Arc::new(self.clone());
        let resolver = rules.clone();
        let redirects = Policy::custom(move |attempt| match rules.check(attempt.url()) {
            Err(failure) => attempt.error(failure),
            Ok(()) if attempt.previous().len() > REDIRECTS => attempt.error("too many redirects"),
            Ok(()) => attempt.follow(),
        });
        Client::builder()
            .no_proxy()
            .redirect(redirects)
            .referer(false)
            .dns_resolver(Arc::new(Checked(resolver)))
            .connect_timeout(CONNECTING)
            .tls_danger_accept_invalid_certs(self.insecure)
            .user_agent(concat!("Hearth/", env!("CARGO_PKG_VERSION")))
            .build()
    }

    /// Refuses what is no web address, and an address written in numbers that is out of reach: those are not resolved.
    fn check(&self, url: &Url) -> Result<(), Failure> {
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or(Failure::Address)?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(Failure::Address);
        }
        match host.trim_matches(['[', ']']).parse() {
            Ok(ip) if !self.reach.allows(ip) => Err(Failure::OutOfReach),
            _ => Ok(()),
        }
    }
}

/// Resolves names to addresses within reach.
struct Checked(Arc<Rules>);

impl Resolve for Checked {
    fn resolve(&self, name: Name) -> Resolving {
        let rules = self.0.clone();
        Box::pin(async move {
            let found: Vec<SocketAddr> = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            let named = rules.reach.names(name.as_str());
            let own = if named { Vec::new() } else { own_addresses() };
            let may = |at: &SocketAddr| named || (rules.reach.allows(at.ip()) && !own.contains(&at.ip()));
            let within: Vec<SocketAddr> = found.into_iter().filter(may).collect();
            if within.is_empty() {
                return Err(Box::new(Failure::OutOfReach) as Box<dyn std::error::Error + Send + Sync>);
            }
            Ok(Box::new(within.into_iter()) as Addrs)
        })
    }
}

/// The public addresses of this machine: what listens here may think that it is asked from within.
fn own_addresses() -> Vec<std::net::IpAddr> {
    let all = if_addrs::get_if_addrs().unwrap_or_default();
    all.into_iter().map(|interface| interface.ip()).filter(|ip| !crate::base::address::is_near(*ip)).collect()
}

async fn read(mut response: Response, most: usize, cut: bool) -> Result<Answer, Failure> {
    let mut body = BytesMut::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| failure(&error))? {
        body.extend_from_slice(&chunk);
        if body.len() > most {
            if !cut {
                return Err(Failure::TooLarge);
            }
            body.truncate(most);
            break;
        }
    }
    Ok(Answer {
        status: response.status().as_u16(),
        url: response.url().to_string(),
        headers: response.headers().clone(),
        body: body.freeze(),
    })
}

/// The failure behind a library's error: our own refusals are somewhere among its causes.
fn failure(error: &reqwest::Error) -> Failure {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    let mut words = String::new();
    while let Some(one) = cause {
        if let Some(failure) = one.downcast_ref::<Failure>() {
            return failure.clone();
        }
        words = one.to_string();
        cause = one.source();
    }
    if error.is_timeout() { Failure::TooSlow } else { Failure::Broken(words) }
}

#[cfg(test)]
mod tests;
