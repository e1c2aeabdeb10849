//! Passwords at rest: argon2id for new ones; bcrypt and PBKDF2, as other servers wrote them, are accepted.

use std::sync::LazyLock;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use ring::pbkdf2;
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::base::Result;
use crate::base::error::Context;

/// Memory of one hash, in KiB: with two passes and one lane what OWASP advises.
const MEMORY: u32 = 19 * 1024;
/// Passes over it.
const PASSES: u32 = 2;
/// Rounds that an accepted PBKDF2 hash may ask for: more would let a row of the database stop the house.
const MOST_ROUNDS: u32 = 10_000_000;

/// What a check of a password found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Check {
    /// It is another one.
    Wrong,
    /// It is the one.
    Right,
    /// It is the one, and is to be hashed anew: as it is kept now is not how new ones are.
    Outdated,
}

/// Turns at hashing: each takes 19 MiB and a processor, so only a few go on at once.
pub struct Passwords {
    turns: Semaphore,
}

impl Default for Passwords {
    fn default() -> Passwords {
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        Passwords { turns: Semaphore::new(processors.clamp(1, 4)) }
    }
}

impl Passwords {
    /// Waits for a turn. Hold it until what the check decides is written.
    pub async fn turn(&self) -> Result<Turn<'_>> {
        self.turns.acquire().await.map(Turn).context("waiting for a turn at hashing")
    }
}

/// A turn at hashing.
pub struct Turn<'a>(#[expect(dead_code, reason = "held, not read")] SemaphorePermit<'a>);

impl Turn<'_> {
    /// Hashes a password for keeping.
    pub async fn hash(&self, password: String) -> Result<String> {
        blocking(move || hash(&password)).await?
    }

    /// Whether `given` is what `kept` was made of. `None`, nobody's password, is wrong after just as long.
    pub async fn check(&self, kept: Option<String>, given: String) -> Result<Check> {
        blocking(move || match kept {
            Some(kept) => check(&kept, &given),
            None => {
                let _ = check(&NOBODYS, &given);
                Check::Wrong
            }
        })
        .await
    }
}

/// A hash that no password has, to spend time on.
static NOBODYS: LazyLock<String> = LazyLock::new(|| hash("").unwrap_or_default());

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.context("hashing a password")
}

fn hasher() -> Result<Argon2<'static>> {
    let params = Params::new(MEMORY, PASSES, 1, None).context("preparing to hash")?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn hash(password: &str) -> Result<String> {
    let hashed: PasswordHash = hasher()?.hash_password(password.as_bytes()).context("hashing a password")?;
    Ok(hashed.to_string())
}

fn check(kept: &str, given: &str) -> Check {
    let (right, current) = if kept.starts_with("$argon2id$") {
        (argon2(kept, given), is_current(kept))
    } else if kept.starts_with("$2") {
        (bcrypt::verify(given, kept).unwrap_or(false), false)
    } else {
        (pbkdf2(kept, given).unwrap_or(false), false)
    };
    match (right, current) {
        (false, _) => Check::Wrong,
        (true, true) => Check::Right,
        (true, false) => Check::Outdated,
    }
}

fn argon2(kept: &str, given: &str) -> bool {
    let Ok(parsed) = PasswordHash::new(kept) else { return false };
    hasher().is_ok_and(|hasher| hasher.verify_password(given.as_bytes(), &parsed).is_ok())
}

fn is_current(kept: &str) -> bool {
    kept.starts_with(&format!("$argon2id$v=19$m={MEMORY},t={PASSES},p=1$"))
}

/// `$pbkdf2$f=SHA256,w=600000,l=32$salt$hash`, salt and hash in base64.
fn pbkdf2(kept: &str, given: &str) -> Option<bool> {
    let mut parts = kept.strip_prefix("$pbkdf2$")?.split('$');
    let (how, salt, wanted) = (parts.next()?, parts.next()?, parts.next()?);
    let value = |name: &str| how.split(',').find_map(|part| part.strip_prefix(name));
    let algorithm = match value("f=")? {
        "SHA256" => pbkdf2::PBKDF2_HMAC_SHA256,
        "SHA512" => pbkdf2::PBKDF2_HMAC_SHA512,
        _ => return None,
    };
    let rounds = value("w=")?.parse().ok().filter(|rounds| *rounds <= MOST_ROUNDS)?;
    let rounds = std::num::NonZeroU32::new(rounds)?;
    let (salt, wanted) = (decode(salt)?, decode(wanted)?);
    Some(!wanted.is_empty() && pbkdf2::verify(algorithm, rounds, &salt, given.as_bytes(), &wanted).is_ok())
}

fn decode(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).or_else(|_| STANDARD_NO_PAD.decode(text)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_hash_is_argon2id_and_knows_its_password() {
        let kept = hash("Passw0rd-1").expect("hashed");
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        assert_eq!(check(&kept, "Passw0rd-1"), Check::Right);
        assert_eq!(check(&kept, "passw0rd-1"), Check::Wrong);
    }

    #[test]
    fn hashes_of_other_servers_are_accepted_and_outdated() {
        let bcrypt = bcrypt::hash("비밀번호-1", 4).expect("hashed").replacen("$2b$", "$2a$", 1);
        assert_eq!(check(&bcrypt, "비밀번호-1"), Check::Outdated);
        assert_eq!(check(&bcrypt, "비밀번호-2"), Check::Wrong);
        let mut made = [0; 32];
        let rounds = std::num::NonZeroU32::new(1000).expect("not zero");
        pbkdf2::derive(pbkdf2::PBKDF2_HMAC_SHA256, rounds, b"0123456789abcdef", b"secret", &mut made);
        let salt = STANDARD_NO_PAD.encode(b"0123456789abcdef");
        let kept = format!("$pbkdf2$f=SHA256,w=1000,l=32${salt}${}", STANDARD_NO_PAD.encode(made));
        assert_eq!(check(&kept, "secret"), Check::Outdated);
        assert_eq!(check(&kept, "Secret"), Check::Wrong);
    }

    #[test]
    fn an_argon2id_hash_of_other_strength_is_outdated() {
        let params = Params::new(64, 1, 1, None).expect("parameters");
        let weak = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let kept: PasswordHash = weak.hash_password(b"secret").expect("hashed");
        assert_eq!(check(&kept.to_string(), "secret"), Check::Outdated);
    }

    #[test]
    fn a_row_that_holds_no_hash_fits_no_password() {
        for kept in ["", "plain", "$pbkdf2$f=MD5,w=1,l=1$a$b", "$pbkdf2$f=SHA256,w=0,l=32$aa$aa", "$2a$", "$argon2id$"]
        {
            assert_eq!(check(kept, ""), Check::Wrong, "{kept:?}");
        }
    }
}
