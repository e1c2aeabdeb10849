//! Sentences in the reader's language: one file a language in `assets/i18n`, the same keys in each.

use std::collections::HashMap;
use std::sync::LazyLock;

const ENGLISH: &str = include_str!("../../../assets/i18n/server.en.json");
const KOREAN: &str = include_str!("../../../assets/i18n/server.ko.json");

/// A language we have sentences in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// English, also for every language we do not have.
    #[default]
    English,
    /// Korean.
    Korean,
}

type Catalogue = HashMap<String, String>;

static CATALOGUES: LazyLock<(Catalogue, Catalogue)> = LazyLock::new(|| (read(ENGLISH), read(KOREAN)));

impl Language {
    /// The first language of an `Accept-Language` header, or of a user's `locale`, that we have.
    pub fn of(tags: &str) -> Language {
        let first = tags.split(',').map(str::trim).find(|tag| !tag.is_empty()).unwrap_or_default();
        if first.to_ascii_lowercase().starts_with("ko") { Language::Korean } else { Language::English }
    }

    /// The sentence of `key`, with `{name}` filled by `about`; nothing when no file has it.
    pub fn find(self, key: &str, about: &str) -> Option<String> {
        let (english, korean) = &*CATALOGUES;
        let chosen = if self == Language::Korean { korean.get(key) } else { None };
        Some(chosen.or_else(|| english.get(key))?.replace("{name}", about))
    }

    /// The sentence of an error: its own, or the one of its status.
    pub fn error(self, id: &str, status: u16, about: &str) -> String {
        self.find(id, about).or_else(|| self.find(&format!("status.{status}"), about)).unwrap_or_else(|| id.to_owned())
    }
}

fn read(text: &str) -> Catalogue {
    serde_json::from_str(text).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_have_the_same_sentences() {
        let (english, korean) = &*CATALOGUES;
        let mut keys: Vec<_> = english.keys().collect();
        let mut others: Vec<_> = korean.keys().collect();
        keys.sort();
        others.sort();
        assert!(!keys.is_empty());
        assert_eq!(keys, others);
    }

    #[test]
    fn the_first_known_language_wins() {
        assert_eq!(Language::of("ko-KR,ko;q=0.9"), Language::Korean);
        assert_eq!(Language::of("de"), Language::English);
        assert!(Language::Korean.error("nothing.like.this", 404, "").contains("찾"));
    }
}
