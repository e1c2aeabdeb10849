//! The routes of plugins. Uploads and the marketplace are switched off: there is nothing here that could run one.

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, delete, get, post};
use serde_json::{Value, json};

use crate::access::{Actor, Permission};
use crate::app::App;
use crate::args;
use crate::base::db::Conn;
use crate::base::http::{Json, Ok, ok};
use crate::base::{Error, Result, refuse};
use crate::events::Tx;
use crate::sessions::Visitor;

const READ: Permission = Permission::SysconsoleReadPlugins;
const WRITE: Permission = Permission::SysconsoleWritePlugins;
/// Where the server remembers that an administrator has seen the marketplace.
const VISITED: &str = "FirstAdminVisitMarketplace";

/// The routes under /api/v4.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/plugins", get(list_plugins).post(upload_plugin))
        .route("/plugins/statuses", get(list_statuses))
        .route("/plugins/webapp", get(list_webapp))
        .route("/plugins/install_from_url", post(install_from_url))
        .route("/plugins/marketplace", get(list_marketplace).post(install_from_marketplace))
        .route("/plugins/marketplace/first_admin_visit", get(get_visit).post(note_visit))
        .route("/plugins/{plugin_id}", delete(missing))
        .route("/plugins/{plugin_id}/enable", post(missing))
        .route("/plugins/{plugin_id}/disable", post(missing))
}

/// The routes from the server's root: where plugins would answer.
pub fn web_routes() -> Router<App> {
    Router::new().route("/plugins/{plugin_id}/{*path}", any(nothing)).route("/static/plugins/{*path}", get(nothing))
}

async fn nothing() -> Response {
    (StatusCode::NOT_FOUND, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], "404 page not found\n")
        .into_response()
}

/// GET /plugins
async fn list_plugins(actor: Actor) -> Result<Json<Value>> {
    actor.demand(READ)?;
    Result::Ok(Json(json!({"active": [], "inactive": []})))
}

/// GET /plugins/statuses
async fn list_statuses(actor: Actor) -> Result<Json<Value>> {
    actor.demand(READ)?;
    Result::Ok(Json(json!([])))
}

/// GET /plugins/webapp: for everybody.
async fn list_webapp() -> Json<Value> {
    Json(json!([]))
}

fn off(id: &'static str) -> Error {
    refuse::with(501, id).into()
}

/// POST /plugins
async fn upload_plugin(_: Actor) -> Result<Ok> {
    Err(off("app.plugin.upload_disabled.app_error"))
}

/// POST /plugins/install_from_url
async fn install_from_url(_: Actor) -> Result<Ok> {
    Err(off("app.plugin.disabled.app_error"))
}

/// GET /plugins/marketplace
async fn list_marketplace(_: Actor) -> Result<Ok> {
    Err(off("app.plugin.marketplace_disabled.app_error"))
}

/// POST /plugins/marketplace
async fn install_from_marketplace(_: Actor) -> Result<Ok> {
    Err(off("app.plugin.marketplace_disabled.app_error"))
}

/// DELETE /plugins/{plugin_id}, POST /plugins/{plugin_id}/enable, POST /plugins/{plugin_id}/disable
async fn missing(actor: Actor) -> Result<Ok> {
    actor.demand(WRITE)?;
    Err(refuse::not_found("app.plugin.not_installed.app_error").into())
}

/// GET /plugins/marketplace/first_admin_visit
async fn get_visit(State(app): State<App>, actor: Actor) -> Result<Json<Value>> {
    actor.demand(Permission::ManageSystem)?;
    let read =
        |conn: &mut Conn<'_>| conn.first::<(String,)>("select value from systems where name = $1", args![VISITED]);
    let value = app.db.read(read).await?.map_or_else(|| "false".to_owned(), |(value,)| value);
    Result::Ok(Json(json!({"name": VISITED, "value": value})))
}

/// POST /plugins/marketplace/first_admin_visit: without a session it is 403, as the official server has it.
async fn note_visit(State(app): State<App>, Visitor(visitor): Visitor) -> Result<Ok> {
    let actor = visitor.ok_or_else(refuse::forbidden)?;
    actor.demand(Permission::ManageSystem)?;
    let note = |tx: &mut Tx<'_>| {
        let sql =
            "insert into systems (name, value) values ($1, 'true') on conflict (name) do update set value = 'true'";
        tx.run(sql, args![VISITED])
    };
    app.db.write(note).await?;
    ok()
}
