//! Which addresses outgoing requests may reach.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use crate::base::address::{Block, contains, is_near};

/// What an administrator lets outgoing requests reach although it is near.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reach {
    hosts: Vec<String>,
    blocks: Vec<Block>,
}

impl Reach {
    /// Reads `ServiceSettings.AllowedUntrustedInternalConnections`: hosts, addresses and blocks (`10.1.0.0/16`),
    /// separated by spaces or commas. What is none of them names no host either and allows nothing.
    pub fn read(list: &str) -> Reach {
        let entries = list.split([' ', ',', '\t', '\n']).filter(|entry| !entry.is_empty());
        let mut reach = Reach::default();
        for entry in entries {
            match block(entry) {
                Some(block) => reach.blocks.push(block),
                None => reach.hosts.push(entry.to_ascii_lowercase()),
            }
        }
        reach
    }

    /// Whether the host was named: then it may be wherever it is.
    pub fn names(&self, host: &str) -> bool {
        self.hosts.iter().any(|known| known.eq_ignore_ascii_case(host))
    }

    /// Whether a connection may go to this address.
    pub fn allows(&self, ip: IpAddr) -> bool {
        let ip = ip.to_canonical();
        is_public(ip) || self.blocks.iter().any(|block| contains(*block, ip))
    }
}

fn block(entry: &str) -> Option<Block> {
    let Some((start, bits)) = entry.split_once('/') else {
        let ip: IpAddr = entry.trim_matches(['[', ']']).parse().ok()?;
        return Some((ip, if ip.is_ipv4() { 32 } else { 128 }));
    };
    let (ip, bits): (IpAddr, u8) = (start.parse().ok()?, bits.parse().ok()?);
    (bits <= if ip.is_ipv4() { 32 } else { 128 }).then_some((ip, bits))
}

/// Whether an address is one of the wide world: not near, not reserved, and not another spelling of such a one.
fn is_public(ip: IpAddr) -> bool {
    if is_near(ip) {
        return false;
    }
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let reserved = a == 0 || a >= 240 || ip.is_documentation() || (a == 198 && (b & 0xfe) == 18);
    !(reserved || ip.is_multicast() || (a == 192 && b == 0 && c == 0))
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    let [a, b, c, ..] = ip.segments();
    if ip.is_unspecified() || ip.is_multicast() || (a == 0x2001 && b == 0xdb8) || (a & 0xffc0) == 0xfec0 {
        return false;
    }
    let octets = ip.octets();
    let v4 = |at: usize| Ipv4Addr::new(octets[at], octets[at + 1], octets[at + 2], octets[at + 3]);
    match (a, b, c) {
        // 6to4 carries an IPv4 address behind its prefix, NAT64 and the old compatible form at the end.
        (0x2002, ..) => is_public(IpAddr::V4(v4(2))),
        (0x64, 0xff9b, _) | (0, 0, 0) => is_public(IpAddr::V4(v4(12))),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allows(list: &str, ip: &str) -> bool {
        Reach::read(list).allows(ip.parse().expect(ip))
    }

    #[test]
    fn what_is_near_or_reserved_is_out_of_reach() {
        for ip in [
            "127.0.0.1",
            "10.0.0.1",
            "172.16.9.9",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "0.1.2.3",
            "224.0.0.1",
            "255.255.255.255",
            "240.0.0.1",
            "198.18.0.1",
            "192.0.2.1",
            "::",
            "::1",
            "fe80::1",
            "fd00::1",
            "ff02::1",
            "::ffff:127.0.0.1",
            "::127.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "2002:a00:1::",
            "fec0::1",
        ] {
            assert!(!allows("", ip), "{ip}");
        }
    }

    #[test]
    fn the_wide_world_is_within_reach() {
        for ip in ["8.8.8.8", "1.1.1.1", "172.32.0.1", "2606:4700::1111", "64:ff9b::808:808", "::ffff:8.8.8.8"] {
            assert!(allows("", ip), "{ip}");
        }
    }

    #[test]
    fn an_administrator_lets_addresses_and_blocks_through() {
        assert!(allows("127.0.0.1 localhost", "127.0.0.1") && allows("127.0.0.1", "::ffff:127.0.0.1"));
        assert!(!allows("127.0.0.1", "127.0.0.2"));
        assert!(allows("192.168.0.0/16,10.0.0.0/8", "10.9.8.7") && !allows("10.0.0.0/8", "192.168.0.1"));
        assert!(allows("fd00::/8", "fd12::1") && !allows("fd00::/8", "fe80::1"));
        assert!(!allows("10.0.0.0/99 nonsense/8 /", "10.0.0.1"));
    }

    #[test]
    fn a_host_is_named_as_a_whole() {
        let reach = Reach::read("localhost, hooks.lan");
        assert!(reach.names("LOCALHOST") && reach.names("hooks.lan"));
        assert!(!reach.names("evil.hooks.lan") && !reach.names("lan") && !reach.names(""));
    }
}
