//! The routes of threads, and of marking posts unread.

use axum::Router;
use axum::extract::{Request, State};
use axum::routing::{get, post, put};
use serde::Deserialize;

use super::lists::{self, Wanted};
use super::wire::{Thread, Threads};
use super::{actions, store};
use crate::access::{self, Actor, Permission};
use crate::app::App;
use crate::base::db::Conn;
use crate::base::http::{Json, Ok, Params, ok, read_body};
use crate::base::{Id, Result, refuse};
use crate::channels::wire::ChannelUnreadAt;
use crate::events::Tx;
use crate::posts;
use crate::posts::wire::Post;

/// The routes.
pub fn routes() -> Router<App> {
    let thread = "/users/{user_id}/teams/{team_id}/threads/{thread_id}";
    Router::new()
        .route("/users/{user_id}/teams/{team_id}/threads", get(list_threads))
        .route("/users/{user_id}/teams/{team_id}/threads/read", put(read_all_threads))
        .route(thread, get(get_thread))
        .route(&format!("{thread}/following"), put(follow_thread).delete(unfollow_thread))
        .route(&format!("{thread}/read/{{timestamp}}"), put(read_thread))
        .route(&format!("{thread}/set_unread/{{post_id}}"), post(set_thread_unread))
        .route("/users/{user_id}/posts/{post_id}/set_unread", post(set_post_unread))
}

/// The person and the team of the path, in which the actor may look.
fn person_and_team(at: &Params, actor: &Actor) -> Result<(Id, Id)> {
    let (user, team) = (at.user(actor.id())?, at.id("team_id")?);
    actor.demand_self(user)?;
    Result::Ok((user, team))
}

/// A post that the actor may read.
fn readable(conn: &mut Conn<'_>, actor: &Actor, id: Id, compliance: bool) -> Result<Post> {
    let post = posts::find(conn, id)?.filter(|post| post.delete_at == 0);
    let post = post.ok_or_else(|| posts::no_post(actor))?;
    access::readable_channel(conn, actor, post.channel_id, compliance)?;
    Result::Ok(post)
}

/// GET /users/{user_id}/teams/{team_id}/threads
async fn list_threads(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Threads>> {
    let (user, team) = person_and_team(&at, &actor)?;
    let beside = |name: &str| at.query(name).map(Id::parse).filter(Id::is_valid);
    let wanted = Wanted {
        user,
        team,
        size: at.page_of(if at.query("per_page").is_some() { "per_page" } else { "pageSize" }, 60, 200).size,
        since: at.number("since").unwrap_or(0).max(0),
        before: beside("before"),
        after: beside("after"),
        only_totals: at.flag("totalsOnly"),
        only_threads: at.flag("threadsOnly"),
        without_direct: at.flag("excludeDirect"),
        deleted: at.flag("deleted"),
        only_unread: at.flag("unread"),
        extended: at.flag("extended"),
    };
    if wanted.only_totals && wanted.only_threads {
        return Err(refuse::with(400, "api.getThreadsForUser.bad_only_params").into());
    }
    if wanted.before.is_some() && wanted.after.is_some() {
        return Err(refuse::with(400, "api.getThreadsForUser.bad_params").into());
    }
    let read = move |conn: &mut Conn<'_>| {
        access::demand_team(conn, &actor, team, Permission::ViewTeam)?;
        lists::list(conn, wanted)
    };
    app.db.read(read).await.map(Json)
}

/// GET /users/{user_id}/teams/{team_id}/threads/{thread_id}
async fn get_thread(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Thread>> {
    let (user, _) = person_and_team(&at, &actor)?;
    let (id, extended) = (at.id("thread_id")?, at.flag("extended"));
    let compliance = app.config.now().compliance_enable;
    let read = move |conn: &mut Conn<'_>| {
        let post = readable(conn, &actor, id, compliance)?;
        let no_place = || refuse::not_found("app.user.get_thread_membership_for_user.not_found");
        let not_followed = || refuse::not_found("app.user.get_threads_for_user.not_found");
        let membership = store::find_membership(conn, id, user)?.ok_or_else(no_place)?;
        let row = store::find(conn, id)?.filter(|_| membership.following).ok_or_else(not_followed)?;
        let people = lists::people(conn, &row.participants, extended)?;
        Result::Ok(Json(lists::show(row, membership, Some(post), &people)))
    };
    app.db.read(read).await
}

/// PUT /users/{user_id}/teams/{team_id}/threads/{thread_id}/following
async fn follow_thread(State(app): State<App>, actor: Actor, at: Params) -> Result<Ok> {
    set_following(app, actor, at, true).await
}

/// DELETE /users/{user_id}/teams/{team_id}/threads/{thread_id}/following
async fn unfollow_thread(State(app): State<App>, actor: Actor, at: Params) -> Result<Ok> {
    set_following(app, actor, at, false).await
}

async fn set_following(app: App, actor: Actor, at: Params, following: bool) -> Result<Ok> {
    let (user, team) = person_and_team(&at, &actor)?;
    let id = at.id("thread_id")?;
    let (house, compliance) = (app.clone(), app.config.now().compliance_enable);
    let change = move |tx: &mut Tx<'_>| {
        let root = readable(tx, &actor, id, compliance)?;
        actions::follow(&house, tx, user, team, &root, following)
    };
    app.db.write(change).await?;
    ok()
}

/// PUT /users/{user_id}/teams/{team_id}/threads/{thread_id}/read/{timestamp}
async fn read_thread(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Thread>> {
    let (user, team) = person_and_team(&at, &actor)?;
    let id = at.id("thread_id")?;
    let time = at.text("timestamp").parse::<i64>().ok().filter(|time| *time >= 0);
    // As the official server, whose route only takes digits.
    let time = time.ok_or_else(|| refuse::not_found("api.context.404.app_error"))?;
    let (house, compliance) = (app.clone(), app.config.now().compliance_enable);
    let change = move |tx: &mut Tx<'_>| {
        readable(tx, &actor, id, compliance)?;
        actions::read(&house, tx, user, team, id, time)
    };
    app.db.write(change).await.map(Json)
}

/// POST /users/{user_id}/teams/{team_id}/threads/{thread_id}/set_unread/{post_id}
async fn set_thread_unread(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Thread>> {
    let (user, team) = person_and_team(&at, &actor)?;
    let (id, from) = (at.id("thread_id")?, at.id("post_id")?);
    let (house, compliance) = (app.clone(), app.config.now().compliance_enable);
    let change = move |tx: &mut Tx<'_>| {
        let root = readable(tx, &actor, id, compliance)?;
        let post = readable(tx, &actor, from, compliance)?;
        if store::find_membership(tx, id, user)?.is_none_or(|membership| !membership.following) {
            actions::follow(&house, tx, user, team, &root, true)?;
        }
        actions::read(&house, tx, user, team, id, post.create_at - 1)
    };
    app.db.write(change).await.map(Json)
}

/// PUT /users/{user_id}/teams/{team_id}/threads/read
async fn read_all_threads(State(app): State<App>, actor: Actor, at: Params) -> Result<Ok> {
    let (user, team) = person_and_team(&at, &actor)?;
    let house = app.clone();
    let change = move |tx: &mut Tx<'_>| {
        access::demand_team(tx, &actor, team, Permission::ViewTeam)?;
        actions::read_all(&house, tx, user, team)
    };
    app.db.write(change).await?;
    ok()
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Collapsed {
    collapsed_threads_supported: bool,
}

/// POST /users/{user_id}/posts/{post_id}/set_unread
async fn set_post_unread(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    request: Request,
) -> Result<Json<ChannelUnreadAt>> {
    let (user, id) = (at.user(actor.id())?, at.id("post_id")?);
    // The body is optional, and whatever is no JSON is as good as none; some clients send it as a JSON text.
    let bytes = read_body(request).await?;
    let inner = serde_json::from_slice::<String>(&bytes).unwrap_or_default();
    let read = |bytes: &[u8]| serde_json::from_slice::<Collapsed>(bytes).ok();
    let collapsed = read(&bytes).or_else(|| read(inner.as_bytes())).unwrap_or_default().collapsed_threads_supported;
    actor.demand_self(user)?;
    let (house, compliance) = (app.clone(), app.config.now().compliance_enable);
    let change = move |tx: &mut Tx<'_>| {
        if posts::find(tx, id)?.is_none() {
            return Err(posts::no_post(&actor));
        }
        let post = readable(tx, &actor, id, compliance)?;
        let place = access::readable_channel(tx, &actor, post.channel_id, compliance)?;
        actions::set_unread(&house, tx, user, &post, place.channel.team_id, collapsed)
    };
    app.db.write(change).await.map(Json)
}
