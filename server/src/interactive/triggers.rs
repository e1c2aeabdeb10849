//! Trigger ids: the proof that somebody has just pressed or typed something, good for one open dialog.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::base::crypto;
use crate::base::{Id, Millis};

/// Signs trigger ids, with a key that lives as long as the program: they are good for seconds.
pub struct Triggers([u8; 32]);

impl Default for Triggers {
    fn default() -> Triggers {
        let mut key = [0; 32];
        crypto::fill(&mut key);
        Triggers(key)
    }
}

/// A trigger: what the client knows it by, and what the called server gets.
#[derive(Debug, Clone)]
pub struct Trigger {
    pub client: Id,
    pub full: String,
}

impl Triggers {
    /// A new trigger of somebody's.
    pub fn make(&self, user: Id, now: Millis) -> Trigger {
        let client = Id::new();
        let said = format!("{client}:{user}:{now}");
        let proof = STANDARD.encode(crypto::sign(&self.0, said.as_bytes()));
        Trigger { client, full: STANDARD.encode(format!("{said}:{proof}")) }
    }

    /// The client's id and the person of a trigger that is ours and not older than `life`.
    pub fn read(&self, full: &str, now: Millis, life: Millis) -> Option<(Id, Id)> {
        let text = String::from_utf8(STANDARD.decode(full).ok()?).ok()?;
        let (said, proof) = text.rsplit_once(':')?;
        let proof = STANDARD.decode(proof).ok()?;
        if !crypto::same(&crypto::sign(&self.0, said.as_bytes()), &proof) {
            return None;
        }
        let mut parts = said.split(':');
        let (client, user, at) = (parts.next()?, parts.next()?, parts.next()?.parse::<Millis>().ok()?);
        (now - at <= life).then(|| (Id::parse(client), Id::parse(user)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trigger_is_good_for_a_while_and_only_here() {
        let (here, elsewhere, amy) = (Triggers::default(), Triggers::default(), Id::new());
        let made = here.make(amy, 1_000);
        assert_eq!(here.read(&made.full, 2_000, 3_000), Some((made.client, amy)));
        assert_eq!(here.read(&made.full, 5_000, 3_000), None);
        assert_eq!(elsewhere.read(&made.full, 2_000, 3_000), None);
        for junk in ["", "junk", &STANDARD.encode("a:b:c:d"), &made.full[1..]] {
            assert_eq!(here.read(junk, 2_000, 3_000), None);
        }
    }
}
