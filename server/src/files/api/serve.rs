//! Getting files back.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;

use crate::access::{self, Actor};
use crate::app::App;
use crate::args;
use crate::base::crypto;
use crate::base::db::Conn;
use crate::base::error::{Error, Result};
use crate::base::http::{Json, Params, Site, etag};
use crate::base::i18n::Language;
use crate::base::{Id, refuse};
use crate::files::rules::{self, Part};
use crate::files::store;
use crate::files::wire::{FileInfo, StoredFile};

const NO_FILE: &str = "app.file_info.get.app_error";

/// A file that the actor may read: as who sent it, or where its channel may be read.
async fn readable(app: &App, actor: Actor, id: Id, unknown: &'static str) -> Result<StoredFile> {
    let compliance = app.config.now().compliance_enable;
    let read = move |conn: &mut Conn<'_>| {
        let file = store::find(conn, id)?.ok_or_else(|| refuse::not_found(unknown))?;
        if file.info.delete_at > 0 {
            return Err(refuse::not_found(NO_FILE).into());
        }
        if file.info.user_id != actor.id() {
            access::readable_channel(conn, &actor, file.info.channel_id, compliance)?;
        }
        Ok(file)
    };
    app.db.read(read).await
}

/// GET /files/{file_id}
pub async fn get_file(State(app): State<App>, actor: Actor, at: Params, headers: HeaderMap) -> Result<Response> {
    let file = readable(&app, actor, at.id("file_id")?, "api.file.get_file_info.app_error").await?;
    let kind = file.info.mime_type.clone();
    send(&app, &headers, &file.path, &file.info.name, &kind, wants_download(&at)).await
}

/// GET /files/{file_id}/thumbnail
pub async fn get_thumbnail(State(app): State<App>, actor: Actor, at: Params, headers: HeaderMap) -> Result<Response> {
    let file = readable(&app, actor, at.id("file_id")?, NO_FILE).await?;
    if file.thumbnail_path.is_empty() {
        return Err(refuse::with(400, "api.file.get_file_thumbnail.no_thumbnail.app_error").into());
    }
    send(&app, &headers, &file.thumbnail_path, &file.info.name, "image/jpeg", wants_download(&at)).await
}

/// GET /files/{file_id}/preview
pub async fn get_preview(State(app): State<App>, actor: Actor, at: Params, headers: HeaderMap) -> Result<Response> {
    let file = readable(&app, actor, at.id("file_id")?, NO_FILE).await?;
    if file.preview_path.is_empty() {
        return Err(refuse::with(400, "api.file.get_file_preview.no_preview.app_error").into());
    }
    send(&app, &headers, &file.preview_path, &file.info.name, "image/jpeg", wants_download(&at)).await
}

fn wants_download(at: &Params) -> bool {
    at.flag("download")
}

/// GET /files/{file_id}/info
pub async fn get_info(State(app): State<App>, actor: Actor, at: Params) -> Result<Response> {
    let file = readable(&app, actor, at.id("file_id")?, NO_FILE).await?;
    let keep = [(header::CACHE_CONTROL, "max-age=2592000, private")];
    Ok((keep, Json(file.info)).into_response())
}

/// A link to a file that anybody may follow.
#[derive(Debug, Serialize)]
pub struct Link {
    link: String,
}

/// GET /files/{file_id}/link
pub async fn get_link(State(app): State<App>, actor: Actor, at: Params, reached: Site) -> Result<Json<Link>> {
    let id = at.id("file_id")?;
    let settings = app.config.now();
    if !settings.enable_public_link {
        return Err(refuse::with(403, "api.file.get_public_link.disabled.app_error").into());
    }
    let file = readable(&app, actor, id, NO_FILE).await?;
    if file.info.post_id.is_none() {
        return Err(refuse::with(400, "api.file.get_public_link.no_post.app_error").into());
    }
    let site = reached.url(&settings);
    Ok(Json(Link { link: format!("{site}/files/{id}/public?h={}", proof(&settings.public_link_salt, id)) }))
}

/// What proves that a link came from here.
fn proof(salt: &str, id: Id) -> String {
    URL_SAFE_NO_PAD.encode(crypto::sha256(format!("{salt}{id}").as_bytes()))
}

/// GET /files/{file_id}/public: for anybody who has the link. Refusals are pages, for people.
pub async fn get_public(State(app): State<App>, at: Params, headers: HeaderMap) -> Response {
    match find_public(&app, &at).await {
        Ok(file) => {
            let kind = file.info.mime_type.clone();
            match send(&app, &headers, &file.path, &file.info.name, &kind, wants_download(&at)).await {
                Ok(answer) => answer,
                Err(error) => page(&headers, error),
            }
        }
        Err(error) => page(&headers, error),
    }
}

async fn find_public(app: &App, at: &Params) -> Result<StoredFile> {
    let id = at.id("file_id")?;
    let settings = app.config.now();
    if !settings.enable_public_link {
        return Err(refuse::with(403, "api.file.get_public_link.disabled.app_error").into());
    }
    let found = app.db.read(move |conn| crate::files::find(conn, id)).await?;
    let file = found.ok_or_else(|| refuse::not_found(NO_FILE))?;
    let given = at.query("h").unwrap_or_default();
    if !crypto::same(given.as_bytes(), proof(&settings.public_link_salt, id).as_bytes()) {
        return Err(refuse::with(400, "api.file.get_file.public_invalid.app_error").into());
    }
    Ok(file)
}

fn page(headers: &HeaderMap, error: Error) -> Response {
    let Error::Refused(refusal) = error else { return error.into_response() };
    let language = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let words = Language::of(language).error(&refusal.id, refusal.status, &refusal.about);
    let words = words.replace('&', "&amp;").replace('<', "&lt;");
    let page = format!("<!doctype html><meta charset=\"utf-8\"><title>Hearth</title><p>{words}</p>");
    let status = StatusCode::from_u16(refusal.status).unwrap_or(StatusCode::BAD_REQUEST);
    (status, [(header::CONTENT_TYPE, "text/html")], page).into_response()
}

/// GET /posts/{post_id}/files/info
pub async fn list_of_post(State(app): State<App>, actor: Actor, at: Params, headers: HeaderMap) -> Result<Response> {
    let (id, deleted) = (at.id("post_id")?, at.flag("include_deleted"));
    if deleted {
        actor.demand(access::Permission::ManageSystem)?;
    }
    let compliance = app.config.now().compliance_enable;
    let read = move |conn: &mut Conn<'_>| {
        let sql = "select channelid, deleteat from posts where id = $1";
        let found: Option<(Id, i64)> = conn.first(sql, args![id])?;
        let channel = found.filter(|(_, gone)| deleted || *gone == 0).map(|(channel, _)| channel);
        let channel = channel.ok_or_else(|| Error::from(refuse::not_found("app.post.get.app_error")))?;
        access::readable_channel(conn, &actor, channel, compliance)?;
        store::list_of_posts(conn, &[id], deleted)
    };
    let infos: Vec<FileInfo> = app.db.read(read).await?;
    let newest = infos.iter().map(|info| info.update_at).max().unwrap_or(0);
    Ok(etag::tagged(&headers, format!("{id}.{newest}.{}", infos.len()), infos))
}

/// Sends a blob, or the part of it that was asked for.
async fn send(
    app: &App,
    headers: &HeaderMap,
    blob: &str,
    name: &str,
    mime_type: &str,
    download: bool,
) -> Result<Response> {
    let gone = || Error::from(refuse::not_found(NO_FILE));
    let size = app.blobs.size(blob).await?.ok_or_else(gone)?;
    let sending = rules::sending(name, mime_type, download);
    let asked = headers.get(header::RANGE).and_then(|value| value.to_str().ok());
    let range = match rules::part(asked, size) {
        Part::Whole => None,
        Part::Some(range) => Some(range),
        Part::Nothing => return Ok(out_of_range(size, &sending.disposition)),
    };
    let reading = app.blobs.read(blob, range.clone()).await?.ok_or_else(gone)?;
    let (from, to) = (reading.range.start, reading.range.end);
    let mut answer = Response::new(Body::from_stream(reading.bytes));
    if range.is_some() {
        *answer.status_mut() = StatusCode::PARTIAL_CONTENT;
        put(&mut answer, header::CONTENT_RANGE, &format!("bytes {from}-{}/{size}", to.saturating_sub(1)));
    }
    put(&mut answer, header::CONTENT_TYPE, &sending.mime_type);
    put(&mut answer, header::CONTENT_LENGTH, &(to - from).to_string());
    put(&mut answer, header::CONTENT_DISPOSITION, &sending.disposition);
    put(&mut answer, header::CACHE_CONTROL, "private, max-age=86400");
    put(&mut answer, header::ACCEPT_RANGES, "bytes");
    put(&mut answer, header::CONTENT_SECURITY_POLICY, "frame-ancestors 'none'; sandbox");
    Ok(answer)
}

fn out_of_range(size: u64, disposition: &str) -> Response {
    let mut answer = (StatusCode::RANGE_NOT_SATISFIABLE, "invalid range: failed to overlap\n").into_response();
    put(&mut answer, header::CONTENT_RANGE, &format!("bytes */{size}"));
    put(&mut answer, header::CONTENT_DISPOSITION, disposition);
    answer
}

fn put(answer: &mut Response, name: header::HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        answer.headers_mut().insert(name, value);
    }
}
