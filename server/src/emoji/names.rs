//! Which names are emoji.

use std::collections::HashSet;
use std::sync::LazyLock;

const NAMES: &str = include_str!("../../../assets/emoji/names.txt");

static KNOWN: LazyLock<HashSet<&'static str>> = LazyLock::new(|| NAMES.lines().collect());

/// Whether a name, without colons, is a system emoji's.
pub fn is_known(name: &str) -> bool {
    KNOWN.contains(name)
}

/// Whether it could be an emoji's name: 1 to 64 letters, digits, `-`, `+` and `_`.
pub fn is_name(name: &str) -> bool {
    let fits = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'+' | b'_');
    (1..=64).contains(&name.len()) && name.bytes().all(fits)
}

/// The names between colons in a text that may be those of emoji people made, each once.
pub fn mentioned<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for text in texts.filter(|text| text.contains(':')) {
        // `a:b:c` may hold `b`; each colon closes one word and opens the next.
        for word in text.split(':').skip(1) {
            if is_name(word) && !is_known(word) && !found.iter().any(|known| known == word) {
                found.push(word.to_owned());
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn system_emoji_are_known_by_all_their_names() {
        for name in ["smile", "+1", "thumbsup", "wave", "tada", "+1_light_skin_tone", "heart", "flag-kr", "kr"] {
            assert!(is_known(name), "{name}");
        }
        assert!(!is_known("nonexistent_emoji") && !is_known(""));
    }

    #[test]
    fn names_are_found_between_colons() {
        let texts = ["hi :zig: and :smile::zag:", "at 10:20:30", "none"];
        assert_eq!(mentioned(texts.into_iter()), ["zig", "zag", "20", "30"]);
    }

    #[test]
    fn names_have_a_form() {
        assert!(is_name("+1") && is_name("flag-kr") && !is_name("") && !is_name("a b") && !is_name(&"x".repeat(65)));
    }
}
