//! Bytes: what steps upload, what an image is, hashes and one-time codes.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::{digest, hmac};

/// The bytes that a text of the recording stands for.
pub fn bytes(spec: &str) -> Vec<u8> {
    match spec.strip_prefix("<b64:").and_then(|rest| rest.strip_suffix('>')) {
        Some(coded) => STANDARD.decode(coded).expect("base64 in the recording"),
        None => crate::names::repeated(spec).into_bytes(),
    }
}

/// The first sixteen digits of a SHA-256.
pub fn short_hash(bytes: &[u8]) -> String {
    let hash = digest::digest(&digest::SHA256, bytes);
    hash.as_ref().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// What kind of image it is and how large: `png 64x64`.
pub fn image(bytes: &[u8]) -> Option<String> {
    let pair = |at: usize| bytes.get(at..at + 2).map(|pair| [pair[0], pair[1]]);
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        let side =
            |at: usize| bytes.get(at..at + 4).map(|four| u32::from_be_bytes([four[0], four[1], four[2], four[3]]));
        return Some(format!("png {}x{}", side(16)?, side(20)?));
    }
    if bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a") {
        return Some(format!("gif {}x{}", u16::from_le_bytes(pair(6)?), u16::from_le_bytes(pair(8)?)));
    }
    if bytes.starts_with(b"\xff\xd8") {
        return jpeg_size(bytes).map(|(width, height)| format!("jpeg {width}x{height}"));
    }
    (bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP")).then(|| "webp 0x0".to_owned())
}

fn jpeg_size(bytes: &[u8]) -> Option<(u16, u16)> {
    let pair = |at: usize| bytes.get(at..at + 2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
    let mut at = 2;
    loop {
        match (*bytes.get(at)?, *bytes.get(at + 1)?) {
            (0xff, 0xc0..=0xcf) if !matches!(bytes[at + 1], 0xc4 | 0xc8 | 0xcc) => {
                return Some((pair(at + 7)?, pair(at + 5)?));
            }
            (0xff, _) => at += 2 + usize::from(pair(at + 2)?),
            _ => at += 1,
        }
    }
}

/// The code of six digits that an authenticator shows for a secret at a time in seconds.
pub fn one_time_code(secret: &str, seconds: i64) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, &base32(secret));
    let tag = hmac::sign(&key, &(seconds / 30).to_be_bytes());
    let tag = tag.as_ref();
    let at = usize::from(tag[tag.len() - 1] & 15);
    let number = u32::from_be_bytes([tag[at] & 0x7f, tag[at + 1], tag[at + 2], tag[at + 3]]);
    format!("{:06}", number % 1_000_000)
}

fn base32(text: &str) -> Vec<u8> {
    let (mut bytes, mut held, mut bits) = (Vec::new(), 0_u32, 0);
    for letter in text.to_ascii_uppercase().bytes() {
        let five = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'2'..=b'7' => letter - b'2' + 26,
            _ => continue,
        };
        held = (held << 5 | u32::from(five)) & 0xfff;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits & 0xff) as u8);
        }
    }
    bytes
}
