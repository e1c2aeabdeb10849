//! Answers that a client may already have.

use std::fmt::Display;

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::Json;

/// The version of the contract: the first part of `X-Version-Id` and of every `ETag`.
pub const CONTRACT_VERSION: &str = "11.6.0";

/// 200 with `value` under the tag `<version>.<parts>`, or an empty 304 when the request says that the client has it.
/// The tag is not quoted: clients compare it as a text.
pub fn tagged<T: Serialize>(request: &HeaderMap, parts: impl Display, value: T) -> Response {
    answer(request, &format!("{CONTRACT_VERSION}.{parts}"), || Json(value).into_response())
}

/// Whether the request says that the client has the answer of this tag.
pub fn knows(request: &HeaderMap, tag: &str) -> bool {
    request.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes())
}

/// As [`tagged`], with the whole tag and any answer.
pub fn answer(request: &HeaderMap, tag: &str, make: impl FnOnce() -> Response) -> Response {
    let mut answer = if knows(request, tag) { StatusCode::NOT_MODIFIED.into_response() } else { make() };
    if let Ok(tag) = HeaderValue::from_str(tag) {
        answer.headers_mut().insert(header::ETAG, tag);
    }
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_client_has_is_not_sent_again() {
        let mut request = HeaderMap::new();
        let first = tagged(&request, "a.1", 5);
        assert_eq!(first.status(), StatusCode::OK);
        assert_eq!(first.headers()[header::ETAG], "11.6.0.a.1");
        request.insert(header::IF_NONE_MATCH, first.headers()[header::ETAG].clone());
        assert_eq!(tagged(&request, "a.1", 5).status(), StatusCode::NOT_MODIFIED);
        assert_eq!(tagged(&request, "a.2", 5).status(), StatusCode::OK);
    }
}
