//! The routes of commands.

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};
use serde::Deserialize;
use serde_json::{Value, json};

use super::answers::{self, Asked};
use super::run::{self, OPEN_FOR};
use super::wire::{Answer, Command, Suggestion, Typed};
use super::{actions, catalogue, store, suggest};
use crate::access::{self, Actor, Permission, TeamPlace};
use crate::app::App;
use crate::base::db::Conn;
use crate::base::error::Refusal;
use crate::base::http::{Body, Created, Json, Ok, Params, Site, Unread, ok};
use crate::base::{Error, Id, Result, refuse};
use crate::events::Tx;
use crate::teams;
use crate::users;

const OWN: Permission = Permission::ManageOwnSlashCommands;
const OTHERS: Permission = Permission::ManageOthersSlashCommands;
/// Answers that a called server may send later.
const LATER: i64 = 5;

/// The routes under /api/v4.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/commands", post(create_command).get(list_commands))
        .route("/commands/execute", post(execute_command))
        .route("/commands/{command_id}", get(get_command).put(update_command).delete(delete_command))
        .route("/commands/{command_id}/move", put(move_command))
        .route("/commands/{command_id}/regen_token", put(renew_token))
        .route("/teams/{team_id}/commands/autocomplete", get(list_autocomplete))
        .route("/teams/{team_id}/commands/autocomplete_suggestions", get(list_suggestions))
}

/// The routes from the server's root.
pub fn web_routes() -> Router<App> {
    Router::new().route("/hooks/commands/{id}", post(answer_later))
}

/// What the actor may do in a team; `None` where there is no such team for them.
fn place(conn: &mut Conn<'_>, actor: &Actor, team: Id, permission: Permission) -> Result<Option<TeamPlace>> {
    Result::Ok(access::find_team_place(conn, actor, team)?.filter(|place| place.may(permission)))
}

fn missing() -> Error {
    refuse::not_found("store.sql_command.save.get.app_error").into()
}

/// A command that the actor may see: one that they may not is none.
fn get_place(conn: &mut Conn<'_>, actor: &Actor, id: Id) -> Result<(Command, TeamPlace)> {
    let command = store::find(conn, id)?.ok_or_else(missing)?;
    let place = place(conn, actor, command.team_id, OWN)?.ok_or_else(missing)?;
    Result::Ok((command, place))
}

/// A command that the actor may change.
fn get_own(conn: &mut Conn<'_>, actor: &Actor, id: Id) -> Result<Command> {
    let (command, place) = get_place(conn, actor, id)?;
    if command.creator_id != actor.id() && !place.may(OTHERS) {
        return Err(actor.lacks(OTHERS));
    }
    Result::Ok(command)
}

/// POST /commands
async fn create_command(State(app): State<App>, actor: Actor, Body(new): Body<Command>) -> Result<Created<Command>> {
    let house = app.clone();
    let create = move |tx: &mut Tx<'_>| {
        let place = place(tx, &actor, new.team_id, OWN)?.ok_or_else(|| actor.lacks(OWN))?;
        let creator_id = if new.creator_id.is_some() { new.creator_id } else { actor.id() };
        if creator_id != actor.id() {
            if !place.may(OTHERS) {
                return Err(actor.lacks(OTHERS));
            }
            users::get(tx, creator_id)?;
        }
        check_enabled(&house)?;
        let command = Command { id: Id::new(), token: Id::new(), create_at: 0, delete_at: 0, creator_id, ..new };
        actions::save(&house, tx, command)
    };
    app.db.write(create).await.map(Created)
}

fn check_enabled(app: &App) -> Result<()> {
    match app.config.now().enable_commands {
        true => Result::Ok(()),
        false => Err(refuse::with(501, "api.command.disabled.app_error").into()),
    }
}

/// GET /commands
async fn list_commands(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Vec<Command>>> {
    let team = Id::parse(at.query("team_id").unwrap_or_default());
    if team.is_none() {
        return Err(refuse::invalid_param("team_id").into());
    }
    let custom_only = at.flag("custom_only");
    let read = move |conn: &mut Conn<'_>| {
        let place = place(conn, &actor, team, Permission::ViewTeam)?;
        let place = place.ok_or_else(|| actor.lacks(Permission::ViewTeam))?;
        if !place.may(OWN) {
            return if custom_only { Err(actor.lacks(OWN)) } else { offered(conn, team) };
        }
        let mut commands = store::list_of_team(conn, team)?;
        commands.retain(|command| place.may(OTHERS) || command.creator_id == actor.id());
        if !custom_only {
            commands.extend(catalogue::all().iter().cloned());
        }
        Result::Ok(commands)
    };
    app.db.read(read).await.map(Json)
}

/// The commands that are offered while somebody types, without what is not for everybody.
fn offered(conn: &mut Conn<'_>, team: Id) -> Result<Vec<Command>> {
    let custom = store::list_of_team(conn, team)?.into_iter().filter(|command| command.auto_complete);
    let custom = custom.map(|command| Command {
        token: Id::NONE,
        creator_id: Id::NONE,
        method: String::new(),
        url: String::new(),
        username: String::new(),
        icon_url: String::new(),
        ..command
    });
    Result::Ok(custom.chain(catalogue::all().iter().cloned()).collect())
}

/// GET /commands/{command_id}
async fn get_command(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Command>> {
    let id = at.id("command_id")?;
    let read = move |conn: &mut Conn<'_>| {
        let (command, place) = get_place(conn, &actor, id)?;
        let may = command.creator_id == actor.id() || place.may(OTHERS);
        if may { Result::Ok(command) } else { Err(missing()) }
    };
    app.db.read(read).await.map(Json)
}

/// PUT /commands/{command_id}
async fn update_command(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    Body(new): Body<Command>,
) -> Result<Json<Command>> {
    let id = at.id("command_id")?;
    if new.id != id {
        return Err(refuse::invalid_param("command").into());
    }
    let house = app.clone();
    let update = move |tx: &mut Tx<'_>| {
        let old = store::find(tx, id)?.ok_or_else(missing)?;
        if new.team_id != old.team_id {
            return Err(refuse::with(400, "api.command.team_mismatch.app_error").into());
        }
        let old = get_own(tx, &actor, id)?;
        check_enabled(&house)?;
        let Command { token, create_at, delete_at, creator_id, plugin_id, .. } = old;
        actions::save(&house, tx, Command { id, token, create_at, delete_at, creator_id, plugin_id, ..new })
    };
    app.db.write(update).await.map(Json)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Move {
    team_id: Id,
}

/// PUT /commands/{command_id}/move
async fn move_command(State(app): State<App>, actor: Actor, at: Params, Body(to): Body<Move>) -> Result<Ok> {
    let id = at.id("command_id")?;
    let house = app.clone();
    let work = move |tx: &mut Tx<'_>| {
        let team = teams::find_team(tx, to.team_id)?.ok_or_else(|| refuse::not_found("app.team.get.find.app_error"))?;
        place(tx, &actor, team.id, OWN)?.ok_or_else(|| actor.lacks(OWN))?;
        let command = get_own(tx, &actor, id)?;
        actions::move_to(&house, tx, command, team.id)
    };
    app.db.write(work).await?;
    ok()
}

/// PUT /commands/{command_id}/regen_token
async fn renew_token(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Value>> {
    let id = at.id("command_id")?;
    let house = app.clone();
    let renew = move |tx: &mut Tx<'_>| {
        let command = get_own(tx, &actor, id)?;
        actions::renew_token(&house, tx, command)
    };
    app.db.write(renew).await.map(|command| Json(json!({"token": command.token})))
}

/// DELETE /commands/{command_id}
async fn delete_command(State(app): State<App>, actor: Actor, at: Params) -> Result<Ok> {
    let id = at.id("command_id")?;
    let house = app.clone();
    let remove = move |tx: &mut Tx<'_>| {
        let command = get_own(tx, &actor, id)?;
        actions::remove(&house, tx, &command)
    };
    app.db.write(remove).await?;
    ok()
}

/// Refuses who may not see the team; whoever may see every team may ask for one that is not there.
fn check_sees(conn: &mut Conn<'_>, actor: &Actor, team: Id) -> Result<()> {
    let sees = actor.may(Permission::ViewTeam) || place(conn, actor, team, Permission::ViewTeam)?.is_some();
    if sees { Result::Ok(()) } else { Err(actor.lacks(Permission::ViewTeam)) }
}

/// GET /teams/{team_id}/commands/autocomplete
async fn list_autocomplete(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Vec<Command>>> {
    let team = at.id("team_id")?;
    let read = move |conn: &mut Conn<'_>| {
        check_sees(conn, &actor, team)?;
        offered(conn, team)
    };
    app.db.read(read).await.map(Json)
}

/// GET /teams/{team_id}/commands/autocomplete_suggestions
async fn list_suggestions(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Vec<Suggestion>>> {
    let team = at.id("team_id")?;
    let typed: Option<String> = at.query("user_input").map(|text| text.chars().take(500).collect());
    let read = move |conn: &mut Conn<'_>| {
        check_sees(conn, &actor, team)?;
        let typed = typed.ok_or_else(|| refuse::invalid_param("userInput"))?;
        Result::Ok(suggest::suggest(&offered(conn, team)?, &typed))
    };
    app.db.read(read).await.map(Json)
}

/// POST /commands/execute
async fn execute_command(
    State(app): State<App>,
    actor: Actor,
    site: Site,
    Body(typed): Body<Typed>,
) -> Result<Json<Answer>> {
    run::execute(&app, actor, typed, &site).await.map(Json)
}

/// POST /hooks/commands/{id}: what a called server answers later. Every refusal has the same id.
async fn answer_later(State(app): State<App>, at: Params, headers: HeaderMap, body: Unread) -> Result<Response> {
    let id = Id::parse(at.text("id"));
    take_later(&app, id, &headers, &body).await.map_err(|error| match error {
        Error::Refused(refusal) => {
            let Refusal { status, id, .. } = *refusal;
            refuse::with(status, "web.command_webhook.general.app_error").detail(id).into()
        }
        broken => broken,
    })?;
    Result::Ok(([(header::CONTENT_TYPE, "text/plain")], "ok").into_response())
}

async fn take_later(app: &App, id: Id, headers: &HeaderMap, body: &Unread) -> Result<()> {
    let oldest = app.clock.now() - OPEN_FOR;
    let find = move |conn: &mut Conn<'_>| {
        let unknown = || refuse::not_found("app.command_webhook.get.missing");
        let later = store::find_later(conn, id, oldest)?.ok_or_else(unknown)?;
        let gone = || refuse::with(400, "web.command_webhook.command.app_error");
        let command = store::find(conn, later.command_id)?.ok_or_else(gone)?;
        Result::Ok((later, command))
    };
    let (later, command) = app.db.read(find).await?;
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let unreadable =
        |error: serde_json::Error| refuse::with(400, "web.command_webhook.parse.app_error").detail(error.to_string());
    let answer = run::read(kind, body.bytes()).map_err(unreadable)?;
    if !app.db.write(move |tx| store::use_later(tx, id, LATER)).await? {
        return Err(refuse::with(400, "app.command_webhook.try_use.invalid").into());
    }
    let asked = Asked { user: later.user_id, channel: later.channel_id, root: later.root_id };
    answers::give(app, asked, Some(&command), &answer).await
}
