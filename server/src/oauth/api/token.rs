//! What apps ask for themselves.

use axum::extract::{Request, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::access::Actor;
use crate::app::App;
use crate::base::http::{Json, Site, read_body};
use crate::base::{Result, refuse};
use crate::oauth::grants;
use crate::oauth::wire::Exchange;

/// POST /oauth/access_token
pub async fn exchange(State(app): State<App>, request: Request) -> Result<Response> {
    let bytes = read_body(request).await?;
    let bad = |_| refuse::with(400, "api.oauth.get_access_token.bad_request.app_error");
    let given: Exchange = serde_urlencoded::from_bytes(&bytes).map_err(bad)?;
    if !app.config.now().enable_oauth_service_provider {
        return Err(refuse::with(501, "api.oauth.get_access_token.disabled.app_error").into());
    }
    let house = app.clone();
    let token = app.db.write(move |tx| grants::exchange(&house, tx, &given)).await?;
    Ok(([(header::CACHE_CONTROL, "no-store"), (header::PRAGMA, "no-cache")], Json(token)).into_response())
}

/// GET /oauth_test: whether the caller's session counts.
pub async fn test(_: Actor) -> Json<Value> {
    Json(json!({"status": "OK"}))
}

/// GET /.well-known/oauth-authorization-server
pub async fn get_metadata(State(app): State<App>, site: Site) -> Result<Json<Value>> {
    let settings = app.config.now();
    if !settings.enable_oauth_service_provider {
        return Err(refuse::with(501, "api.oauth.authorization_server_metadata.disabled.app_error").into());
    }
    let site = site.url(&settings);
    if site.is_empty() {
        return Err(refuse::with(400, "api.oauth.authorization_server_metadata.site_url_required.app_error").into());
    }
    let mut metadata = json!({
        "issuer": site,
        "authorization_endpoint": format!("{site}/oauth/authorize"),
        "token_endpoint": format!("{site}/oauth/access_token"),
        "response_types_supported": ["code"],
        "scopes_supported": ["user"],
        "grant_types_supported": ["authorization_code", "refresh_token"],
        "token_endpoint_auth_methods_supported": ["client_secret_post", "none"],
        "code_challenge_methods_supported": ["S256"],
    });
    if settings.enable_dynamic_client_registration {
        metadata["registration_endpoint"] = format!("{site}/api/v4/oauth/apps/register").into();
    }
    Ok(Json(metadata))
}
