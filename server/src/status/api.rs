//! The routes of presence.

use axum::Router;
use axum::extract::State;
use axum::routing::{delete, get, post, put};

use super::memory::Presence;
use super::wire::{CustomStatus, Status};
use super::{custom, rules, tell};
use crate::access::{self, Actor};
use crate::app::App;
use crate::base::error::Context;
use crate::base::http::{Body, Json, List, Ok, Params, ok};
use crate::base::{Id, Result, refuse};
use crate::events::Tx;
use crate::{preferences, users};

/// The routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/users/{user_id}/status", get(get_status).put(set_status))
        .route("/users/status/ids", post(list_statuses))
        .route("/users/{user_id}/status/custom", put(set_custom_status).delete(remove_custom_status))
        .route("/users/{user_id}/status/custom/recent", delete(remove_recent_status))
        .route("/users/{user_id}/status/custom/recent/delete", post(remove_recent_status))
}

/// GET /users/{user_id}/status: offline for whom nothing is known of.
async fn get_status(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Status>> {
    let user = at.user(actor.id())?;
    if !app.config.now().enable_user_statuses {
        return Err(refuse::not_found("api.status.user_not_found.app_error").into());
    }
    Result::Ok(Json(app.room::<Presence>().get(user)))
}

/// POST /users/status/ids
async fn list_statuses(State(app): State<App>, _: Actor, List(ids): List) -> Result<Json<Vec<Status>>> {
    const MOST: usize = 10_000;
    let ids: Vec<Id> = ids.iter().map(|id| Id::parse(id)).collect();
    if ids.is_empty() || ids.len() > MOST || ids.iter().any(|id| !id.is_valid()) {
        return Err(refuse::invalid_param("user_ids").into());
    }
    if !app.config.now().enable_user_statuses {
        return Result::Ok(Json(Vec::new()));
    }
    let presence = app.room::<Presence>();
    Result::Ok(Json(ids.into_iter().map(|id| presence.get(id)).collect()))
}

/// PUT /users/{user_id}/status
async fn set_status(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    Body(wanted): Body<Status>,
) -> Result<Json<Status>> {
    let user = at.user(actor.id())?;
    if wanted.user_id != user {
        return Err(refuse::invalid_param("user_id").into());
    }
    if !rules::is_choice(&wanted.status) {
        return Err(refuse::invalid_param("status").into());
    }
    app.db.read(move |conn| access::demand_user(conn, &actor, user)).await?;
    let now = app.clock.now();
    let choose = |status: &mut Status| rules::choose(status, &wanted.status, wanted.dnd_end_time, now);
    let presence = app.room::<Presence>();
    if let Some(changed) = presence.change(user, choose) {
        tell(&app, &changed);
    }
    Result::Ok(Json(presence.get(user)))
}

const RECENT: (&str, &str) = ("custom_status", "recent_custom_statuses");

/// PUT /users/{user_id}/status/custom
async fn set_custom_status(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    Body(wanted): Body<CustomStatus>,
) -> Result<Ok> {
    let user = person(&app, actor, &at).await?;
    put_custom(&app, user, wanted).await?;
    ok()
}

/// Keeps what somebody says they do, and remembers it among the last ones.
pub(super) async fn put_custom(app: &App, user: Id, wanted: CustomStatus) -> Result<()> {
    let chosen = custom::accept(wanted, app.clock.now())?;
    let text = serde_json::to_string(&chosen).context("writing a custom status")?;
    let house = app.clone();
    let change = move |tx: &mut Tx<'_>| {
        users::set_prop(&house, tx, user, "customStatus", Some(text))?;
        let recent = custom::remember(recent(tx, user)?, &chosen);
        put_recent(tx, user, &recent)
    };
    app.db.write(change).await
}

/// DELETE /users/{user_id}/status/custom
async fn remove_custom_status(State(app): State<App>, actor: Actor, at: Params) -> Result<Ok> {
    let user = person(&app, actor, &at).await?;
    let house = app.clone();
    app.db.write(move |tx| users::set_prop(&house, tx, user, "customStatus", None)).await?;
    ok()
}

/// DELETE /users/{user_id}/status/custom/recent, POST /users/{user_id}/status/custom/recent/delete
async fn remove_recent_status(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    Body(gone): Body<CustomStatus>,
) -> Result<Ok> {
    let user = person(&app, actor, &at).await?;
    let change = move |tx: &mut Tx<'_>| {
        let missing = || refuse::with(400, "api.custom_status.recent_custom_statuses.delete.app_error");
        let left = custom::forget(recent(tx, user)?, &gone).ok_or_else(missing)?;
        put_recent(tx, user, &left)
    };
    app.db.write(change).await?;
    ok()
}

async fn person(app: &App, actor: Actor, at: &Params) -> Result<Id> {
    if !app.config.now().enable_custom_user_statuses {
        return Err(refuse::with(501, "api.custom_status.disabled").into());
    }
    let user = at.user(actor.id())?;
    app.db.read(move |conn| access::demand_user(conn, &actor, user)).await?;
    Result::Ok(user)
}

fn recent(tx: &mut Tx<'_>, user: Id) -> Result<Vec<CustomStatus>> {
    let kept = preferences::find(tx, user, RECENT.0, RECENT.1)?;
    Result::Ok(kept.and_then(|kept| serde_json::from_str(&kept.value).ok()).unwrap_or_default())
}

fn put_recent(tx: &mut Tx<'_>, user: Id, recent: &[CustomStatus]) -> Result<()> {
    let value = serde_json::to_string(recent).context("writing recent custom statuses")?;
    preferences::put(tx, user, RECENT.0, RECENT.1, &value)
}
