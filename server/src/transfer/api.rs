//! The routes of archives.

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get, post};

use super::import::is_name;
use super::{EXPORTS, IMPORTS};
use crate::access::{Actor, Permission};
use crate::app::App;
use crate::base::http::{Json, Ok, Params, ok};
use crate::base::{Result, refuse};

/// The routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/imports", get(list_imports))
        .route("/imports/{import_name}", delete(remove_import))
        .route("/exports", get(list_exports))
        .route("/exports/{export_name}", get(download_export).delete(remove_export))
        .route("/exports/{export_name}/presign-url", post(sign_export))
}

/// GET /imports
async fn list_imports(State(app): State<App>, actor: Actor) -> Result<Json<Vec<String>>> {
    actor.demand(Permission::ManageSystem)?;
    names(&app, IMPORTS).await.map(Json)
}

/// DELETE /imports/{import_name}: what is not there is gone already.
async fn remove_import(State(app): State<App>, actor: Actor, at: Params) -> Result<Ok> {
    actor.demand(Permission::ManageSystem)?;
    app.blobs.remove(&format!("{IMPORTS}/{}", name(&at, "import_name")?)).await?;
    ok()
}

/// GET /exports
async fn list_exports(State(app): State<App>, actor: Actor) -> Result<Json<Vec<String>>> {
    actor.demand(Permission::ManageSystem)?;
    names(&app, EXPORTS).await.map(Json)
}

/// DELETE /exports/{export_name}: what is not there is gone already.
async fn remove_export(State(app): State<App>, actor: Actor, at: Params) -> Result<Ok> {
    actor.demand(Permission::ManageSystem)?;
    app.blobs.remove(&format!("{EXPORTS}/{}", name(&at, "export_name")?)).await?;
    ok()
}

/// GET /exports/{export_name}
async fn download_export(State(app): State<App>, actor: Actor, at: Params) -> Result<Response> {
    actor.demand(Permission::ManageSystem)?;
    let name = name(&at, "export_name")?;
    let found = app.blobs.read(&format!("{EXPORTS}/{name}"), None).await?;
    let missing = || refuse::not_found("api.export.export_not_found.app_error");
    let reading = found.ok_or_else(missing)?;
    let headers = [
        (header::CONTENT_TYPE, "application/zip".to_owned()),
        (header::CONTENT_LENGTH, reading.size.to_string()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{}\"", name.replace('"', ""))),
    ];
    Result::Ok((headers, Body::from_stream(reading.bytes)).into_response())
}

/// POST /exports/{export_name}/presign-url: only an outside store signs addresses.
async fn sign_export(_: State<App>, actor: Actor) -> Result<()> {
    actor.demand(Permission::ManageSystem)?;
    Err(refuse::with(400, "app.export.presign_url.driver.app_error").into())
}

fn name<'a>(at: &'a Params, which: &str) -> Result<&'a str> {
    let name = at.text(which);
    if is_name(name) { Result::Ok(name) } else { Err(refuse::invalid_url_param(which).into()) }
}

/// The names of the archives in a folder.
async fn names(app: &App, folder: &str) -> Result<Vec<String>> {
    let found = app.blobs.list(folder).await?;
    let names = found.into_iter().filter_map(|(name, _)| name.rsplit_once('/').map(|(_, name)| name.to_owned()));
    Result::Ok(names.collect())
}
