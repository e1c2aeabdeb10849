//! The routes of drafts. Everybody has only their own, whoever the path names.

use axum::Router;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::routing::{delete, get, post};

use super::wire::Draft;
use super::{actions, store};
use crate::access::{self, Actor, Permission};
use crate::app::App;
use crate::base::db::Conn;
use crate::base::http::{Body, Created, Json, Ok, Params, ok};
use crate::base::{Id, Result, refuse};
use crate::posts;

/// The routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/drafts", post(save_draft))
        .route("/users/{user_id}/teams/{team_id}/drafts", get(list_drafts))
        .route("/users/{user_id}/channels/{channel_id}/drafts", delete(delete_draft))
        .route("/users/{user_id}/channels/{channel_id}/drafts/{thread_id}", delete(delete_draft))
}

fn check_enabled(app: &App) -> Result<()> {
    if app.config.now().allow_synced_drafts {
        return Result::Ok(());
    }
    Err(refuse::with(501, "api.drafts.disabled.app_error").into())
}

/// The websocket that the caller has open, if it says so.
fn connection(headers: &HeaderMap) -> Id {
    headers.get("connection-id").and_then(|value| value.to_str().ok()).map_or(Id::NONE, Id::parse)
}

/// POST /drafts: `null` when an empty one took the earlier one away.
async fn save_draft(
    State(app): State<App>,
    actor: Actor,
    headers: HeaderMap,
    Body(given): Body<Draft>,
) -> Result<Created<Option<Draft>>> {
    check_enabled(&app)?;
    let (house, connection) = (app.clone(), connection(&headers));
    let save = move |tx: &mut crate::events::Tx<'_>| {
        let place = posts::place_to_post(tx, &actor, given.channel_id)?;
        actions::save(&house, tx, &actor, &place, given, connection)
    };
    app.db.write(save).await.map(Created)
}

/// GET /users/{user_id}/teams/{team_id}/drafts: `null` when there are none.
async fn list_drafts(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Option<Vec<Draft>>>> {
    check_enabled(&app)?;
    let team = Id::parse(at.text("team_id"));
    let read = move |conn: &mut Conn<'_>| {
        access::demand_team(conn, &actor, team, Permission::ViewTeam)?;
        let mut drafts = store::list(conn, actor.id(), team)?;
        let wanted: Vec<Vec<Id>> = drafts.iter().map(|draft| draft.file_ids.clone()).collect();
        let metadata = super::metadata(conn, actor.id(), &wanted)?;
        drafts.iter_mut().zip(metadata).for_each(|(draft, metadata)| draft.metadata = Some(metadata));
        Result::Ok(Json((!drafts.is_empty()).then_some(drafts)))
    };
    app.db.read(read).await
}

/// DELETE /users/{user_id}/channels/{channel_id}/drafts[/{thread_id}]
async fn delete_draft(State(app): State<App>, actor: Actor, at: Params, headers: HeaderMap) -> Result<Ok> {
    check_enabled(&app)?;
    let (channel, root) = (Id::parse(at.text("channel_id")), Id::parse(at.text("thread_id")));
    let connection = connection(&headers);
    app.db.write(move |tx| actions::remove(tx, actor.id(), channel, root, connection)).await?;
    ok()
}
