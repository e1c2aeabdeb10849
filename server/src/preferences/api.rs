//! The routes of preferences.

use axum::Router;
use axum::extract::{FromRequest, Request, State};
use axum::routing::{get, post};

use super::wire::Preference;
use super::{actions, rules, store};
use crate::access::{self, Actor};
use crate::app::App;
use crate::args;
use crate::base::db::Conn;
use crate::base::http::{Body, Json, Ok, Params, ok};
use crate::base::{Id, Result, refuse};
use crate::events::Tx;

/// The routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/users/{user_id}/preferences", get(list_preferences).put(set_preferences))
        .route("/users/{user_id}/preferences/delete", post(delete_preferences))
        .route("/users/{user_id}/preferences/{category}", get(list_category))
        .route("/users/{user_id}/preferences/{category}/name/{preference_name}", get(get_preference))
}

/// GET /users/{user_id}/preferences
async fn list_preferences(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Vec<Preference>>> {
    let user = at.user(actor.id())?;
    actor.demand_self(user)?;
    app.db.read(move |conn| store::list(conn, user, None)).await.map(Json)
}

/// GET /users/{user_id}/preferences/{category}: 404 when there are none.
async fn list_category(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Vec<Preference>>> {
    let user = at.user(actor.id())?;
    actor.demand_self(user)?;
    let category = at.text("category").to_owned();
    let found = app.db.read(move |conn| store::list(conn, user, Some(&category))).await?;
    if found.is_empty() {
        return Err(refuse::not_found("api.preference.preferences_category.get.app_error").into());
    }
    Result::Ok(Json(found))
}

/// GET /users/{user_id}/preferences/{category}/name/{preference_name}
async fn get_preference(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Preference>> {
    let user = at.user(actor.id())?;
    actor.demand_self(user)?;
    let (category, name) = (at.text("category").to_owned(), at.text("preference_name").to_owned());
    let found = app.db.read(move |conn| store::find(conn, user, &category, &name)).await?;
    found.map(Json).ok_or_else(|| refuse::with(400, "app.preference.get.app_error").into())
}

/// PUT /users/{user_id}/preferences
async fn set_preferences(State(app): State<App>, actor: Actor, at: Params, request: Request) -> Result<Ok> {
    let user = at.user(actor.id())?;
    // Whose they are is checked before what they are: strangers learn nothing from a refusal.
    actor.demand_self(user)?;
    let Body(wanted) = Body::<Vec<Preference>>::from_request(request, &()).await?;
    rules::check(&wanted, user, "api.preference.update_preferences.set.app_error")?;
    let compliance = app.config.now().compliance_enable;
    let change = move |tx: &mut Tx<'_>| {
        check_saved_posts(tx, &actor, &wanted, compliance)?;
        actions::change(tx, user, wanted)
    };
    app.db.write(change).await?;
    ok()
}

/// Who saves a post must be able to read it.
fn check_saved_posts(conn: &mut Conn<'_>, actor: &Actor, wanted: &[Preference], compliance: bool) -> Result<()> {
    let saved: Vec<Id> =
        wanted.iter().filter(|one| one.category == "flagged_post").map(|one| Id::parse(&one.name)).collect();
    if saved.is_empty() {
        return Result::Ok(());
    }
    let sql = "select id, channelid from posts where id in list($1)";
    let found: Vec<(Id, Id)> = conn.all(sql, args![&saved])?;
    if saved.iter().any(|id| !found.iter().any(|(known, _)| known == id)) {
        return Err(refuse::invalid_param("preference.name").into());
    }
    let channels: Vec<Id> = found.into_iter().map(|(_, channel)| channel).collect();
    let places = access::list_places(conn, actor, &channels)?;
    match places.iter().all(|place| place.may_read(compliance)) {
        true => Result::Ok(()),
        false => Err(actor.lacks(access::Permission::ReadChannelContent)),
    }
}

/// POST /users/{user_id}/preferences/delete
async fn delete_preferences(State(app): State<App>, actor: Actor, at: Params, request: Request) -> Result<Ok> {
    let user = at.user(actor.id())?;
    actor.demand_self(user)?;
    let Body(gone) = Body::<Vec<Preference>>::from_request(request, &()).await?;
    rules::check(&gone, user, "api.preference.delete_preferences.delete.app_error")?;
    app.db.write(move |tx| actions::remove(tx, user, gone)).await?;
    ok()
}
