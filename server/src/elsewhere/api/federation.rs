//! Other servers, recaps and models.

use axum::Router;
use axum::extract::State;
use axum::routing::{MethodFilter, get, post};
use serde_json::{Value, json};

use super::{Absent, always};
use crate::access::{Actor, Permission};
use crate::app::App;
use crate::base::http::{Json, Params};
use crate::base::{Result, refuse};
use crate::users;

const NO_REMOTES: Absent = Absent::new(501, "api.remote_cluster.service_not_enabled.app_error");
const NO_RECAPS: Absent = Absent::new(501, "api.recap.disabled.app_error");

pub fn routes() -> Router<App> {
    remotes().merge(shared_channels()).merge(models())
}

fn remotes() -> Router<App> {
    let manage = NO_REMOTES.needs(&[Permission::ManageSecureConnections]);
    let look = NO_REMOTES.needs(&[Permission::ManageSecureConnections, Permission::ManageSharedChannels]);
    let share = NO_REMOTES.needs(&[Permission::ManageSharedChannels]).with_ids(&["channel_id"]);
    Router::new()
        .route("/remotecluster", look.on(MethodFilter::GET).merge(manage.on(MethodFilter::POST)))
        .route("/remotecluster/accept_invite", manage.on(MethodFilter::POST))
        .route(
            "/remotecluster/{remote_id}",
            look.on(MethodFilter::GET).merge(manage.on(MethodFilter::PATCH.or(MethodFilter::DELETE))),
        )
        .route("/remotecluster/{remote_id}/generate_invite", manage.on(MethodFilter::POST))
        .route("/remotecluster/{remote_id}/sharedchannelremotes", look.on(MethodFilter::GET))
        .route("/remotecluster/{remote_id}/channels/{channel_id}/invite", share.on(MethodFilter::POST))
        .route("/remotecluster/{remote_id}/channels/{channel_id}/uninvite", share.on(MethodFilter::POST))
        .route("/remotecluster/ping", post(hear_a_server))
        .route("/remotecluster/msg", post(hear_a_server))
        .route("/remotecluster/confirm_invite", post(hear_a_server))
        .route("/remotecluster/upload/{upload_id}", post(hear_a_server))
        .route("/remotecluster/{remote_id}/image", post(hear_a_server))
}

fn shared_channels() -> Router<App> {
    Router::new()
        .route("/sharedchannels/{team_id}", NO_REMOTES.with_ids(&["team_id"]).on(MethodFilter::GET))
        .route("/sharedchannels/{team_id}/remotes", get(list_remotes))
        .route("/sharedchannels/remote_info/{remote_id}", NO_REMOTES.on(MethodFilter::GET))
        .route("/sharedchannels/users/{user_id}/can_dm/{other_user_id}", get(may_write_to))
}

fn models() -> Router<App> {
    let both = MethodFilter::GET.or(MethodFilter::DELETE);
    let status = json!({"available": false, "reason": "app.agents.bridge.not_available.plugin_not_active"});
    Router::new()
        .route("/recaps", NO_RECAPS.on(MethodFilter::GET.or(MethodFilter::POST)))
        .route("/recaps/{recap_id}", NO_RECAPS.on(both))
        .route("/recaps/{recap_id}/read", NO_RECAPS.on(MethodFilter::POST))
        .route("/recaps/{recap_id}/regenerate", NO_RECAPS.on(MethodFilter::POST))
        .route("/agents", always(json!([])))
        .route("/agents/status", always(status))
        .route("/llmservices", always(json!([])))
}

/// Routes for other servers, which name themselves by a token that none was given.
async fn hear_a_server(_: State<App>) -> Result<()> {
    Err(refuse::no_session().into())
}

/// GET /sharedchannels/{channel_id}/remotes
async fn list_remotes(_: State<App>, _: Actor, at: Params) -> Result<()> {
    // One router names a segment once: this one is a channel's.
    at.id("team_id").map_err(|_| refuse::invalid_url_param("channel_id"))?;
    Err(refuse::with(NO_REMOTES.status, NO_REMOTES.id).into())
}

/// GET /sharedchannels/users/{user_id}/can_dm/{other_user_id}: everybody here may write to everybody here.
async fn may_write_to(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Value>> {
    let (user, _) = (at.user(actor.id())?, at.id("other_user_id")?);
    let known = app
        .db
        .read(move |conn| {
            users::check_sees(conn, &actor, user)?;
            Ok(users::find(conn, &users::Key::Id(user))?.is_some())
        })
        .await?;
    Ok(Json(json!({"can_dm": known})))
}
