//! Sending files, whole: as a form, or one as the body itself.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, header};

use super::{check_enabled, place_to_send};
use crate::access::Actor;
use crate::app::App;
use crate::base::http::{Created, Params, open_form};
use crate::base::{Id, Result, refuse};
use crate::files::actions::{self, Arrived};
use crate::files::wire::FileUploadResponse;
use crate::files::{BOOKMARK, rules};

/// POST /files
pub async fn upload(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    request: Request,
) -> Result<Created<FileUploadResponse>> {
    check_enabled(&app)?;
    let owner = if at.flag("bookmark") { Id::parse(BOOKMARK) } else { actor.id() };
    if is_form(request.headers()) {
        return receive_form(app, actor, owner, &at, request).await.map(Created);
    }
    let channel = at.id("channel_id").or_else(|_| query_id(&at))?;
    let name = at.query("filename").ok_or_else(|| refuse::invalid_url_param("filename"))?;
    let name = rules::base_name(name).to_owned();
    let asks = actor.clone();
    app.db.read(move |conn| place_to_send(conn, &asks, channel).map(drop)).await?;
    rules::check_name(&name)?;
    let most = most(&app);
    if length(request.headers()).is_some_and(|length| length > most) {
        return Err(actions::too_large());
    }
    let arrived = actions::receive(&app, &name, request.into_body().into_data_stream(), most).await?;
    let info = actions::keep(&app, arrived, owner, channel).await?;
    let client_ids = at.query("client_id").map(|id| vec![id.to_owned()]);
    Ok(Created(FileUploadResponse { file_infos: vec![info], client_ids }))
}

fn query_id(at: &Params) -> Result<Id> {
    at.query_id("channel_id")?.ok_or_else(|| refuse::invalid_url_param("channel_id").into())
}

/// Whether a body is a form with files in it.
pub fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    kind.trim_start().to_ascii_lowercase().starts_with("multipart/form-data")
}

fn length(headers: &HeaderMap) -> Option<u64> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// Bytes of a file.
fn most(app: &App) -> u64 {
    u64::try_from(app.config.now().max_file_size).unwrap_or(0)
}

/// What a form has told so far.
#[derive(Default)]
struct Told {
    channel: Option<Id>,
    client_ids: Vec<String>,
    arrived: Vec<Arrived>,
}

async fn receive_form(app: App, actor: Actor, owner: Id, at: &Params, request: Request) -> Result<FileUploadResponse> {
    let mut told = Told { channel: at.query_id("channel_id")?, ..Told::default() };
    let read = read_form(&app, &actor, request, &mut told).await;
    let kept = match read {
        Ok(()) => keep_all(&app, &actor, owner, &mut told).await,
        Err(error) => Err(error),
    };
    // What did not become a file goes.
    for left in told.arrived {
        app.blobs.remove(&left.blob()).await?;
    }
    kept
}

async fn read_form(app: &App, actor: &Actor, request: Request, told: &mut Told) -> Result<()> {
    let malformed = || refuse::with(400, "api.file.upload_file.read_request.app_error");
    let mut form = open_form(request).await.ok_or_else(malformed)?;
    while let Some(part) = form.next_field().await.map_err(|_| malformed())? {
        match part.name().unwrap_or_default() {
            "channel_id" => {
                let channel = Id::parse(&part.text().await.map_err(|_| malformed())?);
                if told.channel.is_some_and(|known| known != channel) {
                    return Err(refuse::with(400, "api.file.upload_file.multiple_channel_ids.app_error").into());
                }
                told.channel = Some(channel);
            }
            "client_ids" if told.client_ids.len() < rules::FILES => {
                told.client_ids.push(part.text().await.map_err(|_| malformed())?);
            }
            "files" if told.arrived.len() < rules::FILES => {
                // Whoever names the channel first is refused before a byte is stored.
                if let Some(channel) = told.channel {
                    check_channel(app, actor, channel).await?;
                }
                let name = rules::base_name(part.file_name().unwrap_or_default()).to_owned();
                rules::check_name(&name)?;
                told.arrived.push(actions::receive(app, &name, part, most(app)).await?);
            }
            _ => {}
        }
    }
    Ok(())
}

async fn check_channel(app: &App, actor: &Actor, channel: Id) -> Result<()> {
    let actor = actor.clone();
    app.db.read(move |conn| place_to_send(conn, &actor, channel).map(drop)).await
}

async fn keep_all(app: &App, actor: &Actor, owner: Id, told: &mut Told) -> Result<FileUploadResponse> {
    let Some(channel) = told.channel.filter(Id::is_valid) else {
        return Err(refuse::invalid_param("channel_id").into());
    };
    check_channel(app, actor, channel).await?;
    if !told.client_ids.is_empty() && told.client_ids.len() != told.arrived.len() {
        return Err(refuse::with(400, "api.file.upload_file.incorrect_number_of_client_ids.app_error").into());
    }
    let mut file_infos = Vec::with_capacity(told.arrived.len());
    for arrived in std::mem::take(&mut told.arrived) {
        file_infos.push(actions::keep(app, arrived, owner, channel).await?);
    }
    Ok(FileUploadResponse { file_infos, client_ids: Some(std::mem::take(&mut told.client_ids)) })
}
