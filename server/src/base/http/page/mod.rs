//! The web page: the one inside the program, or another web client's files from a folder.
//!
//! Every path that is no file answers the page itself, which knows its own paths. Files with a hash in their name are
//! kept by browsers for a year; the page is never kept without asking. Nothing outside the page's own files is ever
//! read, whatever the path says.

mod bundled;
mod folder;

use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::base::config::Configuration;
use crate::base::error::refuse;

use self::bundled::Bundled;
use self::folder::Folder;

/// Where the page's files are.
enum Source {
    Bundled(Bundled),
    Folder(Folder),
}

/// A file of the page.
struct Found {
    bytes: Bytes,
    /// The same, compressed with gzip, where that is worth it.
    gzip: Option<Bytes>,
    kind: HeaderValue,
    tag: String,
    cache: &'static str,
    is_page: bool,
}

/// What a page of ours may do: scripts and connections only of this server.
const OURS: &str = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
    img-src 'self' data: blob:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; \
    frame-ancestors 'self'";
/// What another web client may do: no more is asked of a client that was not written for us.
const FOREIGN: &str = "frame-ancestors 'self'; script-src 'self'";
/// Asked for anew each time, and answered with 304 when it is the same.
const ASKED: &str = "no-cache";
const A_YEAR: &str = "public, max-age=31536000, immutable";

/// Answers every path that no other route takes. `folder` holds another web client's files.
pub fn routes(folder: Option<&Path>, config: Arc<Configuration>) -> Router {
    let source = match folder {
        Some(folder) => Source::Folder(Folder::new(folder, config)),
        None => Source::Bundled(Bundled::default()),
    };
    Router::new().fallback(answer).with_state(Arc::new(source))
}

async fn answer(State(source): State<Arc<Source>>, request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let path = request.uri().path().trim_start_matches('/').to_owned();
    if path.split('/').next() == Some("api") {
        return refuse::not_found("api.context.404.app_error").into_response();
    }
    let (found, policy) = match &*source {
        Source::Bundled(bundled) => (bundled.find(&path), OURS),
        Source::Folder(folder) => (folder.find(&path).await, FOREIGN),
    };
    match found {
        Some(found) => show(found, policy, request.headers()),
        None => (StatusCode::NOT_FOUND, [(header::CACHE_CONTROL, "no-cache")]).into_response(),
    }
}

fn show(found: Found, policy: &'static str, asked: &HeaderMap) -> Response {
    let text = |name: HeaderName| asked.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let known = text(header::IF_NONE_MATCH).split(',').any(|tag| tag.trim().trim_start_matches("W/") == found.tag);
    let zipped = found.gzip.filter(|_| text(header::ACCEPT_ENCODING).contains("gzip"));
    let mut answer = match (known, &zipped) {
        (true, _) => StatusCode::NOT_MODIFIED.into_response(),
        (false, Some(zipped)) => zipped.clone().into_response(),
        (false, None) => found.bytes.into_response(),
    };
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_TYPE, found.kind);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(found.cache));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if zipped.is_some() && !known {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    if let Ok(tag) = HeaderValue::from_str(&found.tag) {
        headers.insert(header::ETAG, tag);
    }
    if found.is_page {
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
        headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN"));
    }
    answer
}

fn kind_of(path: &str) -> HeaderValue {
    let kind = mime_guess::from_path(path).first_or_octet_stream();
    let text = if kind.type_() == "text" { format!("{kind}; charset=utf-8") } else { kind.to_string() };
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("application/octet-stream"))
}
