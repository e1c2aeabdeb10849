//! What `SqlSettings.DataSource` says: where the database is, who asks, and how far its certificate is looked at.
//!
//! The words are those of libpq's connection addresses (PostgreSQL's manual, "Connection URIs"). Mattermost's drivers
//! take some of their own (`binary_parameters`): those that mean nothing here are passed over.

use std::path::Path;
use std::sync::Arc;

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, WebPkiSupportedAlgorithms, ring, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, Error as TlsError, RootCertStore, SignatureScheme,
};
use tokio_postgres::config::{Host, SslMode};
use tokio_postgres::{Client, Config, Error as PgError};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::line::Mover;
use crate::base::error::{Context, Error, Result};

const READING: &str = "reading SqlSettings.DataSource";
/// What the driver knows by itself; `sslmode` and `sslrootcert` are read here.
const KNOWN: [&str; 18] = [
    "application_name",
    "channel_binding",
    "connect_timeout",
    "dbname",
    "host",
    "hostaddr",
    "keepalives",
    "keepalives_idle",
    "keepalives_interval",
    "keepalives_retries",
    "load_balance_hosts",
    "options",
    "password",
    "port",
    "sslnegotiation",
    "target_session_attrs",
    "tcp_user_timeout",
    "user",
];

pub struct Address {
    config: Config,
    tls: MakeRustlsConnect,
}

impl Address {
    /// Reads `postgres://user:password@host:port/database?…`.
    pub fn parse(url: &str) -> Result<Address> {
        let (place, query) = url.split_once('?').unwrap_or((url, ""));
        let (known, others): (Vec<&str>, Vec<&str>) = query
            .split('&')
            .filter(|pair| !pair.is_empty())
            .partition(|pair| KNOWN.contains(&pair.split('=').next().unwrap_or_default()));
        let others: Vec<(String, String)> = serde_urlencoded::from_str(&others.join("&")).context(READING)?;
        let other = |name: &str| others.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        for (name, _) in others.iter().filter(|(name, _)| name != "sslmode" && name != "sslrootcert") {
            tracing::warn!(name, "SqlSettings.DataSource says something that means nothing here");
        }

        let mut config: Config = format!("{place}?{}", known.join("&")).parse().context(READING)?;
        if config.get_hosts().is_empty() {
            // Without a name, the address is what a certificate has to be for.
            let mut hosts: Vec<String> = config.get_hostaddrs().iter().map(ToString::to_string).collect();
            if hosts.is_empty() {
                hosts.push("localhost".to_owned());
            }
            for host in hosts {
                config.host(host);
            }
        }
        if config.get_application_name().is_none() {
            config.application_name("hearth");
        }
        let trust = Trust::parse(other("sslmode"), other("sslrootcert").map(Path::new))?;
        config.ssl_mode(trust.mode());
        // libpq's, too: there is no TLS on a socket of this machine.
        let is_local = config.get_hosts().iter().all(|host| !matches!(host, Host::Tcp(_)));
        if is_local && config.get_hostaddrs().is_empty() {
            config.ssl_mode(SslMode::Disable);
        }
        Ok(Address { config, tls: MakeRustlsConnect::new(trust.client()?) })
    }

    /// Opens a connection: the half that asks, and the half that moves the bytes.
    pub async fn connect(&self) -> std::result::Result<(Client, Mover), PgError> {
        let (client, connection) = self.config.connect(self.tls.clone()).await?;
        Ok((client, Box::pin(connection)))
    }
}

/// How far the server's certificate is looked at: `sslmode`, with libpq's meanings.
enum Trust<'a> {
    /// No TLS.
    Disable,
    /// TLS where there is one; whose it is does not matter.
    Prefer,
    /// TLS, whoever's it is.
    Require,
    /// A certificate that a trusted authority made: those of `sslrootcert`, or else this machine's.
    Authority(Option<&'a Path>),
    /// And made for this host.
    Full(Option<&'a Path>),
}

impl<'a> Trust<'a> {
    fn parse(mode: Option<&str>, authorities: Option<&'a Path>) -> Result<Trust<'a>> {
        match mode {
            Some("disable") => Ok(Trust::Disable),
            None | Some("allow" | "prefer") => Ok(Trust::Prefer),
            Some("require") => Ok(Trust::Require),
            Some("verify-ca") => Ok(Trust::Authority(authorities)),
            Some("verify-full") => Ok(Trust::Full(authorities)),
            Some(other) => {
                let known = "disable, allow, prefer, require, verify-ca or verify-full";
                Err(Error::broken(READING, format!("sslmode is \"{other}\", not {known}")))
            }
        }
    }

    fn mode(&self) -> SslMode {
        match self {
            Trust::Disable => SslMode::Disable,
            Trust::Prefer => SslMode::Prefer,
            Trust::Require | Trust::Authority(_) | Trust::Full(_) => SslMode::Require,
        }
    }

    fn client(&self) -> Result<ClientConfig> {
        let provider = Arc::new(ring::default_provider());
        let algorithms = provider.signature_verification_algorithms;
        let builder = ClientConfig::builder_with_provider(provider.clone());
        let builder = builder.with_safe_default_protocol_versions().context(READING)?;
        let verifier: Arc<dyn ServerCertVerifier> = match self {
            Trust::Disable | Trust::Prefer | Trust::Require => Arc::new(AnyName { chain: None, algorithms }),
            Trust::Authority(file) => Arc::new(AnyName { chain: Some(authorities(*file, provider)?), algorithms }),
            Trust::Full(file) => authorities(*file, provider)?,
        };
        Ok(builder.dangerous().with_custom_certificate_verifier(verifier).with_no_client_auth())
    }
}

/// What trusts the authorities of a file, or those that this machine trusts.
fn authorities(file: Option<&Path>, provider: Arc<CryptoProvider>) -> Result<Arc<dyn ServerCertVerifier>> {
    let Some(file) = file else {
        return Ok(Arc::new(rustls_platform_verifier::Verifier::new(provider).context(READING)?));
    };
    let failed = |cause: &dyn std::fmt::Display| Error::broken(READING, format!("{}: {cause}", file.display()));
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(file).map_err(|cause| failed(&cause))? {
        roots.add(certificate.map_err(|cause| failed(&cause))?).map_err(|cause| failed(&cause))?;
    }
    let verifier = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider).build();
    Ok(verifier.map_err(|cause| failed(&cause))?)
}

/// Looks at who made a certificate, if at anything, and not at whose it is.
#[derive(Debug)]
struct AnyName {
    chain: Option<Arc<dyn ServerCertVerifier>>,
    algorithms: WebPkiSupportedAlgorithms,
}

impl ServerCertVerifier for AnyName {
    fn verify_server_cert(
        &self,
        certificate: &CertificateDer<'_>,
        between: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> std::result::Result<ServerCertVerified, TlsError> {
        let Some(chain) = &self.chain else { return Ok(ServerCertVerified::assertion()) };
        match chain.verify_server_cert(certificate, between, name, ocsp, now) {
            Err(TlsError::InvalidCertificate(
                CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. },
            )) => Ok(ServerCertVerified::assertion()),
            other => other,
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> std::result::Result<HandshakeSignatureValid, TlsError> {
        verify_tls12_signature(message, certificate, signed, &self.algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> std::result::Result<HandshakeSignatureValid, TlsError> {
        verify_tls13_signature(message, certificate, signed, &self.algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.algorithms.supported_schemes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_driver_does_not_know_is_read_or_passed_over() {
        let address = Address::parse("postgres://amy:p%40ss@db:5433/chat?sslmode=verify-full&binary_parameters=yes");
        let config = address.expect("an address").config;
        assert_eq!(config.get_hosts(), [Host::Tcp("db".into())]);
        assert_eq!(config.get_ports(), [5433]);
        assert_eq!(config.get_password(), Some(&b"p@ss"[..]));
        assert_eq!(config.get_ssl_mode(), SslMode::Require);
        assert_eq!(config.get_application_name(), Some("hearth"));
    }

    #[test]
    fn without_a_host_it_is_this_machine_and_without_a_word_tls_is_preferred() {
        let config = Address::parse("postgres:///chat?application_name=mine").expect("an address").config;
        assert_eq!(config.get_hosts(), [Host::Tcp("localhost".into())]);
        assert_eq!(config.get_ssl_mode(), SslMode::Prefer);
        assert_eq!(config.get_application_name(), Some("mine"));
    }

    #[test]
    fn an_address_without_a_name_keeps_its_tls_and_a_socket_has_none() {
        let config = Address::parse("postgres:///chat?hostaddr=10.0.0.7&sslmode=require").expect("an address").config;
        assert_eq!(config.get_hosts(), [Host::Tcp("10.0.0.7".into())]);
        assert_eq!(config.get_ssl_mode(), SslMode::Require);
        let config =
            Address::parse("postgres:///chat?host=/run/postgresql&sslmode=require").expect("an address").config;
        assert_eq!(config.get_ssl_mode(), SslMode::Disable);
    }

    #[test]
    fn a_mode_that_means_nothing_is_refused_by_its_name() {
        let refused = Address::parse("postgres://db/chat?sslmode=sometimes").err().expect("a refusal");
        assert!(refused.sentence().contains("sslmode is \"sometimes\""), "{}", refused.sentence());
    }
}
