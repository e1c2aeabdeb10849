//! The routes of bookmarks.

use axum::Router;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::routing::{get, patch, post};

use super::actions::{self, Doing};
use super::store;
use super::wire::{Bookmark, BookmarkPatch, BookmarkUpdate};
use crate::access::{self, Actor, ChannelPlace, Permission};
use crate::app::App;
use crate::base::db::Conn;
use crate::base::http::{Body, Created, Json, Params};
use crate::base::{Error, Id, Result, refuse};
use crate::channels;
use crate::events::Tx;

/// The routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/channels/{channel_id}/bookmarks", get(list).post(create))
        .route("/channels/{channel_id}/bookmarks/{bookmark_id}", patch(edit).delete(remove))
        .route("/channels/{channel_id}/bookmarks/{bookmark_id}/sort_order", post(sort))
}

/// What is done to a bookmark, as refusals name it, and the permissions for it in open and private channels.
struct Verb {
    name: &'static str,
    open: Permission,
    private: Permission,
}

const CREATE: Verb = Verb {
    name: "create_channel_bookmark",
    open: Permission::AddBookmarkPublicChannel,
    private: Permission::AddBookmarkPrivateChannel,
};
const UPDATE: Verb = Verb {
    name: "update_channel_bookmark",
    open: Permission::EditBookmarkPublicChannel,
    private: Permission::EditBookmarkPrivateChannel,
};
const SORT: Verb = Verb {
    name: "update_channel_bookmark_sort_order",
    open: Permission::OrderBookmarkPublicChannel,
    private: Permission::OrderBookmarkPrivateChannel,
};
const DELETE: Verb = Verb {
    name: "delete_channel_bookmark",
    open: Permission::DeleteBookmarkPublicChannel,
    private: Permission::DeleteBookmarkPrivateChannel,
};

/// Refuses unless the actor may do it: by permission in open and private channels, as a member who is no guest in
/// direct and group ones.
fn check(conn: &mut Conn<'_>, actor: &Actor, channel: Id, verb: &Verb) -> Result<ChannelPlace> {
    let place = channels::get_place(conn, actor, channel)?;
    let refused = |why: &str| refuse::with(403, format!("api.channel.bookmark.{}.{why}", verb.name));
    if place.channel.is_deleted() {
        return Err(refused("deleted_channel.forbidden.app_error").into());
    }
    let needed = match place.channel.kind.as_str() {
        "O" => verb.open,
        "P" => verb.private,
        _ if !place.is_member => return Err(refused("direct_or_group_channels.forbidden.app_error").into()),
        _ if actor.login().is_guest => {
            return Err(refused("direct_or_group_channels_by_guests.forbidden.app_error").into());
        }
        _ => return Ok(place),
    };
    if place.may(needed) { Ok(place) } else { Err(actor.lacks(needed)) }
}

fn doing(app: &App, headers: &HeaderMap) -> Doing {
    let connection = headers.get("connection-id").and_then(|id| id.to_str().ok()).map_or(Id::NONE, Id::parse);
    let connection = if connection.is_valid() { connection } else { Id::NONE };
    Doing { connection, now: app.clock.tick() }
}

/// GET /channels/{channel_id}/bookmarks
async fn list(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Vec<Bookmark>>> {
    let channel = at.id("channel_id")?;
    let since = at.number("bookmarks_since").unwrap_or(0).max(0);
    let compliance = app.config.now().compliance_enable;
    let read = move |conn: &mut Conn<'_>| {
        channels::get_place(conn, &actor, channel)?;
        access::readable_channel(conn, &actor, channel, compliance)?;
        let mut found = store::list(conn, channel, since)?;
        actions::dress(conn, &mut found)?;
        Ok(Json(found))
    };
    app.db.read(read).await
}

/// POST /channels/{channel_id}/bookmarks
async fn create(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    headers: HeaderMap,
    body: Result<Body<Bookmark>>,
) -> Result<Created<Bookmark>> {
    let (channel, doing) = (at.id("channel_id")?, doing(&app, &headers));
    let Body(given) = body?;
    let write = move |tx: &mut Tx<'_>| {
        check(tx, &actor, channel, &CREATE)?;
        actions::create(tx, &actor, channel, given, doing)
    };
    app.db.write(write).await.map(Created)
}

fn get_bookmark(conn: &mut Conn<'_>, channel: Id, at: &str) -> Result<Bookmark> {
    let found = store::find(conn, channel, Id::parse(at))?;
    found.ok_or_else(|| Error::from(refuse::not_found("app.channel.bookmark.get.app_error")))
}

/// PATCH /channels/{channel_id}/bookmarks/{bookmark_id}
async fn edit(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    headers: HeaderMap,
    body: Result<Body<BookmarkPatch>>,
) -> Result<Json<BookmarkUpdate>> {
    let (channel, doing) = (at.id("channel_id")?, doing(&app, &headers));
    let Body(patch) = body?;
    let write = move |tx: &mut Tx<'_>| {
        let old = get_bookmark(tx, channel, at.text("bookmark_id"))?;
        check(tx, &actor, channel, &UPDATE)?;
        actions::edit(tx, &actor, old, patch, doing)
    };
    app.db.write(write).await.map(Json)
}

/// POST /channels/{channel_id}/bookmarks/{bookmark_id}/sort_order: the body is the new place.
async fn sort(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    headers: HeaderMap,
    body: Result<Body<i64>>,
) -> Result<Json<Vec<Bookmark>>> {
    let (channel, doing) = (at.id("channel_id")?, doing(&app, &headers));
    let place = body.ok().map(|Body(place)| place).filter(|place| *place >= 0);
    let place = place.ok_or_else(|| refuse::invalid_param("channelBookmarkSortOrder"))?;
    let write = move |tx: &mut Tx<'_>| {
        check(tx, &actor, channel, &SORT)?;
        actions::sort(tx, channel, Id::parse(at.text("bookmark_id")), place, doing)
    };
    app.db.write(write).await.map(Json)
}

/// DELETE /channels/{channel_id}/bookmarks/{bookmark_id}
async fn remove(State(app): State<App>, actor: Actor, at: Params, headers: HeaderMap) -> Result<Json<Bookmark>> {
    let (channel, doing) = (at.id("channel_id")?, doing(&app, &headers));
    let write = move |tx: &mut Tx<'_>| {
        check(tx, &actor, channel, &DELETE)?;
        let bookmark = get_bookmark(tx, channel, at.text("bookmark_id"))?;
        actions::remove(tx, bookmark, doing)
    };
    app.db.write(write).await.map(Json)
}
