//! The routes of access tokens.

use axum::Router;
use axum::extract::State;
use axum::routing::{get as read, post};
use serde::Deserialize;

use super::store;
use super::wire::AccessToken;
use crate::access::{self, Actor, Permission};
use crate::app::App;
use crate::args;
use crate::base::db::{Conn, like_escape};
use crate::base::http::{Json, Ok, Params, Unread, ok};
use crate::base::{Id, Result, refuse};
use crate::events::Tx;
use crate::sessions::actions;

/// The routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/users/{user_id}/tokens", post(create_token).get(list_of_user))
        .route("/users/tokens", read(list_tokens))
        .route("/users/tokens/search", post(search_tokens))
        .route("/users/tokens/revoke", post(revoke_token))
        .route("/users/tokens/disable", post(disable_token))
        .route("/users/tokens/enable", post(enable_token))
        .route("/users/tokens/{token_id}", read(get_token))
}

/// Refuses with 403 unless it is this person, somebody who may edit them, or somebody who may manage that bot.
fn demand_user_or_bot(conn: &mut Conn<'_>, actor: &Actor, user: Id) -> Result<()> {
    let refused = match access::demand_user(conn, actor, user) {
        Result::Ok(()) => return Result::Ok(()),
        Err(refused) => refused,
    };
    let owner: Option<(Id,)> = conn.first("select ownerid from bots where userid = $1", args![user])?;
    let may = owner.is_some_and(|(owner,)| {
        actor.may(if owner == actor.id() { Permission::ManageBots } else { Permission::ManageOthersBots })
    });
    if may { Result::Ok(()) } else { Err(refused) }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct NewToken {
    description: String,
}

/// POST /users/{user_id}/tokens: the secret is told here and never again.
async fn create_token(State(app): State<App>, actor: Actor, at: Params, body: Unread) -> Result<Json<AccessToken>> {
    let user = at.user(actor.id())?;
    if actor.login().is_oauth {
        return Err(actor.lacks(Permission::CreateUserAccessToken));
    }
    let new: NewToken = body.read()?;
    if new.description.is_empty() {
        return Err(refuse::invalid_param("description").into());
    }
    actor.demand(Permission::CreateUserAccessToken)?;
    let for_people = app.config.now().enable_user_access_tokens;
    let create = move |tx: &mut Tx<'_>| {
        demand_user_or_bot(tx, &actor, user)?;
        let missing = || refuse::not_found("app.user.missing_account.const");
        let sql = "select b.userid is not null from users u left join bots b on b.userid = u.id where u.id = $1";
        let (is_bot,): (bool,) = tx.first(sql, args![user])?.ok_or_else(missing)?;
        if !is_bot && !for_people {
            return Err(refuse::with(501, "app.user_access_token.disabled").into());
        }
        if new.description.chars().count() > 255 {
            return Err(refuse::with(400, "model.user_access_token.is_valid.description.app_error").into());
        }
        let token = AccessToken {
            id: Id::new(),
            token: Id::new().to_string(),
            user_id: user,
            description: new.description,
            is_active: true,
        };
        store::insert(tx, &token)?;
        Result::Ok(token)
    };
    app.db.write(create).await.map(Json)
}

/// GET /users/{user_id}/tokens
async fn list_of_user(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Vec<AccessToken>>> {
    let (user, page) = (at.user(actor.id())?, at.page());
    actor.demand(Permission::ReadUserAccessToken)?;
    let read = move |conn: &mut Conn<'_>| {
        demand_user_or_bot(conn, &actor, user)?;
        store::list_of_user(conn, user, page)
    };
    app.db.read(read).await.map(Json)
}

/// GET /users/tokens
async fn list_tokens(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Vec<AccessToken>>> {
    actor.demand(Permission::ManageSystem)?;
    let page = at.page();
    app.db.read(move |conn| store::list(conn, page)).await.map(Json)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Search {
    term: String,
}

/// POST /users/tokens/search
async fn search_tokens(State(app): State<App>, actor: Actor, body: Unread) -> Result<Json<Vec<AccessToken>>> {
    actor.demand(Permission::ManageSystem)?;
    let Search { term } = body.read()?;
    if term.is_empty() {
        return Err(refuse::invalid_param("term").into());
    }
    let pattern = format!("{}%", like_escape(&term.chars().take(190).collect::<String>()));
    app.db.read_long(move |conn| store::search(conn, &pattern)).await.map(Json)
}

fn get(conn: &mut Conn<'_>, actor: &Actor, id: Id) -> Result<AccessToken> {
    let missing = || refuse::not_found("app.user_access_token.get_by_user.app_error");
    let token = store::find(conn, id)?.ok_or_else(missing)?;
    demand_user_or_bot(conn, actor, token.user_id)?;
    Result::Ok(token)
}

/// GET /users/tokens/{token_id}
async fn get_token(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<AccessToken>> {
    let id = at.id("token_id")?;
    actor.demand(Permission::ReadUserAccessToken)?;
    app.db.read(move |conn| get(conn, &actor, id)).await.map(Json)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Which {
    token_id: Id,
}

/// POST /users/tokens/revoke
async fn revoke_token(State(app): State<App>, actor: Actor, body: Unread) -> Result<Ok> {
    let which: Which = body.read_or_default();
    actor.demand(Permission::RevokeUserAccessToken)?;
    let revoke = move |tx: &mut Tx<'_>| {
        let token = get(tx, &actor, which.token_id)?;
        end_sessions(tx, &token)?;
        store::delete(tx, token.id)
    };
    app.db.write(revoke).await?;
    ok()
}

/// POST /users/tokens/disable
async fn disable_token(State(app): State<App>, actor: Actor, body: Unread) -> Result<Ok> {
    let which: Which = body.read_or_default();
    actor.demand(Permission::RevokeUserAccessToken)?;
    let disable = move |tx: &mut Tx<'_>| {
        let token = get(tx, &actor, which.token_id)?;
        end_sessions(tx, &token)?;
        store::set_active(tx, token.id, false)
    };
    app.db.write(disable).await?;
    ok()
}

/// POST /users/tokens/enable
async fn enable_token(State(app): State<App>, actor: Actor, body: Unread) -> Result<Ok> {
    let which: Which = body.read_or_default();
    actor.demand(Permission::CreateUserAccessToken)?;
    let enable = move |tx: &mut Tx<'_>| {
        let token = get(tx, &actor, which.token_id)?;
        store::set_active(tx, token.id, true)
    };
    app.db.write(enable).await?;
    ok()
}

fn end_sessions(tx: &mut Tx<'_>, token: &AccessToken) -> Result<()> {
    let sessions = store::list_sessions(tx, token.id)?;
    actions::end_all(tx, token.user_id, sessions)
}
