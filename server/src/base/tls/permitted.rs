//! What an authority's name constraints let it vouch for.

use std::net::IpAddr;

use rustls::pki_types::CertificateDer;
use x509_parser::extensions::GeneralName;

use super::Names;
use crate::base::address::{Block, contains};

/// The permitted subtrees of an authority. One without constraints permits everything.
pub struct Permitted {
    limits: Option<Limits>,
}

struct Limits {
    dns: Vec<String>,
    blocks: Vec<Block>,
}

impl Permitted {
    /// Reads the constraints of `authority`; `None` when it is no certificate.
    pub fn of(authority: &CertificateDer<'_>) -> Option<Self> {
        let (_, parsed) = x509_parser::parse_x509_certificate(authority).ok()?;
        let constraints = parsed.name_constraints().ok()?;
        let subtrees = constraints.and_then(|found| found.value.permitted_subtrees.as_ref());
        let limits = subtrees.map(|subtrees| {
            let mut limits = Limits { dns: Vec::new(), blocks: Vec::new() };
            for subtree in subtrees {
                match &subtree.base {
                    GeneralName::DNSName(name) => limits.dns.push(name.to_ascii_lowercase()),
                    GeneralName::IPAddress(bytes) => limits.blocks.extend(block(bytes)),
                    _ => {}
                }
            }
            limits
        });
        Some(Self { limits })
    }

    /// Those of `names` that are permitted.
    pub fn filter(&self, names: &Names) -> Names {
        let Some(limits) = &self.limits else { return names.clone() };
        let below = |name: &str, parent: &str| {
            name.strip_suffix(parent).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        };
        Names {
            dns: names.dns.iter().filter(|name| limits.dns.iter().any(|parent| below(name, parent))).cloned().collect(),
            ips: names.ips.iter().copied().filter(|ip| limits.blocks.iter().any(|b| contains(*b, *ip))).collect(),
        }
    }
}

/// An address and its mask, one after the other, as X.509 writes a block.
fn block(bytes: &[u8]) -> Option<Block> {
    let (start, mask) = bytes.split_at_checked(bytes.len() / 2)?;
    let bits = mask.iter().map(|byte| byte.count_ones()).sum::<u32>();
    let ip = match start.len() {
        4 => IpAddr::from(<[u8; 4]>::try_from(start).ok()?),
        16 => IpAddr::from(<[u8; 16]>::try_from(start).ok()?),
        _ => return None,
    };
    Some((ip, u8::try_from(bits).ok()?))
}
