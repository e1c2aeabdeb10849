//! The local certificate authority: made once, trusted by whoever installs `ca.pem`, and unable to vouch for anything
//! but this machine's names and near addresses, so that trusting it gives away nothing else.

use std::fs;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration as StdDuration;

use rcgen::{
    BasicConstraints, CertificateParams, CidrSubnet, DnType, ExtendedKeyUsagePurpose, GeneralSubtree, IsCa, Issuer,
    KeyPair, KeyUsagePurpose, NameConstraints, PKCS_ECDSA_P256_SHA256, SanType,
};
use rustls::RootCertStore;
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::ServerCertVerifier;
use rustls::crypto::ring;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use time::{Duration, OffsetDateTime};

use super::permitted::Permitted;
use super::{Names, PairFiles, TlsError, pair};
use crate::base::address::NEAR;
use crate::base::files::{Readers, write_whole};

const AUTHORITY_LIFE: Duration = Duration::days(3650);
/// With the day before it that forgives slow clocks, a leaf lives 397 days, the most that every client accepts.
const LEAF_LIFE: Duration = Duration::days(396);
const SLOW_CLOCKS: Duration = Duration::days(1);
/// How long before its end a certificate is replaced.
pub(super) const RENEWED_BEFORE: Duration = Duration::days(30);

/// The authority and its key, able to make leaves.
pub struct Authority {
    certificate: CertificateDer<'static>,
    file: PathBuf,
    issuer: Issuer<'static, KeyPair>,
    permitted: Permitted,
}

impl Authority {
    /// Opens the authority kept in `folder`, or makes one for `names` when there is none yet or its life is over.
    ///
    /// An authority that is there but broken is an error and stays untouched: replacing it would silently end the
    /// trust of everyone who installed it.
    pub fn open(folder: &Path, names: &Names, now: OffsetDateTime) -> Result<Self, TlsError> {
        let files = PairFiles { certificate: folder.join("ca.pem"), key: folder.join("ca-key.pem") };
        if !files.certificate.exists() {
            return Self::make(&files, names, now);
        }
        let found = Self::load(&files)?;
        if found.ends()? < now + RENEWED_BEFORE {
            return Self::make(&files, names, now);
        }
        Ok(found)
    }

    /// The certificate a person installs to trust this machine.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// Those of `names` that this authority may vouch for. A machine renamed since the authority was made keeps its
    /// authority, and its new name stays out.
    pub fn permits(&self, names: &Names) -> Names {
        self.permitted.filter(names)
    }

    /// Makes a leaf for `names` with a key of its own; both PEM: certificate, private key.
    pub fn issue(&self, names: &Names, now: OffsetDateTime) -> Result<(String, String), TlsError> {
        let mut leaf = CertificateParams::default();
        leaf.distinguished_name = rcgen::DistinguishedName::new();
        leaf.distinguished_name.push(DnType::CommonName, "Hearth");
        leaf.not_before = now - SLOW_CLOCKS;
        leaf.not_after = (now + LEAF_LIFE).min(self.ends()?);
        leaf.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        leaf.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        leaf.use_authority_key_identifier_extension = true;
        leaf.subject_alt_names = names.ips.iter().copied().map(SanType::IpAddress).collect();
        for name in &names.dns {
            let name = name.as_str().try_into().map_err(TlsError::making)?;
            leaf.subject_alt_names.push(SanType::DnsName(name));
        }
        let key = new_key()?;
        let certificate = leaf.signed_by(&key, &self.issuer).map_err(TlsError::making)?;
        Ok((certificate.pem(), key.serialize_pem()))
    }

    /// Whether a client that trusts this authority accepts `leaf` at the time `at`, for every one of `names`.
    pub fn vouches_for(&self, leaf: &CertificateDer<'_>, names: &Names, at: OffsetDateTime) -> bool {
        let mut roots = RootCertStore::empty();
        if roots.add(self.certificate.clone()).is_err() {
            return false;
        }
        let provider = Arc::new(ring::default_provider());
        let Ok(verifier) = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider).build() else {
            return false;
        };
        let seconds = u64::try_from(at.unix_timestamp()).unwrap_or(0);
        let at = UnixTime::since_unix_epoch(StdDuration::from_secs(seconds));
        server_names(names).all(|name| verifier.verify_server_cert(leaf, &[], &name, &[], at).is_ok())
    }

    fn load(files: &PairFiles) -> Result<Self, TlsError> {
        files.load()?;
        let certificate = pair::read_chain(&files.certificate)?.swap_remove(0);
        let key_pem = fs::read_to_string(&files.key).map_err(TlsError::reading(&files.key))?;
        let key = KeyPair::from_pem(&key_pem).map_err(|error| TlsError::unusable(&files.key, error))?;
        let issuer = Issuer::from_ca_cert_der(&certificate, key)
            .map_err(|error| TlsError::unusable(&files.certificate, error))?;
        let permitted =
            Permitted::of(&certificate).ok_or_else(|| TlsError::unusable(&files.certificate, "it cannot be parsed"))?;
        Ok(Self { certificate, file: files.certificate.clone(), issuer, permitted })
    }

    fn make(files: &PairFiles, names: &Names, now: OffsetDateTime) -> Result<Self, TlsError> {
        let key = new_key()?;
        let certificate = authority(names, now).self_signed(&key).map_err(TlsError::making)?;
        // The key goes first: a certificate alone would be a broken authority, a key alone is none yet.
        write_whole(&files.key, key.serialize_pem().as_bytes(), Readers::Owner)
            .map_err(TlsError::writing(&files.key))?;
        write_whole(&files.certificate, certificate.pem().as_bytes(), Readers::Everyone)
            .map_err(TlsError::writing(&files.certificate))?;
        tracing::info!(file = %files.certificate.display(), "made a local certificate authority");
        Self::load(files)
    }

    fn ends(&self) -> Result<OffsetDateTime, TlsError> {
        ends(&self.certificate).ok_or_else(|| TlsError::unusable(&self.file, "it cannot be parsed"))
    }
}

/// When a certificate ends, or `None` when it cannot be parsed.
pub(super) fn ends(certificate: &CertificateDer<'_>) -> Option<OffsetDateTime> {
    let (_, parsed) = x509_parser::parse_x509_certificate(certificate).ok()?;
    Some(parsed.validity().not_after.to_datetime())
}

fn authority(names: &Names, now: OffsetDateTime) -> CertificateParams {
    let mut ca = CertificateParams::default();
    let machine = names.dns.iter().find(|name| *name != "localhost").map_or("localhost", String::as_str);
    ca.distinguished_name = rcgen::DistinguishedName::new();
    ca.distinguished_name.push(DnType::CommonName, format!("Hearth on {}", first_chars(machine, 40)));
    ca.not_before = now - SLOW_CLOCKS;
    ca.not_after = now + AUTHORITY_LIFE;
    ca.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    ca.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    let blocks = NEAR.iter().map(|(ip, bits)| GeneralSubtree::IpAddress(subnet(*ip, *bits)));
    let dns = names.dns.iter().cloned().map(GeneralSubtree::DnsName);
    ca.name_constraints =
        Some(NameConstraints { permitted_subtrees: dns.chain(blocks).collect(), excluded_subtrees: Vec::new() });
    ca
}

// X.509 allows 64 characters in a common name.
fn first_chars(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}

fn subnet(ip: IpAddr, bits: u8) -> CidrSubnet {
    CidrSubnet::from_addr_prefix(ip, bits)
}

fn new_key() -> Result<KeyPair, TlsError> {
    KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).map_err(TlsError::making)
}

fn server_names(names: &Names) -> impl Iterator<Item = ServerName<'static>> {
    let dns = names.dns.iter().filter_map(|name| ServerName::try_from(name.clone()).ok());
    dns.chain(names.ips.iter().map(|ip| ServerName::from(*ip)))
}
