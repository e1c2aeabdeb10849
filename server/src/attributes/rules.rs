//! What a field must be, and what its values may be. Pure.

use serde_json::{Value, json};

use super::wire::{Attributes, Choice, Field};
use crate::base::error::Refusal;
use crate::base::{Id, refuse};

/// Fields that there may be.
pub const MOST_FIELDS: i64 = 20;
/// Characters of a field's name.
const NAME: usize = 255;
/// Characters of a text.
const TEXT: usize = 64;
/// Things that may be chosen from, or chosen.
const CHOICES: usize = 200;

const TYPES: &[&str] = &["text", "select", "multiselect", "date", "user", "multiuser"];

/// A field as it can be kept: trimmed, with defaults and ids; or why it cannot.
pub fn check_field(mut field: Field) -> Result<Field, Refusal> {
    field.name = field.name.trim().to_owned();
    let length = field.name.chars().count();
    if length == 0 || length > NAME || !TYPES.contains(&field.kind.as_str()) {
        return Err(refuse::with(400, "model.property_field.is_valid.app_error"));
    }
    field.attrs = check_attributes(field.attrs, &field.kind)?;
    Ok(field)
}

fn check_attributes(mut attrs: Attributes, kind: &str) -> Result<Attributes, Refusal> {
    let refused = |status| refuse::with(status, "app.custom_profile_attributes.sanitize_and_validate.app_error");
    if attrs.visibility.is_empty() {
        attrs.visibility = "when_set".into();
    }
    if !matches!(attrs.visibility.as_str(), "always" | "when_set" | "hidden") {
        return Err(refused(422));
    }
    if !matches!(attrs.managed.as_str(), "" | "admin") {
        return Err(refused(400));
    }
    // What an administrator fills in is not filled from elsewhere.
    if attrs.managed == "admin" {
        (attrs.ldap, attrs.saml) = (String::new(), String::new());
    }
    if kind == "text" {
        if !matches!(attrs.value_type.as_str(), "" | "email" | "url" | "phone") {
            return Err(refused(422));
        }
    } else {
        attrs.value_type = String::new();
    }
    attrs.options = match (matches!(kind, "select" | "multiselect"), attrs.options) {
        (true, options) => Some(check_choices(options.unwrap_or_default()).ok_or_else(|| refused(422))?),
        (false, _) => None,
    };
    (attrs.access_mode, attrs.source_plugin_id, attrs.protected) = (String::new(), String::new(), false);
    Ok(attrs)
}

/// Each has a name of its own; those without an id get one.
fn check_choices(mut choices: Vec<Choice>) -> Option<Vec<Choice>> {
    for choice in &mut choices {
        choice.name = choice.name.trim().to_owned();
        if choice.id.is_none() {
            choice.id = Id::new();
        }
    }
    let twice = |at: usize, choice: &Choice| choices[..at].iter().any(|c| c.name == choice.name || c.id == choice.id);
    let fine = choices.len() <= CHOICES
        && choices.iter().enumerate().all(|(at, choice)| {
            !choice.name.is_empty() && choice.name.len() <= NAME && choice.id.is_valid() && !twice(at, choice)
        });
    fine.then_some(choices)
}

/// A value as it can be kept, or why it cannot. `is_admin` may fill in what is managed.
pub fn check_value(field: &Field, value: Value, is_admin: bool) -> Result<Value, Refusal> {
    if !field.attrs.ldap.is_empty() || !field.attrs.saml.is_empty() {
        return Err(refuse::with(400, "app.custom_profile_attributes.property_field_is_synced.app_error"));
    }
    if field.attrs.managed == "admin" && !is_admin {
        return Err(refuse::with(403, "app.custom_profile_attributes.property_field_is_managed.app_error"));
    }
    let refused = || refuse::with(400, "app.custom_profile_attributes.validate_value.app_error").about(&field.name);
    let many = field.kind.starts_with("multi");
    match value {
        Value::Null if many => Ok(json!([])),
        Value::Null => Ok(json!("")),
        Value::String(text) if !many => fit(field, text.trim()).map(Value::from).ok_or_else(refused),
        Value::Array(texts) if many && texts.len() <= CHOICES => {
            let fits =
                |text: &Value| text.as_str().map(str::trim).filter(|text| !text.is_empty()).and_then(|t| fit(field, t));
            texts.iter().map(fits).collect::<Option<Vec<_>>>().map(Value::from).ok_or_else(refused)
        }
        _ => Err(refused()),
    }
}

/// One text, if it is what the field wants. An empty one always is.
fn fit(field: &Field, text: &str) -> Option<String> {
    let fits = text.is_empty()
        || match field.kind.as_str() {
            "select" | "multiselect" => field.attrs.options.iter().flatten().any(|choice| choice.id.as_str() == text),
            "user" | "multiuser" => Id::parse(text).is_valid(),
            _ => text.chars().count() <= TEXT && (field.attrs.value_type != "email" || is_email(text)),
        };
    fits.then(|| text.to_owned())
}

fn is_email(text: &str) -> bool {
    let parts = text.split_once('@');
    parts.is_some_and(|(name, host)| !name.is_empty() && !host.is_empty() && !host.contains('@'))
        && !text.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(kind: &str, attrs: Value) -> Result<Field, Refusal> {
        let attrs = serde_json::from_value(attrs).unwrap_or_default();
        check_field(Field { name: " Rank ".into(), kind: kind.into(), attrs, ..Field::default() })
    }

    #[test]
    fn a_field_is_kept_as_it_is_shown() {
        let text = field("text", json!({})).expect("a field");
        assert_eq!((text.name.as_str(), text.attrs.visibility.as_str()), ("Rank", "when_set"));
        let choice = field("select", json!({"options": [{"name": "Low"}]})).expect("a field");
        assert!(choice.attrs.options.is_some_and(|options| options[0].id.is_valid()));
    }

    #[test]
    fn what_a_field_may_not_be_is_refused() {
        for (kind, attrs, status) in [
            ("bogus", json!({}), 400),
            ("text", json!({"visibility": "bogus"}), 422),
            ("text", json!({"value_type": "bogus"}), 422),
            ("text", json!({"managed": "bogus"}), 400),
            ("select", json!({"options": [{"name": ""}]}), 422),
            ("select", json!({"options": [{"name": "A"}, {"name": "A"}]}), 422),
        ] {
            assert_eq!(field(kind, attrs).err().map(|refusal| refusal.status), Some(status), "{kind}");
        }
    }

    #[test]
    fn values_fit_their_field() {
        let text = field("text", json!({})).expect("a field");
        let mail = field("text", json!({"value_type": "email"})).expect("a field");
        let many = field("multiuser", json!({})).expect("a field");
        let admin = field("text", json!({"managed": "admin"})).expect("a field");
        assert_eq!(check_value(&text, json!("  a "), false).ok(), Some(json!("a")));
        assert_eq!(check_value(&text, Value::Null, false).ok(), Some(json!("")));
        for (field, value) in [
            (&text, json!(5)),
            (&text, json!("x".repeat(65))),
            (&mail, json!("nope")),
            (&many, json!("junk")),
            (&many, json!(["junk"])),
            (&admin, json!("me")),
        ] {
            assert!(check_value(field, value.clone(), false).is_err(), "{value}");
        }
        assert!(check_value(&admin, json!("me"), true).is_ok());
    }
}
