//! What the server answered.

use std::ops::Deref;

use serde::de::DeserializeOwned;
use serde_json::Value;

/// An answer, and the question it belongs to, so that a failing story says what was asked.
#[derive(Debug)]
pub struct Answer {
    asked: String,
    status: u16,
    headers: reqwest::header::HeaderMap,
    bytes: Vec<u8>,
}

/// A JSON body.
#[derive(Debug, Clone, PartialEq)]
pub struct Body(Value);

impl Deref for Body {
    type Target = Value;
    fn deref(&self) -> &Value {
        &self.0
    }
}

impl From<Value> for Body {
    fn from(value: Value) -> Body {
        Body(value)
    }
}

impl Body {
    /// Its `id`.
    pub fn id(&self) -> &str {
        self.text("id")
    }

    /// A field that is a text.
    pub fn text(&self, field: &str) -> &str {
        self.0[field].as_str().unwrap_or_else(|| panic!("no text {field} in {}", self.0))
    }

    /// A field that is a whole number.
    pub fn number(&self, field: &str) -> i64 {
        self.0[field].as_i64().unwrap_or_else(|| panic!("no number {field} in {}", self.0))
    }

    /// The items of a list.
    pub fn items(&self) -> &Vec<Value> {
        self.0.as_array().unwrap_or_else(|| panic!("no list: {}", self.0))
    }

    /// One field of every item of a list, where it is a text.
    pub fn each(&self, field: &str) -> Vec<&str> {
        self.items().iter().filter_map(|item| item[field].as_str()).collect()
    }

    /// The value itself.
    pub fn value(self) -> Value {
        self.0
    }

    /// As a type of the reader's.
    pub fn read<T: DeserializeOwned>(&self) -> T {
        serde_json::from_value(self.0.clone()).unwrap_or_else(|error| panic!("{error} in {}", self.0))
    }
}

impl PartialEq<Value> for Body {
    fn eq(&self, other: &Value) -> bool {
        self.0 == *other
    }
}

impl Answer {
    pub(crate) async fn of(asked: String, answer: Result<reqwest::Response, reqwest::Error>) -> Answer {
        let answer = answer.unwrap_or_else(|error| panic!("{asked}: {error}"));
        let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
        let bytes = answer.bytes().await.unwrap_or_else(|error| panic!("{asked}: {error}")).to_vec();
        Answer { asked, status, headers, bytes }
    }

    /// The body of a success.
    #[track_caller]
    pub fn ok(self) -> Body {
        assert!((200..300).contains(&self.status), "{self}");
        self.json()
    }

    /// The body of a 201.
    #[track_caller]
    pub fn created(self) -> Body {
        assert_eq!(self.status, 201, "{self}");
        self.json()
    }

    /// The body of a refusal with this status and error id.
    #[track_caller]
    pub fn refused(self, status: u16, id: &str) -> Body {
        assert_eq!(self.status, status, "{self}");
        let body = self.json();
        assert_eq!(body["id"], id, "{self}");
        assert_eq!(body["status_code"], status, "{self}");
        body
    }

    /// The body as JSON, whatever the status.
    #[track_caller]
    pub fn json(&self) -> Body {
        let found = self.header("content-type");
        assert_eq!(found, Some("application/json"), "clients compare the content type for equality: {self}");
        Body(serde_json::from_slice(&self.bytes).unwrap_or_else(|error| panic!("{error}: {self}")))
    }

    /// The HTTP status.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// A header, if it is there.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// Every value of a header.
    pub fn headers(&self, name: &str) -> Vec<&str> {
        self.headers.get_all(name).iter().filter_map(|value| value.to_str().ok()).collect()
    }

    /// The body as it came.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }
}

impl std::fmt::Display for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let text = self.text();
        let start: String = text.chars().take(2000).collect();
        write!(f, "{} answered {}: {start}", self.asked, self.status)
    }
}
