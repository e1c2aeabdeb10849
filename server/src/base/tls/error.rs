//! What can go wrong with certificates, in sentences for the person who runs the program.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Why TLS could not be set up. `Display` is a whole sentence that names the file.
#[derive(Debug)]
pub enum TlsError {
    /// A file could not be read.
    Reading(PathBuf, io::Error),
    /// A file could not be written.
    Writing(PathBuf, io::Error),
    /// A file was read but is not what it should be; the text says what is wrong.
    Unusable(PathBuf, String),
    /// A certificate and a private key that do not belong together.
    Mismatch {
        /// The certificate's file.
        certificate: PathBuf,
        /// The private key's file.
        key: PathBuf,
    },
    /// A certificate could not be made.
    Making(String),
}

impl TlsError {
    pub(super) fn reading(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |error| Self::Reading(path, error)
    }

    pub(super) fn writing(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |error| Self::Writing(path, error)
    }

    pub(super) fn unusable(path: &Path, why: impl fmt::Display) -> Self {
        Self::Unusable(path.to_owned(), why.to_string())
    }

    pub(super) fn making(error: impl fmt::Display) -> Self {
        Self::Making(error.to_string())
    }
}

impl fmt::Display for TlsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Reading(path, error) => write!(f, "The file {} cannot be read: {error}.", path.display()),
            Self::Writing(path, error) => write!(f, "The file {} cannot be written: {error}.", path.display()),
            Self::Unusable(path, why) => write!(f, "The file {} cannot be used: {why}.", path.display()),
            Self::Mismatch { certificate, key } => write!(
                f,
                "The certificate {} and the private key {} do not belong together.",
                certificate.display(),
                key.display()
            ),
            Self::Making(why) => write!(f, "A certificate could not be made: {why}."),
        }
    }
}

impl std::error::Error for TlsError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Reading(_, error) | Self::Writing(_, error) => Some(error),
            _ => None,
        }
    }
}
