//! What every request and every answer carries.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tracing::Instrument;

use crate::base::config::Configuration;
use crate::base::error::{Error, ErrorBody, Refusal, refuse};
use crate::base::i18n::Language;
use crate::base::ids::Id;

/// The id that the answer and the log lines of a request carry.
#[derive(Debug, Clone, Copy)]
pub struct RequestId(pub Id);

/// Bounds that extractors look up in the request.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Bytes of a body.
    pub body: usize,
}

/// What [`respond`] needs to know.
#[derive(Clone)]
pub struct Frame {
    /// For the bounds.
    pub config: Arc<Configuration>,
    /// The value of `X-Version-Id`, made anew when the configuration changes.
    pub version: Arc<dyn Fn() -> HeaderValue + Send + Sync>,
}

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const VERSION_ID: HeaderName = HeaderName::from_static("x-version-id");
const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");

/// The outermost layer: gives the request its id and bounds, writes error bodies, adds the headers of each answer.
pub async fn respond(State(frame): State<Frame>, mut request: Request, next: Next) -> Response {
    let id = Id::new();
    let settings = frame.config.now();
    let get = request.method() == Method::GET;
    let api = request.uri().path().starts_with("/api/");
    let too_long = request.uri().to_string().len() as i64 > settings.maximum_url_length;
    let language = Language::of(text(request.headers(), header::ACCEPT_LANGUAGE));
    request.extensions_mut().insert(RequestId(id));
    request.extensions_mut().insert(Limits { body: usize::try_from(settings.maximum_payload_size).unwrap_or(0) });
    let span =
        tracing::info_span!("request", request_id = %id, method = %request.method(), path = request.uri().path());
    let answer = async {
        if too_long {
            return refuse::with(414, "basic_security_check.url.too_long_error").into_response();
        }
        let mut answer = next.run(request).await;
        if let Some(error) = answer.extensions_mut().remove::<Arc<Error>>() {
            let plain = error_response(&error, id, language, settings.enable_developer);
            // What the handler said beside the error (a cookie that ends the session) stays.
            let headers = std::mem::take(answer.headers_mut());
            answer = plain;
            answer.headers_mut().extend(headers);
        }
        answer
    };
    let mut answer = answer.instrument(span).await;
    let headers = answer.headers_mut();
    if let Ok(value) = HeaderValue::from_str(id.as_str()) {
        headers.insert(REQUEST_ID, value);
    }
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(PERMISSIONS_POLICY, HeaderValue::from_static(""));
    if api {
        headers.insert(VERSION_ID, (frame.version)());
        if get {
            headers.insert(header::EXPIRES, HeaderValue::from_static("0"));
        }
    }
    answer
}

fn text(headers: &HeaderMap, name: HeaderName) -> &str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// The answer of an error. Something broken is logged here, once, with its cause.
pub fn error_response(error: &Error, request: Id, language: Language, developer: bool) -> Response {
    let broken;
    let refusal = match error {
        Error::Refused(refusal) => refusal,
        Error::Broken(cause) => {
            tracing::error!(doing = %cause.doing, cause = %cause.cause, "broken");
            broken = Refusal {
                detail: format!("{}: {}", cause.doing, cause.cause),
                ..if cause.unavailable {
                    refuse::with(503, "hearth.unavailable")
                } else {
                    refuse::with(500, "hearth.broken")
                }
            };
            &broken
        }
    };
    let message = language.error(&refusal.id, refusal.status, &refusal.about);
    let body = ErrorBody {
        id: &refusal.id,
        message: &message,
        detailed_error: if developer { &refusal.detail } else { "" },
        request_id: request.as_str(),
        status_code: refusal.status,
    };
    let bytes = serde_json::to_vec(&body).unwrap_or_default();
    let status = StatusCode::from_u16(refusal.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, [(header::CONTENT_TYPE, "application/json")], bytes).into_response()
}

/// An error leaves a handler as a bare status that carries it; [`respond`] writes the body.
impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let status = match &self {
            Error::Refused(refusal) => refusal.status,
            Error::Broken(_) => 500,
        };
        let mut answer = Response::new(Body::empty());
        *answer.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        answer.extensions_mut().insert(Arc::new(self));
        answer
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        Error::from(self).into_response()
    }
}
