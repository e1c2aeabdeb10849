//! The routes of this room: `channels.rs` for one channel, `lists.rs` for many, `members.rs` for who is in them,
//! `reading.rs` for what is unread.

mod channels;
mod lists;
mod members;
mod moving;
mod powers;
mod reading;

use axum::Router;
use axum::routing::{delete, get, post, put};

use crate::app::App;

/// The routes.
pub fn routes() -> Router<App> {
    of_site().merge(of_team()).merge(of_person()).merge(of_channel())
}

fn of_site() -> Router<App> {
    Router::new()
        .route("/channels", post(channels::create_channel).get(lists::list_all))
        .route("/channels/direct", post(channels::create_direct))
        .route("/channels/group", post(channels::create_group))
        .route("/channels/search", post(lists::search_all))
        .route("/channels/group/search", post(lists::search_groups))
        .route("/channels/stats/member_count", post(lists::count_members))
        .route("/channels/members/{user_id}/view", post(reading::view))
        .route("/channels/members/{user_id}/mark_read", post(reading::mark_read))
}

fn of_team() -> Router<App> {
    Router::new()
        .route("/teams/{team_id}/channels", get(lists::list_open))
        .route("/teams/{team_id}/channels/deleted", get(lists::list_deleted))
        .route("/teams/{team_id}/channels/private", get(lists::list_private))
        .route("/teams/{team_id}/channels/ids", post(lists::list_by_ids))
        .route("/teams/{team_id}/channels/search", post(lists::search))
        .route("/teams/{team_id}/channels/autocomplete", get(lists::autocomplete))
        .route("/teams/{team_id}/channels/search_autocomplete", get(lists::search_autocomplete))
        .route("/teams/{team_id}/channels/name/{channel_name}", get(channels::get_by_name))
        .route("/teams/name/{team_name}/channels/name/{channel_name}", get(channels::get_by_names))
}

fn of_person() -> Router<App> {
    Router::new()
        .route("/users/{user_id}/channels", get(lists::list_of))
        .route("/users/{user_id}/channel_members", get(members::list_memberships))
        .route("/users/{user_id}/teams/{team_id}/channels", get(lists::list_of_in_team))
        .route("/users/{user_id}/teams/{team_id}/channels/members", get(members::list_memberships_in_team))
        .route("/users/{user_id}/channels/{channel_id}/unread", get(reading::get_unread))
}

fn of_channel() -> Router<App> {
    let one = get(channels::get_channel).put(channels::update_channel).delete(channels::delete_channel);
    Router::new()
        .route("/channels/{channel_id}", one)
        .route("/channels/{channel_id}/patch", put(channels::patch_channel))
        .route("/channels/{channel_id}/privacy", put(channels::set_privacy))
        .route("/channels/{channel_id}/restore", post(channels::restore_channel))
        .route("/channels/{channel_id}/stats", get(channels::get_stats))
        .route("/channels/{channel_id}/common_teams", get(moving::list_common_teams))
        .route("/channels/{channel_id}/convert_to_channel", post(moving::convert_to_channel))
        .route("/channels/{channel_id}/move", post(moving::move_channel))
        .route("/channels/{channel_id}/access_control/attributes", get(moving::list_attributes))
        .route("/channels/{channel_id}/members/{user_id}/autotranslation", put(members::set_autotranslation))
        .route("/channels/{channel_id}/scheme", put(powers::set_scheme))
        .route("/channels/{channel_id}/moderations", get(powers::get_moderations))
        .route("/channels/{channel_id}/moderations/patch", put(powers::patch_moderations))
        .route("/channels/{channel_id}/timezones", get(channels::list_timezones))
        .route("/channels/{channel_id}/members", get(members::list_members).post(members::add_members))
        .route("/channels/{channel_id}/members/ids", post(members::list_members_by_ids))
        .route("/channels/{channel_id}/members/{user_id}", get(members::get_member))
        .route("/channels/{channel_id}/members/{user_id}", delete(members::remove_member))
        .route("/channels/{channel_id}/members/{user_id}/roles", put(members::set_roles))
        .route("/channels/{channel_id}/members/{user_id}/schemeRoles", put(members::set_flags))
        .route("/channels/{channel_id}/members/{user_id}/notify_props", put(members::set_notify_props))
}
