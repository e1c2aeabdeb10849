//! The routes of this room: `config.rs` has those of the configuration, `logs.rs` those of the logs, `licence.rs` those
//! of the licence, `care.rs` those by which the running server is looked after, `trials.rs` those that try settings, `far.rs` those about
//! addresses elsewhere.

mod brand;
mod care;
mod config;
mod far;
mod licence;
mod logs;
mod trials;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};
use serde_json::{Value, json};

use super::licence::SEATS;
use super::wire::{AppliedMigration, CompleteOnboardingRequest, Ping, ServerLimits, System};
use super::{actions, rules, store};
use crate::access::{Actor, Permission};
use crate::app::App;
use crate::base::db::Conn;
use crate::base::http::{Body, Json, List, Ok, Params, ok};
use crate::base::tls::Reach;
use crate::base::{Error, Result, refuse};

/// Every zone of the IANA database, one a line.
const TIMEZONES: &str = include_str!("../../../../assets/timezones.txt");

/// The routes.
pub fn routes() -> Router<App> {
    Router::new()
        .merge(config::routes())
        .merge(logs::routes())
        .route("/brand/image", get(brand::get_brand).post(brand::set_brand).delete(brand::delete_brand))
        .merge(licence::routes())
        .merge(care::routes())
        .merge(far::routes())
        .merge(trials::routes())
        .route("/limits/server", get(get_server_limits))
        .route("/system/ping", get(get_ping))
        .route("/system/timezones", get(list_timezones))
        .route("/system/schema/version", get(list_migrations))
        .route("/system/notices/{team_id}", get(list_notices))
        .route("/system/notices/view", put(view_notices))
        .route("/system/onboarding/complete", get(get_onboarding).post(complete_onboarding))
        .route("/client_perf", post(report_performance))
}

/// The routes from the server's root: those that are ours alone.
pub fn web_routes() -> Router<App> {
    Router::new().route("/hearth/addresses", get(list_addresses))
}

/// GET /hearth/addresses: where other devices of the network reach this server.
async fn list_addresses(State(app): State<App>, _: Actor) -> Result<Json<Value>> {
    let reach = app.room::<Reach>();
    let found = tokio::task::spawn_blocking(move || reach.addresses()).await;
    let addresses = found.map_err(|cause| Error::broken("looking for the addresses of this machine", cause))?;
    Result::Ok(Json(json!({"addresses": addresses})))
}

/// GET /limits/server: there are none. Administrators are told how many people there are.
async fn get_server_limits(State(app): State<App>, actor: Actor) -> Result<Json<ServerLimits>> {
    let mut limits = ServerLimits::default();
    if actor.may(Permission::SysconsoleReadUserManagementUsers) {
        let count = |conn: &mut Conn<'_>| {
            Result::Ok((store::count_active_accounts(conn)?, store::count_guests_of_one_channel(conn)?))
        };
        (limits.active_user_count, limits.single_channel_guest_count) = app.db.read(count).await?;
        limits.single_channel_guest_limit = SEATS;
    }
    Result::Ok(Json(limits))
}

/// GET /system/ping
async fn get_ping(State(app): State<App>, at: Params) -> Result<Response> {
    let settings = app.config.now();
    let told = |setting: &str| {
        let value = settings.value(&format!("ClientRequirements.{setting}")).and_then(Value::as_str);
        value.unwrap_or_default().to_owned()
    };
    let mut ping = Ping {
        active_search_backend: "database",
        android_latest_version: told("AndroidLatestVersion"),
        android_min_version: told("AndroidMinVersion"),
        ios_latest_version: told("IosLatestVersion"),
        ios_min_version: told("IosMinVersion"),
        status: "OK",
        ..Ping::default()
    };
    if at.query("device_id").is_some() {
        ping.can_receive_notifications = Some("unknown");
    }
    if at.flag("get_server_status") {
        let database = app.db.read(store::has_accounts).await.is_ok();
        let files = tokio::fs::metadata(&app.folder).await.is_ok_and(|folder| folder.is_dir());
        let word = |well| if well { "OK" } else { "UNHEALTHY" };
        ping.database_status = Some(word(database));
        ping.filestore_status = Some(word(files));
        ping.status = word(database && files);
    }
    // Load balancers look at the status only, unless they read the body and say so.
    let bad = ping.status != "OK" && !at.flag("use_rest_semantics");
    let mut answer = Json(ping).into_response();
    if bad {
        *answer.status_mut() = axum::http::StatusCode::INTERNAL_SERVER_ERROR;
    }
    Result::Ok(answer)
}

/// GET /system/timezones
async fn list_timezones(_: State<App>, _: Actor) -> Json<Vec<&'static str>> {
    Json(TIMEZONES.lines().collect())
}

/// GET /system/schema/version: the steps that the tables have taken.
async fn list_migrations(State(app): State<App>, actor: Actor) -> Result<Json<Vec<AppliedMigration>>> {
    config::demand_a_read(&actor)?;
    app.db.read(store::list_migrations).await.map(Json)
}

/// GET /system/notices/{team_id}: there are never any.
async fn list_notices(_: State<App>, _: Actor, at: Params) -> Result<Json<[Value; 0]>> {
    match at.query("client") {
        Some("web" | "desktop" | "mobile" | "mobile-ios" | "mobile-android" | "all") => Result::Ok(Json([])),
        _ => Err(refuse::invalid_param("client").into()),
    }
}

/// PUT /system/notices/view
async fn view_notices(_: State<App>, _: Actor, _: List) -> Result<Ok> {
    ok()
}

/// GET /system/onboarding/complete: whether the first set-up is done.
async fn get_onboarding(State(app): State<App>, actor: Actor) -> Result<Json<System>> {
    actor.demand(Permission::ManageSystem)?;
    let value = app.db.read(|conn| store::find_value(conn, actions::SETUP_COMPLETE)).await?;
    Result::Ok(Json(System { name: actions::SETUP_COMPLETE, value: value.unwrap_or_else(|| "false".to_owned()) }))
}

/// POST /system/onboarding/complete
async fn complete_onboarding(
    State(app): State<App>,
    actor: Actor,
    request: Result<Body<CompleteOnboardingRequest>>,
) -> Result<Ok> {
    actor.demand(Permission::ManageSystem)?;
    let Body(request) = request.map_err(|error| match error {
        crate::base::Error::Refused(refusal) if refusal.status == 400 => {
            refuse::with(400, "app.system.complete_onboarding_request.app_error").detail(refusal.detail).into()
        }
        other => other,
    })?;
    if request.organization.is_empty() {
        let id = "api.error_no_organization_name_provided_for_self_hosted_onboarding";
        return Err(refuse::with(400, id).into());
    }
    actions::complete_setup(&app).await?;
    ok()
}

/// POST /client_perf: nothing is kept of it, whatever it is.
async fn report_performance(_: State<App>, _: Actor) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], Bytes::new()).into_response()
}

/// Whether the actor may look at any area of the system console.
fn may_look(actor: &Actor, section: &str) -> bool {
    rules::may_touch(actor, rules::Wish::Read, section)
}
