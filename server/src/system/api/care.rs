//! Looking after the running server: its load, its caches, its connections, its version.

use axum::Router;
use axum::extract::State;
use axum::routing::{get, post};
use serde_json::{Value, json};
use time::OffsetDateTime;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;

use super::super::busy::Busy;
use crate::access::{Actor, Permission};
use crate::app::App;
use crate::base::http::{Json, Ok, Params, Unread, ok};
use crate::base::{Result, refuse};

/// How long the server is busy when nobody says, in seconds.
const USUAL: i64 = 3600;
/// The longest it may be said to be busy, in seconds.
const LONGEST: i64 = 86_400 * 365;
/// What stands for never: the official server writes its year 1.
const NEVER: i64 = -62_135_596_800;
const WRITTEN: &[BorrowedFormatItem<'_>] = format_description!(
    "[weekday repr:short] [month repr:short] [day padding:none] [hour]:[minute]:[second] +0000 UTC [year]"
);

pub fn routes() -> Router<App> {
    Router::new()
        .route("/server_busy", get(get_busy).post(begin_busy).delete(end_busy))
        .route("/caches/invalidate", post(invalidate_caches))
        .route("/database/recycle", post(recycle_connections))
        .route("/restart", post(restart))
        .route("/latest_version", get(get_latest_version))
        .route("/upgrade_to_enterprise", post(upgrade))
        .route("/upgrade_to_enterprise/status", get(get_upgrade))
        .route("/upgrade_to_enterprise/allowed", get(may_upgrade))
        .route("/notifications/ack", post(acknowledge))
}

/// GET /server_busy
async fn get_busy(State(app): State<App>, actor: Actor) -> Result<Json<Value>> {
    actor.demand(Permission::ManageSystem)?;
    let until = app.room::<Busy>().until(app.clock.now());
    let seconds = until.map_or(NEVER, |until| until / 1000);
    let at = OffsetDateTime::from_unix_timestamp(seconds).ok().and_then(|at| at.format(WRITTEN).ok());
    Result::Ok(Json(json!({"busy": until.is_some(), "expires": seconds, "expires_ts": at.unwrap_or_default()})))
}

/// POST /server_busy
async fn begin_busy(State(app): State<App>, actor: Actor, at: Params) -> Result<Ok> {
    actor.demand(Permission::ManageSystem)?;
    let seconds = match at.query("seconds") {
        None => USUAL,
        Some(_) => at
            .number("seconds")
            .filter(|seconds| (1..=LONGEST).contains(seconds))
            .ok_or_else(|| refuse::invalid_url_param("seconds"))?,
    };
    app.room::<Busy>().begin(app.clock.now(), seconds);
    ok()
}

/// DELETE /server_busy
async fn end_busy(State(app): State<App>, actor: Actor) -> Result<Ok> {
    actor.demand(Permission::ManageSystem)?;
    app.room::<Busy>().end();
    ok()
}

/// POST /caches/invalidate: what is in memory is never older than the database, so nothing has to be forgotten.
async fn invalidate_caches(_: State<App>, actor: Actor) -> Result<Ok> {
    actor.demand(Permission::InvalidateCaches)?;
    ok()
}

/// POST /database/recycle: connections are looked after as they are used.
async fn recycle_connections(_: State<App>, actor: Actor) -> Result<Ok> {
    actor.demand(Permission::RecycleDatabaseConnections)?;
    ok()
}

/// POST /restart: whoever started the server stops it.
async fn restart(_: State<App>, actor: Actor) -> Result<()> {
    actor.demand(Permission::ManageSystem)?;
    Err(refuse::with(501, "hearth.no_restart").into())
}

/// GET /latest_version: nobody outside is asked.
async fn get_latest_version(_: State<App>, actor: Actor) -> Result<()> {
    actor.demand(Permission::ManageSystem)?;
    Err(refuse::with(501, "hearth.no_releases").into())
}

/// POST /upgrade_to_enterprise: everything is there already.
async fn upgrade(_: State<App>, actor: Actor) -> Result<()> {
    actor.demand(Permission::ManageSystem)?;
    Err(refuse::with(429, "api.upgrade_to_enterprise.already-enterprise.app_error").into())
}

/// GET /upgrade_to_enterprise/status
async fn get_upgrade(_: State<App>, actor: Actor) -> Result<Json<Value>> {
    actor.demand(Permission::ManageSystem)?;
    Result::Ok(Json(json!({"error": null, "percentage": 0})))
}

/// GET /upgrade_to_enterprise/allowed
async fn may_upgrade(_: State<App>, actor: Actor) -> Result<()> {
    actor.demand(Permission::ManageSystem)?;
    Err(refuse::with(403, "api.upgrade_to_enterprise.system_not_supported.app_error").into())
}

/// POST /notifications/ack: pushes are not sent, so none can be acknowledged.
async fn acknowledge(_: State<App>, _: Actor, body: Unread) -> Result<()> {
    let refused = |_| refuse::with(400, "api.push_notifications_ack.message.parse.app_error");
    body.read::<serde_json::Map<String, Value>>().map_err(refused)?;
    Err(refuse::with(501, "api.push_notification.disabled.app_error").into())
}
