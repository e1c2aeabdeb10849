//! Rules for access by attributes: there is no engine that would work them out, so none are kept.

use axum::Router;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, get, post, put};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{Absent, demand_any};
use crate::access::{Actor, Permission};
use crate::app::App;
use crate::base::http::{Json, Params, Unread};
use crate::base::{Result, refuse};

const NO_ENGINE: Absent = Absent::new(501, "app.pap.missing_service.app_error");
const MANAGE: &[Permission] = &[Permission::ManageSystem];

pub fn routes() -> Router<App> {
    let managed = NO_ENGINE.needs(MANAGE).with_ids(&["policy_id"]);
    Router::new()
        .route("/access_control_policies", put(save_policy))
        .route("/access_control_policies/search", post(search_policies))
        .route("/access_control_policies/activate", put(activate_policies))
        .route("/access_control_policies/cel/check", post(read_expression))
        .route("/access_control_policies/cel/test", post(read_expression))
        .route("/access_control_policies/cel/validate_requester", post(read_expression))
        .route("/access_control_policies/cel/visual_ast", post(read_expression))
        .route("/access_control_policies/cel/autocomplete/fields", NO_ENGINE.needs(MANAGE).on(MethodFilter::GET))
        .route("/access_control_policies/{policy_id}", managed.on(MethodFilter::GET.or(MethodFilter::DELETE)))
        .route("/access_control_policies/{policy_id}/activate", get(activate_policy))
        .route("/access_control_policies/{policy_id}/assign", post(assign_channels))
        .route("/access_control_policies/{policy_id}/unassign", axum::routing::delete(assign_channels))
        .route("/access_control_policies/{policy_id}/resources/channels", get(list_channels))
        .route("/access_control_policies/{policy_id}/resources/channels/search", post(search_channels))
}

fn none() -> Result<()> {
    Err(refuse::with(NO_ENGINE.status, NO_ENGINE.id).into())
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct NewPolicy {
    #[serde(rename = "type")]
    kind: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Channels {
    channel_ids: Vec<String>,
}

/// PUT /access_control_policies
async fn save_policy(_: State<App>, actor: Actor, body: Unread) -> Result<()> {
    match body.read::<NewPolicy>()?.kind.as_str() {
        "parent" | "channel" => actor.demand(Permission::ManageSystem)?,
        _ => return Err(refuse::invalid_param("type").into()),
    }
    none()
}

/// POST /access_control_policies/search
async fn search_policies(_: State<App>, actor: Actor, body: Unread) -> Result<()> {
    body.read::<Map<String, Value>>()?;
    actor.demand(Permission::ManageSystem)?;
    none()
}

/// PUT /access_control_policies/activate
async fn activate_policies(_: State<App>, actor: Actor, body: Unread) -> Result<()> {
    body.read::<Map<String, Value>>()?;
    actor.demand(Permission::ManageSystem)?;
    none()
}

/// POST /access_control_policies/cel/…
async fn read_expression(_: State<App>, actor: Actor, body: Unread) -> Result<()> {
    body.read::<Map<String, Value>>()?;
    actor.demand(Permission::ManageSystem)?;
    none()
}

/// GET /access_control_policies/{policy_id}/activate
async fn activate_policy(_: State<App>, actor: Actor, at: Params) -> Result<()> {
    at.id("policy_id")?;
    actor.demand(Permission::ManageSystem)?;
    match at.query("active") {
        Some("true" | "false") => none(),
        _ => Err(refuse::invalid_param("active").into()),
    }
}

/// POST /access_control_policies/{policy_id}/assign, DELETE …/unassign: to assign nothing is done at once.
async fn assign_channels(_: State<App>, actor: Actor, at: Params, body: Unread) -> Result<Response> {
    at.id("policy_id")?;
    demand_any(&actor, MANAGE)?;
    if body.read::<Channels>()?.channel_ids.is_empty() {
        return Ok(([(header::CONTENT_TYPE, "application/json")], ()).into_response());
    }
    Err(refuse::with(NO_ENGINE.status, NO_ENGINE.id).into())
}

/// GET /access_control_policies/{policy_id}/resources/channels
async fn list_channels(_: State<App>, actor: Actor, at: Params) -> Result<()> {
    at.id("policy_id")?;
    actor.demand(Permission::ManageSystem)?;
    match at.number("limit") {
        Some(1..=1000) => none(),
        _ => Err(refuse::with(400, "api.access_control_policy.get_channels.limit.app_error").into()),
    }
}

/// POST /access_control_policies/{policy_id}/resources/channels/search: no channel is under any policy.
async fn search_channels(_: State<App>, actor: Actor, at: Params, body: Unread) -> Result<Json<Value>> {
    at.id("policy_id")?;
    actor.demand(Permission::ManageSystem)?;
    body.read::<Map<String, Value>>()?;
    Ok(Json(json!({"channels": [], "total_count": 0})))
}
