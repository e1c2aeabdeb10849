//! Ids as Mattermost writes them: 26 characters of a base32 alphabet, made of 16 random bytes.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

const LENGTH: usize = 26;
const ALPHABET: &[u8; 32] = b"ybndrfg8ejkmcpqxot1uwisza345h769";

/// An id, or nothing (`Id::NONE`, the empty string on the wire). Small enough to copy.
///
/// Whatever arrives from outside fits in here; [`Id::is_valid`] tells whether it has the form of an id.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id([u8; LENGTH]);

impl Id {
    /// The unset id: `""` on the wire and in the database.
    pub const NONE: Id = Id([0; LENGTH]);

    /// A new random id.
    pub fn new() -> Id {
        let mut raw = [0u8; 16];
        crate::base::crypto::fill(&mut raw);
        Id::from_bytes(&raw)
    }

    /// Encodes 16 bytes: 26 characters of five bits, the last one padded with zero bits.
    fn from_bytes(raw: &[u8; 16]) -> Id {
        let mut bits = u128::from_be_bytes(*raw);
        let mut out = [0u8; LENGTH];
        // 128 bits are 25 groups of five and three bits, which become the last character's high bits.
        out[LENGTH - 1] = ALPHABET[((bits & 0b111) << 2) as usize];
        bits >>= 3;
        for slot in out[..LENGTH - 1].iter_mut().rev() {
            *slot = ALPHABET[(bits & 0b1_1111) as usize];
            bits >>= 5;
        }
        Id(out)
    }

    /// Reads any text. What is too long or not ASCII becomes an id that is never valid and names nothing.
    pub fn parse(text: &str) -> Id {
        let bytes = text.as_bytes();
        let mut out = [0u8; LENGTH];
        match out.get_mut(..bytes.len()) {
            Some(slot) if bytes.iter().all(|b| b.is_ascii_graphic()) => slot.copy_from_slice(bytes),
            _ => out[0] = b'?',
        }
        Id(out)
    }

    /// Exactly 26 letters or digits.
    pub fn is_valid(&self) -> bool {
        self.0.iter().all(u8::is_ascii_alphanumeric)
    }

    /// Unset.
    pub fn is_none(&self) -> bool {
        self.0[0] == 0
    }

    /// Set, in whatever form.
    pub fn is_some(&self) -> bool {
        !self.is_none()
    }

    /// The characters.
    pub fn as_str(&self) -> &str {
        let length = self.0.iter().position(|b| *b == 0).unwrap_or(LENGTH);
        std::str::from_utf8(&self.0[..length]).unwrap_or("?")
    }
}

impl Default for Id {
    fn default() -> Id {
        Id::NONE
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Id, D::Error> {
        struct Text;
        impl serde::de::Visitor<'_> for Text {
            type Value = Id;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an id")
            }
            fn visit_str<E>(self, text: &str) -> Result<Id, E> {
                Ok(Id::parse(text))
            }
        }
        deserializer.deserialize_str(Text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_id_has_the_form_of_an_id() {
        let (one, other) = (Id::new(), Id::new());
        assert!(one.is_valid() && other.is_valid());
        assert_ne!(one, other);
        assert_eq!(Id::parse(one.as_str()), one);
    }

    #[test]
    fn whatever_is_no_id_is_kept_but_never_valid() {
        for text in ["", "abc", "with space in the middle!!", &"x".repeat(27), "한글"] {
            assert!(!Id::parse(text).is_valid(), "{text:?}");
        }
        assert!(Id::parse("").is_none());
        assert_eq!(Id::parse("abc").as_str(), "abc");
    }

    #[test]
    fn zero_bytes_are_the_first_letter() {
        assert_eq!(Id::from_bytes(&[0; 16]).as_str(), "y".repeat(26));
        assert_eq!(Id::from_bytes(&[0xff; 16]).as_str(), format!("{}h", "9".repeat(25)));
    }
}
