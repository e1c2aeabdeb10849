//! The routes of sidebar categories.

use axum::Router;
use axum::extract::State;
use axum::routing::get;

use super::wire::{Categories, Category};
use super::{actions, rules, store};
use crate::access::{self, Actor, Permission};
use crate::app::App;
use crate::base::db::Conn;
use crate::base::http::{Body, Json, Ok, Params, given_list, ok};
use crate::base::{Id, Result, refuse};
use crate::events::Tx;

/// Categories that one call may change, and that one person may have in a team.
const MOST: usize = 500;

/// The routes.
pub fn routes() -> Router<App> {
    let all = "/users/{user_id}/teams/{team_id}/channels/categories";
    Router::new()
        .route(all, get(list_categories).post(create_category).put(update_categories))
        .route(&format!("{all}/order"), get(get_order).put(set_order))
        .route(&format!("{all}/{{category_id}}"), get(get_category).put(update_category).delete(delete_category))
}

/// The person and the team of the path, of which the actor may see the categories.
fn person_and_team(at: &Params, actor: &Actor) -> Result<(Id, Id)> {
    let (user, team) = (at.user(actor.id())?, at.id("team_id")?);
    actor.demand_self(user)?;
    Result::Ok((user, team))
}

/// Somebody's categories, made when they are not there yet.
async fn open(app: &App, actor: &Actor, at: &Params) -> Result<Vec<Category>> {
    let (user, team) = person_and_team(at, actor)?;
    let viewer = actor.clone();
    let read = move |conn: &mut Conn<'_>| {
        if !viewer.may(Permission::ViewTeam) {
            access::team(conn, &viewer, team, Permission::ViewTeam)?;
        }
        store::list(conn, user, team)
    };
    let found = app.db.read(read).await?;
    if found.is_empty() { app.db.write(move |tx| actions::open(tx, user, team)).await } else { Result::Ok(found) }
}

/// GET /users/{user_id}/teams/{team_id}/channels/categories
async fn list_categories(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Categories>> {
    let categories = open(&app, &actor, &at).await?;
    let order = categories.iter().map(|category| category.id.clone()).collect();
    Result::Ok(Json(Categories { categories, order }))
}

/// GET /users/{user_id}/teams/{team_id}/channels/categories/order
async fn get_order(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Vec<String>>> {
    let categories = open(&app, &actor, &at).await?;
    Result::Ok(Json(categories.into_iter().map(|category| category.id).collect()))
}

/// The category of the path; 403 when it is not this person's. Who may act for others finds any by its id, as with the
/// official server.
async fn find(app: &App, actor: &Actor, at: &Params) -> Result<Category> {
    let id = category_id(at)?;
    let (user, team) = person_and_team(at, actor)?;
    let wide = actor.may(Permission::EditOtherUsers);
    let lacks = actor.lacks(Permission::EditOtherUsers);
    let read = move |conn: &mut Conn<'_>| {
        let owner = if wide { store::find(conn, &id)?.map(|found| (found.user_id, found.team_id)) } else { None };
        let (user, team) = owner.unwrap_or((user, team));
        Result::Ok(store::list(conn, user, team)?.into_iter().find(|known| known.id == id))
    };
    match app.db.read(read).await? {
        Some(found) => Result::Ok(found),
        None if wide => Err(refuse::not_found("app.channel.sidebar_categories.app_error").into()),
        None => Err(lacks),
    }
}

fn category_id(at: &Params) -> Result<String> {
    let id = at.text("category_id").to_owned();
    if rules::is_id(&id) { Result::Ok(id) } else { Err(refuse::invalid_url_param("category_id").into()) }
}

/// GET /users/{user_id}/teams/{team_id}/channels/categories/{category_id}
async fn get_category(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Category>> {
    find(&app, &actor, &at).await.map(Json)
}

/// POST /users/{user_id}/teams/{team_id}/channels/categories
async fn create_category(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    Body(wanted): Body<Category>,
) -> Result<Json<Category>> {
    let (user, team) = person_and_team(&at, &actor)?;
    let named = wanted.display_name.chars().count() <= 64;
    if wanted.user_id != user || wanted.team_id != team || !named || !rules::is_sorting(&wanted.sorting) {
        return Err(refuse::invalid_param("category").into());
    }
    let create = move |tx: &mut Tx<'_>| {
        access::team(tx, &actor, team, Permission::ViewTeam)?;
        if actions::open(tx, user, team)?.len() >= MOST {
            return Err(refuse::invalid_param("category").into());
        }
        actions::create(tx, user, team, wanted)
    };
    app.db.write(create).await.map(Json)
}

/// PUT /users/{user_id}/teams/{team_id}/channels/categories
async fn update_categories(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    body: Result<Body<Vec<Category>>>,
) -> Result<Json<Vec<Category>>> {
    let (user, team) = person_and_team(&at, &actor)?;
    let (Body(wanted), now) = (body?, app.clock.now());
    if wanted.len() > MOST || wanted.iter().any(|one| one.user_id != user || one.team_id != team) {
        return Err(refuse::invalid_param("category").into());
    }
    let change = move |tx: &mut Tx<'_>| {
        access::team(tx, &actor, team, Permission::ViewTeam)?;
        actions::change(tx, user, team, wanted, now)
    };
    app.db.write(change).await.map(Json)
}

/// PUT /users/{user_id}/teams/{team_id}/channels/categories/{category_id}
async fn update_category(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    Body(wanted): Body<Category>,
) -> Result<Json<Category>> {
    let (known, now) = (find(&app, &actor, &at).await, app.clock.now());
    // Who may act for others learns of a body that does not fit before it learns of a category that there is not.
    if wanted.id != at.text("category_id") && (known.is_ok() || actor.may(Permission::EditOtherUsers)) {
        return Err(refuse::invalid_param("category").into());
    }
    let known = known?;
    if wanted.team_id != known.team_id {
        return Err(refuse::invalid_param("category").into());
    }
    let (user, team) = (known.user_id, known.team_id);
    let mut done = app.db.write(move |tx| actions::change(tx, user, team, vec![wanted], now)).await?;
    done.pop().map(Json).ok_or_else(|| refuse::invalid_param("category").into())
}

/// PUT /users/{user_id}/teams/{team_id}/channels/categories/order
async fn set_order(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    body: Result<Body<Vec<String>>>,
) -> Result<Json<Vec<String>>> {
    let (user, team) = person_and_team(&at, &actor)?;
    let order = given_list(body)?;
    let change = move |tx: &mut Tx<'_>| {
        access::team(tx, &actor, team, Permission::ViewTeam)?;
        actions::reorder(tx, user, team, order)
    };
    app.db.write(change).await.map(Json)
}

/// DELETE /users/{user_id}/teams/{team_id}/channels/categories/{category_id}
async fn delete_category(State(app): State<App>, actor: Actor, at: Params) -> Result<Ok> {
    let category = find(&app, &actor, &at).await?;
    app.db.write(move |tx| actions::remove(tx, &category)).await?;
    ok()
}
