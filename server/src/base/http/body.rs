//! Bodies: JSON in, bounded and checked; JSON out.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use http_body_util::{BodyExt, Limited};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::frame::Limits;
use crate::base::error::{Context, Error, Result, refuse};

/// A JSON body, read as the official server reads it: unknown keys are ignored, and a key whose value is null at the
/// top of an object is as good as absent.
#[derive(Debug)]
pub struct Body<T>(pub T);

/// A body that is read later: where the permission is asked for before the body is looked at.
#[derive(Debug)]
pub struct Unread(Bytes);

impl Unread {
    /// Reads it as [`Body`] does.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T> {
        parse(&self.0)
    }

    /// The body as it was sent.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// Reads it where the official server takes whatever it cannot read for an empty body.
    pub fn read_or_default<T: DeserializeOwned + Default>(&self) -> T {
        self.read().unwrap_or_default()
    }
}

impl<S: Send + Sync> FromRequest<S> for Unread {
    type Rejection = Error;

    async fn from_request(request: Request, _: &S) -> Result<Unread> {
        read_body(request).await.map(Unread)
    }
}

/// A JSON array of texts: sorted, each once. Anything else is refused.
#[derive(Debug)]
pub struct List(pub Vec<String>);

/// An answer with a body: 200.
#[derive(Debug)]
pub struct Json<T>(pub T);

/// Something was made: 201.
#[derive(Debug)]
pub struct Created<T>(pub T);

/// It is done, and there is nothing to tell: `{"status":"OK"}`.
#[derive(Debug)]
pub struct Ok;

/// `Ok` as a result.
pub fn ok() -> Result<Ok> {
    Result::Ok(Ok)
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Error;

    async fn from_request(request: Request, _: &S) -> Result<Body<T>> {
        let bytes = read_body(request).await?;
        parse(&bytes).map(Body)
    }
}

impl<S: Send + Sync> FromRequest<S> for List {
    type Rejection = Error;

    async fn from_request(request: Request, _: &S) -> Result<List> {
        let bytes = read_body(request).await?;
        let refused = |error: serde_json::Error| refuse::with(400, "api.payload.parse.error").detail(error.to_string());
        let mut texts: Vec<String> = serde_json::from_slice(&bytes).map_err(refused)?;
        texts.sort();
        texts.dedup();
        Result::Ok(List(texts))
    }
}

/// The body that a handler was given as a `Result`; when it is malformed, a refusal with this id: some routes of the
/// contract have one of their own, and some check their path before their body.
pub fn given<T>(body: Result<Body<T>>, id: &'static str) -> Result<T> {
    match body {
        Result::Ok(Body(value)) => Result::Ok(value),
        Err(Error::Refused(refusal)) if refusal.status == 400 => {
            Err(refuse::with(400, id).about(refusal.about).detail(refusal.detail).into())
        }
        Err(error) => Err(error),
    }
}

/// As [`given`], for a body that is a list.
pub fn given_list<T>(body: Result<Body<Vec<T>>>) -> Result<Vec<T>> {
    given(body, "api.payload.parse.error")
}

/// The whole body, no longer than `ServiceSettings.MaximumPayloadSizeBytes`.
pub async fn read_body(request: Request) -> Result<Bytes> {
    let most = request.extensions().get::<Limits>().map_or(300_000, |limits| limits.body);
    let collected = Limited::new(request.into_body(), most).collect().await;
    let body = collected.map(|body| body.to_bytes()).map_err(|error| {
        if error.is::<http_body_util::LengthLimitError>() {
            refuse::too_large()
        } else {
            refuse::invalid_param("body").detail(error.to_string())
        }
    })?;
    if spells_nul(&body) {
        return Err(refuse::invalid_param("body").detail("a text holds the character U+0000").into());
    }
    Result::Ok(body)
}

/// Whether a text of a JSON document holds U+0000, which PostgreSQL can keep in no text.
fn spells_nul(json: &[u8]) -> bool {
    let spelled = json.windows(6).enumerate().filter(|(_, six)| six == b"\\u0000");
    // An even number of backslashes before it is so many written ones; after an odd number it is no escape itself.
    let mut escapes = spelled.map(|(at, _)| json[..at].iter().rev().take_while(|byte| **byte == b'\\').count());
    escapes.any(|before| before % 2 == 0)
}

/// Reads a body as [`Body`] does.
pub fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T> {
    let not_json = |error: serde_json::Error| refuse::invalid_param("body").detail(error.to_string());
    let mut value: Value = serde_json::from_slice(bytes).map_err(not_json)?;
    // Some clients send their body as a JSON text that holds the JSON.
    if let Value::String(text) = &value
        && let Result::Ok(inner @ (Value::Object(_) | Value::Array(_))) = serde_json::from_str(text)
    {
        value = inner;
    }
    // A struct would also be read from an array, by position; who sends one where an object is wanted is refused.
    if value.is_array() && T::deserialize(serde_json::json!({})).is_ok() {
        return Err(refuse::invalid_param("body").into());
    }
    if let Value::Object(fields) = &mut value {
        fields.retain(|_, value| !value.is_null());
    }
    serde_path_to_error::deserialize(value).map_err(|error| {
        let path = error.path().to_string();
        let field = if path == "." { "body" } else { &path };
        refuse::invalid_param(field).detail(error.inner().to_string()).into()
    })
}

// Clients compare the content type for equality: no charset.
const JSON: HeaderValue = HeaderValue::from_static("application/json");

fn json<T: Serialize>(status: StatusCode, value: &T) -> Response {
    match serde_json::to_vec(value).context("writing an answer") {
        Result::Ok(bytes) => (status, [(header::CONTENT_TYPE, JSON)], bytes).into_response(),
        Err(error) => error.into_response(),
    }
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        json(StatusCode::OK, &self.0)
    }
}

impl<T: Serialize> IntoResponse for Created<T> {
    fn into_response(self) -> Response {
        json(StatusCode::CREATED, &self.0)
    }
}

impl IntoResponse for Ok {
    fn into_response(self) -> Response {
        ([(header::CONTENT_TYPE, JSON)], r#"{"status":"OK"}"#).into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize, PartialEq)]
    #[serde(default)]
    #[derive(Default)]
    struct Login {
        login_id: String,
        token: String,
    }

    fn about(bytes: &[u8]) -> String {
        match parse::<Login>(bytes) {
            Err(Error::Refused(refusal)) => refusal.about.clone(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_null_is_as_good_as_absent() {
        let read: Login = parse(br#"{"login_id":"amy","token":null,"more":1}"#).expect("a login");
        assert_eq!(read, Login { login_id: "amy".into(), token: String::new() });
    }

    #[test]
    fn the_field_that_is_wrong_is_named() {
        assert_eq!(about(br#"{"login_id":5}"#), "login_id");
        assert_eq!(about(b"not json"), "body");
        assert_eq!(about(b"[]"), "body");
    }

    #[test]
    fn a_zero_character_is_told_from_one_that_is_spelled_out() {
        assert!(spells_nul(br#"{"a":"x\u0000"}"#) && spells_nul(br#"{"a":"\\\u0000"}"#));
        assert!(!spells_nul(br#"{"a":"\\u0000"}"#) && !spells_nul(br#"{"a":"u0000"}"#));
    }

    #[test]
    fn a_text_that_holds_json_is_opened() {
        let read: Login = parse(br#""{\"login_id\":\"amy\"}""#).expect("a login");
        assert_eq!(read.login_id, "amy");
    }
}
