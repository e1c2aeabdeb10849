//! A certificate and its private key, read from two PEM files.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::sign::CertifiedKey;
use rustls::{Error, InconsistentKeys};

use super::TlsError;

/// Where a certificate (leaf first, then its issuers) and its private key are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PairFiles {
    /// The chain, PEM.
    pub certificate: PathBuf,
    /// The private key, PEM: PKCS#8, PKCS#1 or SEC1, without a passphrase.
    pub key: PathBuf,
}

/// What tells one version of two files from the next: their sizes and times of change.
pub type Stamp = [Option<(u64, SystemTime)>; 2];

impl PairFiles {
    /// Reads both files and checks that they belong together.
    pub fn load(&self) -> Result<CertifiedKey, TlsError> {
        let chain = read_chain(&self.certificate)?;
        let key = PrivateKeyDer::from_pem_slice(&read(&self.key)?)
            .map_err(|error| TlsError::unusable(&self.key, format!("no private key in PEM form ({error})")))?;
        let key = ring::sign::any_supported_type(&key).map_err(|error| TlsError::unusable(&self.key, error))?;
        let pair = CertifiedKey::new(chain, key);
        match pair.keys_match() {
            Ok(()) | Err(Error::InconsistentKeys(InconsistentKeys::Unknown)) => Ok(pair),
            Err(Error::InconsistentKeys(_)) => Err(self.mismatch()),
            Err(error) => Err(TlsError::unusable(&self.certificate, error)),
        }
    }

    /// The version of the files now. A file that cannot be looked at has none.
    pub fn stamp(&self) -> Stamp {
        [&self.certificate, &self.key].map(|path| {
            let metadata = fs::metadata(path).ok()?;
            Some((metadata.len(), metadata.modified().ok()?))
        })
    }

    pub(super) fn mismatch(&self) -> TlsError {
        TlsError::Mismatch { certificate: self.certificate.clone(), key: self.key.clone() }
    }
}

pub(super) fn read_chain(path: &Path) -> Result<Vec<CertificateDer<'static>>, TlsError> {
    let chain = CertificateDer::pem_slice_iter(&read(path)?)
        .collect::<Result<Vec<_>, _>>()
        .map_err(|error| TlsError::unusable(path, format!("no certificate in PEM form ({error})")))?;
    if chain.is_empty() {
        return Err(TlsError::unusable(path, "no certificate in PEM form"));
    }
    Ok(chain)
}

/// The largest file taken for a certificate: a chain has a few thousand bytes.
const LARGEST_FILE: u64 = 1 << 20;

fn read(path: &Path) -> Result<Vec<u8>, TlsError> {
    let size = fs::metadata(path).map_err(TlsError::reading(path))?.len();
    if size > LARGEST_FILE {
        let error = io::Error::new(io::ErrorKind::FileTooLarge, "it is too large for a certificate");
        return Err(TlsError::Reading(path.to_owned(), error));
    }
    fs::read(path).map_err(TlsError::reading(path))
}
