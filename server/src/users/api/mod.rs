//! The routes of this room: signing up and logging in, looking people up, changing accounts.

mod change;
mod image;
mod list;
mod login;
mod look_up;
mod sign_up;

use axum::Router;
use axum::routing::{get, post, put};

use crate::app::App;

/// The routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/users", post(sign_up::create_user).get(list::list_users))
        .route("/users/search", post(list::search_users))
        .route("/users/autocomplete", get(list::autocomplete_users))
        .route("/users/known", get(list::list_known))
        .route("/users/stats", get(list::get_stats))
        .route("/users/stats/filtered", get(list::get_filtered_stats))
        .route("/users/group_channels", post(list::list_of_group_channels))
        .route("/users/login", post(login::login))
        .route("/users/login/type", post(login::get_login_type))
        .route("/users/logout", post(login::logout))
        .route("/users/ids", post(look_up::list_by_ids))
        .route("/users/usernames", post(look_up::list_by_usernames))
        .route("/users/username/{username}", get(look_up::get_by_username))
        .route("/users/email/{email}", get(look_up::get_by_email))
        .route("/users/{user_id}", get(look_up::get_user).put(change::update_user).delete(change::delete_user))
        .route("/users/{user_id}/patch", put(change::patch_user))
        .route("/users/{user_id}/roles", put(change::set_roles))
        .route("/users/{user_id}/active", put(change::set_active))
        .route("/users/{user_id}/reset_failed_attempts", post(change::reset_failed_attempts))
        .route("/users/{user_id}/password", put(change::set_password))
        .route("/users/{user_id}/image", get(image::get_image).post(image::set_image).delete(image::delete_image))
        .route("/users/{user_id}/image/default", get(image::get_default_image))
}
