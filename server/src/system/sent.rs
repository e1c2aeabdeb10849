//! A configuration that is sent to be tried, not kept.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::base::config::defaults;
use crate::base::http::Unread;

/// The part of a configuration that was sent; `None` when what was sent is no JSON, and the stored one counts.
pub fn sent_config<T: DeserializeOwned + Default>(body: &Unread) -> Option<T> {
    let sent: Value = body.read().ok()?;
    Some(serde_json::from_value(sent).unwrap_or_default())
}

/// Whether a section names every setting that it has: a test of half a section would try what nobody chose.
pub fn is_whole(section: &str, given: &Map<String, Value>) -> bool {
    let all = defaults();
    let mut settings = all.get(section).and_then(Value::as_object).into_iter().flatten();
    settings.all(|(setting, _)| given.get(setting).is_some_and(|value| !value.is_null()))
}
