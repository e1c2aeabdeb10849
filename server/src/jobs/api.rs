//! The routes of jobs.

use axum::Router;
use axum::extract::State;
use axum::routing::{get, patch, post};

use super::rules::{self, KINDS, STATUSES};
use super::wire::{Job, NewJob, StatusPatch};
use super::{actions, store};
use crate::access::Actor;
use crate::app::App;
use crate::base::db::Conn;
use crate::base::http::{Body, Created, Json, Ok, Params, ok};
use crate::base::{Error, Id, Result, refuse};

/// The routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/jobs", get(list_jobs).post(create_job))
        .route("/jobs/type/{job_type}", get(list_jobs_of_type))
        .route("/jobs/{job_id}", get(get_job))
        .route("/jobs/{job_id}/download", get(download_job))
        .route("/jobs/{job_id}/cancel", post(cancel_job))
        .route("/jobs/{job_id}/status", patch(update_job_status))
}

/// GET /jobs: of the types that the actor may see.
async fn list_jobs(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Vec<Job>>> {
    let status = at.query("status").unwrap_or_default().to_owned();
    let kinds = match at.query("job_type") {
        Some(kind) => vec![readable(&actor, kind)?],
        None => KINDS.iter().filter(|kind| actor.may(kind.read)).map(|kind| kind.name.to_owned()).collect(),
    };
    if kinds.is_empty() {
        return Err(refuse::forbidden().into());
    }
    if !status.is_empty() && !STATUSES.contains(&status.as_str()) {
        return Err(refuse::with(400, "api.job.status.invalid").into());
    }
    let page = at.page();
    app.db.read(move |conn| store::list(conn, &kinds, &status, page)).await.map(Json)
}

/// GET /jobs/type/{job_type}
async fn list_jobs_of_type(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Vec<Job>>> {
    let kinds = vec![readable(&actor, at.text("job_type"))?];
    let page = at.page();
    app.db.read(move |conn| store::list(conn, &kinds, "", page)).await.map(Json)
}

fn readable(actor: &Actor, kind: &str) -> Result<String> {
    let kind = rules::find_kind(kind).ok_or_else(|| refuse::with(400, "api.job.retrieve.nopermissions"))?;
    actor.demand(kind.read)?;
    Result::Ok(kind.name.to_owned())
}

/// POST /jobs
async fn create_job(State(app): State<App>, actor: Actor, Body(new): Body<NewJob>) -> Result<Created<Job>> {
    let unknown = || refuse::with(400, "api.job.unable_to_create_job.incorrect_job_type");
    let kind = rules::find_kind(&new.kind).ok_or_else(unknown)?;
    actor.demand(kind.create)?;
    let house = app.clone();
    app.db.write(move |tx| actions::create(&house, tx, kind.name, new.data)).await.map(Created)
}

/// GET /jobs/{job_id}
async fn get_job(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Job>> {
    let id = at.id("job_id")?;
    let job = app.db.read(move |conn| job(conn, id)).await?;
    let unknown = || refuse::with(400, "api.job.retrieve.nopermissions");
    actor.demand(rules::find_kind(&job.kind).ok_or_else(unknown)?.read)?;
    Result::Ok(Json(job))
}

/// GET /jobs/{job_id}/download: what a job exported stays on the server unless the configuration lets it out.
async fn download_job(_: State<App>, _: Actor, at: Params) -> Result<()> {
    at.id("job_id")?;
    Err(refuse::with(501, "app.job.download_export_results_not_enabled").into())
}

/// POST /jobs/{job_id}/cancel
async fn cancel_job(State(app): State<App>, actor: Actor, at: Params) -> Result<Ok> {
    let id = at.id("job_id")?;
    let house = app.clone();
    app.db
        .write(move |tx| {
            let job = job(tx, id)?;
            actor.demand(kind_of(&job)?.create)?;
            actions::cancel(&house, tx, &job)
        })
        .await?;
    ok()
}

/// PATCH /jobs/{job_id}/status
async fn update_job_status(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    body: Result<Body<StatusPatch>>,
) -> Result<Ok> {
    let id = at.id("job_id")?;
    let Body(patch) = body?;
    let status = patch.status.ok_or_else(|| refuse::invalid_param("status"))?;
    let house = app.clone();
    app.db
        .write(move |tx| {
            let job = job(tx, id)?;
            actor.demand(kind_of(&job)?.manage)?;
            actions::mark(&house, tx, &job, &status, patch.force)
        })
        .await?;
    ok()
}

fn job(conn: &mut Conn<'_>, id: Id) -> Result<Job> {
    store::find(conn, id)?.ok_or_else(|| refuse::not_found("app.job.get.app_error").into())
}

fn kind_of(job: &Job) -> Result<&'static rules::Kind> {
    let unknown = || Error::from(refuse::with(400, "api.job.unable_to_create_job.incorrect_job_type"));
    rules::find_kind(&job.kind).ok_or_else(unknown)
}
