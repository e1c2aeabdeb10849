//! Posting through an incoming webhook: nobody asks who it is.

use axum::extract::{FromRequest, Multipart, Request, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::base::Id;
use crate::base::http::{Params, read_body};
use crate::base::{Error, Result, refuse};
use crate::hooks::actions;
use crate::hooks::wire::Incoming;

/// POST /hooks/{id}: JSON, a form whose `payload` is JSON, or a form with a field each.
pub async fn receive(State(app): State<App>, at: Params, request: Request) -> Result<Response> {
    let id = Id::parse(at.text("id"));
    let given = read(request).await?;
    let house = app.clone();
    app.db.write(move |tx| actions::receive(&house, tx, id, given)).await?;
    Ok(([(header::CONTENT_TYPE, "text/plain")], "ok").into_response())
}

fn undecodable(detail: impl ToString) -> Error {
    refuse::with(400, "web.incoming_webhook.decode.app_error").detail(detail.to_string()).into()
}

async fn read(request: Request) -> Result<Incoming> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match kind.as_str() {
        "application/x-www-form-urlencoded" => {
            let body = read_body(request).await?;
            let fields: Vec<(String, String)> = serde_urlencoded::from_bytes(&body).map_err(undecodable)?;
            of_fields(fields)
        }
        "multipart/form-data" => of_fields(read_parts(request).await?),
        _ => decode(&read_body(request).await?),
    }
}

/// The fields of a form in parts; files among them are not looked at.
async fn read_parts(request: Request) -> Result<Vec<(String, String)>> {
    let (parts, body) = request.into_parts();
    let whole = read_body(Request::from_parts(parts.clone(), body)).await?;
    let request = Request::from_parts(parts, whole.into());
    let mut given = Multipart::from_request(request, &()).await.map_err(undecodable)?;
    let mut fields = Vec::new();
    while let Some(part) = given.next_field().await.map_err(undecodable)? {
        let name = part.name().unwrap_or_default().to_owned();
        if part.file_name().is_none() && fields.len() < 50 {
            fields.push((name, part.text().await.map_err(undecodable)?));
        }
    }
    Ok(fields)
}

fn of_fields(fields: Vec<(String, String)>) -> Result<Incoming> {
    if let Some((_, payload)) = fields.iter().find(|(name, _)| name == "payload") {
        return decode(payload.as_bytes());
    }
    let mut given = Incoming::default();
    for (name, value) in fields {
        match name.as_str() {
            "text" => given.text = value,
            "username" => given.username = value,
            "icon_url" => given.icon_url = value,
            "icon_emoji" => given.icon_emoji = value,
            "channel" => given.channel = value,
            "type" => given.kind = value,
            "props" => given.props = serde_json::from_str(&value).map_err(undecodable)?,
            "attachments" => given.attachments = serde_json::from_str(&value).map_err(undecodable)?,
            _ => {}
        }
    }
    Ok(given)
}

/// Reads a payload. Line breaks inside texts, which JSON forbids and the field is full of, are taken as meant.
fn decode(bytes: &[u8]) -> Result<Incoming> {
    if bytes.is_empty() {
        return Err(undecodable("empty"));
    }
    let read = |bytes: &[u8]| crate::base::http::parse::<Incoming>(bytes);
    read(bytes).or_else(|_| read(&escaped(bytes))).map_err(|error| undecodable(error.to_string()))
}

/// The same document with control characters inside its texts written as JSON wants them.
fn escaped(bytes: &[u8]) -> Vec<u8> {
    let (mut out, mut in_text, mut after_backslash) = (Vec::with_capacity(bytes.len()), false, false);
    for &byte in bytes {
        match byte {
            b'\n' if in_text => out.extend_from_slice(b"\\n"),
            b'\r' if in_text => out.extend_from_slice(b"\\r"),
            b'\t' if in_text => out.extend_from_slice(b"\\t"),
            _ => out.push(byte),
        }
        in_text ^= byte == b'"' && !after_backslash;
        after_backslash = byte == b'\\' && !after_backslash;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn payloads_of_the_field_are_read() {
        let text = |bytes: &[u8]| decode(bytes).map(|given| given.text).unwrap_or_else(|error| error.to_string());
        assert_eq!(text(br#"{"text":"hi","mrkdwn":true}"#), "hi");
        assert_eq!(text(b"{\"text\":\"one\ntwo\\\"\tthree\"}"), "one\ntwo\"\tthree");
        for bad in [&b""[..], b"{bad", br#"{"text":5}"#, b"[]"] {
            assert!(decode(bad).is_err(), "{bad:?}");
        }
    }
}
