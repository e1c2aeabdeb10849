//! The routes of this room.

use axum::Router;
use axum::extract::State;
use axum::routing::get;
use serde::Deserialize;

use super::store;
use super::wire::{TermsOfService, UserTermsOfService};
use crate::access::{Actor, Permission};
use crate::app::App;
use crate::base::http::{Json, Ok, Unread, ok};
use crate::base::{Id, Result, refuse};
use crate::events::Tx;

/// Letters of terms at most.
const LONGEST: usize = 16_383;

/// The routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/terms_of_service", get(get_terms).post(create_terms))
        .route("/users/{user_id}/terms_of_service", get(get_agreement).post(answer))
}

fn no_terms() -> crate::base::error::Refusal {
    refuse::not_found("app.terms_of_service.get.no_rows.app_error")
}

/// GET /api/v4/terms_of_service: the newest.
async fn get_terms(State(app): State<App>, _: Actor) -> Result<Json<TermsOfService>> {
    let found = app.db.read(|conn| store::find_newest(conn)).await?;
    found.map(Json).ok_or_else(|| no_terms().into())
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct New {
    text: serde_json::Value,
}

/// POST /api/v4/terms_of_service
async fn create_terms(State(app): State<App>, actor: Actor, body: Unread) -> Result<Json<TermsOfService>> {
    actor.demand(Permission::ManageSystem)?;
    let new: New = body.read_or_default();
    let text = new.text.as_str().unwrap_or_default();
    if text.is_empty() {
        return Err(refuse::with(400, "api.create_terms_of_service.empty_text.app_error").into());
    }
    if text.chars().count() > LONGEST {
        return Err(refuse::with(400, "model.terms_of_service.is_valid.text.app_error").into());
    }
    let create_at = app.clock.tick();
    let terms = TermsOfService { id: Id::new(), create_at, user_id: actor.id(), text: text.to_owned() };
    app.db
        .write(move |tx| {
            store::insert(tx, &terms)?;
            Result::Ok(Json(terms))
        })
        .await
}

/// GET /api/v4/users/{user_id}/terms_of_service: one's own, whoever the path names.
async fn get_agreement(State(app): State<App>, actor: Actor) -> Result<Json<UserTermsOfService>> {
    let found = app.db.read(move |conn| store::find_agreement(conn, actor.id())).await?;
    let none = || refuse::not_found("app.user_terms_of_service.get_by_user.no_rows.app_error");
    found.map(Json).ok_or_else(|| none().into())
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Answer {
    #[serde(rename = "termsOfServiceId")]
    terms: serde_json::Value,
    accepted: serde_json::Value,
}

/// POST /api/v4/users/{user_id}/terms_of_service: one agrees for oneself alone, whoever the path names.
async fn answer(State(app): State<App>, actor: Actor, body: Unread) -> Result<Ok> {
    let answer: Answer = body.read_or_default();
    let terms = answer.terms.as_str().filter(|id| !id.is_empty());
    let terms = terms.ok_or_else(|| refuse::invalid_param("termsOfServiceId"))?.to_owned();
    let accepted = answer.accepted.as_bool().ok_or_else(|| refuse::invalid_param("accepted"))?;
    let now = app.clock.now();
    let write = move |tx: &mut Tx<'_>| {
        if !store::exists(tx, &terms)? {
            return Err(no_terms().into());
        }
        if accepted { store::agree(tx, actor.id(), &terms, now) } else { store::disagree(tx, actor.id(), &terms) }
    };
    app.db.write(write).await?;
    ok()
}
