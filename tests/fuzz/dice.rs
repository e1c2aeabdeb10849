//! Chance that can be had again: the same seed throws the same numbers.

use serde_json::{Map, Value, json};

/// A generator of numbers (xorshift).
pub struct Dice(u64);

impl Dice {
    /// From a seed, and the number of the throw: each request can be made alone.
    pub fn new(seed: u64, at: u64) -> Dice {
        let mut dice =
            Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ at.wrapping_add(1).wrapping_mul(0xbf58_476d_1ce4_e5b9) | 1);
        (0..8).for_each(|_| {
            dice.next();
        });
        dice
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A number below `sides`, which is 1 or more.
    pub fn below(&mut self, sides: usize) -> usize {
        usize::try_from(self.next() % sides as u64).unwrap_or_default()
    }

    /// Whether something happens that does so `times` of a hundred.
    pub fn happens(&mut self, times: usize) -> bool {
        self.below(100) < times
    }

    /// One of several.
    pub fn one_of<'a, T>(&mut self, things: &'a [T]) -> &'a T {
        &things[self.below(things.len())]
    }

    /// A text that programs stumble over.
    pub fn text(&mut self) -> String {
        const TEXTS: &[&str] = &[
            "",
            " ",
            "a",
            "0",
            "-1",
            "null",
            "true",
            "me",
            "한글",
            "🙂🙃",
            "\u{0}",
            "\u{202e}abc",
            "../../etc/passwd",
            "%00",
            "%",
            "'; drop table posts; --",
            "<script>",
            "@all @here @channel",
            "#tag",
            "~town-square",
            "{}",
            "[]",
            "99999999999999999999",
            "1e400",
            "\\",
            "\"",
            "a/b",
            "a?b=c#d",
            "Ａ",
            "İ",
            "ß",
            "\n",
            "in:x from:y before:2020-13-45",
            "\"unclosed",
            "*",
            "((((((",
            "🇰🇷",
            "e\u{301}",
            "data:image/png;base64,",
            "http://[::1]:0/",
            "$1",
            "%s%n",
            "?",
        ];
        match self.below(12) {
            0 => "x".repeat(self.below(70_000)),
            1 => (0..self.below(40)).map(|_| char::from_u32(self.below(0x11_0000) as u32).unwrap_or('?')).collect(),
            2 => (0..26).map(|_| char::from(*self.one_of(b"abcdefghijklmnopqrstuvwxyz0123456789"))).collect(),
            3 => "가".repeat(self.below(2000)),
            _ => (*self.one_of(TEXTS)).to_owned(),
        }
    }

    /// A JSON value of any kind.
    pub fn value(&mut self, depth: usize) -> Value {
        match self.below(if depth == 0 { 6 } else { 9 }) {
            0 => Value::Null,
            1 => json!(self.happens(50)),
            2 => json!(*self.one_of(&[0, 1, -1, 60, 200, 1_000_000, i64::MAX, i64::MIN, 1 << 53, 4_102_444_800_000])),
            3 => json!(*self.one_of(&[0.5, -0.0, 1e300, -1e-300])),
            4 | 5 => self.text().into(),
            6 => (0..self.below(6)).map(|_| self.value(depth - 1)).collect(),
            7 => {
                let members = (0..self.below(6)).map(|_| (self.text(), self.value(depth - 1)));
                Value::Object(members.collect::<Map<_, _>>())
            }
            _ => (0..self.below(300)).map(|_| self.text_id()).collect(),
        }
    }

    fn text_id(&mut self) -> Value {
        (0..26).map(|_| char::from(*self.one_of(b"abcdefghijklmnopqrstuvwxyz0123456789"))).collect::<String>().into()
    }

    /// A value with some of it changed, lost, added or of another kind.
    pub fn mutated(&mut self, value: &Value) -> Value {
        if self.happens(8) {
            return self.value(3);
        }
        match value {
            Value::Object(members) => {
                let mut changed = Map::new();
                for (name, value) in members {
                    if !self.happens(6) {
                        changed.insert(name.clone(), self.mutated(value));
                    }
                }
                if self.happens(6) {
                    changed.insert(self.text(), self.value(2));
                }
                changed.into()
            }
            Value::Array(items) => items.iter().map(|item| self.mutated(item)).collect(),
            other => other.clone(),
        }
    }
}
