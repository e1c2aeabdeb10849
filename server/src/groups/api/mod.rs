//! The routes of this room.

mod groups;
mod members;
mod places;

use axum::Router;
use axum::routing::{get, post, put};

use crate::app::App;

/// The routes.
pub fn routes() -> Router<App> {
    let members = get(members::list_members).post(members::add_members).delete(members::remove_members);
    Router::new()
        .route("/groups", get(groups::list_groups).post(groups::create_group))
        .route("/groups/names", post(groups::list_groups_by_names))
        .route("/groups/{group_id}", get(groups::get_group).delete(groups::delete_group))
        .route("/groups/{group_id}/patch", put(groups::patch_group))
        .route("/groups/{group_id}/restore", post(groups::restore_group))
        .route("/groups/{group_id}/stats", get(groups::get_stats))
        .route("/groups/{group_id}/members", members)
        .route("/users/{user_id}/groups", get(groups::list_groups_of))
        .merge(of_places())
}

/// What links groups to teams and channels.
fn of_places() -> Router<App> {
    let link = || post(places::link).delete(places::unlink);
    Router::new()
        .route("/groups/{group_id}/teams", get(places::list_linked))
        .route("/groups/{group_id}/channels", get(places::list_linked))
        .route("/groups/{group_id}/teams/{syncable_id}", get(places::get_linked))
        .route("/groups/{group_id}/channels/{syncable_id}", get(places::get_linked))
        .route("/groups/{group_id}/teams/{syncable_id}/link", link())
        .route("/groups/{group_id}/channels/{syncable_id}/link", link())
        .route("/groups/{group_id}/teams/{syncable_id}/patch", put(places::patch_link))
        .route("/groups/{group_id}/channels/{syncable_id}/patch", put(places::patch_link))
        .route("/teams/{team_id}/groups", get(places::list_of_team))
        .route("/teams/{team_id}/groups_by_channels", get(places::list_by_channels))
        .route("/teams/{team_id}/members_minus_group_members", get(places::list_outside_of_team))
        .route("/channels/{channel_id}/groups", get(places::list_of_channel))
        .route("/channels/{channel_id}/member_counts_by_group", get(places::count_by_group))
        .route("/channels/{channel_id}/members_minus_group_members", get(places::list_outside_of_channel))
}
