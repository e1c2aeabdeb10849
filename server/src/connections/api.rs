//! The routes of connections.

use axum::Router;
use axum::extract::State;
use axum::routing::{get, post};

use super::wire::Connection;
use super::{rules, store, tokens};
use crate::access::{Actor, Permission};
use crate::app::App;
use crate::base::db::Conn;
use crate::base::http::{Created, Json, Ok, Params, Unread, ok};
use crate::base::{Error, Id, Result, refuse};
use crate::events::Tx;

const MANAGE: Permission = Permission::ManageOutgoingOauthConnections;

/// The routes under /api/v4.
pub fn routes() -> Router<App> {
    let one = "/oauth/outgoing_connections/{outgoing_oauth_connection_id}";
    Router::new()
        .route("/oauth/outgoing_connections", get(list_connections).post(create_connection))
        .route("/oauth/outgoing_connections/validate", post(validate))
        .route(one, get(get_connection).put(update_connection).delete(delete_connection))
}

/// Refuses who may not, and then everybody while the feature is switched off.
fn check(app: &App, actor: &Actor, permission: Permission) -> Result<()> {
    actor.demand(permission)?;
    match app.config.now().enable_outgoing_oauth_connections {
        true => Result::Ok(()),
        false => {
            let id = "api.context.outgoing_oauth_connection.not_available.configuration_disabled";
            Err(refuse::with(501, id).into())
        }
    }
}

/// What is shown of a connection: never a secret.
fn shown(connection: Connection) -> Connection {
    Connection { client_secret: String::new(), credentials_password: String::new(), ..connection }
}

fn find(conn: &mut Conn<'_>, id: Id) -> Result<Connection> {
    store::find_connection(conn, id)?.ok_or_else(missing)
}

fn missing() -> Error {
    refuse::not_found("app.outgoing_oauth_connection.get.not_found").into()
}

/// GET /oauth/outgoing_connections
async fn list_connections(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Vec<Connection>>> {
    let any = [Permission::ManageOwnOutgoingWebhooks, Permission::ManageOwnSlashCommands, MANAGE];
    let permission = any.into_iter().find(|permission| actor.may(*permission)).unwrap_or(MANAGE);
    check(&app, &actor, permission)?;
    let after = Id::parse(at.query("from_id").unwrap_or_default());
    let limit = at.number("limit").filter(|limit| *limit > 0).unwrap_or(50).min(100);
    let audience: String = at.query("audience").unwrap_or_default().chars().filter(|c| !"%_\\".contains(*c)).collect();
    let found = app.db.read(move |conn| store::list_connections(conn, after, limit, &audience)).await?;
    Result::Ok(Json(found.into_iter().map(shown).collect()))
}

/// POST /oauth/outgoing_connections
async fn create_connection(State(app): State<App>, actor: Actor, body: Unread) -> Result<Created<Connection>> {
    check(&app, &actor, MANAGE)?;
    let now = app.clock.tick();
    let new: Connection = body.read()?;
    let made = Connection { id: Id::new(), creator_id: actor.id(), create_at: now, update_at: now, ..new };
    rules::check(&made)?;
    let save = move |tx: &mut Tx<'_>| store::save_connection(tx, &made).map(|()| made);
    app.db.write(save).await.map(|made| Created(shown(made)))
}

/// GET /oauth/outgoing_connections/{outgoing_oauth_connection_id}
async fn get_connection(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Connection>> {
    check(&app, &actor, MANAGE)?;
    let id = at.id("outgoing_oauth_connection_id")?;
    app.db.read(move |conn| find(conn, id)).await.map(|found| Json(shown(found)))
}

/// PUT /oauth/outgoing_connections/{outgoing_oauth_connection_id}: a secret that is not given stays.
async fn update_connection(State(app): State<App>, actor: Actor, at: Params, body: Unread) -> Result<Json<Connection>> {
    check(&app, &actor, MANAGE)?;
    let id = at.id("outgoing_oauth_connection_id")?;
    let new: Connection = body.read()?;
    if new.id.is_some() && new.id != id {
        return Err(refuse::invalid_param("id").into());
    }
    let now = app.clock.tick();
    let update = move |tx: &mut Tx<'_>| {
        let old = find(tx, id)?;
        let or = |given: String, kept: String| if given.is_empty() { kept } else { given };
        let changed = Connection {
            id,
            creator_id: old.creator_id,
            create_at: old.create_at,
            update_at: now,
            client_id: or(new.client_id, old.client_id),
            client_secret: or(new.client_secret, old.client_secret),
            credentials_username: or(new.credentials_username, old.credentials_username),
            credentials_password: or(new.credentials_password, old.credentials_password),
            name: new.name,
            oauth_token_url: new.oauth_token_url,
            grant_type: new.grant_type,
            audiences: new.audiences,
        };
        rules::check(&changed)?;
        store::save_connection(tx, &changed)?;
        Result::Ok(shown(changed))
    };
    app.db.write(update).await.map(Json)
}

/// DELETE /oauth/outgoing_connections/{outgoing_oauth_connection_id}
async fn delete_connection(State(app): State<App>, actor: Actor, at: Params) -> Result<Ok> {
    check(&app, &actor, MANAGE)?;
    let id = at.id("outgoing_oauth_connection_id")?;
    let remove = move |tx: &mut Tx<'_>| {
        find(tx, id)?;
        store::delete_connection(tx, id)
    };
    app.db.write(remove).await?;
    ok()
}

/// POST /oauth/outgoing_connections/validate: asks for a token, and keeps nothing.
async fn validate(State(app): State<App>, actor: Actor, body: Unread) -> Result<Ok> {
    check(&app, &actor, MANAGE)?;
    let mut given: Connection = body.read()?;
    if given.id.is_some() && given.client_secret.is_empty() {
        let id = given.id;
        given.client_secret = app.db.read(move |conn| find(conn, id)).await?.client_secret;
    }
    rules::check(&given)?;
    tokens::request(&app, &given).await?;
    ok()
}
