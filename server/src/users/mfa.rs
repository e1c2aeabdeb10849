//! The second factor: codes of a time, by RFC 6238 as authenticator apps speak it (SHA-1, 30 seconds, six digits).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use qrcode::{Color, EcLevel, QrCode};
use ring::hmac;

use super::wire::User;
use crate::args;
use crate::base::config::Settings;
use crate::base::crypto;
use crate::base::db::Conn;
use crate::base::error::Context;
use crate::base::{Id, Millis, Result, refuse};
use crate::events::Tx;

/// Letters of base 32.
const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
/// Milliseconds of a step.
const STEP: Millis = 30_000;
/// Steps before and after the present one whose codes are taken: clocks differ.
const SLACK: i64 = 1;
/// Used steps that are remembered.
const REMEMBERED: usize = 8;

/// A secret of 160 random bits, in base 32.
pub fn secret() -> String {
    let mut bytes = [0; 20];
    crypto::fill(&mut bytes);
    encode(&bytes)
}

fn encode(bytes: &[u8]) -> String {
    let bit = |at: usize| bytes.get(at / 8).map_or(0, |byte| byte >> (7 - at % 8) & 1);
    let letter = |at: usize| (0..5).fold(0, |number, next| number << 1 | bit(at + next));
    (0..bytes.len() * 8).step_by(5).map(|at| char::from(LETTERS[usize::from(letter(at))])).collect()
}

fn decode(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let (mut held, mut bits) = (0_u32, 0);
    for letter in text.bytes().filter_map(|letter| LETTERS.iter().position(|known| *known == letter)) {
        held = held << 5 | letter as u32;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits & 0xff) as u8);
        }
    }
    bytes
}

/// The code of a step.
fn code(secret: &str, step: i64) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, &decode(secret));
    let digest = hmac::sign(&key, &step.to_be_bytes());
    let bytes = digest.as_ref();
    let offset = usize::from(bytes.last().copied().unwrap_or_default() & 0xf);
    let part = bytes.get(offset..offset + 4).and_then(|part| part.try_into().ok()).unwrap_or([0; 4]);
    format!("{:06}", (u32::from_be_bytes(part) & 0x7fff_ffff) % 1_000_000)
}

/// The step whose code this is at `now`, if it is one and none of `used`.
pub fn step_of(secret: &str, given: &str, now: Millis, used: &[i64]) -> Option<i64> {
    let present = now / STEP;
    let mut near = (present - SLACK..=present + SLACK).filter(|step| !used.contains(step));
    near.find(|step| !secret.is_empty() && crypto::same(code(secret, *step).as_bytes(), given.trim().as_bytes()))
}

/// What an authenticator app reads from a picture: the secret, whose it is, and where.
pub fn picture(secret: &str, site: &str, account: &str) -> Result<String> {
    let (site, account) = (super::letters::query(site), super::letters::query(account));
    let uri = format!("otpauth://totp/{site}:{account}?secret={secret}&issuer={site}");
    let code = QrCode::with_error_correction_level(uri.as_bytes(), EcLevel::M).context("drawing a QR code")?;
    Ok(STANDARD.encode(draw(&code)?))
}

/// A PNG, black on white, with the quiet zone that cameras need.
fn draw(code: &QrCode) -> Result<Vec<u8>> {
    const SCALE: usize = 5;
    const QUIET: usize = 4;
    let modules = code.width();
    let side = (modules + 2 * QUIET) * SCALE;
    let is_dark = |x: usize, y: usize| {
        let at = |pixel: usize| (pixel / SCALE).checked_sub(QUIET).filter(|module| *module < modules);
        at(x).zip(at(y)).is_some_and(|at| code[at] == Color::Dark)
    };
    let pixels: Vec<u8> = (0..side * side).map(|at| if is_dark(at % side, at / side) { 0 } else { 255 }).collect();
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, side as u32, side as u32);
    encoder.set_color(png::ColorType::Grayscale);
    let mut writer = encoder.write_header().context("drawing a QR code")?;
    writer.write_image_data(&pixels).context("drawing a QR code")?;
    writer.finish().context("drawing a QR code")?;
    Ok(out)
}

/// Refuses where no second factor can be used: by the settings, or because the account logs in elsewhere.
pub fn check_usable(user: &User, settings: &Settings) -> Result<()> {
    if !settings.enable_mfa {
        return Err(refuse::with(501, "mfa.mfa_disabled.app_error").into());
    }
    if !matches!(user.auth_service.as_str(), "" | "email" | "ldap") {
        return Err(refuse::with(400, "api.user.activate_mfa.email_and_ldap_only.app_error").into());
    }
    Ok(())
}

/// The secret of an account, and the steps whose codes it has used.
pub fn find_secret(conn: &mut Conn<'_>, user: Id) -> Result<(String, Vec<i64>)> {
    let sql = "select mfasecret, mfausedtimestamps from users where id = $1";
    let (secret, used): (String, String) = conn.first(sql, args![user])?.unwrap_or_default();
    Ok((secret, serde_json::from_str(&used).unwrap_or_default()))
}

/// Keeps a new secret, which asks for nothing until the factor is switched on.
pub fn keep_secret(tx: &mut Tx<'_>, user: Id, secret: &str) -> Result<()> {
    tx.run("update users set mfasecret = $2, mfausedtimestamps = '[]' where id = $1", args![user, secret])
}

/// Switches the factor on, or off and forgets its secret.
pub fn set_active(tx: &mut Tx<'_>, user: Id, active: bool, now: Millis) -> Result<()> {
    let sql = "update users set mfaactive = $2, updateat = $3, mfausedtimestamps = '[]', \
               mfasecret = case when $2 then mfasecret else '' end where id = $1";
    tx.run(sql, args![user, active, now])
}

/// Writes that the code of a step was used, unless somebody else has just used it.
pub fn use_step(tx: &mut Tx<'_>, user: Id, step: i64) -> Result<bool> {
    let (_, mut used) = find_secret(tx, user)?;
    if used.contains(&step) {
        return Ok(false);
    }
    used.push(step);
    let kept = used.split_off(used.len().saturating_sub(REMEMBERED));
    let text = super::store::json(&kept);
    tx.run("update users set mfausedtimestamps = $2 where id = $1", args![user, &text])?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_the_standard() {
        // Secret and times of RFC 6238, appendix B, its codes cut to six digits.
        let secret = encode(b"12345678901234567890");
        assert_eq!(secret, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert_eq!(decode(&secret), b"12345678901234567890");
        for (seconds, expected) in [(59, "287082"), (1_111_111_109, "081804"), (20_000_000_000, "353130")] {
            assert_eq!(code(&secret, seconds / 30), expected);
        }
    }

    #[test]
    fn a_code_is_good_for_a_while_and_once() {
        let secret = encode(b"12345678901234567890");
        let at = |now, used: &[i64]| step_of(&secret, "287082", now, used);
        assert_eq!(at(59_000, &[]), Some(1));
        assert_eq!(at(89_000, &[]), Some(1));
        assert_eq!(at(90_000, &[]), None);
        assert_eq!(at(59_000, &[1]), None);
        assert_eq!(step_of("", &code("", 1), 59_000, &[]), None);
    }

    #[test]
    fn the_picture_is_a_png() {
        let picture = picture(&secret(), "우리 집", "amy").expect("a picture");
        assert!(STANDARD.decode(picture).expect("base 64").starts_with(b"\x89PNG"));
    }
}
