//! Which addresses are near: this machine, or the private networks around it.
//!
//! Certificates are only made for near addresses (`base::tls`), and only a near address can be a trusted proxy
//! (`base::http::port`).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// A block of addresses and how many of its leading bits count.
pub type Block = (IpAddr, u8);

/// Loopback, link-local and private blocks. 100.64.0.0/10 is the range that overlay networks hand out.
pub const NEAR: [Block; 9] = [
    v4(127, 0, 8),
    v4(10, 0, 8),
    v4(172, 16, 12),
    v4(192, 168, 16),
    v4(169, 254, 16),
    v4(100, 64, 10),
    (IpAddr::V6(Ipv6Addr::LOCALHOST), 128),
    v6(0xfc00, 7),
    v6(0xfe80, 10),
];

/// Whether `ip` belongs to this machine or to a private network.
pub fn is_near(ip: IpAddr) -> bool {
    let ip = ip.to_canonical();
    NEAR.iter().any(|block| contains(*block, ip))
}

/// Whether `ip` lies in `block`. The two families never meet.
pub fn contains(block: Block, ip: IpAddr) -> bool {
    match (block, ip) {
        ((IpAddr::V4(start), bits), IpAddr::V4(ip)) => {
            let mask = u32::MAX.checked_shl(32 - u32::from(bits)).unwrap_or(0);
            start.to_bits() & mask == ip.to_bits() & mask
        }
        ((IpAddr::V6(start), bits), IpAddr::V6(ip)) => {
            let mask = u128::MAX.checked_shl(128 - u32::from(bits)).unwrap_or(0);
            start.to_bits() & mask == ip.to_bits() & mask
        }
        _ => false,
    }
}

const fn v4(a: u8, b: u8, bits: u8) -> Block {
    (IpAddr::V4(Ipv4Addr::new(a, b, 0, 0)), bits)
}

const fn v6(a: u16, bits: u8) -> Block {
    (IpAddr::V6(Ipv6Addr::new(a, 0, 0, 0, 0, 0, 0, 0)), bits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_is_loopback_private_and_link_local() {
        let near = [
            "127.0.0.1",
            "127.9.9.9",
            "10.1.2.3",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.0.7",
            "169.254.1.1",
            "100.64.0.1",
            "::1",
            "fd00::1",
            "fe80::1",
            "::ffff:192.168.1.1",
        ];
        let far = ["8.8.8.8", "172.32.0.1", "192.169.0.1", "100.128.0.1", "2001:db8::1", "::2", "::ffff:8.8.8.8"];
        for ip in near {
            assert!(is_near(ip.parse().expect(ip)), "{ip} is near");
        }
        for ip in far {
            assert!(!is_near(ip.parse().expect(ip)), "{ip} is far");
        }
    }
}
