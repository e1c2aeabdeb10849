//! The routes of this room: signing up and logging in, looking people up, changing accounts.

mod login;
mod look_up;
mod sign_up;

use axum::Router;
use axum::routing::{get, post};

use crate::app::App;

/// The routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/users", post(sign_up::create_user))
        .route("/users/login", post(login::login))
        .route("/users/logout", post(login::logout))
        .route("/users/ids", post(look_up::list_by_ids))
        .route("/users/usernames", post(look_up::list_by_usernames))
        .route("/users/{user_id}", get(look_up::get_user))
}
