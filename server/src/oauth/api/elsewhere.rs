//! Logins by somebody else's server, which this one does not have: where they would come back to.

use axum::Router;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

use crate::app::App;
use crate::base::http::{Ok, Params, Unread, redirect};
use crate::base::{Result, refuse};
use crate::oauth::rules::with_query;

/// The routes from the server's root.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/oauth/{service}/complete", get(complete))
        .route("/login/{service}/complete", get(complete))
        .route("/signup/{service}/complete", get(complete))
        .route("/api/v3/oauth/{service}/complete", get(complete))
        .route("/oauth/{service}/login", get(unsupported))
        .route("/oauth/{service}/mobile_login", get(unsupported))
        .route("/oauth/{service}/signup", get(unsupported))
        .route("/oauth/intune", post(intune))
        .route("/login/sso/saml", get(saml).post(saml))
        .route("/robots.txt", get(robots))
}

/// GET /oauth/{service}/complete and its like
async fn complete(at: Params) -> Response {
    if at.query("code").is_some() {
        return refuse::with(501, "api.user.authorize_oauth_user.unsupported.app_error").into_response();
    }
    let name = at.text("service");
    let mut letters = name.chars();
    let service: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    redirect(
        StatusCode::TEMPORARY_REDIRECT,
        with_query("/error", &[("service", &service), ("type", "oauth_missing_code")]),
    )
}

/// GET /oauth/{service}/login and its like
async fn unsupported() -> Response {
    refuse::with(501, "api.user.authorize_oauth_user.unsupported.app_error").into_response()
}

/// POST /oauth/intune
async fn intune(body: Unread) -> Result<Ok> {
    #[derive(Default, serde::Deserialize)]
    #[serde(default)]
    struct Given {
        access_token: String,
    }
    let given: Given = body.read()?;
    if given.access_token.is_empty() {
        return Err(refuse::invalid_param("access_token").into());
    }
    Err(refuse::with(501, "api.user.authorize_oauth_user.unsupported.app_error").into())
}

/// GET, POST /login/sso/saml
async fn saml() -> Response {
    let message = "SAML 2.0 is not configured or supported on this server.";
    redirect(StatusCode::FOUND, with_query("/error", &[("message", message)]))
}

/// GET /robots.txt: what is said here is not for search engines.
async fn robots() -> Response {
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], "User-agent: *\nDisallow: /\n").into_response()
}
