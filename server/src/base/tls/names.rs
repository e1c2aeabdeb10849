//! What this machine is called, and where it can be reached on its local networks.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use crate::base::address::is_near;

/// More addresses than this are left out of a certificate: machines full of containers have one for each.
const MOST_ADDRESSES: usize = 32;

/// The names and addresses a certificate is made for: sorted, without doubles.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Names {
    /// Lower-case DNS names: `localhost`, the host name, `<name>.local`.
    pub dns: Vec<String>,
    /// Loopback and LAN addresses. Addresses of the wide internet never appear here.
    pub ips: Vec<IpAddr>,
}

impl Names {
    /// Asks the operating system. What it cannot tell is left out; the loopback names are always there.
    pub fn of_this_machine() -> Self {
        let host = gethostname::gethostname().to_string_lossy().into_owned();
        let addresses = match if_addrs::get_if_addrs() {
            Ok(interfaces) => interfaces.iter().map(if_addrs::Interface::ip).collect(),
            Err(error) => {
                tracing::warn!(%error, "the addresses of this machine could not be read");
                Vec::new()
            }
        };
        Self::new(&host, &addresses)
    }

    /// Names for a machine called `host` with these addresses.
    pub fn new(host: &str, addresses: &[IpAddr]) -> Self {
        let mut dns = vec!["localhost".to_owned()];
        if let Some(host) = dns_name(host) {
            let first = host.split('.').next().unwrap_or_default();
            if first != "localhost" {
                dns.push(format!("{first}.local"));
            }
            dns.push(host);
        }
        dns.sort();
        dns.dedup();
        Self { dns, ips: reachable(addresses) }
    }

    /// The LAN addresses alone, for telling a person what to open.
    pub fn lan(&self) -> impl Iterator<Item = IpAddr> {
        self.ips.iter().copied().filter(|ip| !ip.is_loopback())
    }
}

fn reachable(addresses: &[IpAddr]) -> Vec<IpAddr> {
    // A browser cannot open an IPv6 link-local address: it has no way to write the interface.
    let openable = |ip: &IpAddr| is_near(*ip) && !matches!(ip, IpAddr::V6(v6) if v6.is_unicast_link_local());
    let mut ips: Vec<_> = addresses.iter().map(IpAddr::to_canonical).filter(openable).collect();
    ips.sort();
    ips.dedup();
    ips.truncate(MOST_ADDRESSES);
    ips.extend([IpAddr::V4(Ipv4Addr::LOCALHOST), IpAddr::V6(Ipv6Addr::LOCALHOST)]);
    ips.sort();
    ips.dedup();
    ips
}

/// `host` as it may stand in a certificate, or `None` when it is no DNS name.
fn dns_name(host: &str) -> Option<String> {
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    let good = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    // An address is not a name, even when it is what the machine is called.
    (host.len() <= 253 && host.split('.').all(good) && host.parse::<IpAddr>().is_err()).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ips(texts: &[&str]) -> Vec<IpAddr> {
        texts.iter().map(|text| text.parse().expect(text)).collect()
    }

    #[test]
    fn a_host_name_also_answers_on_the_local_network() {
        for (host, dns) in [
            ("Ember", vec!["ember", "ember.local", "localhost"]),
            ("ember.local", vec!["ember.local", "localhost"]),
            ("ember.example.org.", vec!["ember.example.org", "ember.local", "localhost"]),
            ("localhost", vec!["localhost"]),
            ("not a name", vec!["localhost"]),
            ("under_score", vec!["localhost"]),
            ("10.0.0.1", vec!["localhost"]),
            ("", vec!["localhost"]),
        ] {
            assert_eq!(Names::new(host, &[]).dns, dns, "{host:?}");
        }
    }

    #[test]
    fn far_and_link_local_v6_addresses_are_left_out() {
        let names = Names::new("ember", &ips(&["192.168.1.7", "8.8.8.8", "fe80::1", "2001:db8::1", "192.168.1.7"]));
        assert_eq!(names.ips, ips(&["127.0.0.1", "192.168.1.7", "::1"]));
        assert_eq!(names.lan().collect::<Vec<_>>(), ips(&["192.168.1.7"]));
    }

    #[test]
    fn this_machine_always_has_its_loopback_names() {
        let names = Names::of_this_machine();
        assert!(names.dns.contains(&"localhost".to_owned()));
        assert!(names.ips.contains(&IpAddr::V4(Ipv4Addr::LOCALHOST)));
    }
}
