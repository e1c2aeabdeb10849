//! The routes of emoji.

use axum::Router;
use axum::extract::{Request, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use bytes::Bytes;
use image::ImageFormat;
use serde::Deserialize;

use super::keep::blob;
use super::wire::Emoji;
use super::{names, store};
use crate::access::{self, Actor, Permission};
use crate::app::App;
use crate::base::db::Conn;
use crate::base::http::{Body, Json, List, Ok, Params, ok, read_form};
use crate::base::pictures::{self, Look};
use crate::base::{Error, Id, Result, refuse};
use crate::events::{Event, Tx};

/// Bytes of a picture.
const BYTES: usize = 512 * 1024;
/// Bytes of the form around it.
const FORM: usize = BYTES + 64 * 1024;
/// Pixels on each side of a picture that is taken.
const TAKEN: u32 = 1028;
/// Pixels on each side of one that is kept.
const KEPT: u32 = 128;
/// Frames of a moving one that had to be shrunk.
const FRAMES: usize = 300;
/// Names that may be asked for at once.
const NAMES: usize = 200;

/// The routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/emoji", post(create).get(list))
        .route("/emoji/search", post(search))
        .route("/emoji/autocomplete", get(autocomplete))
        .route("/emoji/names", post(list_by_names))
        .route("/emoji/name/{emoji_name}", get(get_by_name))
        .route("/emoji/{emoji_id}", get(get_emoji).delete(remove))
        .route("/emoji/{emoji_id}/image", get(get_image))
}

fn check_enabled(app: &App) -> Result<()> {
    if app.config.now().enable_custom_emoji {
        return Result::Ok(());
    }
    Err(refuse::with(501, "api.emoji.disabled.app_error").into())
}

/// POST /emoji
async fn create(State(app): State<App>, actor: Actor, request: Request) -> Result<Json<Emoji>> {
    check_enabled(&app)?;
    let form = read_form(request, FORM, "api.emoji.create.parse.app_error").await?;
    demand_anywhere(&app, &actor, Permission::CreateEmojis).await?;
    let given = form.bytes("emoji").and_then(|text| serde_json::from_slice::<Emoji>(text).ok());
    let given = given.ok_or_else(|| refuse::invalid_param("emoji"))?;
    if given.creator_id != actor.id() {
        return Err(refuse::with(403, "api.emoji.create.other_user.app_error").into());
    }
    check_name(&given.name)?;
    let picture = form.bytes("image").ok_or_else(|| refuse::invalid_param("image"))?;
    let picture = prepare(picture.clone()).await?;
    let now = app.clock.tick();
    let (id, creator_id) = (Id::new(), actor.id());
    let emoji = Emoji { id, create_at: now, update_at: now, delete_at: 0, creator_id, name: given.name };
    app.blobs.put(&blob(emoji.id), picture).await?;
    let new = emoji.clone();
    let insert = move |tx: &mut Tx<'_>| {
        store::insert(tx, &new)?;
        tx.tell(Event::EmojiAdded { emoji: new });
        Result::Ok(())
    };
    if let Err(error) = app.db.write(insert).await {
        app.blobs.remove(&blob(emoji.id)).await?;
        return Err(error);
    }
    Result::Ok(Json(emoji))
}

/// Refuses unless the account or one of its teams allows it.
async fn demand_anywhere(app: &App, actor: &Actor, permission: Permission) -> Result<()> {
    let asks = actor.clone();
    if app.db.read(move |conn| access::may_in_a_team(conn, &asks, permission)).await? {
        return Result::Ok(());
    }
    Err(actor.lacks(permission))
}

pub(super) fn check_name(name: &str) -> Result<()> {
    if names::is_known(name) {
        return Err(refuse::with(400, "model.emoji.system_emoji_name.app_error").about(name).into());
    }
    if !names::is_name(name) {
        return Err(refuse::with(400, "model.emoji.name.app_error").into());
    }
    Result::Ok(())
}

/// The picture as it is kept: as it came, or no larger than clients show it.
pub(super) async fn prepare(bytes: Bytes) -> Result<Bytes> {
    if bytes.len() > BYTES {
        return Err(refuse::with(413, "api.emoji.create.too_large.app_error").into());
    }
    let unfit = || Error::from(refuse::with(400, "api.emoji.upload.image.app_error"));
    let look = pictures::look(&bytes).ok_or_else(unfit)?;
    if look.width > TAKEN || look.height > TAKEN {
        return Err(refuse::with(400, "api.emoji.upload.large_image.too_large.app_error").into());
    }
    let made = pictures::work(move || shrink(bytes, look)).await;
    made.map_err(|error| if pictures::is_unreadable(&error) { unfit() } else { error })
}

fn shrink(bytes: Bytes, look: Look) -> Result<Bytes> {
    let fits = look.width <= KEPT && look.height <= KEPT;
    match look.format {
        ImageFormat::Gif | ImageFormat::Png | ImageFormat::Jpeg if fits => {
            pictures::decode(&bytes)?;
            Result::Ok(bytes)
        }
        ImageFormat::Gif => pictures::fitted_gif(&bytes, KEPT, FRAMES),
        _ if fits => pictures::repacked(&bytes),
        _ => pictures::fitted(&bytes, KEPT),
    }
}

/// GET /emoji
async fn list(State(app): State<App>, _: Actor, at: Params) -> Result<Json<Vec<Emoji>>> {
    check_enabled(&app)?;
    let by_name = match at.query("sort") {
        None => false,
        Some("name") => true,
        Some(_) => return Err(refuse::invalid_url_param("sort").into()),
    };
    let page = at.page();
    app.db.read(move |conn| store::list(conn, by_name, page)).await.map(Json)
}

fn no_emoji() -> Error {
    refuse::not_found("app.emoji.get.no_result").into()
}

async fn find(app: &App, id: Id) -> Result<Emoji> {
    check_enabled(app)?;
    app.db.read(move |conn| store::find(conn, id)).await?.ok_or_else(no_emoji)
}

/// GET /emoji/{emoji_id}
async fn get_emoji(State(app): State<App>, _: Actor, at: Params) -> Result<Json<Emoji>> {
    find(&app, at.id("emoji_id")?).await.map(Json)
}

/// GET /emoji/name/{emoji_name}
async fn get_by_name(State(app): State<App>, _: Actor, at: Params) -> Result<Json<Emoji>> {
    let name = at.text("emoji_name").to_owned();
    if !names::is_name(&name) {
        return Err(refuse::invalid_url_param("emoji_name").into());
    }
    check_enabled(&app)?;
    let wanted = vec![name.clone()];
    let found = app.db.read(move |conn| store::list_named(conn, &wanted)).await?.pop();
    found.map(Json).ok_or_else(|| refuse::not_found("app.emoji.get_by_name.no_result").about(name).into())
}

/// GET /emoji/{emoji_id}/image
async fn get_image(State(app): State<App>, _: Actor, at: Params) -> Result<Response> {
    let emoji = find(&app, at.id("emoji_id")?).await?;
    let missing = || Error::from(refuse::not_found("api.emoji.get_image.read.app_error"));
    let picture = app.blobs.get(&blob(emoji.id), 4 * BYTES as u64).await?.ok_or_else(missing)?;
    let format = pictures::look(&picture).map_or("image/png", |look| look.format.to_mime_type());
    let kind = [(header::CONTENT_TYPE, format), (header::CACHE_CONTROL, "max-age=2592000, private")];
    Result::Ok((kind, picture).into_response())
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Search {
    term: String,
    prefix_only: bool,
}

/// POST /emoji/search
async fn search(State(app): State<App>, _: Actor, Body(search): Body<Search>) -> Result<Json<Vec<Emoji>>> {
    check_enabled(&app)?;
    if search.term.is_empty() {
        return Err(refuse::invalid_param("term").into());
    }
    app.db.read(move |conn| store::search(conn, &search.term, search.prefix_only)).await.map(Json)
}

/// GET /emoji/autocomplete
async fn autocomplete(State(app): State<App>, _: Actor, at: Params) -> Result<Json<Vec<Emoji>>> {
    check_enabled(&app)?;
    let name = at.query("name").ok_or_else(|| refuse::invalid_url_param("name"))?.to_owned();
    app.db.read(move |conn| store::search(conn, &name, true)).await.map(Json)
}

/// POST /emoji/names
async fn list_by_names(State(app): State<App>, _: Actor, List(names): List) -> Result<Json<Vec<Emoji>>> {
    check_enabled(&app)?;
    if names.is_empty() {
        return Err(refuse::invalid_param("names").into());
    }
    if names.len() > NAMES {
        let id = "api.emoji.get_multiple_by_name_too_many.request_error";
        return Err(refuse::with(400, id).about(NAMES.to_string()).into());
    }
    app.db.read(move |conn| store::list_named(conn, &names)).await.map(Json)
}

/// DELETE /emoji/{emoji_id}
async fn remove(State(app): State<App>, actor: Actor, at: Params) -> Result<Ok> {
    let id = at.id("emoji_id")?;
    let now = app.clock.tick();
    let delete = move |tx: &mut Tx<'_>| {
        let emoji = store::find(tx, id)?.ok_or_else(no_emoji)?;
        check_may_remove(tx, &actor, &emoji)?;
        store::delete(tx, id, now)?;
        tx.tell(Event::EmojiRemoved { emoji });
        Result::Ok(())
    };
    app.db.write(delete).await?;
    app.blobs.remove(&blob(id)).await?;
    ok()
}

/// Who made it needs `delete_emojis`, others `delete_others_emojis` too.
fn check_may_remove(conn: &mut Conn<'_>, actor: &Actor, emoji: &Emoji) -> Result<()> {
    let mut needed = vec![Permission::DeleteEmojis];
    if emoji.creator_id != actor.id() {
        needed.push(Permission::DeleteOthersEmojis);
    }
    for permission in needed {
        if !access::may_in_a_team(conn, actor, permission)? {
            return Err(actor.lacks(permission));
        }
    }
    Result::Ok(())
}
