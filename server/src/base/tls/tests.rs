use std::fs;
use std::net::IpAddr;
use std::path::Path;
use std::time::Duration as StdDuration;

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::ServerCertVerifier;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, ClientConnection, RootCertStore, ServerConnection};
use tempfile::TempDir;
use time::Duration;

use super::*;

/// What a client that installed `ca.pem` thinks of a leaf.
struct Client(Arc<WebPkiServerVerifier>);

impl Client {
    fn trusting(folder: &Path) -> Self {
        let roots = Arc::new(roots(folder));
        let provider = Arc::new(ring::default_provider());
        Self(WebPkiServerVerifier::builder_with_provider(roots, provider).build().expect("a verifier"))
    }

    fn accepts(&self, leaf: &CertificateDer<'_>, name: &str, at: OffsetDateTime) -> bool {
        let name = ServerName::try_from(name.to_owned()).expect("a name");
        let at = UnixTime::since_unix_epoch(StdDuration::from_secs(at.unix_timestamp().unsigned_abs()));
        self.0.verify_server_cert(leaf, &[], &name, &[], at).is_ok()
    }
}

fn roots(folder: &Path) -> RootCertStore {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_file(folder.join("ca.pem")).expect("ca.pem")).expect("a root");
    roots
}

fn settings(folder: &TempDir) -> TlsSettings {
    TlsSettings { folder: folder.path().join("tls"), own: None, only_tls13: false }
}

fn ember(addresses: &[&str]) -> Names {
    let addresses: Vec<IpAddr> = addresses.iter().map(|text| text.parse().expect(text)).collect();
    Names::new("ember", &addresses)
}

fn leaf(tls: &Tls) -> CertificateDer<'static> {
    tls.current.0.load_full().end_entity_cert().expect("a leaf").clone().into_owned()
}

fn now() -> OffsetDateTime {
    OffsetDateTime::now_utc()
}

fn temp() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

#[test]
fn the_leaf_is_accepted_for_each_name_and_for_no_other() {
    let home = temp();
    let tls = Tls::open(&settings(&home), &ember(&["192.168.1.7", "fd00::7"])).expect("tls");
    let client = Client::trusting(&home.path().join("tls"));
    for name in ["ember", "ember.local", "localhost", "127.0.0.1", "::1", "192.168.1.7", "fd00::7"] {
        assert!(client.accepts(&leaf(&tls), name, now()), "{name}");
    }
    for name in ["other.local", "example.org", "192.168.1.8", "8.8.8.8"] {
        assert!(!client.accepts(&leaf(&tls), name, now()), "{name}");
    }
}

#[test]
fn the_authority_cannot_vouch_for_the_rest_of_the_world() {
    let home = temp();
    let folder = home.path().join("tls");
    make_private_folder(&folder).expect("folder");
    let authority = Authority::open(&folder, &ember(&[]), now()).expect("authority");
    let client = Client::trusting(&folder);
    for (name, far) in [("bank.example", ember(&[])), ("8.8.8.8", ember(&[]))] {
        let mut names = far;
        match name.parse::<IpAddr>() {
            Ok(ip) => names.ips.push(ip),
            Err(_) => names.dns.push(name.to_owned()),
        }
        assert_eq!(authority.permits(&names), ember(&[]), "{name} is filtered");
        let (forged, _) = authority.issue(&names, now()).expect("a forged leaf");
        let forged = CertificateDer::from_pem_slice(forged.as_bytes()).expect("pem");
        assert!(!client.accepts(&forged, name, now()), "{name} is refused by clients");
        assert!(!client.accepts(&forged, "ember.local", now()), "and the whole leaf with it");
    }
}

#[test]
fn a_restart_keeps_the_authority_and_the_leaf() {
    let home = temp();
    let first = Tls::open(&settings(&home), &ember(&["10.0.0.2"])).expect("first");
    let ca = fs::read(home.path().join("tls/ca.pem")).expect("ca");
    let second = Tls::open(&settings(&home), &ember(&["10.0.0.2"])).expect("second");
    assert_eq!(leaf(&first), leaf(&second));
    assert_eq!(ca, fs::read(home.path().join("tls/ca.pem")).expect("ca"));
    assert_eq!(second.authority_file(), Some(home.path().join("tls/ca.pem").as_path()));
}

#[test]
fn a_new_address_brings_a_new_leaf_under_the_same_authority() {
    let home = temp();
    let mut tls = Tls::open(&settings(&home), &ember(&["192.168.1.7"])).expect("tls");
    let client = Client::trusting(&home.path().join("tls"));
    let before = leaf(&tls);
    assert!(!tls.refresh(&ember(&["192.168.1.7"]), now()).expect("nothing changed"));
    assert!(tls.refresh(&ember(&["10.9.8.7"]), now()).expect("changed"));
    let after = leaf(&tls);
    assert_ne!(before, after);
    assert!(client.accepts(&after, "10.9.8.7", now()));
    assert!(!client.accepts(&after, "192.168.1.7", now()), "the old address is gone");
}

#[test]
fn a_leaf_is_renewed_thirty_days_before_its_end_and_lives_397_days_at_most() {
    let home = temp();
    let mut tls = Tls::open(&settings(&home), &ember(&[])).expect("tls");
    let first = leaf(&tls);
    let (_, parsed) = x509_parser::parse_x509_certificate(&first).expect("parsed");
    let life = parsed.validity().not_after.to_datetime() - parsed.validity().not_before.to_datetime();
    assert!(life <= Duration::days(397), "{life}");
    assert!(!tls.refresh(&ember(&[]), now() + Duration::days(365)).expect("early"));
    assert!(tls.refresh(&ember(&[]), now() + Duration::days(367)).expect("late"));
    assert_ne!(first, leaf(&tls));

    let restarted = Tls::open_at(&settings(&home), &ember(&[]), now() + Duration::days(367 + 367)).expect("restart");
    assert_ne!(leaf(&tls), leaf(&restarted), "a start renews as well");
}

#[test]
fn an_authority_near_its_end_is_made_anew() {
    let home = temp();
    Tls::open(&settings(&home), &ember(&[])).expect("tls");
    let ca = fs::read(home.path().join("tls/ca.pem")).expect("ca");
    let later = now() + Duration::days(3640);
    let tls = Tls::open_at(&settings(&home), &ember(&[]), later).expect("ten years on");
    assert_ne!(ca, fs::read(home.path().join("tls/ca.pem")).expect("ca"));
    assert!(Client::trusting(&home.path().join("tls")).accepts(&leaf(&tls), "ember", later));
}

#[test]
fn a_renamed_machine_keeps_its_authority_and_its_old_clients() {
    let home = temp();
    Tls::open(&settings(&home), &ember(&[])).expect("tls");
    let tls = Tls::open(&settings(&home), &Names::new("coal", &[])).expect("renamed");
    assert!(Client::trusting(&home.path().join("tls")).accepts(&leaf(&tls), "localhost", now()));
}

#[test]
fn a_broken_authority_is_named_and_left_alone() {
    let home = temp();
    Tls::open(&settings(&home), &ember(&[])).expect("tls");
    let key = home.path().join("tls/ca-key.pem");
    fs::write(&key, "not a key").expect("written");
    let error = Tls::open(&settings(&home), &ember(&[])).err().expect("an error").to_string();
    assert!(error.contains("ca-key.pem") && error.contains("cannot be used"), "{error}");
    assert_eq!(fs::read_to_string(&key).expect("key"), "not a key");
}

#[cfg(unix)]
#[test]
fn keys_are_for_the_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let home = temp();
    Tls::open(&settings(&home), &ember(&[])).expect("tls");
    for (name, mode) in [("", 0o700), ("ca-key.pem", 0o600), ("leaf-key.pem", 0o600), ("ca.pem", 0o644)] {
        let found = fs::metadata(home.path().join("tls").join(name)).expect(name).permissions().mode();
        assert_eq!(found & 0o777, mode, "{name}");
    }
}

/// A leaf for `host` and its key, in files called `name`, from an authority of its own.
fn own_pair(home: &TempDir, name: &str, host: &str) -> PairFiles {
    let folder = home.path().join(name);
    Tls::open(&TlsSettings { folder: folder.clone(), own: None, only_tls13: false }, &Names::new(host, &[]))
        .expect("tls");
    PairFiles { certificate: folder.join("leaf.pem"), key: folder.join("leaf-key.pem") }
}

#[test]
fn own_files_win_and_are_read_again_when_they_change() {
    let home = temp();
    let files = own_pair(&home, "own", "chosen");
    let mut tls = Tls::open(&TlsSettings { own: Some(files.clone()), ..settings(&home) }, &ember(&[])).expect("tls");
    assert_eq!(tls.authority_file(), None);
    assert!(Client::trusting(&home.path().join("own")).accepts(&leaf(&tls), "chosen.local", now()));
    assert!(!home.path().join("tls").exists(), "nothing is made beside them");

    let before = leaf(&tls);
    assert!(!tls.refresh(&ember(&[]), now()).expect("unchanged"));
    let other = own_pair(&home, "other", "another-choice");
    fs::copy(&other.certificate, &files.certificate).expect("certificate");
    let error = tls.refresh(&ember(&[]), now()).expect_err("only half of the change is there");
    assert!(error.to_string().contains("do not belong together"), "{error}");
    assert_eq!(before, leaf(&tls), "the one in use stays");
    fs::copy(&other.key, &files.key).expect("key");
    assert!(tls.refresh(&ember(&[]), now()).expect("both are there"));
    assert_ne!(before, leaf(&tls));
}

#[test]
fn own_files_that_cannot_be_used_are_named() {
    let home = temp();
    let good = own_pair(&home, "good", "good");
    let other = own_pair(&home, "other", "other");
    let empty = home.path().join("empty.pem");
    fs::write(&empty, "").expect("written");
    let missing = home.path().join("missing.pem");
    let cases = [
        (missing.clone(), good.key.clone(), "missing.pem cannot be read"),
        (good.certificate.clone(), missing, "missing.pem cannot be read"),
        (empty.clone(), good.key.clone(), "empty.pem cannot be used: no certificate"),
        (good.certificate.clone(), empty, "empty.pem cannot be used: no private key"),
        (good.certificate.clone(), good.certificate.clone(), "leaf.pem cannot be used: no private key"),
        (good.certificate, other.key, "do not belong together"),
    ];
    for (certificate, key, words) in cases {
        let own = Some(PairFiles { certificate, key });
        let error = Tls::open(&TlsSettings { own, ..settings(&home) }, &ember(&[])).err().expect(words).to_string();
        assert!(error.contains(words), "{error}");
    }
}

/// Both ends of a session in memory.
fn shake(client: &mut ClientConnection, server: &mut ServerConnection) {
    while client.is_handshaking() || server.is_handshaking() || client.wants_write() || server.wants_write() {
        pass(client, server);
    }
}

fn pass(client: &mut ClientConnection, server: &mut ServerConnection) {
    let mut wire = Vec::new();
    client.write_tls(&mut wire).expect("client writes");
    let mut rest = &wire[..];
    while !rest.is_empty() {
        server.read_tls(&mut rest).expect("server reads");
        server.process_new_packets().expect("server understands");
    }
    let mut wire = Vec::new();
    server.write_tls(&mut wire).expect("server writes");
    let mut rest = &wire[..];
    while !rest.is_empty() {
        client.read_tls(&mut rest).expect("client reads");
        client.process_new_packets().expect("client understands");
    }
}

fn session(tls: &Tls, folder: &Path) -> (ClientConnection, ServerConnection) {
    let mut config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_root_certificates(roots(folder))
        .with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec()];
    let name = ServerName::try_from("ember.local").expect("a name");
    let mut client = ClientConnection::new(Arc::new(config), name).expect("client");
    let mut server = ServerConnection::new(tls.config()).expect("server");
    shake(&mut client, &mut server);
    (client, server)
}

#[test]
fn open_sessions_live_on_when_the_certificate_changes() {
    use std::io::{Read, Write};
    let home = temp();
    let mut tls = Tls::open(&settings(&home), &ember(&["192.168.1.7"])).expect("tls");
    let (mut client, mut server) = session(&tls, &home.path().join("tls"));
    assert_eq!(server.alpn_protocol(), Some(&b"h2"[..]));
    let before = client.peer_certificates().expect("certificates")[0].clone();

    assert!(tls.refresh(&ember(&["10.0.0.9"]), now()).expect("changed"));
    client.writer().write_all(b"still here").expect("written");
    pass(&mut client, &mut server);
    let mut heard = [0; 10];
    server.reader().read_exact(&mut heard).expect("heard");
    assert_eq!(&heard, b"still here");

    let (client, _) = session(&tls, &home.path().join("tls"));
    assert_ne!(client.peer_certificates().expect("certificates")[0], before, "new sessions get the new leaf");
}
