//! The routes of this room: sending files whole or in parts, and getting them back.

mod serve;
mod sessions;
mod upload;

use axum::Router;
use axum::routing::{get, post};

use crate::access::{Actor, ChannelPlace, Granted, Permission};
use crate::app::App;
use crate::base::db::Conn;
use crate::base::error::Result;
use crate::base::{Id, refuse};

/// The routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/files", post(upload::upload))
        .route("/files/{file_id}", get(serve::get_file))
        .route("/files/{file_id}/thumbnail", get(serve::get_thumbnail))
        .route("/files/{file_id}/preview", get(serve::get_preview))
        .route("/files/{file_id}/link", get(serve::get_link))
        .route("/files/{file_id}/info", get(serve::get_info))
        .route("/posts/{post_id}/files/info", get(serve::list_of_post))
        .route("/uploads", post(sessions::create))
        .route("/uploads/{upload_id}", get(sessions::get_session).post(sessions::send))
        .route("/users/{user_id}/uploads", get(sessions::list))
}

/// The routes outside the API: what a public link leads to.
pub fn public_routes() -> Router<App> {
    Router::new().route("/files/{file_id}/public", get(serve::get_public))
}

/// Refuses where files are switched off.
fn check_enabled(app: &App) -> Result<()> {
    if app.config.now().enable_file_attachments {
        return Ok(());
    }
    Err(refuse::with(403, "api.file.attachments.disabled.app_error").into())
}

/// A living channel that the actor may send files to.
fn place_to_send(conn: &mut Conn<'_>, actor: &Actor, channel: Id) -> Result<Granted<ChannelPlace>> {
    let place = crate::access::channel(conn, actor, channel, Permission::UploadFile)?;
    if place.channel.is_deleted() {
        return Err(refuse::with(400, "app.upload.create.cannot_upload_to_deleted_channel.app_error").into());
    }
    Ok(place)
}
