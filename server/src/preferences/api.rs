//! The routes of preferences.

use axum::Router;
use axum::extract::State;
use axum::routing::{get, post};

use super::wire::Preference;
use super::{actions, rules, store};
use crate::access::{self, Actor};
use crate::app::App;
use crate::args;
use crate::base::db::Conn;
use crate::base::http::{Json, Ok, Params, Unread, ok};
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
    let read = move |conn: &mut Conn<'_>| {
        access::demand_user(conn, &actor, user)?;
        store::list(conn, user, None)
    };
    app.db.read(read).await.map(Json)
}

/// GET /users/{user_id}/preferences/{category}: 404 when there are none.
async fn list_category(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Vec<Preference>>> {
    let user = at.user(actor.id())?;
    let category = at.text("category").to_owned();
    let read = move |conn: &mut Conn<'_>| {
        access::demand_user(conn, &actor, user)?;
        store::list(conn, user, Some(&category))
    };
    let found = app.db.read(read).await?;
    if found.is_empty() {
        return Err(refuse::not_found("api.preference.preferences_category.get.app_error").into());
    }
    Result::Ok(Json(found))
}

/// GET /users/{user_id}/preferences/{category}/name/{preference_name}
async fn get_preference(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Preference>> {
    let user = at.user(actor.id())?;
    let (category, name) = (at.text("category").to_owned(), at.text("preference_name").to_owned());
    if !rules::is_name(&name) {
        return Err(refuse::invalid_url_param("preference_name").into());
    }
    let read = move |conn: &mut Conn<'_>| {
        access::demand_user(conn, &actor, user)?;
        store::find(conn, user, &category, &name)
    };
    let found = app.db.read(read).await?;
    found.map(Json).ok_or_else(|| refuse::with(400, "app.preference.get.app_error").into())
}

/// PUT /users/{user_id}/preferences
async fn set_preferences(State(app): State<App>, actor: Actor, at: Params, body: Unread) -> Result<Ok> {
    let user = at.user(actor.id())?;
    let compliance = app.config.now().compliance_enable;
    let change = move |tx: &mut Tx<'_>| {
        // Whose they are is checked before what they are: strangers learn nothing from a refusal.
        access::demand_user(tx, &actor, user)?;
        let wanted: Vec<Preference> = body.read()?;
        rules::check(&wanted, user, "api.preference.update_preferences.set.app_error")?;
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
async fn delete_preferences(State(app): State<App>, actor: Actor, at: Params, body: Unread) -> Result<Ok> {
    let user = at.user(actor.id())?;
    let remove = move |tx: &mut Tx<'_>| {
        access::demand_user(tx, &actor, user)?;
        let gone: Vec<Preference> = body.read()?;
        rules::check(&gone, user, "api.preference.delete_preferences.delete.app_error")?;
        actions::remove(tx, user, gone)
    };
    app.db.write(remove).await?;
    ok()
}
