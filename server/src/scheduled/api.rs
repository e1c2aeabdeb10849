//! The routes of posts for later.

use axum::Router;
use axum::extract::State;
use axum::routing::{get, post, put};
use indexmap::IndexMap;

use super::wire::ScheduledPost;
use super::{actions, store};
use crate::access::{self, Actor, Permission};
use crate::app::App;
use crate::base::db::Conn;
use crate::base::http::{Body, Created, Json, Params};
use crate::base::{Id, Result, refuse};
use crate::events::Tx;
use crate::{drafts, posts};

/// The routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/posts/schedule", post(create_scheduled_post))
        .route("/posts/schedule/{scheduled_post_id}", put(update_scheduled_post).delete(delete_scheduled_post))
        .route("/posts/scheduled/team/{team_id}", get(list_scheduled_posts))
}

fn check_enabled(app: &App) -> Result<()> {
    if app.config.now().scheduled_posts {
        return Ok(());
    }
    Err(refuse::with(400, "api.scheduled_posts.feature_disabled").into())
}

/// POST /posts/schedule
async fn create_scheduled_post(
    State(app): State<App>,
    actor: Actor,
    Body(given): Body<ScheduledPost>,
) -> Result<Created<ScheduledPost>> {
    check_enabled(&app)?;
    let house = app.clone();
    let create = move |tx: &mut Tx<'_>| {
        let place = posts::place_to_post(tx, &actor, given.channel_id)?;
        actions::create(&house, tx, &actor, &place, given)
    };
    app.db.write(create).await.map(Created)
}

/// PUT /posts/schedule/{scheduled_post_id}
async fn update_scheduled_post(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    Body(given): Body<ScheduledPost>,
) -> Result<Created<ScheduledPost>> {
    check_enabled(&app)?;
    let id = Id::parse(at.text("scheduled_post_id"));
    if given.id != id {
        return Err(refuse::invalid_url_param("scheduled_post_id").into());
    }
    let house = app.clone();
    app.db.write(move |tx| actions::edit(&house, tx, &actor, id, given)).await.map(Created)
}

/// DELETE /posts/schedule/{scheduled_post_id}
async fn delete_scheduled_post(State(app): State<App>, actor: Actor, at: Params) -> Result<Created<ScheduledPost>> {
    check_enabled(&app)?;
    let id = Id::parse(at.text("scheduled_post_id"));
    app.db.write(move |tx| actions::remove(tx, &actor, id)).await.map(Created)
}

/// GET /posts/scheduled/team/{team_id}: by team, and those for direct and group channels when they are asked for.
async fn list_scheduled_posts(
    State(app): State<App>,
    actor: Actor,
    at: Params,
) -> Result<Json<IndexMap<String, Vec<ScheduledPost>>>> {
    check_enabled(&app)?;
    let (team, direct) = (at.id("team_id")?, at.flag("includeDirectChannels"));
    let read = move |conn: &mut Conn<'_>| {
        access::demand_team(conn, &actor, team, Permission::ViewTeam)?;
        let mut lists = IndexMap::from([(team.to_string(), store::list(conn, actor.id(), team)?)]);
        if direct {
            lists.insert("directChannels".into(), store::list(conn, actor.id(), Id::NONE)?);
        }
        let wanted: Vec<Vec<Id>> = lists.values().flatten().map(|post| post.file_ids.clone()).collect();
        let metadata = drafts::metadata(conn, actor.id(), &wanted)?;
        let posts = lists.values_mut().flatten();
        posts.zip(metadata).for_each(|(post, metadata)| post.metadata = Some(metadata));
        Ok(Json(lists))
    };
    app.db.read(read).await
}
