//! Where other devices reach this server.

use std::net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket};
use std::sync::Arc;

use x509_parser::extensions::GeneralName;

use super::{Current, Names};

const HTTPS: u16 = 443;

/// Where the server listens, and the certificate that it shows there. The default listens nowhere.
#[derive(Default)]
pub struct Reach(Option<(SocketAddr, Arc<Current>)>);

impl Reach {
    pub(super) fn new(listening: SocketAddr, certificate: Arc<Current>) -> Self {
        Self(Some((listening, certificate)))
    }

    /// The addresses for other devices of the network, the likeliest first; none when only this machine is listened
    /// to. Asks the operating system, because a machine may move from one network to another.
    pub fn addresses(&self) -> Vec<String> {
        let Some((listening, certificate)) = &self.0 else { return Vec::new() };
        addresses(*listening, &Names::of_this_machine(), &vouched(certificate), outward())
    }
}

/// IPv4 before names before IPv6, as far as the certificate vouches for them. One that knows none of it is shown at
/// all addresses: people are warned of it, and get in.
fn addresses(listening: SocketAddr, machine: &Names, vouched: &Names, outward: Option<IpAddr>) -> Vec<String> {
    let ip = listening.ip().to_canonical();
    if ip.is_loopback() {
        return Vec::new();
    }
    let mut ips = vec![ip];
    let mut names = Vec::new();
    if ip.is_unspecified() {
        ips = machine.lan().filter(|found| ip.is_ipv6() || found.is_ipv4()).collect();
        names = vouched.dns.iter().filter(|name| is_known_elsewhere(name)).map(|name| url(name, listening)).collect();
    }
    let known: Vec<IpAddr> = ips.iter().copied().filter(|ip| vouched.ips.contains(ip)).collect();
    if !(known.is_empty() && names.is_empty()) {
        ips = known;
    }
    // Machines have networks of their own inside, too: the one that leads out goes first.
    ips.sort_by_key(|ip| (Some(*ip) != outward, *ip));
    let (v4, v6): (Vec<IpAddr>, Vec<IpAddr>) = ips.into_iter().partition(IpAddr::is_ipv4);
    let v4 = v4.iter().map(|ip| url(&ip.to_string(), listening));
    let v6 = v6.iter().map(|ip| url(&format!("[{ip}]"), listening));
    v4.chain(names).chain(v6).collect()
}

fn url(host: &str, listening: SocketAddr) -> String {
    match listening.port() {
        HTTPS => format!("https://{host}"),
        port => format!("https://{host}:{port}"),
    }
}

/// A name of one word is known to its own machine at most, and one with a star is none.
fn is_known_elsewhere(name: &str) -> bool {
    name.contains('.') && !name.starts_with('*') && !name.ends_with(".localhost")
}

/// What a certificate is made out to.
fn vouched(certificate: &Current) -> Names {
    let pair = certificate.0.load();
    let mut names = Names::default();
    let Some((_, leaf)) = pair.end_entity_cert().ok().and_then(|leaf| x509_parser::parse_x509_certificate(leaf).ok())
    else {
        return names;
    };
    let Ok(Some(alternatives)) = leaf.subject_alternative_name() else { return names };
    for name in &alternatives.value.general_names {
        match name {
            GeneralName::DNSName(name) => names.dns.push(name.to_ascii_lowercase()),
            GeneralName::IPAddress(bytes) => names.ips.extend(ip(bytes)),
            _ => {}
        }
    }
    names
}

fn ip(bytes: &[u8]) -> Option<IpAddr> {
    let v4 = <[u8; 4]>::try_from(bytes).map(IpAddr::from);
    v4.or_else(|_| <[u8; 16]>::try_from(bytes).map(IpAddr::from)).ok()
}

/// The address of this machine on the way to the internet. Nothing is sent: the system only chooses a way.
fn outward() -> Option<IpAddr> {
    // An address for examples, that nobody has.
    const FAR: (Ipv4Addr, u16) = (Ipv4Addr::new(192, 0, 2, 1), 9);
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    socket.connect(FAR).ok()?;
    socket.local_addr().ok().map(|address| address.ip())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ips(texts: &[&str]) -> Vec<IpAddr> {
        texts.iter().map(|text| text.parse().expect(text)).collect()
    }

    fn kitchen() -> Names {
        Names::new("kitchen", &ips(&["172.17.0.1", "192.168.1.5", "fd00::5"]))
    }

    /// What is told by a server that listens at `listening`, with a certificate for these.
    fn told(listening: &str, dns: &[&str], vouched: &[&str]) -> Vec<String> {
        let vouched = Names { dns: dns.iter().map(|name| (*name).to_owned()).collect(), ips: ips(vouched) };
        addresses(listening.parse().expect(listening), &kitchen(), &vouched, Some([192, 168, 1, 5].into()))
    }

    #[test]
    fn the_address_that_leads_out_comes_first_and_v6_last() {
        let made = kitchen();
        let told = addresses("[::]:8065".parse().expect("an address"), &made, &made, Some([192, 168, 1, 5].into()));
        let v4 = ["https://192.168.1.5:8065", "https://172.17.0.1:8065"];
        assert_eq!(told, [v4[0], v4[1], "https://kitchen.local:8065", "https://[fd00::5]:8065"]);
    }

    #[test]
    fn only_what_is_listened_to_is_told() {
        let all = ["192.168.1.5", "fd00::5"];
        assert!(told("127.0.0.1:8065", &["kitchen.local"], &all).is_empty());
        assert!(told("[::1]:8065", &["kitchen.local"], &all).is_empty());
        assert_eq!(told("192.168.1.5:8065", &["kitchen.local"], &all), ["https://192.168.1.5:8065"]);
        assert_eq!(told("0.0.0.0:443", &["kitchen.local"], &all), ["https://192.168.1.5", "https://kitchen.local"]);
    }

    #[test]
    fn an_own_certificate_decides_unless_it_names_nothing_of_use() {
        assert_eq!(told("[::]:8065", &["*.example.org", "chat.example.org"], &[]), ["https://chat.example.org:8065"]);
        assert_eq!(
            told("0.0.0.0:8065", &["localhost"], &["127.0.0.1"]),
            ["https://192.168.1.5:8065", "https://172.17.0.1:8065"]
        );
    }
}
