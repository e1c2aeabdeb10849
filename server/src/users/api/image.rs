//! Pictures of people.

use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};

use crate::access::Actor;
use crate::app::App;
use crate::base::http::{Params, etag};
use crate::base::{Result, refuse};
use crate::users::portrait;
use crate::users::store::{self, Key};

/// GET /api/v4/users/{user_id}/image, GET /api/v4/users/{user_id}/image/default: a portrait in the person's colour.
pub async fn get_image(State(app): State<App>, actor: Actor, headers: HeaderMap, at: Params) -> Result<Response> {
    let id = at.user(actor.id())?;
    let read = move |conn: &mut crate::base::db::Conn<'_>| {
        store::check_sees(conn, &actor, id)?;
        store::find(conn, &Key::Id(id))?.ok_or_else(|| refuse::not_found("app.user.missing_account.const").into())
    };
    let user = app.db.read(read).await?;
    let picture = portrait::draw(user.id)?;
    let kind = [(header::CONTENT_TYPE, "image/png"), (header::CACHE_CONTROL, "max-age=86400, private")];
    Ok(etag::answer(&headers, &user.last_picture_update.to_string(), || (kind, picture).into_response()))
}
