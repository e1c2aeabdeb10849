//! Pictures of teams.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};

use super::granted;
use crate::access::{self, Actor, Permission};
use crate::app::App;
use crate::base::db::Conn;
use crate::base::http::{Ok, Params, etag, ok, read_form};
use crate::base::pictures;
use crate::base::{Id, Millis, Result, refuse};
use crate::events::Tx;
use crate::teams::{actions, no_team, store};

/// Pixels on each side.
const SIDE: u32 = 128;
/// Bytes of one that is kept.
const KEPT: u64 = 1024 * 1024;

fn blob(team: Id) -> String {
    format!("teams/{team}/teamIcon.png")
}

/// GET /teams/{team_id}/image
pub async fn get_icon(State(app): State<App>, actor: Actor, headers: HeaderMap, at: Params) -> Result<Response> {
    let id = at.id("team_id")?;
    let read = move |conn: &mut Conn<'_>| {
        let team = store::find(conn, id)?.ok_or_else(no_team)?;
        if team.kind != "O" || !team.allow_open_invite {
            access::team(conn, &actor, id, Permission::ViewTeam)?;
        }
        Result::Ok(team)
    };
    let team = app.db.read(read).await?;
    let missing = || refuse::not_found("api.team.get_team_icon.read_file.app_error");
    // As the official server: an icon that was taken off is no longer announced, and still there for who asks.
    let icon = app.blobs.get(&blob(id), KEPT).await?.ok_or_else(missing)?;
    let kind = [(header::CONTENT_TYPE, "image/png"), (header::CACHE_CONTROL, "max-age=86400, private")];
    let tag = team.last_team_icon_update.to_string();
    Result::Ok(etag::answer(&headers, &tag, || (kind, icon).into_response()))
}

/// POST /teams/{team_id}/image
pub async fn set_icon(State(app): State<App>, actor: Actor, at: Params, request: Request) -> Result<Ok> {
    let id = at.id("team_id")?;
    let asks = actor.clone();
    app.db.read(move |conn| check_may(conn, &asks, id)).await?;
    let settings = app.config.now();
    let most = usize::try_from(settings.max_file_size).unwrap_or(0);
    let form = read_form(request, most, "api.team.set_team_icon.parse.app_error").await?;
    let given = form.bytes("image").cloned();
    let given = given.ok_or_else(|| refuse::with(400, "api.team.set_team_icon.no_file.app_error"))?;
    let unfit = || refuse::with(400, "api.team.set_team_icon.decode.app_error");
    let look = pictures::look(&given).ok_or_else(unfit)?;
    if !pictures::fits(&look, settings.max_image_resolution) {
        return Err(refuse::with(400, "api.team.set_team_icon.check_image_limits.app_error").into());
    }
    let picture = pictures::work(move || pictures::square(&given, SIDE)).await;
    let picture = picture.map_err(|error| if pictures::is_unreadable(&error) { unfit().into() } else { error })?;
    app.blobs.put(&blob(id), picture).await?;
    let now = app.clock.tick();
    change(app, actor, id, now).await
}

/// Refuses with 403 unless the actor may change the team; who may change every team may also ask for none.
fn check_may(conn: &mut Conn<'_>, actor: &Actor, team: Id) -> Result<()> {
    if actor.may(Permission::ManageTeam) {
        return Result::Ok(());
    }
    access::team(conn, actor, team, Permission::ManageTeam).map(drop)
}

/// DELETE /teams/{team_id}/image
pub async fn delete_icon(State(app): State<App>, actor: Actor, at: Params) -> Result<Ok> {
    let id = at.id("team_id")?;
    change(app, actor, id, 0).await
}

async fn change(app: App, actor: Actor, id: Id, at: Millis) -> Result<Ok> {
    let now = app.clock.tick();
    let write = move |tx: &mut Tx<'_>| {
        let place = granted(tx, &actor, id, Permission::ManageTeam)?;
        actions::set_icon(tx, place.into_inner().team, at, now)
    };
    app.db.write(write).await?;
    ok()
}
