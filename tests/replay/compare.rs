//! Holds an answer against the recorded one, level by level.

use serde_json::{Map, Value};

use crate::json::{canon, short};

/// How far an answer is equal, and where it is not.
#[derive(Debug, Default)]
pub struct Verdict {
    /// 0: another status. 1: the same status. 2: and the same keys and types. 3: and the same values.
    pub level: u8,
    /// Whether the headers that clients look at are equal.
    pub headers: bool,
    /// Where sockets are watched: 0: other events. 1: events of the same names. 2: the same events.
    pub events: Option<u8>,
    /// What differs, for people.
    pub notes: Vec<String>,
}

const HEADERS: &[&str] = &["ct", "etag", "cookies", "cc", "loc", "cd"];

/// Compares an answer with the recorded one.
pub fn compare(recorded: &Value, answer: Option<&Value>) -> Verdict {
    let nothing = |note: String| {
        let events = recorded.get("ev").map(|events| u8::from(events.as_object().is_none_or(Map::is_empty)) * 2);
        Verdict { events, notes: vec![note], ..Verdict::default() }
    };
    let Some(answer) = answer else { return nothing("no answer".to_owned()) };
    if let Some(lacking) = answer.get("blocked") {
        return nothing(format!("blocked: needs {lacking}"));
    }
    if let Some(error) = answer.get("error") {
        return nothing(format!("request failed: {error}"));
    }
    let mut verdict = Verdict { headers: true, ..Verdict::default() };
    for name in HEADERS.iter().filter(|name| recorded.get(**name) != answer.get(**name)) {
        verdict.headers = false;
        verdict.notes.push(format!(
            "header {name}: expected {}, got {}",
            short(&recorded[*name]),
            short(&answer[*name])
        ));
    }
    verdict.events = recorded["ev"].as_object().map(|events| events_equal(events, &answer["ev"], &mut verdict.notes));
    let (level, notes) = body(recorded, answer);
    verdict.level = level;
    verdict.headers |= recorded["status"] == 500 && level == 3 && answer.get("ct").is_some();
    verdict.notes.splice(0..0, notes);
    verdict
}

fn body(recorded: &Value, answer: &Value) -> (u8, Vec<String>) {
    let status = answer["status"].as_u64().unwrap_or_default();
    // The recorded server broke here: any refusal is better.
    if recorded["status"] == 500 && (400..500).contains(&status) {
        return (3, Vec::new());
    }
    if recorded["status"] != answer["status"] {
        let id = answer["json"]["id"].as_str().map(|id| format!(" ({id})")).unwrap_or_default();
        return (0, vec![format!("status {} expected, got {status}{id}", recorded["status"])]);
    }
    match (recorded.get("json"), answer.get("json")) {
        (Some(recorded_json), Some(json)) if status >= 400 && recorded_json.get("id").is_some() => {
            refusal(recorded_json, json)
        }
        (Some(recorded_json), Some(json)) => {
            let mut differences = Vec::new();
            shapes(recorded_json, json, "", &mut differences);
            if !differences.is_empty() {
                return (1, differences);
            }
            values(recorded_json, json, "", &mut differences);
            callbacks(recorded, answer, &mut differences);
            (if differences.is_empty() { 3 } else { 2 }, differences)
        }
        (Some(_), None) => (1, vec!["a JSON body expected".to_owned()]),
        (None, Some(_)) => (1, vec!["no JSON body expected".to_owned()]),
        (None, None) => bytes(recorded, answer),
    }
}

/// Of a refusal the id counts; its words do not.
fn refusal(recorded: &Value, json: &Value) -> (u8, Vec<String>) {
    if json["id"] == recorded["id"] {
        return (3, Vec::new());
    }
    let bare = |value: &Value| {
        let mut value = value.clone();
        if let Some(members) = value.as_object_mut() {
            members.retain(|name, _| name != "is_oauth" && name != "request_id");
        }
        value
    };
    let mut differences = Vec::new();
    shapes(&bare(recorded), &bare(json), "", &mut differences);
    if differences.is_empty() {
        (2, vec![format!("error id {} expected, got {}", recorded["id"], json["id"])])
    } else {
        (1, differences)
    }
}

fn bytes(recorded: &Value, answer: &Value) -> (u8, Vec<String>) {
    let kinds = ["text", "image", "sha"];
    if let Some(kind) = kinds.iter().find(|kind| recorded.get(**kind).is_some() != answer.get(**kind).is_some()) {
        return (1, vec![format!("body kind {kind} differs")]);
    }
    if let Some(kind) = kinds.iter().find(|kind| recorded.get(**kind) != answer.get(**kind)) {
        return (2, vec![format!("{kind}: expected {}, got {}", short(&recorded[*kind]), short(&answer[*kind]))]);
    }
    let mut differences = Vec::new();
    callbacks(recorded, answer, &mut differences);
    (if differences.is_empty() { 3 } else { 2 }, differences)
}

fn callbacks(recorded: &Value, answer: &Value, differences: &mut Vec<String>) {
    if let Some(recorded) = recorded.get("cb") {
        values(recorded, &answer["cb"], "callback", differences);
    }
}

fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "bool",
        Value::Number(_) => "number",
        Value::String(text) if text == "<ts>" || text == "<-ts>" => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

fn is_ignored(one: &Value, other: &Value) -> bool {
    one == "<ignored>" || other == "<ignored>"
}

fn place(path: &str) -> &str {
    if path.is_empty() { "$" } else { path }
}

/// Where keys or types differ.
fn shapes(recorded: &Value, json: &Value, path: &str, differences: &mut Vec<String>) {
    if is_ignored(recorded, json) {
        return;
    }
    let (expected, got) = (type_of(recorded), type_of(json));
    if expected != got {
        differences.push(format!("{}: {expected} expected, got {got}", place(path)));
    }
    match (recorded, json) {
        (Value::Object(recorded), Value::Object(json)) => {
            for (name, value) in recorded {
                match json.get(name) {
                    Some(other) => shapes(value, other, &format!("{path}.{name}"), differences),
                    None => differences.push(format!("{path}.{name}: missing")),
                }
            }
            differences.extend(
                json.keys()
                    .filter(|name| !recorded.contains_key(*name))
                    .map(|name| format!("{path}.{name}: unexpected")),
            );
        }
        (Value::Array(recorded), Value::Array(json)) => {
            for (at, (value, other)) in recorded.iter().zip(json).enumerate() {
                shapes(value, other, &format!("{path}[{at}]"), differences);
            }
        }
        _ => {}
    }
}

/// Where values differ.
fn values(recorded: &Value, json: &Value, path: &str, differences: &mut Vec<String>) {
    if is_ignored(recorded, json) {
        return;
    }
    match (recorded, json) {
        (Value::Object(recorded), Value::Object(json)) => {
            for (name, value) in recorded {
                match json.get(name) {
                    Some(other) => values(value, other, &format!("{path}.{name}"), differences),
                    None => differences.push(format!("{path}.{name}: missing, expected {}", short(value))),
                }
            }
            let unexpected = json.iter().filter(|(name, _)| !recorded.contains_key(*name));
            differences.extend(unexpected.map(|(name, value)| format!("{path}.{name}: unexpected {}", short(value))));
        }
        (Value::Array(recorded), Value::Array(json)) => {
            if recorded.len() != json.len() {
                differences.push(format!("{}: {} items expected, got {}", place(path), recorded.len(), json.len()));
            }
            for (at, (value, other)) in recorded.iter().zip(json).enumerate() {
                values(value, other, &format!("{path}[{at}]"), differences);
            }
        }
        (Value::Number(one), Value::Number(other)) if one.as_f64() == other.as_f64() => {}
        (one, other) if one == other => {}
        _ => differences.push(format!("{}: expected {}, got {}", place(path), short(recorded), short(json))),
    }
}

/// How far the events of everybody who is watched are equal.
fn events_equal(recorded: &Map<String, Value>, answer: &Value, notes: &mut Vec<String>) -> u8 {
    let mut level = 2;
    for (who, events) in recorded {
        let (Some(expected), Some(got)) = (events.as_array(), answer[who].as_array()) else {
            level = 0;
            continue;
        };
        let names = |events: &[Value]| {
            events.iter().map(|event| event["event"].as_str().unwrap_or_default().to_owned()).collect()
        };
        let (missing, unexpected) = difference(names(expected), names(got));
        if !missing.is_empty() || !unexpected.is_empty() {
            level = 0;
            notes.push(format!("events of {who}: missing {missing:?} unexpected {unexpected:?}"));
            continue;
        }
        let texts = |events: &[Value]| events.iter().map(canon).collect::<Vec<_>>();
        let (missing, unexpected) = difference(texts(expected), texts(got));
        if !missing.is_empty() || !unexpected.is_empty() {
            level = level.min(1);
            for (one, other) in missing.iter().zip(&unexpected) {
                notes.push(format!("event of {who}: {}", event_difference(one, other)));
            }
        }
    }
    level
}

fn event_difference(one: &str, other: &str) -> String {
    let open = |text: &str| serde_json::from_str::<Value>(text).unwrap_or_default();
    let (one, other) = (open(one), open(other));
    let mut differences = Vec::new();
    values(&one, &other, "", &mut differences);
    differences.truncate(3);
    format!("{}: {}", one["event"].as_str().unwrap_or_default(), differences.join("; "))
}

/// What is in one bag and not in the other, both ways, sorted.
fn difference(mut expected: Vec<String>, mut got: Vec<String>) -> (Vec<String>, Vec<String>) {
    expected.retain(|one| match got.iter().position(|other| other == one) {
        Some(at) => {
            got.swap_remove(at);
            false
        }
        None => true,
    });
    expected.sort();
    got.sort();
    (expected, got)
}
