//! The routes of this room: signing up and logging in, looking people up, changing accounts.

mod change;
mod elsewhere;
mod guests;
mod image;
mod links;
mod list;
mod login;
mod look_up;
mod mfa;
mod proof;
mod sign_up;

use axum::Router;
use axum::routing::{get, post, put};

use crate::app::App;

/// The routes from the server's root.
pub fn web_routes() -> Router<App> {
    Router::new().route("/login/one_time_link", get(links::come_in))
}

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
        .route("/users/login/type", post(links::get_login_type))
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
        .route("/users/{user_id}/promote", post(guests::promote))
        .route("/users/{user_id}/demote", post(guests::demote))
        .route("/users/{user_id}/mfa", put(mfa::set_active))
        .route("/users/{user_id}/mfa/generate", post(mfa::generate))
        .route("/users/{user_id}/auth", put(elsewhere::set_auth))
        .route("/users/{user_id}/email/verify/member", post(proof::verify_for))
        .route("/users/email/verify", post(proof::verify))
        .route("/users/email/verify/send", post(proof::send_verification))
        .route("/users/password/reset", post(proof::reset_password))
        .route("/users/password/reset/send", post(proof::send_recovery))
        .route("/users/login/switch", post(elsewhere::switch_login))
        .route("/users/login/desktop_token", post(elsewhere::login_by_desktop_token))
        .route("/users/login/sso/code-exchange", post(elsewhere::exchange_code))
        .route("/users/migrate_auth/ldap", post(elsewhere::migrate_to_ldap))
        .route("/users/migrate_auth/saml", post(elsewhere::migrate_to_saml))
        .route("/users/invalid_emails", get(elsewhere::list_invalid_emails))
        .route("/users/trigger-notify-admin-posts", post(elsewhere::trigger_notify_admin))
        .route("/users/notify-admin", post(elsewhere::notify_admin))
}
