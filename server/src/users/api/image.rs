//! Pictures of people.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;

use super::change::editable;
use crate::access::Actor;
use crate::app::App;
use crate::base::http::{Ok, Params, etag, ok, read_form};
use crate::base::{Id, Result, refuse};
use crate::events::Tx;
use crate::users::store;
use crate::users::wire::User;
use crate::users::{actions, portrait};

/// Bytes of one that is kept.
const KEPT: u64 = 1024 * 1024;

/// Somebody whose picture the actor may see.
async fn find(app: &App, actor: Actor, id: Id) -> Result<User> {
    let read = move |conn: &mut crate::base::db::Conn<'_>| {
        store::check_sees(conn, &actor, id)?;
        store::get(conn, id)
    };
    app.db.read(read).await
}

fn answer(headers: &HeaderMap, user: &User, picture: Bytes) -> Response {
    let kind = [(header::CONTENT_TYPE, "image/png"), (header::CACHE_CONTROL, "max-age=86400, private")];
    etag::answer(headers, &user.last_picture_update.to_string(), || (kind, picture).into_response())
}

/// GET /api/v4/users/{user_id}/image: the picture that somebody chose, or a portrait in their colour.
pub async fn get_image(State(app): State<App>, actor: Actor, headers: HeaderMap, at: Params) -> Result<Response> {
    let id = at.user(actor.id())?;
    let user = find(&app, actor, id).await?;
    let chosen = if user.last_picture_update > 0 { app.blobs.get(&portrait::blob(id), KEPT).await? } else { None };
    let picture = match chosen {
        Some(picture) => picture,
        None => portrait::draw(user.id, user.is_bot)?.into(),
    };
    Result::Ok(answer(&headers, &user, picture))
}

/// GET /api/v4/users/{user_id}/image/default: the portrait, whatever they chose.
pub async fn get_default_image(State(app): State<App>, actor: Actor, at: Params) -> Result<Response> {
    let id = at.user(actor.id())?;
    let user = find(&app, actor, id).await?;
    Result::Ok(answer(&HeaderMap::new(), &user, portrait::draw(user.id, user.is_bot)?.into()))
}

/// POST /api/v4/users/{user_id}/image
pub async fn set_image(State(app): State<App>, actor: Actor, at: Params, request: Request) -> Result<Ok> {
    let id = at.user(actor.id())?;
    let asks = actor.clone();
    app.db.read(move |conn| editable(conn, &asks, id).map(drop)).await?;
    let settings = app.config.now();
    let most = usize::try_from(settings.max_file_size).unwrap_or(0);
    let form = read_form(request, most, "api.user.upload_profile_user.parse.app_error").await?;
    let given = form.bytes("image").cloned();
    let given = given.ok_or_else(|| refuse::with(400, "api.user.upload_profile_user.no_file.app_error"))?;
    portrait::put(&app, id, given).await?;
    let now = app.clock.tick();
    change(app, actor, id, now).await
}

/// DELETE /api/v4/users/{user_id}/image: back to the portrait.
pub async fn delete_image(State(app): State<App>, actor: Actor, at: Params) -> Result<Ok> {
    let id = at.user(actor.id())?;
    // Below zero is: at that time, no picture. Another number, so that clients ask again.
    let now = -app.clock.tick();
    let house = app.clone();
    change(app, actor, id, now).await?;
    house.blobs.remove(&portrait::blob(id)).await?;
    ok()
}

async fn change(app: App, actor: Actor, id: Id, at: i64) -> Result<Ok> {
    let write = move |tx: &mut Tx<'_>| {
        let user = editable(tx, &actor, id)?;
        actions::set_picture(tx, user, at)
    };
    app.db.write(write).await?;
    ok()
}
