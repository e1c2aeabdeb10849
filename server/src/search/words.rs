//! What words a text has, and what words are looked for. Pure, and the same for every database.
//!
//! Words of letters and digits are lower-cased and cut to their English stem (`runners` is found by `runner`). Korean,
//! Chinese and Japanese have no spaces where we would need them, or particles behind the noun: there every pair of
//! neighbouring letters is a word, and the last letter alone is one too, so that any part of a word finds it. Of a
//! link the host is a word.

use std::cell::RefCell;

use rust_stemmers::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;

/// Words of one text at most.
const WORDS: usize = 20_000;
/// Letters of a word at most.
const LETTERS: usize = 64;

/// Words so common that they find nothing by themselves.
const COMMON: &[&str] = &[
    "a",
    "about",
    "above",
    "after",
    "again",
    "against",
    "all",
    "am",
    "an",
    "and",
    "any",
    "are",
    "as",
    "at",
    "be",
    "because",
    "been",
    "before",
    "being",
    "below",
    "between",
    "both",
    "but",
    "by",
    "can",
    "did",
    "do",
    "does",
    "doing",
    "don",
    "down",
    "during",
    "each",
    "few",
    "for",
    "from",
    "further",
    "had",
    "has",
    "have",
    "having",
    "he",
    "her",
    "here",
    "hers",
    "herself",
    "him",
    "himself",
    "his",
    "how",
    "i",
    "if",
    "in",
    "into",
    "is",
    "it",
    "its",
    "itself",
    "just",
    "me",
    "more",
    "most",
    "my",
    "myself",
    "no",
    "nor",
    "not",
    "now",
    "of",
    "off",
    "on",
    "once",
    "only",
    "or",
    "other",
    "our",
    "ours",
    "ourselves",
    "out",
    "over",
    "own",
    "s",
    "same",
    "she",
    "should",
    "so",
    "some",
    "such",
    "t",
    "than",
    "that",
    "the",
    "their",
    "theirs",
    "them",
    "themselves",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "through",
    "to",
    "too",
    "under",
    "until",
    "up",
    "very",
    "was",
    "we",
    "were",
    "what",
    "when",
    "where",
    "which",
    "while",
    "who",
    "whom",
    "why",
    "will",
    "with",
    "you",
    "your",
    "yours",
    "yourself",
    "yourselves",
];

thread_local! {
    static STEMMER: RefCell<Stemmer> = RefCell::new(Stemmer::create(Algorithm::English));
}

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Word {
    text: String,
    /// The last letter of letters without spaces: found by parts that end there, and no part itself.
    is_tail: bool,
    is_common: bool,
}

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Needle {
    /// These words, one after the other; with `open`, the last one is only the beginning of a word.
    Phrase { words: Vec<String>, open: bool },
    /// All of these.
    All(Vec<Needle>),
    /// One of these.
    Any(Vec<Needle>),
}

/// The words of a text, in its order.
pub fn of(text: &str) -> Vec<String> {
    split(text).into_iter().map(|word| word.text).collect()
}

/// The word that a hashtag is, beside the words it holds.
pub fn of_hashtag(tag: &str) -> String {
    let letters: String = tag.nfc().filter(|c| c.is_alphanumeric()).collect();
    format!("hashtag{}", letters.to_lowercase())
}

/// What somebody looks for who writes these words; `None` when nothing of them can be found. `open` is a `*` behind it.
pub fn needle(text: &str, open: bool) -> Option<Needle> {
    let mut words = split(text);
    if words.last().is_some_and(|word| word.is_tail) && words.len() > 1 {
        words.pop();
    }
    if words.iter().all(|word| word.is_common) && !open {
        return None;
    }
    // A single letter of a language without spaces is looked for as the beginning of a pair.
    let open = open || words.last().is_some_and(|word| word.is_tail);
    let words: Vec<String> = words.into_iter().map(|word| word.text).collect();
    if words.is_empty() { None } else { Some(Needle::Phrase { words, open }) }
}

fn split(text: &str) -> Vec<Word> {
    let text: String = text.nfc().collect::<String>().to_lowercase();
    let mut words = Vec::new();
    for chunk in text.split_whitespace() {
        let chunk = match chunk.split_once("://") {
            Some((_, rest)) => rest.split(['/', '?', '#']).next().unwrap_or_default(),
            None => chunk,
        };
        for run in chunk.split(|c: char| !c.is_alphanumeric()).filter(|run| !run.is_empty()) {
            split_run(run, &mut words);
        }
        if words.len() > WORDS {
            words.truncate(WORDS);
            break;
        }
    }
    words
}

/// Letters without spaces by pairs, others by stem.
fn split_run(run: &str, words: &mut Vec<Word>) {
    let letters: Vec<char> = run.chars().collect();
    for part in letters.chunk_by(|one, next| is_dense(*one) == is_dense(*next)) {
        if !part.first().copied().is_some_and(is_dense) {
            words.push(plain(part));
            continue;
        }
        for pair in part.windows(2) {
            words.push(Word { text: pair.iter().collect(), is_tail: false, is_common: false });
        }
        words.extend(part.last().map(|last| Word { text: last.to_string(), is_tail: true, is_common: false }));
    }
}

fn plain(letters: &[char]) -> Word {
    let word: String = letters.iter().take(LETTERS).collect();
    let is_common = COMMON.contains(&word.as_str());
    let text = if is_common || !word.is_ascii() {
        word
    } else {
        STEMMER.with_borrow(|stemmer| stemmer.stem(&word).into_owned())
    };
    Word { text, is_tail: false, is_common }
}

/// Hangul, Han and Kana.
fn is_dense(letter: char) -> bool {
    matches!(u32::from(letter),
        0x1100..=0x11FF | 0x3040..=0x30FF | 0x3130..=0x318F | 0x31F0..=0x31FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF
        | 0xA960..=0xA97F | 0xAC00..=0xD7FF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a text has the words of a phrase one after the other.
    fn finds(text: &str, term: &str, open: bool) -> bool {
        let words = of(text);
        let Some(Needle::Phrase { words: wanted, open }) = needle(term, open) else { return false };
        let last = wanted.len() - 1;
        words.windows(wanted.len()).any(|window| {
            let fits = |(at, want): (usize, &String)| match window.get(at) {
                Some(word) if open && at == last => word.starts_with(want.as_str()),
                Some(word) => word == want,
                None => false,
            };
            wanted.iter().enumerate().all(fits)
        })
    }

    #[test]
    fn words_are_found_by_their_stem() {
        for (text, term, found) in [
            ("zebra crossing the road", "Zebra", true),
            ("running runners run quickly", "runner", true),
            ("under_score and-dash and.dot", "under_score", true),
            ("under_score and-dash and.dot", "and-dash", true),
            ("http://example.org/zebra-path", "zebra", false),
            ("http://example.org/zebra-path", "example.org", true),
            ("zebra", "zebra%", true),
            ("the road", "the", false),
            ("the road", "the road", true),
            ("one two", "two one", false),
            ("Ünïcödé straße", "ünïcödé", true),
        ] {
            assert_eq!(finds(text, term, false), found, "{term} in {text}");
        }
        assert!(finds("zebra", "zeb", true) && !finds("zebra", "bra", true));
        assert_eq!(needle("&", false), None);
        assert_eq!(needle("", true), None);
    }

    #[test]
    fn korean_is_found_by_any_part() {
        let text = "내일 서버를 점검합니다. 漢字テスト v2입니다";
        for term in
            ["서버", "서버를", "점검", "검합", "합니다", "내일", "서", "를", "漢字", "テスト", "서버를 점검", "v2"]
        {
            assert!(finds(text, term, false), "{term}");
        }
        for term in ["버서", "서점", "점검하", "일서"] {
            assert!(!finds(text, term, false), "{term}");
        }
    }

    #[test]
    fn a_hashtag_is_one_word() {
        assert_eq!(of_hashtag("#Two-Words"), "hashtagtwowords");
    }
}
