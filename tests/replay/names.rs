//! The names that steps give to what a server makes: `<post:pins.root>` stands for an id that only the answer tells.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;
use std::time::{SystemTime, UNIX_EPOCH};

use regex::{Captures, Regex};
use serde_json::{Map, Value};

use crate::step::Step;

static NAME: LazyLock<Regex> = LazyLock::new(|| pattern(r"<([a-z_]+):([A-Za-z0-9_.\-]+)>"));
static WHOLE_NAME: LazyLock<Regex> = LazyLock::new(|| pattern(r"^<([a-z_]+):([A-Za-z0-9_.\-]+)>$"));
static REPEATED: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?s)<rep:(.+?)\*(\d+)>"));

/// A pattern that is known to be one.
pub fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern")
}

/// Now, in milliseconds.
pub fn now() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |past| i64::try_from(past.as_millis()).unwrap_or(0))
}

/// What is known by name, and the names of what is known.
#[derive(Default)]
pub struct Names {
    values: HashMap<String, Value>,
    named: HashMap<String, String>,
    times: HashMap<String, usize>,
    /// Values longer than an id, which may stand inside of texts.
    pub long: Vec<(String, String)>,
    /// Ids that the recording itself sends: they are nobody's name.
    pub literal: HashSet<String>,
}

impl Names {
    /// Names a value. A value that has a name keeps it; a second value under a name is told apart by a number.
    pub fn bind(&mut self, name: &str, value: Value) {
        if let Value::String(text) = &value
            && text.chars().count() >= 12
            && !name.starts_with("sys:")
            && !self.named.contains_key(text)
        {
            let times = self.times.entry(name.to_owned()).or_default();
            *times += 1;
            let shown = if *times == 1 { format!("<{name}>") } else { format!("<{name}#{times}>") };
            if text.len() > 26 {
                self.long.push((text.clone(), shown.clone()));
            }
            self.named.insert(text.clone(), shown);
        }
        self.values.insert(name.to_owned(), value);
    }

    /// The value of a name.
    pub fn value(&self, name: &str) -> Option<&Value> {
        self.values.get(name)
    }

    /// The name of a value.
    pub fn name(&self, value: &str) -> Option<&String> {
        self.named.get(value)
    }

    /// Notes the ids and hashes that the steps send as they are.
    pub fn note_literals(&mut self, steps: &[Step]) {
        for step in steps {
            for value in [step.q.as_ref(), step.body.as_ref(), step.data.as_ref()].into_iter().flatten() {
                self.note(value);
            }
            self.note_text(&step.p);
            self.note_text(step.raw.as_deref().unwrap_or_default());
        }
    }

    fn note(&mut self, value: &Value) {
        match value {
            Value::String(text) => self.note_text(text),
            Value::Array(items) => items.iter().for_each(|item| self.note(item)),
            Value::Object(members) => members.iter().for_each(|(name, value)| {
                self.note_text(name);
                self.note(value);
            }),
            _ => {}
        }
    }

    fn note_text(&mut self, text: &str) {
        for word in text.split(|letter: char| !letter.is_ascii_alphanumeric()) {
            if is_id(word) || is_hash(word) {
                self.literal.insert(word.to_owned());
            }
        }
    }
}

/// Whether a word has the looks of an id.
pub fn is_id(word: &str) -> bool {
    word.len() == 26 && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
}

/// Whether a word has the looks of a hash.
pub fn is_hash(word: &str) -> bool {
    (32..=64).contains(&word.len()) && word.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// Puts values in the place of names, and collects the names that have none.
pub struct Filling<'a> {
    pub names: &'a Names,
    /// Where this lane's own callback server is.
    pub hook: &'a str,
    pub missing: Vec<String>,
}

impl Filling<'_> {
    /// A whole JSON value.
    pub fn fill(&mut self, value: &Value) -> Value {
        match value {
            Value::String(text) => self.value(text),
            Value::Array(items) => items.iter().map(|item| self.fill(item)).collect(),
            Value::Object(members) => {
                let members = members.iter().map(|(name, value)| (self.text(name), self.fill(value)));
                Value::Object(members.collect::<Map<_, _>>())
            }
            other => other.clone(),
        }
    }

    /// A text in which names stand.
    pub fn text(&mut self, text: &str) -> String {
        match self.value(text) {
            Value::String(text) => text,
            other => other.to_string(),
        }
    }

    fn value(&mut self, text: &str) -> Value {
        let text = repeated(text);
        if let Some(found) = WHOLE_NAME.captures(&text)
            && &found[1] != "b64"
        {
            return self.named(&found);
        }
        let filled = NAME.replace_all(&text, |found: &Captures<'_>| match self.named(found) {
            Value::String(text) => text,
            other => other.to_string(),
        });
        Value::String(filled.into_owned())
    }

    fn named(&mut self, found: &Captures<'_>) -> Value {
        let (kind, name) = (&found[1], &found[2]);
        let full = format!("{kind}:{name}");
        match kind {
            "totp" => match self.names.value(&format!("mfa:{name}")).and_then(Value::as_str) {
                Some(secret) => crate::blobs::one_time_code(secret, now() / 1000).into(),
                None => self.lacks(format!("mfa:{name}")),
            },
            "nowplus" => (now() + name.parse::<i64>().unwrap_or_default() * 1000).into(),
            _ if full == "sys:hook" => self.hook.into(),
            _ => match self.names.value(&full) {
                Some(value) => value.clone(),
                None => self.lacks(full),
            },
        }
    }

    fn lacks(&mut self, name: String) -> Value {
        self.missing.push(name);
        Value::String(String::new())
    }
}

/// `<rep:ab*3>` -> `ababab`.
pub fn repeated(text: &str) -> String {
    if !text.contains("<rep:") {
        return text.to_owned();
    }
    let times = |found: &Captures<'_>| found[1].repeat(found[2].parse().unwrap_or_default());
    REPEATED.replace_all(text, times).into_owned()
}
