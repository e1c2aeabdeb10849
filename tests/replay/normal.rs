//! Makes an answer comparable: ids become the names that bound them, times near now become `<ts>`.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::{Captures, Regex};
use serde_json::{Map, Number, Value, json};

use crate::json::{canon, sort_by_canon};
use crate::names::{Names, is_hash, is_id, pattern};

/// Lists that are filled from maps or without an order, whatever the call.
const UNORDERED: &[&str] =
    &["permissions", "participants", "teammate_ids", "mentions", "followers", "file_ids", "acknowledgements"];

/// Values that name a build or an installation, whatever the call.
const BUILD: &[&str] = &[
    "AsymmetricSigningPublicKey",
    "DiagnosticId",
    "TelemetryId",
    "BuildDate",
    "BuildHash",
    "BuildHashEnterprise",
    "BuildNumber",
    "Version",
    "InstallationDate",
    "SchemaVersion",
    "server_version",
    "server_hostname",
    "Company",
];

static DIRECT: LazyLock<Regex> = LazyLock::new(|| pattern(r"([a-z0-9]{26})__([a-z0-9]{26})"));
static LOOPBACK: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:https?|wss?)://(?:127\.0\.0\.1|localhost)(?::\d+)?"));
static INSTANT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:Z|([+-])(\d\d):?(\d\d))?"));
static DATED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} 20\d\d \d\d:\d\d:\d\d GMT|",
        r#"[A-Z][a-z]{2} [A-Z][a-z]{2} +\d+ \d\d:\d\d:\d\d [^"]*20\d\d"#
    ))
});
static BCRYPT: LazyLock<Regex> = LazyLock::new(|| pattern(r"\$2[aby]\$\d\d\$[./A-Za-z0-9]{53}"));
static SIGNED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"([?&](?:h|s|code|access_token|t|token|d)=)[A-Za-z0-9_\-%.=|]{20,}"));

/// What a normalised answer is told apart by.
pub struct Normal<'a> {
    pub names: &'a Names,
    /// Where this lane's callback server is.
    pub hook: &'a str,
    /// Where the server is.
    pub site: &'a str,
    /// Times between these, in milliseconds, are near now.
    pub near: (i64, i64),
}

impl Normal<'_> {
    /// A whole answer.
    pub fn value(&self, value: &Value) -> Value {
        self.member("", value)
    }

    fn member(&self, name: &str, value: &Value) -> Value {
        match value {
            Value::Number(number) => self.number(number),
            Value::String(text) => self.string(name, text),
            Value::Array(items) => {
                let items = items.iter().map(|item| self.member(name, item)).collect();
                Value::Array(if UNORDERED.contains(&name) { sort_by_canon(items) } else { items })
            }
            Value::Object(members) => self.object(members),
            other => other.clone(),
        }
    }

    fn number(&self, number: &Number) -> Value {
        let (from, until) = (self.near.0 as f64, self.near.1 as f64);
        let near = |value: f64| from <= value && value <= until;
        match number.as_f64() {
            Some(value) if near(value) || near(value * 1000.0) => "<ts>".into(),
            // A default picture is dated so.
            Some(value) if near(-value) => "<-ts>".into(),
            _ => number.clone().into(),
        }
    }

    fn string(&self, name: &str, text: &str) -> Value {
        if BUILD.contains(&name) && !text.is_empty() {
            return "<version>".into();
        }
        if name == "trigger_id" && text.len() > 40 {
            return "<trigger>".into();
        }
        if text.len() > 1
            && text.starts_with(['{', '['])
            && text.ends_with(['}', ']'])
            && let Ok(inner) = serde_json::from_str::<Value>(text)
        {
            return json!({"$json": self.member(name, &inner)});
        }
        if self.is_near_in_digits(text) { "<ts>".into() } else { self.text(text).into() }
    }

    fn is_near_in_digits(&self, text: &str) -> bool {
        let unit = match text.len() {
            10 => 1000,
            13 => 1,
            _ => return false,
        };
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        digits && text.parse::<i64>().is_ok_and(|number| (self.near.0..=self.near.1).contains(&(number * unit)))
    }

    /// Members in the order of their names; those whose name is an unknown id are told apart by their values.
    fn object(&self, members: &Map<String, Value>) -> Value {
        let (mut known, mut unknown) = (HashMap::new(), Vec::new());
        for (name, value) in members {
            let (shown, value) = (self.text(name), self.member(name, value));
            if shown == "<id>" {
                unknown.push(value);
            } else {
                known.insert(shown, value);
            }
        }
        for (at, value) in sort_by_canon(unknown).into_iter().enumerate() {
            known.insert(if at == 0 { "<id>".to_owned() } else { format!("<id>#{}", at + 1) }, value);
        }
        let mut members: Vec<_> = known.into_iter().collect();
        members.sort_by(|one, other| one.0.cmp(&other.0));
        Value::Object(members.into_iter().collect())
    }

    /// A text.
    pub fn text(&self, text: &str) -> String {
        if let Some(name) = self.names.name(text) {
            return name.clone();
        }
        let mut text = text.replace(self.hook, "<hook>");
        if text.contains("://") {
            text = LOOPBACK.replace_all(&text.replace(self.site, "<site>"), "<site>").into_owned();
        }
        if text.contains("__") {
            text = DIRECT.replace_all(&text, |found: &Captures<'_>| self.direct(&found[1], &found[2])).into_owned();
        }
        if text.len() >= 26 {
            text = words(&text, |word| is_id(word).then(|| self.id(word)));
        }
        if text.len() >= 19 && text.contains('T') {
            text = INSTANT.replace_all(&text, |found: &Captures<'_>| self.instant(found)).into_owned();
        }
        if text.len() >= 24 {
            text = DATED.replace_all(&text, "<ts>").into_owned();
            text = SIGNED.replace_all(&text, "${1}<secret>").into_owned();
        }
        if text.contains("$2") {
            text = BCRYPT.replace_all(&text, "<bcrypt>").into_owned();
        }
        if text.len() >= 32 {
            let hash = |word: &str| is_hash(word) && !self.names.literal.contains(word);
            text = words(&text, |word| hash(word).then(|| "<hash>".to_owned()));
            for (raw, name) in &self.names.long {
                if text.contains(raw) {
                    text = text.replace(raw, name);
                }
            }
        }
        text
    }

    fn id(&self, id: &str) -> String {
        match self.names.name(id) {
            Some(name) => name.clone(),
            None if self.names.literal.contains(id) => id.to_owned(),
            None => "<id>".to_owned(),
        }
    }

    fn direct(&self, one: &str, other: &str) -> String {
        let mut names = [self.id(one), self.id(other)];
        names.sort();
        let kind = if one <= other { "dm" } else { "dm-unsorted" };
        format!("<{kind}:{},{}>", names[0], names[1])
    }

    fn instant(&self, found: &Captures<'_>) -> String {
        let part = |at: usize| found.get(at).and_then(|part| part.as_str().parse::<i64>().ok()).unwrap_or_default();
        let offset =
            (part(8) * 60 + part(9)) * if found.get(7).is_some_and(|sign| sign.as_str() == "-") { -1 } else { 1 };
        let days = days_since_1970(part(1), part(2), part(3));
        let seconds = days * 86_400 + part(4) * 3600 + (part(5) - offset) * 60 + part(6);
        let near = (self.near.0..=self.near.1).contains(&(seconds * 1000));
        if near { "<ts>".to_owned() } else { found[0].to_owned() }
    }
}

/// Days from the first of January 1970 to a day of the Gregorian calendar.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let leaps = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    year * 365 + leaps + (153 * month + 2) / 5 + day - 1 - 719_468
}

/// A text with some of its words changed. A word is a run of ASCII letters and digits.
fn words(text: &str, change: impl Fn(&str) -> Option<String>) -> String {
    let mut changed = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|letter: char| letter.is_ascii_alphanumeric()) {
        let end =
            rest[start..].find(|letter: char| !letter.is_ascii_alphanumeric()).map_or(rest.len(), |end| start + end);
        changed.push_str(&rest[..start]);
        let word = &rest[start..end];
        changed.push_str(&change(word).unwrap_or_else(|| word.to_owned()));
        rest = &rest[end..];
    }
    changed.push_str(rest);
    changed
}

/// What a refusal says in words is not compared.
pub fn hide_words(refusal: &mut Value) {
    for (name, shown) in [("message", "<msg>"), ("detailed_error", "<detail>"), ("request_id", "<req>")] {
        if let Some(value) = refusal.get_mut(name).filter(|value| value.is_string()) {
            *value = shown.into();
        }
    }
}

/// Takes out what a step does not compare, and sorts what it compares as a set.
pub fn tidy(mut answer: Value, step: &crate::step::Step, status: u64) -> Value {
    for path in &step.ignore {
        if path != "$" {
            answer = crate::json::at(answer, &parts(path), &|_| "<ignored>".into());
        } else if status < 400 || answer.get("id").is_none() {
            return "<ignored>".into();
        }
    }
    for path in &step.sort {
        answer = crate::json::at(answer, &parts(path), &|value| match value {
            Value::Array(items) => Value::Array(sort_by_canon(items)),
            other => other,
        });
    }
    for path in &step.lenient {
        if path == "$" {
            return type_of(&answer);
        }
        answer = crate::json::at(answer, &parts(path), &|value| type_of(&value));
    }
    answer
}

/// The parts of a path; an empty path is the whole.
pub fn parts(path: &str) -> Vec<&str> {
    if path.is_empty() { Vec::new() } else { path.split('.').collect() }
}

/// The name of a type, as the recording writes it.
fn type_of(value: &Value) -> Value {
    let name = match value {
        Value::Null => "<NoneType>",
        Value::Bool(_) => "<bool>",
        Value::Number(number) if number.is_f64() => "<float>",
        Value::Number(_) => "<int>",
        Value::String(_) => "<str>",
        Value::Array(_) => "<list>",
        Value::Object(_) => "<dict>",
    };
    name.into()
}

/// An event without its number, with what the step does not compare taken out.
pub fn event(normal: &Normal<'_>, event: &Value, ignored: &[String]) -> Value {
    let shown = json!({"event": event["event"], "data": event["data"], "broadcast": event["broadcast"]});
    let hide = |event, path: &String| crate::json::at(event, &parts(path), &|_| "<ignored>".into());
    ignored.iter().fold(normal.value(&shown), hide)
}

/// Sorts events, because sockets of two people need not hear in one order.
pub fn sorted(mut events: Vec<Value>) -> Vec<Value> {
    events.sort_by_cached_key(canon);
    events
}
