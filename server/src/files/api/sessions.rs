//! Files that arrive in parts: whoever is cut off asks how far it got, and goes on from there.

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures_util::stream;

use super::upload::is_form;
use super::{check_enabled, place_to_send};
use crate::access::{Actor, Permission};
use crate::app::App;
use crate::base::error::Error;
use crate::base::http::{Body, Created, Json, Params, open_form};
use crate::base::{Id, Result, refuse};
use crate::files::wire::UploadSession;
use crate::files::{actions, rules, store};

const IMPORT: &str = "import";

/// POST /uploads
pub async fn create(
    State(app): State<App>,
    actor: Actor,
    Body(new): Body<UploadSession>,
) -> Result<Created<UploadSession>> {
    let is_import = new.kind == IMPORT;
    let session = UploadSession {
        id: Id::new(),
        kind: if is_import { IMPORT.to_owned() } else { "attachment".to_owned() },
        create_at: app.clock.now(),
        user_id: actor.id(),
        channel_id: if is_import { Id::NONE } else { new.channel_id },
        filename: match rules::base_name(&new.filename) {
            "" => ".".to_owned(),
            name => name.to_owned(),
        },
        file_size: new.file_size,
        ..UploadSession::default()
    };
    if is_import {
        actor.demand(Permission::ManageSystem)?;
    } else {
        check_enabled(&app)?;
        let (asks, channel) = (actor.clone(), session.channel_id);
        app.db.read(move |conn| place_to_send(conn, &asks, channel).map(drop)).await?;
    }
    check(&session, app.config.now().max_file_size)?;
    let kept = session.clone();
    app.db.write(move |tx| store::insert_session(tx, &kept)).await?;
    Ok(Created(session))
}

fn check(session: &UploadSession, most: i64) -> Result<()> {
    if session.file_size > most {
        return Err(refuse::with(413, "api.upload.create.upload_too_large.app_error").about(&session.filename).into());
    }
    if session.file_size <= 0 {
        return Err(refuse::with(400, "model.upload_session.is_valid.file_size.app_error").into());
    }
    if rules::check_name(&session.filename).is_err() {
        return Err(refuse::with(400, "model.upload_session.is_valid.filename.app_error").into());
    }
    Ok(())
}

async fn find(app: &App, id: Id) -> Result<UploadSession> {
    let found = app.db.read(move |conn| store::find_session(conn, id)).await?;
    found.ok_or_else(|| refuse::not_found("app.upload.get.app_error").into())
}

/// GET /uploads/{upload_id}
pub async fn get_session(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<UploadSession>> {
    let session = find(&app, at.id("upload_id")?).await?;
    if !actor.is_or_may(session.user_id, Permission::ManageSystem) {
        return Err(refuse::with(403, "api.upload.get_upload.forbidden.app_error").into());
    }
    Ok(Json(session))
}

/// GET /users/{user_id}/uploads
pub async fn list(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Vec<UploadSession>>> {
    let user = at.user(actor.id())?;
    if user != actor.id() {
        return Err(refuse::with(403, "api.user.get_uploads_for_user.forbidden.app_error").into());
    }
    app.db.read(move |conn| store::list_sessions(conn, user)).await.map(Json)
}

/// POST /uploads/{upload_id}: the next part. 204 while more is to come, then 200 with the file.
pub async fn send(State(app): State<App>, actor: Actor, at: Params, request: Request) -> Result<Response> {
    let session = find(&app, at.id("upload_id")?).await?;
    let is_import = session.kind == IMPORT;
    if is_import {
        actor.demand(Permission::ManageSystem)?;
    } else {
        check_enabled(&app)?;
        if session.user_id != actor.id() {
            return Err(actor.lacks(Permission::UploadFile));
        }
        let channel = session.channel_id;
        app.db.read(move |conn| place_to_send(conn, &actor, channel).map(drop)).await?;
    }
    let offset = receive(&app, &session, request).await?;
    if offset < session.file_size {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let file =
        if is_import { actions::finish_import(&app, &session).await } else { actions::finish(&app, &session).await };
    file.map(|file| Json(file).into_response())
}

async fn receive(app: &App, session: &UploadSession, request: Request) -> Result<i64> {
    if !is_form(request.headers()) {
        return actions::receive_part(app, session, request.into_body().into_data_stream()).await;
    }
    let malformed = || Error::from(refuse::with(400, "api.upload.upload_data.multipart_error"));
    let mut form = open_form(request).await.ok_or_else(malformed)?;
    while let Some(part) = form.next_field().await.map_err(|_| malformed())? {
        if part.name() == Some("data") {
            return actions::receive_part(app, session, part).await;
        }
    }
    actions::receive_part(app, session, stream::empty::<Result<Bytes>>()).await
}
