//! The licence: it is always there, and no other is taken in its place.

use axum::Router;
use axum::extract::{FromRequest, Multipart, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde_json::{Value, json};

use super::super::site::Site;
use super::super::{licence, store};
use crate::access::{Actor, Permission};
use crate::app::App;
use crate::base::http::{Json, Ok, Params, ok};
use crate::base::{Result, refuse};
use crate::sessions::Visitor;

/// A month, in milliseconds.
const MONTH: i64 = 31 * 24 * 60 * 60 * 1000;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/license", post(add_license).delete(remove_license))
        .route("/license/client", get(get_client_license))
        .route("/license/load_metric", get(get_load))
        .route("/trial-license", post(request_trial))
        .route("/trial-license/prev", get(get_previous_trial))
}

/// GET /license/client
async fn get_client_license(State(app): State<App>, visitor: Visitor, at: Params) -> Result<Json<Value>> {
    match at.query("format") {
        Some("old") => {}
        None => return Err(refuse::with(400, "api.license.client.old_format.app_error").into()),
        Some(_) => return Err(refuse::invalid_param("format").into()),
    }
    let whole = visitor.0.is_some_and(|actor| actor.may(Permission::ReadLicenseInformation));
    let site = app.room::<Site>();
    Result::Ok(Json(Value::Object(licence::tell(whole, &site.installation_date(), &app.config.now().site_name))))
}

/// POST /license: whatever is sent, it is none of ours.
async fn add_license(_: State<App>, actor: Actor, request: Request) -> Result<Response> {
    actor.demand(Permission::ManageLicenseInformation)?;
    let Result::Ok(mut form) = Multipart::from_request(request, &()).await else {
        // A plain text, not an error of the contract: the official server leaves this one to its form reader.
        let said = "request Content-Type isn't multipart/form-data\n";
        return Result::Ok((StatusCode::BAD_REQUEST, said).into_response());
    };
    while let Result::Ok(Some(field)) = form.next_field().await {
        if field.name() == Some("license") {
            return Err(refuse::with(400, "api.license.add_license.invalid.app_error").into());
        }
    }
    Err(refuse::with(400, "api.license.add_license.no_file.app_error").into())
}

/// DELETE /license: everything stays.
async fn remove_license(_: State<App>, actor: Actor) -> Result<Ok> {
    actor.demand(Permission::ManageLicenseInformation)?;
    ok()
}

/// GET /license/load_metric: of a thousand seats, how many are taken by people who were here within a month.
async fn get_load(State(app): State<App>, _: Actor) -> Result<Json<Value>> {
    let since = app.clock.now() - MONTH;
    let active = app.db.read(move |conn| store::count_seen(conn, since)).await?;
    Result::Ok(Json(json!({"load": active.saturating_mul(1000) / licence::SEATS})))
}

/// POST /trial-license: there is nothing to try that is not there already.
async fn request_trial(_: State<App>, actor: Actor) -> Result<()> {
    actor.demand(Permission::ManageLicenseInformation)?;
    Err(refuse::with(403, "api.license.upgrade_needed.app_error").into())
}

/// GET /trial-license/prev
async fn get_previous_trial(_: State<App>, _: Actor) -> Result<()> {
    Err(refuse::with(403, "api.license.upgrade_needed.app_error").into())
}
