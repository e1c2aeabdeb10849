//! Message attachments: the boxes under a post's words that programs send, and the buttons and menus in them.
//!
//! They are stored in the post's props, each with every key that clients expect ([`tidy`]). What a button calls is
//! stored with it and never shown: [`shown`] is how props leave the house, wherever a post goes.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};

use crate::base::Id;

/// The texts of an attachment, in the order of the contract.
const TEXTS: [&str; 12] = [
    "fallback",
    "color",
    "pretext",
    "author_name",
    "author_link",
    "author_icon",
    "title",
    "title_link",
    "text",
    "image_url",
    "thumb_url",
    "footer",
];

/// Brings the attachments of props into the form that clients expect. What is no list of objects stays as it is.
pub fn tidy(props: &mut Map<String, Value>) {
    let Some(Value::Array(list)) = props.get("attachments") else { return };
    if !list.iter().all(|one| one.is_object() || one.is_null()) {
        return;
    }
    let list: Vec<Value> = list.iter().filter_map(Value::as_object).map(tidied).collect();
    props.insert("attachments".into(), list.into());
}

fn tidied(given: &Map<String, Value>) -> Value {
    let text = |key: &str| given.get(key).and_then(Value::as_str).unwrap_or("");
    let mut out = Map::new();
    out.insert("id".into(), given.get("id").and_then(Value::as_i64).unwrap_or(0).into());
    for key in TEXTS {
        out.insert(key.into(), text(key).into());
    }
    out.insert("footer_icon".into(), text("footer_icon").into());
    let fields = given.get("fields").and_then(Value::as_array);
    let fields = fields.map(|list| list.iter().filter_map(Value::as_object).map(field).collect::<Vec<Value>>());
    out.insert("fields".into(), fields.map_or(Value::Null, Value::from));
    out.insert("ts".into(), given.get("ts").cloned().unwrap_or(Value::Null));
    let actions = given.get("actions").and_then(Value::as_array);
    let actions: Vec<Value> = actions.into_iter().flatten().filter_map(Value::as_object).map(action).collect();
    if !actions.is_empty() {
        out.insert("actions".into(), actions.into());
    }
    out.into()
}

fn field(given: &Map<String, Value>) -> Value {
    let value = match given.get("value") {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Null) | None => String::new(),
        Some(other) => other.to_string(),
    };
    let short = match given.get("short") {
        Some(Value::Bool(short)) => *short,
        Some(Value::String(text)) => text == "true",
        _ => false,
    };
    json!({"title": given.get("title").and_then(Value::as_str).unwrap_or(""), "value": value, "short": short})
}

fn action(given: &Map<String, Value>) -> Value {
    let mut out = Map::new();
    let id = given.get("id").and_then(Value::as_str).filter(|id| !id.is_empty());
    out.insert("id".into(), id.map_or_else(|| Id::new().to_string(), str::to_owned).into());
    for key in ["type", "name", "tooltip", "style", "data_source", "default_option"] {
        if let Some(text) = given.get(key).and_then(Value::as_str).filter(|text| !text.is_empty()) {
            out.insert(key.into(), text.into());
        }
    }
    if given.get("disabled").and_then(Value::as_bool) == Some(true) {
        out.insert("disabled".into(), true.into());
    }
    for key in ["options", "integration"] {
        if let Some(value) = given.get(key).filter(|value| !value.is_null()) {
            out.insert(key.into(), value.clone());
        }
    }
    out.into()
}

/// The action of that id in a post's props, with what it calls.
pub fn find_action<'a>(props: &'a Map<String, Value>, id: &str) -> Option<&'a Map<String, Value>> {
    let list = props.get("attachments")?.as_array()?;
    let actions = list.iter().filter_map(|one| one.get("actions")?.as_array()).flatten();
    actions.filter_map(Value::as_object).find(|action| action.get("id").and_then(Value::as_str) == Some(id))
}

/// Every action in a post's props.
pub fn actions_mut(props: &mut Map<String, Value>) -> impl Iterator<Item = &mut Map<String, Value>> {
    let list = props.get_mut("attachments").and_then(Value::as_array_mut);
    list.into_iter().flatten().flat_map(actions_of)
}

/// Writes props without what their buttons call.
pub fn shown<S: Serializer>(props: &Map<String, Value>, serializer: S) -> Result<S::Ok, S::Error> {
    let Some(Value::Array(list)) = props.get("attachments") else { return props.serialize(serializer) };
    let mut map = serializer.serialize_map(Some(props.len()))?;
    for (key, value) in props {
        match key.as_str() {
            "attachments" => map.serialize_entry(key, &list.iter().map(without_calls).collect::<Vec<Value>>())?,
            _ => map.serialize_entry(key, value)?,
        }
    }
    map.end()
}

/// As [`shown`], for a document that was made already.
pub fn hide_calls(props: &mut Map<String, Value>) {
    if let Some(Value::Array(list)) = props.get_mut("attachments") {
        *list = list.iter().map(without_calls).collect();
    }
}

fn without_calls(attachment: &Value) -> Value {
    let mut attachment = attachment.clone();
    for action in actions_of(&mut attachment) {
        action.shift_remove("integration");
    }
    attachment
}

fn actions_of(attachment: &mut Value) -> impl Iterator<Item = &mut Map<String, Value>> {
    let list = attachment.get_mut("actions").and_then(Value::as_array_mut);
    list.into_iter().flatten().filter_map(Value::as_object_mut)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn props(value: Value) -> Map<String, Value> {
        value.as_object().cloned().unwrap_or_default()
    }

    #[test]
    fn every_key_is_there_and_fields_are_texts() {
        let mut given = props(json!({"attachments": [
            {"text": "t", "callback_id": "x", "fields": [{"title": "n", "value": 7, "short": "true"}]}, null
        ]}));
        tidy(&mut given);
        let one = &given["attachments"][0];
        assert_eq!(one["fields"], json!([{"title": "n", "value": "7", "short": true}]));
        assert_eq!((&one["text"], &one["color"], &one["ts"]), (&json!("t"), &json!(""), &Value::Null));
        assert!(one.get("callback_id").is_none() && one.get("actions").is_none());
        assert_eq!(given["attachments"].as_array().map(Vec::len), Some(1));
    }

    #[test]
    fn what_is_no_list_of_boxes_stays() {
        for odd in [json!({"attachments": "text"}), json!({"attachments": [1]}), json!({"other": 1})] {
            let mut given = props(odd.clone());
            tidy(&mut given);
            assert_eq!(Value::from(given), odd);
        }
    }

    #[test]
    fn what_a_button_calls_is_kept_and_never_shown() {
        let mut given = props(json!({"attachments": [{"actions": [
            {"id": "go", "name": "Go", "integration": {"url": "http://hook.example.com/secret"}}, {"name": "no id"}
        ]}], "k": 1}));
        tidy(&mut given);
        assert!(find_action(&given, "go").is_some_and(|action| action.contains_key("integration")));
        assert!(given["attachments"][0]["actions"][1]["id"].as_str().is_some_and(|id| id.len() == 26));
        let mut bytes = Vec::new();
        shown(&given, &mut serde_json::Serializer::new(&mut bytes)).expect("props");
        let text = String::from_utf8(bytes).expect("text");
        assert!(!text.contains("secret") && text.contains("\"go\"") && text.contains("\"k\":1"));
    }
}
