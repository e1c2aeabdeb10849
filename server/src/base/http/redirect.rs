//! Leading a browser elsewhere.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

/// Leads to an address, as the contract has it: the type of a body is named, and there is no body.
pub fn redirect(status: StatusCode, to: String) -> Response {
    (status, [(header::LOCATION, to), (header::CONTENT_TYPE, "application/json".to_owned())]).into_response()
}
