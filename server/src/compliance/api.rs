//! The routes of reports.

use axum::Router;
use axum::body::Body as Bytes;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use super::wire::{Compliance, NewCompliance};
use super::{report, store};
use crate::access::{Actor, Permission};
use crate::app::App;
use crate::base::http::{Body, Created, Json, Params};
use crate::base::{Id, Result, refuse};
use crate::jobs;
use crate::jobs::wire::Data;

/// The routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/compliance/reports", get(list_reports).post(create_report))
        .route("/compliance/reports/{report_id}", get(get_report))
        .route("/compliance/reports/{report_id}/download", get(download_report))
}

/// GET /compliance/reports
async fn list_reports(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Vec<Compliance>>> {
    actor.demand(Permission::ReadComplianceExportJob)?;
    let page = at.page();
    app.db.read(move |conn| store::list(conn, page)).await.map(Json)
}

/// POST /compliance/reports
async fn create_report(
    State(app): State<App>,
    actor: Actor,
    body: Result<Body<NewCompliance>>,
) -> Result<Created<Compliance>> {
    let Body(new) = body?;
    actor.demand(Permission::CreateComplianceExportJob)?;
    new.check()?;
    let report = Compliance {
        id: Id::new(),
        create_at: app.clock.now(),
        user_id: actor.id(),
        status: "created".to_owned(),
        count: 0,
        desc: new.desc,
        kind: "adhoc".to_owned(),
        start_at: new.start_at,
        end_at: new.end_at,
        keywords: new.keywords,
        emails: new.emails,
    };
    let house = app.clone();
    app.db
        .write(move |tx| {
            store::insert(tx, &report)?;
            let data = Data::from([("report_id".to_owned(), report.id.to_string())]);
            jobs::create(&house, tx, report::KIND, Some(data))?;
            Ok(report)
        })
        .await
        .map(Created)
}

/// GET /compliance/reports/{report_id}
async fn get_report(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Compliance>> {
    let id = at.id("report_id")?;
    actor.demand(Permission::ReadComplianceExportJob)?;
    find(&app, id).await.map(Json)
}

/// GET /compliance/reports/{report_id}/download
async fn download_report(State(app): State<App>, actor: Actor, at: Params) -> Result<Response> {
    let id = at.id("report_id")?;
    actor.demand(Permission::DownloadComplianceExportResult)?;
    find(&app, id).await?;
    let found = app.blobs.read(&report::blob(id), None).await?;
    let reading = found.ok_or_else(|| refuse::not_found("api.compliance.report.not_ready"))?;
    let headers = [
        (header::CONTENT_TYPE, "application/zip".to_owned()),
        (header::CONTENT_LENGTH, reading.size.to_string()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{id}.zip\"")),
    ];
    Ok((headers, Bytes::from_stream(reading.bytes)).into_response())
}

async fn find(app: &App, id: Id) -> Result<Compliance> {
    let found = app.db.read(move |conn| store::find(conn, id)).await?;
    found.ok_or_else(|| refuse::not_found("app.compliance.get.finding.app_error").into())
}
