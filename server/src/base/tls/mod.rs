//! TLS without a certificate shop.
//!
//! On its first start a machine makes a small authority of its own ([`authority`]) and, signed by it, a leaf for its
//! names and near addresses ([`names`]). Whoever installs `ca.pem` sees a padlock; the authority is constrained to
//! this machine, so it can vouch for nothing else. When an address changes, or the leaf's life nears its end, a new
//! leaf takes its place between two handshakes and open sessions never notice.
//!
//! A person's own certificate files win over all of this, and are read again when they change.
//!
//! Only rustls, only with ring, TLS 1.2 and newer. Read [`Tls`] first.

mod authority;
mod error;
mod names;
mod pair;
mod permitted;
mod reach;
#[cfg(test)]
mod tests;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use arc_swap::ArcSwap;
use rustls::crypto::ring;
use rustls::server::{ClientHello, NoServerSessionStorage, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use rustls::{ServerConfig, version};
use time::OffsetDateTime;
use tokio_util::sync::CancellationToken;

use self::authority::{Authority, RENEWED_BEFORE};
use self::pair::Stamp;
use crate::base::files::{Readers, make_private_folder, write_whole};

pub use self::error::TlsError;
pub use self::names::Names;
pub use self::pair::PairFiles;
pub use self::reach::Reach;

/// How often addresses and certificate files are looked at.
const LOOKED_AT_EVERY: Duration = Duration::from_secs(30);

/// Makes ring the cryptography of this process, for every library that asks for a default. Harmless when repeated.
pub fn install_provider() {
    // An error only says that a provider is installed already.
    let _ = ring::default_provider().install_default();
}

/// How TLS is to be spoken.
#[derive(Debug, Clone)]
pub struct TlsSettings {
    /// Where the authority and the leaf are kept.
    pub folder: PathBuf,
    /// A person's own certificate, used in place of one made here.
    pub own: Option<PairFiles>,
    /// Refuse TLS 1.2.
    pub only_tls13: bool,
}

/// The certificate in use, and what keeps it fresh.
pub struct Tls {
    current: Arc<Current>,
    config: Arc<ServerConfig>,
    origin: Origin,
}

enum Origin {
    Own { files: PairFiles, seen: Stamp },
    Made { authority: Authority, files: PairFiles, names: Names, renew_at: OffsetDateTime },
}

impl Tls {
    /// Reads the certificate, or makes what is missing, for a machine with these names.
    pub fn open(settings: &TlsSettings, names: &Names) -> Result<Self, TlsError> {
        Self::open_at(settings, names, OffsetDateTime::now_utc())
    }

    fn open_at(settings: &TlsSettings, names: &Names, now: OffsetDateTime) -> Result<Self, TlsError> {
        let (origin, pair) = match &settings.own {
            Some(files) => {
                let seen = files.stamp();
                (Origin::Own { files: files.clone(), seen }, files.load()?)
            }
            None => made(&settings.folder, names, now)?,
        };
        let current = Arc::new(Current(ArcSwap::from_pointee(pair)));
        let config = Arc::new(server_config(current.clone(), settings.only_tls13)?);
        Ok(Self { current, config, origin })
    }

    /// What a listener needs. It stays valid for ever: new certificates appear inside it.
    pub fn config(&self) -> Arc<ServerConfig> {
        self.config.clone()
    }

    /// Where others reach a server that listens at this address with this certificate, or with those that follow it.
    pub fn reach(&self, listening: SocketAddr) -> Reach {
        Reach::new(listening, self.current.clone())
    }

    /// The authority's certificate that a person may install, unless own files are used.
    pub fn authority_file(&self) -> Option<&Path> {
        match &self.origin {
            Origin::Own { .. } => None,
            Origin::Made { authority, .. } => Some(authority.file()),
        }
    }

    /// Looks at addresses and files every 30 seconds until `stop`. What fails is logged and tried again; the
    /// certificate in use stays.
    pub async fn keep_fresh(mut self, stop: CancellationToken) {
        while stop.run_until_cancelled(tokio::time::sleep(LOOKED_AT_EVERY)).await.is_some() {
            let looked = tokio::task::spawn_blocking(move || {
                if let Err(error) = self.refresh(&Names::of_this_machine(), OffsetDateTime::now_utc()) {
                    tracing::warn!(%error, "the certificate in use stays");
                }
                self
            });
            match looked.await {
                Ok(tls) => self = tls,
                Err(error) => return tracing::error!(%error, "certificates are no longer kept fresh"),
            }
        }
    }

    /// Takes a new certificate into use if there is reason to; says whether it did.
    fn refresh(&mut self, names: &Names, now: OffsetDateTime) -> Result<bool, TlsError> {
        let fresh = match &mut self.origin {
            Origin::Own { files, seen } => {
                let found = files.stamp();
                if found == *seen {
                    return Ok(false);
                }
                let pair = files.load()?;
                *seen = found;
                pair
            }
            Origin::Made { authority, files, names: used, renew_at } => {
                let names = authority.permits(names);
                if names == *used && now < *renew_at {
                    return Ok(false);
                }
                let pair = new_leaf(authority, files, &names, now)?;
                (*used, *renew_at) = (names, renewal(&pair, now));
                pair
            }
        };
        self.current.0.store(Arc::new(fresh));
        tracing::info!("a new certificate is in use");
        Ok(true)
    }
}

/// Answers each handshake with the certificate of the moment.
#[derive(Debug)]
struct Current(ArcSwap<CertifiedKey>);

impl ResolvesServerCert for Current {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.0.load_full())
    }
}

fn made(folder: &Path, names: &Names, now: OffsetDateTime) -> Result<(Origin, CertifiedKey), TlsError> {
    make_private_folder(folder).map_err(TlsError::writing(folder))?;
    let authority = Authority::open(folder, names, now)?;
    let names = authority.permits(names);
    let files = PairFiles { certificate: folder.join("leaf.pem"), key: folder.join("leaf-key.pem") };
    let kept = files.load().ok().filter(|pair| {
        pair.end_entity_cert().is_ok_and(|leaf| authority.vouches_for(leaf, &names, now + RENEWED_BEFORE))
    });
    let pair = match kept {
        Some(pair) => pair,
        None => new_leaf(&authority, &files, &names, now)?,
    };
    let renew_at = renewal(&pair, now);
    Ok((Origin::Made { authority, files, names, renew_at }, pair))
}

fn new_leaf(
    authority: &Authority,
    files: &PairFiles,
    names: &Names,
    now: OffsetDateTime,
) -> Result<CertifiedKey, TlsError> {
    let (certificate, key) = authority.issue(names, now)?;
    write_whole(&files.key, key.as_bytes(), Readers::Owner).map_err(TlsError::writing(&files.key))?;
    write_whole(&files.certificate, certificate.as_bytes(), Readers::Everyone)
        .map_err(TlsError::writing(&files.certificate))?;
    let pair = files.load()?;
    match pair.end_entity_cert() {
        Ok(leaf) if authority.vouches_for(leaf, names, now) => Ok(pair),
        _ => Err(TlsError::Making("clients would refuse the new leaf".to_owned())),
    }
}

fn renewal(pair: &CertifiedKey, now: OffsetDateTime) -> OffsetDateTime {
    let end = pair.end_entity_cert().ok().and_then(authority::ends);
    end.map_or(now, |end| end - RENEWED_BEFORE)
}

fn server_config(current: Arc<Current>, only_tls13: bool) -> Result<ServerConfig, TlsError> {
    let provider = Arc::new(ring::default_provider());
    let versions = if only_tls13 { &[&version::TLS13][..] } else { &[&version::TLS13, &version::TLS12][..] };
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_protocol_versions(versions)
        .map_err(TlsError::making)?
        .with_no_client_auth()
        .with_cert_resolver(current);
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    // Tickets let clients come back quickly, and nothing is kept here for clients that do not.
    config.ticketer = ring::Ticketer::new().map_err(TlsError::making)?;
    config.session_storage = Arc::new(NoServerSessionStorage {});
    Ok(config)
}
