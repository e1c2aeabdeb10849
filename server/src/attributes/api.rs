//! The routes of custom profile attributes.

use axum::Router;
use axum::extract::{Request, State};
use axum::routing::{get, patch};
use indexmap::IndexMap;
use serde_json::{Value, json};

use super::actions::{self, FieldPatch};
use super::store;
use super::wire::Field;
use crate::access::{Actor, Permission};
use crate::app::App;
use crate::base::http::{Created, Json, Ok, Params, Unread, ok, read_body};
use crate::base::{Id, Result, refuse};
use crate::users;

/// The routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/custom_profile_attributes/fields", get(list_fields).post(create_field))
        .route("/custom_profile_attributes/fields/{field_id}", patch(patch_field).delete(delete_field))
        .route("/custom_profile_attributes/group", get(get_group))
        .route("/custom_profile_attributes/values", patch(patch_own_values))
        .route("/users/{user_id}/custom_profile_attributes", get(list_values).patch(patch_values))
}

/// GET /custom_profile_attributes/fields
async fn list_fields(State(app): State<App>, _: Actor) -> Result<Json<Vec<Field>>> {
    app.db.read(|conn| store::list(conn, store::PROFILES)).await.map(Json)
}

/// POST /custom_profile_attributes/fields
async fn create_field(State(app): State<App>, actor: Actor, body: Unread) -> Result<Created<Field>> {
    actor.demand(Permission::ManageSystem)?;
    let given: FieldPatch = body.read()?;
    let house = app.clone();
    app.db.write(move |tx| actions::create(&house, tx, given)).await.map(Created)
}

/// PATCH /custom_profile_attributes/fields/{field_id}
async fn patch_field(State(app): State<App>, actor: Actor, at: Params, body: Unread) -> Result<Json<Field>> {
    actor.demand(Permission::ManageSystem)?;
    let id = at.id("field_id")?;
    let given: FieldPatch = body.read()?;
    let house = app.clone();
    app.db.write(move |tx| actions::edit(&house, tx, id, given)).await.map(Json)
}

/// DELETE /custom_profile_attributes/fields/{field_id}
async fn delete_field(State(app): State<App>, actor: Actor, at: Params) -> Result<Ok> {
    actor.demand(Permission::ManageSystem)?;
    let id = at.id("field_id")?;
    let house = app.clone();
    app.db.write(move |tx| actions::remove(&house, tx, id)).await?;
    ok()
}

/// GET /custom_profile_attributes/group
async fn get_group(State(app): State<App>, _: Actor) -> Result<Json<Value>> {
    let id = app.db.write(|tx| store::group(tx, store::PROFILES)).await?;
    Result::Ok(Json(json!({"id": id})))
}

/// GET /users/{user_id}/custom_profile_attributes
async fn list_values(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<IndexMap<Id, Value>>> {
    let user = at.user(actor.id())?;
    let read = move |conn: &mut crate::base::db::Conn<'_>| {
        users::check_sees(conn, &actor, user)?;
        let held = store::list_held(conn, store::PROFILES, user)?;
        Result::Ok(held.into_iter().map(|held| (held.field_id, held.value)).collect())
    };
    app.db.read(read).await.map(Json)
}

/// PATCH /custom_profile_attributes/values
async fn patch_own_values(State(app): State<App>, actor: Actor, request: Request) -> Result<Json<IndexMap<Id, Value>>> {
    let user = actor.id();
    fill_in(app, actor, user, request).await
}

/// PATCH /users/{user_id}/custom_profile_attributes
async fn patch_values(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    request: Request,
) -> Result<Json<IndexMap<Id, Value>>> {
    let user = at.user(actor.id())?;
    if user != actor.id() {
        actor.demand(Permission::ManageSystem)?;
    }
    fill_in(app, actor, user, request).await
}

async fn fill_in(app: App, actor: Actor, user: Id, request: Request) -> Result<Json<IndexMap<Id, Value>>> {
    const MOST: usize = 200;
    // Not as other bodies: here a null is a value, which empties a field.
    let bytes = read_body(request).await?;
    let given = serde_json::from_slice::<IndexMap<Id, Value>>(&bytes).ok().filter(|given| given.len() <= MOST);
    let given = given.ok_or_else(|| refuse::invalid_param("values"))?;
    let (house, is_admin) = (app.clone(), actor.may(Permission::ManageSystem));
    app.db.write(move |tx| actions::fill_in(&house, tx, user, given, is_admin)).await.map(Json)
}
