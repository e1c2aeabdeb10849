//! The routes of reports.

use axum::Router;
use axum::extract::State;
use axum::routing::{get, post};
use serde_json::{Value, json};

use super::counts::{self, DAY, Daily};
use super::people::{self, COLUMNS, Paging, Wanted};
use super::posts;
use super::wire::{Count, PostsReport, PostsWanted, UserReport};
use crate::access::{Actor, Permission};
use crate::app::App;
use crate::base::http::{Body, Json, Ok, Params, ok};
use crate::base::{Id, Result, refuse};
use crate::files;
use crate::jobs;
use crate::jobs::wire::Data;

/// The routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/analytics/old", get(get_analytics))
        .route("/usage/posts", get(get_posts_usage))
        .route("/usage/teams", get(get_teams_usage))
        .route("/usage/storage", get(get_storage_usage))
        .route("/reports/users", get(report_users))
        .route("/reports/users/count", get(count_users))
        .route("/reports/users/export", post(export_users))
        .route("/reports/posts", post(report_posts))
}

/// GET /analytics/old
async fn get_analytics(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Vec<Count>>> {
    let name = at.query("name").unwrap_or("standard").to_owned();
    let team = at.query("team_id").unwrap_or_default().to_owned();
    actor.demand(Permission::GetAnalytics)?;
    let now = app.clock.now();
    let since = people::day(now - 31 * DAY);
    app.db
        .read_long(move |conn| match name.as_str() {
            "standard" => counts::standard(conn, &team, now),
            "extra_counts" => counts::extra(conn, &team, now),
            "post_counts_day" => counts::daily(conn, Daily::Posts, &team, &since),
            "user_counts_with_posts_day" => counts::daily(conn, Daily::People, &team, &since),
            // No bots post in a count of their own.
            "bot_post_counts_day" => Result::Ok(Vec::new()),
            _ => Err(refuse::invalid_param("name").into()),
        })
        .await
        .map(Json)
}

/// GET /usage/posts
async fn get_posts_usage(State(app): State<App>, _: Actor) -> Result<Json<Value>> {
    let count = app.db.read_long(counts::used_posts).await?;
    Result::Ok(Json(json!({"count": count})))
}

/// GET /usage/teams
async fn get_teams_usage(State(app): State<App>, _: Actor) -> Result<Json<Value>> {
    let active = app.db.read(counts::used_teams).await?;
    Result::Ok(Json(json!({"active": active, "cloud_archived": 0})))
}

/// GET /usage/storage
async fn get_storage_usage(State(app): State<App>, _: Actor) -> Result<Json<Value>> {
    let bytes = app.db.read_long(files::sum).await?;
    Result::Ok(Json(json!({"bytes": counts::rounded(bytes)})))
}

/// GET /reports/users
async fn report_users(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Vec<UserReport>>> {
    actor.demand(Permission::SysconsoleReadUserManagementUsers)?;
    let (paging, reversed) = paging(&at)?;
    let wanted = wanted(&at)?;
    let since = people::first_day(at.query("date_range").unwrap_or_default(), app.clock.now());
    let mut found = app.db.read_long(move |conn| people::list(conn, &wanted, &paging, &since)).await?;
    if reversed {
        found.reverse();
    }
    Result::Ok(Json(found))
}

/// GET /reports/users/count
async fn count_users(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<i64>> {
    actor.demand(Permission::SysconsoleReadUserManagementUsers)?;
    let wanted = wanted(&at)?;
    app.db.read_long(move |conn| people::count(conn, &wanted)).await.map(Json)
}

/// POST /reports/users/export: a job writes the list.
async fn export_users(State(app): State<App>, actor: Actor, at: Params) -> Result<Ok> {
    actor.demand(Permission::ManageSystem)?;
    let range = at.query("date_range").unwrap_or("alltime").to_owned();
    let data =
        Data::from([("date_range".to_owned(), range), ("requesting_user_id".to_owned(), actor.id().to_string())]);
    let house = app.clone();
    app.db.write(move |tx| jobs::create(&house, tx, "export_users_to_csv", Some(data)).map(drop)).await?;
    ok()
}

/// POST /reports/posts
async fn report_posts(
    State(app): State<App>,
    actor: Actor,
    body: Result<Body<PostsWanted>>,
) -> Result<Json<PostsReport>> {
    actor.demand(Permission::ManageSystem)?;
    let Body(wanted) = body?;
    app.db.read_long(move |conn| posts::report(conn, &wanted)).await.map(Json)
}

/// Where the page begins and how it is ordered, and whether it was asked for backwards.
fn paging(at: &Params) -> Result<(Paging, bool)> {
    let name = at.query("sort_column").unwrap_or("Username");
    let column = COLUMNS.iter().find(|(known, _)| *known == name).map(|(_, column)| *column);
    let unknown = || refuse::with(400, "model.user_report_options.is_valid.invalid_sort_column");
    let column = column.ok_or_else(unknown)?;
    let backwards = at.query("direction") == Some("prev");
    let descending = at.query("sort_direction") == Some("desc");
    let value = at.query("from_column_value").unwrap_or_default().to_owned();
    let after = at.query("from_id").map(|id| (value, Id::parse(id)));
    let size = at.number("page_size").filter(|size| (1..=100).contains(size)).unwrap_or(50);
    Result::Ok((Paging { column, descending: descending != backwards, after, size }, backwards))
}

fn wanted(at: &Params) -> Result<Wanted> {
    let active = match (at.flag("hide_active"), at.flag("hide_inactive")) {
        (true, true) => return Err(refuse::with(400, "api.getUsersForReporting.invalid_active_filter").into()),
        (true, false) => Some(false),
        (false, true) => Some(true),
        (false, false) => None,
    };
    let team = at.query("team_filter").map(Id::parse);
    if team.is_some_and(|team| !team.is_valid()) {
        return Err(refuse::with(400, "api.getUsersForReporting.invalid_team_filter").into());
    }
    Result::Ok(Wanted {
        team,
        without_team: at.flag("has_no_team"),
        role: at.query("role_filter").unwrap_or_default().to_owned(),
        active,
        term: at.query("search_term").unwrap_or_default().to_owned(),
        guests_of_one_channel: match at.query("guest_filter") {
            Some("single_channel") => Some(true),
            Some("multi_channel") => Some(false),
            _ => None,
        },
    })
}
