//! What somebody who searches wrote: words, phrases, and the marks that narrow it down. Pure.

use time::{Date, Month};

use super::words::{self, Needle};
use crate::base::Millis;

const DAY: Millis = 24 * 60 * 60 * 1000;
/// Pieces of a query at most.
const PIECES: usize = 100;

/// A query that was understood.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Query {
    /// What is looked for; `None` when only the marks narrow it down.
    pub needle: Option<Needle>,
    /// What must not be there.
    pub without: Option<Needle>,
    /// Usernames of authors.
    pub from: Marks,
    /// Channels: names, or `@name` and `@name,name` for direct and group messages.
    pub channels: Marks,
    /// Extensions of files.
    pub extensions: Marks,
    /// From these times to before those.
    pub times: Vec<(Millis, Millis)>,
    /// Not from these times to before those.
    pub not_times: Vec<(Millis, Millis)>,
}

/// The values of a mark, and those that were negated.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Marks {
    pub any: Vec<String>,
    pub none: Vec<String>,
}

impl Marks {
    fn is_empty(&self) -> bool {
        self.any.is_empty() && self.none.is_empty()
    }
}

impl Query {
    /// Whether a mark narrows it down.
    fn is_marked(&self) -> bool {
        !(self.from.is_empty()
            && self.channels.is_empty()
            && self.extensions.is_empty()
            && self.times.is_empty()
            && self.not_times.is_empty())
    }
}

/// How the words of a query go together.
#[derive(Debug, Clone, Copy, Default)]
pub struct Reading {
    /// One of the words is enough.
    pub any: bool,
    /// Seconds that the reader's clock is ahead of UTC.
    pub offset: i64,
}

/// Reads a query; `None` when nothing can be found by it.
pub fn read(text: &str, reading: Reading) -> Option<Query> {
    let mut query = Query::default();
    let (mut said, mut wanted, mut tags, mut without) = (false, Vec::new(), Vec::new(), Vec::new());
    let mut pieces = pieces(text).into_iter().take(PIECES);
    while let Some(piece) = pieces.next() {
        if let Some((negated, mark, value)) = mark(&piece) {
            let value =
                if value.is_empty() { pieces.next().map(|piece| piece.text).unwrap_or_default() } else { value };
            set(&mut query, mark, negated, &value, reading.offset)?;
        } else if let Some(tag) = piece.text.strip_prefix('#').filter(|_| !piece.quoted && !piece.negated) {
            said = true;
            tags.extend(is_word(tag).then(|| Needle::Phrase { words: vec![words::of_hashtag(tag)], open: false }));
        } else {
            let needle = needle(&piece);
            if piece.negated {
                without.extend(needle);
            } else {
                said = true;
                wanted.extend(needle);
            }
        }
    }
    let together = |needles: Vec<Needle>| if reading.any { any(needles) } else { all(needles) };
    // As the official server: tags are looked for beside the words, not among them.
    query.needle = any([together(wanted), together(tags)].into_iter().flatten().collect());
    query.without = any(without);
    let findable = query.needle.is_some() || (!said && query.is_marked());
    findable.then_some(query)
}

fn all(mut needles: Vec<Needle>) -> Option<Needle> {
    if needles.len() > 1 { Some(Needle::All(needles)) } else { needles.pop() }
}

fn any(mut needles: Vec<Needle>) -> Option<Needle> {
    if needles.len() > 1 { Some(Needle::Any(needles)) } else { needles.pop() }
}

fn is_word(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

fn needle(piece: &Piece) -> Option<Needle> {
    if piece.quoted {
        return words::needle(&piece.text, false);
    }
    if let Some(tag) = piece.text.strip_prefix('#').filter(|tag| is_word(tag)) {
        return Some(Needle::Phrase { words: vec![words::of_hashtag(tag)], open: false });
    }
    let open = piece.text.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '*').ends_with('*');
    words::needle(&piece.text, open)
}

struct Piece {
    text: String,
    quoted: bool,
    negated: bool,
}

/// Words between spaces, and what stands between quotes.
fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (index, part) in text.split('"').enumerate() {
        if index % 2 == 1 {
            let negated = pieces.last().is_some_and(|piece: &Piece| !piece.quoted && piece.text == "-");
            if negated {
                pieces.pop();
            }
            pieces.push(Piece { text: part.to_owned(), quoted: true, negated });
            continue;
        }
        for word in part.split_whitespace() {
            let negated = word.len() > 1 && word.starts_with('-');
            let text = if negated { &word[1..] } else { word };
            pieces.push(Piece { text: text.to_owned(), quoted: false, negated });
        }
    }
    pieces
}

#[derive(Clone, Copy, PartialEq)]
enum Mark {
    From,
    In,
    Before,
    After,
    On,
    Extension,
}

/// The mark that a piece is, whether it is negated, and what stands behind its colon.
fn mark(piece: &Piece) -> Option<(bool, Mark, String)> {
    const MARKS: &[(&str, Mark)] = &[
        ("from", Mark::From),
        ("in", Mark::In),
        ("channel", Mark::In),
        ("before", Mark::Before),
        ("after", Mark::After),
        ("on", Mark::On),
        ("ext", Mark::Extension),
    ];
    let (name, value) = piece.text.split_once(':').filter(|_| !piece.quoted)?;
    let (_, mark) = MARKS.iter().find(|(known, _)| name.eq_ignore_ascii_case(known))?;
    Some((piece.negated, *mark, value.to_owned()))
}

/// Notes a mark; `None` when it can only lead to nothing.
fn set(query: &mut Query, mark: Mark, negated: bool, value: &str, offset: i64) -> Option<()> {
    if value.is_empty() {
        return None;
    }
    let marks = match mark {
        Mark::From => &mut query.from,
        Mark::In => &mut query.channels,
        Mark::Extension => &mut query.extensions,
        Mark::Before | Mark::After | Mark::On => {
            let start = day(value)?.saturating_sub(offset.saturating_mul(1000));
            let span = match mark {
                Mark::Before => (0, start),
                Mark::After => (start + DAY, Millis::MAX),
                _ => (start, start + DAY),
            };
            if negated {
                query.not_times.push(span)
            } else {
                query.times.push(span)
            }
            return Some(());
        }
    };
    let value = match mark {
        Mark::From => value.trim_start_matches('@'),
        Mark::In => value.trim_start_matches('~'),
        _ => value.trim_start_matches('.'),
    };
    if negated {
        marks.none.push(value.to_lowercase())
    } else {
        marks.any.push(value.to_lowercase())
    }
    Some(())
}

/// Midnight of a day written `2024-1-31`, in UTC.
fn day(text: &str) -> Option<Millis> {
    let mut parts = text.splitn(3, '-');
    let year = parts.next()?.parse::<i32>().ok().filter(|year| (1970..=9999).contains(year))?;
    let month = Month::try_from(parts.next()?.parse::<u8>().ok()?).ok()?;
    let date = Date::from_calendar_date(year, month, parts.next()?.parse().ok()?).ok()?;
    Some(date.midnight().assume_utc().unix_timestamp() * 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phrase(words: &[&str]) -> Needle {
        Needle::Phrase { words: words.iter().map(|word| (*word).to_owned()).collect(), open: false }
    }

    fn plain(text: &str) -> Option<Query> {
        read(text, Reading::default())
    }

    #[test]
    fn words_phrases_and_tags_are_told_apart() {
        let query = plain("zebra \"exact phrase\" -yellow").unwrap_or_default();
        assert_eq!(query.needle, Some(Needle::All(vec![phrase(&["zebra"]), phrase(&["exact", "phrase"])])));
        assert_eq!(query.without, Some(phrase(&["yellow"])));
        let either = read("zebra lion", Reading { any: true, offset: 0 }).unwrap_or_default();
        assert_eq!(either.needle, Some(Needle::Any(vec![phrase(&["zebra"]), phrase(&["lion"])])));
        assert_eq!(plain("#Animal").unwrap_or_default().needle, Some(phrase(&["hashtaganimal"])));
        let open = plain("zeb*").unwrap_or_default().needle;
        assert_eq!(open, Some(Needle::Phrase { words: vec!["zeb".into()], open: true }));
    }

    #[test]
    fn nothing_is_found_by_nothing() {
        for text in ["", "*", "\"", "the", "-zebra", "before:junk zebra", "from:", "&", "on:2024-13-01"] {
            assert_eq!(plain(text), None, "{text}");
        }
    }

    #[test]
    fn marks_narrow_it_down() {
        let query = plain("in:~S1 channel:s2 -from:@bob FROM: amy zebra").unwrap_or_default();
        assert_eq!(query.channels.any, ["s1", "s2"]);
        assert_eq!((query.from.any.as_slice(), query.from.none.as_slice()), (&["amy".into()][..], &["bob".into()][..]));
        assert!(plain("from:bob").is_some() && plain("ext:txt").is_some());
    }

    #[test]
    fn days_are_the_reader_s() {
        let seoul = Reading { any: false, offset: 9 * 3600 };
        let query = read("on:2024-1-2", seoul).unwrap_or_default();
        let start = 1_704_153_600_000 - 9 * 3_600_000;
        assert_eq!(query.times, [(start, start + DAY)]);
        let query = read("after:2024-01-02 before:2024-01-05", seoul).unwrap_or_default();
        assert_eq!(query.times, [(start + DAY, Millis::MAX), (0, start + 3 * DAY)]);
    }
}
