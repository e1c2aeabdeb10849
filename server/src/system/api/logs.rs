//! The server's log, read and written to from afar.

use std::collections::BTreeMap;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use axum::Router;
use axum::extract::{Request, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde_json::{Map, Value};

use super::super::packet;
use super::super::wire::{ClientLog, LogFilter};
use crate::access::{Actor, Permission};
use crate::app::App;
use crate::base::error::Context;
use crate::base::http::{Json, Params, Unread, read_body};
use crate::base::{Result, refuse};
use crate::sessions::Visitor;

/// Bytes of the log's end that are looked at.
const TAIL: u64 = 4 * 1024 * 1024;
/// Letters of a client's line that are kept.
const LONGEST: usize = 400;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/logs", get(list_logs).post(add_log))
        .route("/logs/query", post(query_logs))
        .route("/logs/download", get(download_log))
        .route("/system/support_packet", get(get_support_packet))
}

/// GET /logs: the newest lines, oldest first.
async fn list_logs(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Vec<String>>> {
    actor.demand(Permission::GetLogs)?;
    let page = at.page_of("logs_per_page", 10_000, 10_000);
    let file = log_file(&app);
    let lines = tokio::task::spawn_blocking(move || {
        let (skip, most) = (page.offset(), page.size);
        read_end(&file, usize::try_from(skip).unwrap_or(usize::MAX), usize::try_from(most).unwrap_or(0))
    });
    Ok(Json(lines.await.context("reading the log")?))
}

/// GET /logs/download: the file as it is.
async fn download_log(State(app): State<App>, actor: Actor) -> Result<Response> {
    actor.demand(Permission::GetLogs)?;
    let file = log_file(&app);
    let found = tokio::task::spawn_blocking(move || std::fs::read(file)).await.context("reading the log")?;
    let bytes = found.map_err(|_| refuse::with(404, "api.system.logs.download_bytes_buffer.app_error"))?;
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"hearth.log\""),
        (header::CACHE_CONTROL, "no-cache, no-store, must-revalidate"),
    ];
    Ok((headers, bytes).into_response())
}

/// GET /system/support_packet
async fn get_support_packet(State(app): State<App>, actor: Actor, at: Params) -> Result<Response> {
    actor.demand(Permission::ManageSystem)?;
    let log = if at.query("basic_server_logs") == Some("false") {
        None
    } else {
        let file = log_file(&app);
        let lines = tokio::task::spawn_blocking(move || read_end(&file, 0, usize::MAX)).await;
        Some(lines.context("reading the log")?.concat().into_bytes())
    };
    let bytes = packet::write(&app, log).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/zip"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"hearth_support_packet.zip\""),
    ];
    Ok((headers, bytes).into_response())
}

/// POST /logs/query: the newest lines of these levels and times, by the name of the server.
async fn query_logs(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    body: Unread,
) -> Result<Json<BTreeMap<&'static str, Vec<Value>>>> {
    actor.demand(Permission::GetLogs)?;
    let refused = |_| refuse::with(400, "api.system.logs.invalidFilter");
    let wanted: LogFilter = body.read().map_err(refused)?;
    let page = at.page_of("logs_per_page", 10_000, 10_000);
    let file = log_file(&app);
    let lines = tokio::task::spawn_blocking(move || read_end(&file, 0, usize::MAX)).await.context("reading the log")?;
    let fitting = lines.iter().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let mut fitting: Vec<Value> = fitting.filter(|line| wanted.fits(line)).collect();
    let end = fitting.len().saturating_sub(usize::try_from(page.offset()).unwrap_or(usize::MAX));
    let begin = end.saturating_sub(usize::try_from(page.size).unwrap_or(0));
    fitting.truncate(end);
    Ok(Json(BTreeMap::from([("default", fitting.split_off(begin))])))
}

fn log_file(app: &App) -> PathBuf {
    app.folder.join("logs").join("hearth.log")
}

/// POST /logs: a client's line. Whatever is sent is answered in kind, as clients that report an error expect.
async fn add_log(State(app): State<App>, visitor: Visitor, request: Request) -> Result<Json<Map<String, Value>>> {
    let developer = app.config.now().enable_developer;
    let is_admin = visitor.0.as_ref().is_some_and(|actor| actor.may(Permission::ManageSystem));
    if visitor.0.is_none() && !developer {
        return Err(refuse::forbidden().into());
    }
    let body = read_body(request).await?;
    let log: ClientLog = serde_json::from_slice(&body).unwrap_or_default();
    let message: String = log.message.chars().take(LONGEST).collect();
    if (is_admin || developer) && log.level.eq_ignore_ascii_case("error") {
        tracing::error!(client = message, "a client reports");
    } else {
        tracing::debug!(client = message, "a client reports");
    }
    let mut answer = Map::new();
    if !log.level.is_empty() {
        answer.insert("level".to_owned(), log.level.into());
    }
    answer.insert("message".to_owned(), format!("Client Logs API Endpoint Message: {message}").into());
    Ok(Json(answer))
}

/// `most` lines that end `skip` lines before the end; none when there is no file.
fn read_end(file: &Path, skip: usize, most: usize) -> Vec<String> {
    let read = || -> std::io::Result<Vec<u8>> {
        let mut file = std::fs::File::open(file)?;
        let length = file.metadata()?.len();
        file.seek(SeekFrom::Start(length.saturating_sub(TAIL)))?;
        let mut bytes = Vec::new();
        file.take(TAIL).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    let bytes = read().unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    let mut lines: Vec<String> = text.lines().rev().skip(skip).take(most).map(|line| format!("{line}\n")).collect();
    lines.reverse();
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_is_read_page_by_page() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("hearth.log");
        std::fs::write(&file, "one\ntwo\nthree\n").expect("a log");
        assert_eq!(read_end(&file, 0, 2), ["two\n", "three\n"]);
        assert_eq!(read_end(&file, 2, 2), ["one\n"]);
        assert!(read_end(&folder.path().join("none"), 0, 2).is_empty());
    }
}
