//! The routes of OAuth: `apps.rs` for who keeps apps, `authorize.rs` for who is asked, `token.rs` for the apps
//! themselves, `elsewhere.rs` for logins by others, which this server does not have.

mod apps;
mod authorize;
mod elsewhere;
mod token;

use axum::Router;
use axum::routing::{get, post};

use crate::app::App;

/// The routes under /api/v4.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/oauth/apps", post(apps::create_app).get(apps::list_apps))
        .route("/oauth/apps/register", post(apps::register))
        .route("/oauth/apps/{app_id}", get(apps::get_app).put(apps::update_app).delete(apps::delete_app))
        .route("/oauth/apps/{app_id}/info", get(apps::get_info))
        .route("/oauth/apps/{app_id}/regen_secret", post(apps::renew_secret))
        .route("/users/{user_id}/oauth/apps/authorized", get(apps::list_authorized))
        .route("/oauth_test", get(token::test))
}

/// The routes from the server's root.
pub fn web_routes() -> Router<App> {
    Router::new()
        .route("/.well-known/oauth-authorization-server", get(token::get_metadata))
        .route("/oauth/authorize", get(authorize::ask).post(authorize::allow))
        .route("/oauth/deauthorize", post(authorize::take_back))
        .route("/oauth/access_token", post(token::exchange))
        .merge(elsewhere::routes())
}
