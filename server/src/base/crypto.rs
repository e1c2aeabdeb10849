//! Random bytes, digests and signatures, by `ring` and the operating system.

use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};
use ring::{digest, hmac};

use super::error::{Context, Result};

/// Fills `out` with random bytes of the operating system.
pub fn fill(out: &mut [u8]) {
    // Without randomness no id, token or key could be trusted: going on would be worse than stopping.
    if let Err(error) = getrandom::fill(out) {
        tracing::error!(%error, "the operating system gives no random bytes");
        std::process::abort();
    }
}

/// SHA-256 in lower-case hex.
pub fn sha256_hex(data: &[u8]) -> String {
    hex(digest::digest(&digest::SHA256, data).as_ref())
}

/// SHA-256.
pub fn sha256(data: &[u8]) -> Vec<u8> {
    digest::digest(&digest::SHA256, data).as_ref().to_vec()
}

/// SHA-1 in lower-case hex, for names that the contract derives with it; never for security.
pub fn sha1_hex(data: &[u8]) -> String {
    hex(digest::digest(&digest::SHA1_FOR_LEGACY_USE_ONLY, data).as_ref())
}

/// HMAC-SHA-256.
pub fn sign(key: &[u8], data: &[u8]) -> Vec<u8> {
    hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), data).as_ref().to_vec()
}

/// A new ECDSA key on P-256, in PKCS #8.
pub fn new_signing_key() -> Result<Vec<u8>> {
    let key = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &SystemRandom::new());
    Ok(key.context("making a signing key")?.as_ref().to_vec())
}

/// The public half of a key of [`new_signing_key`], as a DER `SubjectPublicKeyInfo`.
pub fn public_key(pkcs8: &[u8]) -> Result<Vec<u8>> {
    // The two object ids, "elliptic curve key" and "P-256", and the head of the bit string that holds the point.
    const HEAD: [u8; 26] = [
        0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86, 0x48,
        0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
    ];
    let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, pkcs8, &SystemRandom::new());
    let key = key.context("reading the signing key")?;
    Ok([&HEAD, key.public_key().as_ref()].concat())
}

/// Whether two secrets are equal, in a time that does not tell where they differ.
pub fn same(one: &[u8], other: &[u8]) -> bool {
    subtle::ConstantTimeEq::ct_eq(one, other).into()
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_key_is_a_der_sequence_of_its_length() {
        let key = new_signing_key().expect("a key");
        let der = public_key(&key).expect("its public half");
        assert_eq!((der[0], usize::from(der[1]), der[26]), (0x30, der.len() - 2, 4));
        assert!(public_key(b"junk").is_err());
    }

    #[test]
    fn digests_are_the_known_ones() {
        assert_eq!(sha1_hex(b"abc"), "a9993e364706816aba3e25717850c26c9cd0d89d");
        assert!(sha256_hex(b"abc").starts_with("ba7816bf8f01cfea"));
        assert!(same(b"a", b"a") && !same(b"a", b"b") && !same(b"a", b"ab"));
    }
}
