//! Random bytes, digests, signatures and seals, by `ring` and the operating system.

use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};
use ring::{aead, digest, hmac};

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

/// Bytes that are drawn anew for each seal, and stand before what was sealed.
const NONCE: usize = aead::NONCE_LEN;

/// Seals data with AES-256-GCM: without the key nobody reads or changes it, and it opens beside the same words only.
pub fn seal(key: &[u8; 32], beside: &[u8], data: &[u8]) -> Result<Vec<u8>> {
    let mut nonce = [0; NONCE];
    fill(&mut nonce);
    let mut sealed = [&nonce, data].concat();
    let key = aead_key(key)?;
    let nonce = aead::Nonce::assume_unique_for_key(nonce);
    let tag =
        key.seal_in_place_separate_tag(nonce, aead::Aad::from(beside), &mut sealed[NONCE..]).context("sealing")?;
    sealed.extend_from_slice(tag.as_ref());
    Ok(sealed)
}

/// What [`seal`] sealed; `None` when it is anything else.
pub fn unseal(key: &[u8; 32], beside: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
    let (nonce, data) = sealed.split_at_checked(NONCE)?;
    let nonce = aead::Nonce::try_assume_unique_for_key(nonce).ok()?;
    let mut data = data.to_vec();
    let opened = aead_key(key).ok()?.open_in_place(nonce, aead::Aad::from(beside), &mut data).ok()?.len();
    data.truncate(opened);
    Some(data)
}

fn aead_key(key: &[u8; 32]) -> Result<aead::LessSafeKey> {
    Ok(aead::LessSafeKey::new(aead::UnboundKey::new(&aead::AES_256_GCM, key).context("reading a key")?))
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
    fn a_seal_opens_with_its_key_beside_its_words_and_unaltered() {
        let (key, other) = ([1; 32], [2; 32]);
        let sealed = seal(&key, b"amy", b"words").expect("a seal");
        assert_eq!(unseal(&key, b"amy", &sealed).as_deref(), Some(&b"words"[..]));
        assert_ne!(seal(&key, b"amy", b"words").expect("another"), sealed);
        assert_eq!(unseal(&other, b"amy", &sealed), None);
        assert_eq!(unseal(&key, b"bob", &sealed), None);
        for at in 0..sealed.len() {
            let mut altered = sealed.clone();
            altered[at] ^= 1;
            assert_eq!(unseal(&key, b"amy", &altered), None, "byte {at}");
            assert_eq!(unseal(&key, b"amy", &sealed[..at]), None, "cut at {at}");
        }
    }

    #[test]
    fn digests_are_the_known_ones() {
        assert_eq!(sha1_hex(b"abc"), "a9993e364706816aba3e25717850c26c9cd0d89d");
        assert!(sha256_hex(b"abc").starts_with("ba7816bf8f01cfea"));
        assert!(same(b"a", b"a") && !same(b"a", b"b") && !same(b"a", b"ab"));
    }
}
