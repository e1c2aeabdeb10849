//! JSON values: one text for equal values, paths into them.

use serde_json::Value;

/// A text that equal values share: members in the order of their names.
pub fn canon(value: &Value) -> String {
    match value {
        Value::Array(items) => format!("[{}]", items.iter().map(canon).collect::<Vec<_>>().join(", ")),
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            members.sort_by(|one, other| one.0.cmp(other.0));
            let members =
                members.iter().map(|(name, value)| format!("{}: {}", Value::from(name.as_str()), canon(value)));
            format!("{{{}}}", members.collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}

/// A list as a set: in the order of its items' texts.
pub fn sort_by_canon(mut items: Vec<Value>) -> Vec<Value> {
    items.sort_by_cached_key(canon);
    items
}

/// Changes what is at a path. `*` is every item or member; what is not there stays away.
pub fn at(value: Value, parts: &[&str], change: &dyn Fn(Value) -> Value) -> Value {
    let Some((part, rest)) = parts.split_first() else { return change(value) };
    match value {
        Value::Array(items) => {
            let chosen = part.parse::<usize>().ok();
            let items = items.into_iter().enumerate();
            let pick =
                |(at_item, item)| if *part == "*" || chosen == Some(at_item) { at(item, rest, change) } else { item };
            Value::Array(items.map(pick).collect())
        }
        Value::Object(members) => {
            let pick = |(name, value): (String, Value)| {
                let value = if *part == "*" || name == *part { at(value, rest, change) } else { value };
                (name, value)
            };
            Value::Object(members.into_iter().map(pick).collect())
        }
        other => other,
    }
}

/// What is at a path: `0.id`, `attrs.options.1.id`, `categories.?type=channels.id`.
pub fn dig<'a>(value: &'a Value, path: &str) -> Option<&'a Value> {
    let step =
        |value: &'a Value, part: &str| match (value, part.strip_prefix('?').and_then(|rest| rest.split_once('='))) {
            (Value::Array(items), Some((name, wanted))) => items.iter().find(|item| item[name] == wanted),
            (Value::Array(items), None) => items.get(part.parse::<usize>().ok()?),
            (Value::Object(members), None) => members.get(part),
            _ => None,
        };
    path.split('.').filter(|part| !part.is_empty()).try_fold(value, step).filter(|value| !value.is_null())
}

/// The JSON of a body. A few answers are two documents, one after the other.
pub fn parse(body: &[u8]) -> Option<Value> {
    let documents: Result<Vec<Value>, _> = serde_json::Deserializer::from_slice(body).into_iter().collect();
    let mut documents = documents.ok()?;
    match documents.len() {
        0 => None,
        1 => documents.pop(),
        _ => documents
            .iter()
            .all(|one| one.is_array() || one.is_object())
            .then(|| serde_json::json!({"$documents": documents})),
    }
}

/// The start of a value's text, for people.
pub fn short(value: &Value) -> String {
    let text = value.to_string();
    if text.chars().count() < 90 { text } else { text.chars().take(87).chain("...".chars()).collect() }
}
