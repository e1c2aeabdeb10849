//! An answer as the recording writes it: status, headers that clients look at, and the normalised body.

use std::sync::LazyLock;

use regex::Regex;
use reqwest::header::HeaderMap;
use serde_json::{Map, Value};

use crate::blobs;
use crate::names::pattern;
use crate::normal::{Normal, hide_words, tidy};
use crate::step::Step;

static AGE: LazyLock<Regex> = LazyLock::new(|| pattern(r"max-age=\d+"));

/// An answer as it came.
pub struct Raw {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Raw {
    /// A header, if it is there.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// Every cookie that is set.
    pub fn cookies(&self) -> impl Iterator<Item = &str> {
        self.headers.get_all("set-cookie").iter().filter_map(|value| value.to_str().ok())
    }

    /// The JSON of the body, where it says or looks like it.
    pub fn json(&self) -> Option<Value> {
        let says = self.header("content-type").unwrap_or_default().to_lowercase().contains("json");
        let looks = says || matches!(self.body.first(), Some(b'{' | b'['));
        if looks && !self.body.is_empty() { crate::json::parse(&self.body) } else { None }
    }

    /// The answer as the recording writes it.
    pub fn shown(&self, step: &Step, normal: &Normal<'_>) -> Map<String, Value> {
        let mut shown = Map::new();
        let kind = self.header("content-type").unwrap_or_default().to_lowercase();
        shown.insert("status".into(), self.status.into());
        shown.insert("ct".into(), kind.clone().into());
        shown.insert("etag".into(), self.header("etag").is_some().into());
        if let Some(cache) = self.header("cache-control").filter(|cache| !cache.is_empty()) {
            shown.insert("cc".into(), AGE.replace_all(cache, "max-age=<n>").into());
        }
        if let Some(location) = self.header("location").filter(|location| !location.is_empty()) {
            shown.insert("loc".into(), normal.text(&unquoted(&unquoted(location))).into());
        }
        let mut cookies: Vec<Value> = self.cookies().map(|cookie| cookie_of(cookie).into()).collect();
        cookies.sort_by_key(Value::to_string);
        if !cookies.is_empty() {
            shown.insert("cookies".into(), cookies.into());
        }
        match self.json() {
            Some(json) => {
                let mut json = tidy(normal.value(&json), step, u64::from(self.status));
                if self.status >= 400 {
                    hide_words(&mut json);
                }
                shown.insert("json".into(), json);
            }
            None if !self.body.is_empty() => self.body_that_is_not_json(&kind, step, normal, &mut shown),
            None => {}
        }
        shown
    }

    fn body_that_is_not_json(&self, kind: &str, step: &Step, normal: &Normal<'_>, shown: &mut Map<String, Value>) {
        let (name, value) = if step.exact {
            ("sha", blobs::short_hash(&self.body))
        } else if let Some(image) = blobs::image(&self.body) {
            ("image", image)
        } else if step.ignore == ["$"] {
            ("text", "<ignored>".to_owned())
        } else if kind.starts_with("text/html") {
            ("text", "<html>".to_owned())
        } else {
            match std::str::from_utf8(&self.body) {
                Ok(text) => ("text", shortened(normal.text(text))),
                Err(_) => ("sha", blobs::short_hash(&self.body)),
            }
        };
        shown.insert(name.into(), value.into());
        if let Some(disposition) = self.header("content-disposition") {
            shown.insert("cd".into(), normal.text(disposition).into());
        }
    }
}

fn shortened(text: String) -> String {
    if text.chars().count() <= 2000 { text } else { format!("sha:{}", blobs::short_hash(text.as_bytes())) }
}

/// A cookie's name, and its attributes; of most only that they are there.
fn cookie_of(cookie: &str) -> String {
    let mut parts = cookie.split(';').map(str::trim);
    let name = |part: &str| part.split('=').next().unwrap_or_default().to_owned();
    let first = name(parts.next().unwrap_or_default());
    let attribute = |part: &str| match name(part).to_lowercase().as_str() {
        "path" | "samesite" => part.to_owned(),
        _ => name(part),
    };
    let mut attributes: Vec<_> = parts.map(attribute).collect();
    attributes.sort();
    format!("{first}: {}", attributes.join(", "))
}

/// A text with its `%xx` opened.
pub fn unquoted(text: &str) -> String {
    // A plus stays a plus: only forms write a space so.
    let text = text.replace('+', "%2B");
    let decoded = form_urlencoded::parse(text.replace('&', "%26").replace('=', "%3D").as_bytes())
        .next()
        .map(|(name, _)| name.into_owned());
    decoded.unwrap_or_default()
}
