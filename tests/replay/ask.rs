//! A step as an HTTP request.

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use serde_json::{Map, Value};

use crate::blobs;
use crate::names::Filling;
use crate::step::Step;

/// A request with every name filled in.
pub struct Request {
    pub path: String,
    pub headers: HeaderMap,
    pub body: Option<Vec<u8>>,
}

const BOUNDARY: &str = "the-end-of-a-part-of-this-form";

/// Fills a step in. What is missing is noted in `filling`.
pub fn request(step: &Step, token: Option<&str>, filling: &mut Filling<'_>) -> Request {
    let mut path = filling.text(&step.p);
    if let Some(Value::Object(query)) = &step.q {
        let Value::Object(query) = filling.fill(&Value::Object(query.clone())) else {
            unreachable!("an object stays one")
        };
        path = format!("{path}{}{}", if path.contains('?') { '&' } else { '?' }, form(&query));
    }
    let mut headers = HeaderMap::new();
    for (name, value) in &step.headers {
        let (name, value) = (HeaderName::try_from(name.as_str()), HeaderValue::try_from(filling.text(value)));
        headers.extend(name.ok().zip(value.ok()));
    }
    let (kind, body) = match body(step, filling) {
        Some((kind, body)) => (kind, Some(body)),
        None => (None, None),
    };
    if let Some(kind) = kind.and_then(|kind| HeaderValue::try_from(kind).ok()) {
        headers.entry("content-type").or_insert(kind);
    }
    if let Some(token) = token.and_then(|token| HeaderValue::try_from(format!("Bearer {token}")).ok()) {
        headers.insert("authorization", token);
    }
    Request { path, headers, body }
}

fn body(step: &Step, filling: &mut Filling<'_>) -> Option<(Option<String>, Vec<u8>)> {
    if let Some(body) = &step.body {
        return Some((Some("application/json".to_owned()), filling.fill(body).to_string().into_bytes()));
    }
    if let Some(raw) = &step.raw {
        let raw = if raw.starts_with("<b64:") { raw.clone() } else { filling.text(raw) };
        return Some((None, blobs::bytes(&raw)));
    }
    let fields = step.form.clone().unwrap_or_default();
    let Value::Object(fields) = filling.fill(&Value::Object(fields)) else { unreachable!("an object stays one") };
    match &step.files {
        Some(files) if !files.is_empty() => {
            Some((Some(format!("multipart/form-data; boundary={BOUNDARY}")), multipart(&fields, files)))
        }
        _ if step.form.is_some() => {
            Some((Some("application/x-www-form-urlencoded".to_owned()), form(&fields).into_bytes()))
        }
        _ => None,
    }
}

/// A value as forms and queries write it.
fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn form(fields: &Map<String, Value>) -> String {
    let mut written = form_urlencoded::Serializer::new(String::new());
    for (name, value) in fields {
        match value {
            Value::Array(items) => drop(written.extend_pairs(items.iter().map(|item| (name, plain(item))))),
            one => drop(written.append_pair(name, &plain(one))),
        }
    }
    written.finish()
}

fn multipart(fields: &Map<String, Value>, files: &[Vec<String>]) -> Vec<u8> {
    let mut body = Vec::new();
    let mut part = |head: String, content: &[u8]| {
        body.extend_from_slice(format!("--{BOUNDARY}\r\nContent-Disposition: form-data; {head}\r\n\r\n").as_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n");
    };
    for (name, value) in fields {
        part(format!("name=\"{name}\""), plain(value).as_bytes());
    }
    for file in files {
        let [field, name, content, kind @ ..] = &file[..] else {
            panic!("a file needs a field, a name and bytes: {file:?}")
        };
        let kind = kind.first().map_or_else(|| guessed(name), String::as_str);
        part(format!("name=\"{field}\"; filename=\"{name}\"\r\nContent-Type: {kind}"), &blobs::bytes(content));
    }
    body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
    body
}

/// The type that a client takes from a file's name.
fn guessed(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, end)| end) {
        "png" => "image/png",
        "gif" => "image/gif",
        "jpg" | "jpeg" => "image/jpeg",
        "txt" => "text/plain",
        "json" => "application/json",
        "zip" => "application/zip",
        "csv" => "text/csv",
        _ => "application/octet-stream",
    }
}
