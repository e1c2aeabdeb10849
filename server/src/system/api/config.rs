//! The configuration, for clients and for administrators.

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};
use serde_json::{Map, Value};

use super::super::actions::{self, Change};
use super::super::secrets;
use super::super::site::Site;
use super::super::store;
use super::may_look;
use crate::access::{Actor, Permission};
use crate::app::App;
use crate::base::config::{Current, defaults};
use crate::base::error::Context;
use crate::base::http::{Body, Json, Ok, Params, Site as Reached, ok};
use crate::base::{Result, refuse};
use crate::sessions::Visitor;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/config/client", get(get_client_config))
        .route("/config", get(get_config).put(update_config))
        .route("/config/patch", put(patch_config))
        .route("/config/reload", post(reload_config))
        .route("/config/environment", get(get_environment))
}

/// GET /config/client: a part for everyone, all of it for those with a session.
///
/// While nobody has set the site's address, each client is told the one that it came by: permalinks need one.
async fn get_client_config(State(app): State<App>, reached: Reached, visitor: Visitor) -> Result<Response> {
    let (told, settings) = (app.room::<Site>().client_config(&app), app.config.now());
    let mut body: Bytes = if visitor.0.is_some() { told.full_body.clone() } else { told.limited_body.clone() };
    if settings.site_url.is_empty() || settings.custom_terms_of_service_enabled {
        let mut map = if visitor.0.is_some() { told.full.clone() } else { told.limited.clone() };
        map.insert("SiteURL".into(), reached.url(&settings).into());
        if settings.custom_terms_of_service_enabled {
            let newest = app.db.read(store::find_newest_terms).await?;
            map.insert("CustomTermsOfServiceId".into(), newest.unwrap_or_default().into());
        }
        body = serde_json::to_vec(&map).context("writing the client's configuration")?.into();
    }
    Result::Ok(([(header::CONTENT_TYPE, "application/json")], body).into_response())
}

/// GET /config
async fn get_config(State(app): State<App>, actor: Actor, at: Params) -> Result<Response> {
    demand_a_read(&actor)?;
    let (no_secrets, no_defaults) = (at.flag("remove_masked"), at.flag("remove_defaults"));
    if no_secrets || no_defaults {
        actor.demand(Permission::ManageSystem)?;
    }
    let mut document = visible(&actor, &app.config.now());
    if no_secrets {
        secrets::remove(&mut document);
    }
    if no_defaults {
        remove_same(&mut document, &defaults());
    }
    Result::Ok(never_kept(document))
}

/// PUT /config
async fn update_config(State(app): State<App>, actor: Actor, sent: Sent) -> Result<Response> {
    change(&app, &actor, sent, Change::Replace).await
}

/// PUT /config/patch
async fn patch_config(State(app): State<App>, actor: Actor, sent: Sent) -> Result<Response> {
    change(&app, &actor, sent, Change::Patch).await
}

type Sent = Result<Body<Map<String, Value>>>;

async fn change(app: &App, actor: &Actor, sent: Sent, how: Change) -> Result<Response> {
    let Body(sent) = sent?;
    let current = actions::change_config(app, actor, sent, how).await?;
    Result::Ok(never_kept(visible(actor, &current)))
}

/// POST /config/reload
async fn reload_config(State(app): State<App>, actor: Actor) -> Result<Ok> {
    actor.demand(Permission::ReloadConfig)?;
    actions::reload_config(&app).await?;
    ok()
}

/// GET /config/environment: which settings are held by variables.
async fn get_environment(State(app): State<App>, actor: Actor) -> Result<Json<Value>> {
    demand_a_read(&actor)?;
    let mut marks = app.config.environment();
    if let Some(sections) = marks.as_object_mut() {
        sections.retain(|section, _| may_look(&actor, section));
    }
    Result::Ok(Json(marks))
}

/// Refuses with 403 who may look at no section at all.
pub fn demand_a_read(actor: &Actor) -> Result<()> {
    let all = defaults();
    let any = all.as_object().into_iter().flatten().any(|(section, _)| may_look(actor, section));
    if any { Result::Ok(()) } else { Err(refuse::forbidden().into()) }
}

/// The settings that there are, in the sections that the actor may see, with their secrets hidden.
fn visible(actor: &Actor, current: &Current) -> Value {
    let mut shown = Map::new();
    for (section, settings) in defaults().as_object().into_iter().flatten() {
        if may_look(actor, section) {
            let now = current.document.get(section);
            let known = settings.as_object().into_iter().flatten().map(|(setting, usual)| {
                let value = now.and_then(|now| now.get(setting)).unwrap_or(usual);
                (setting.clone(), value.clone())
            });
            shown.insert(section.clone(), known.collect());
        }
    }
    let mut shown = Value::Object(shown);
    secrets::hide(&mut shown);
    shown
}

/// Leaves of `document` that are as in `usual` go, and objects that become empty.
fn remove_same(document: &mut Value, usual: &Value) {
    let Value::Object(fields) = document else { return };
    fields.retain(|key, value| {
        let usual = usual.get(key).unwrap_or(&Value::Null);
        let was_object = value.is_object();
        remove_same(value, usual);
        value != usual && !(was_object && value.as_object().is_some_and(Map::is_empty))
    });
}

fn never_kept(document: Value) -> Response {
    ([(header::CACHE_CONTROL, "no-cache, no-store, must-revalidate")], Json(document)).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_as_usual_goes() {
        let mut document = json!({"A": {"x": 1, "y": 2}, "B": {"z": 3}});
        remove_same(&mut document, &json!({"A": {"x": 1, "y": 0}, "B": {"z": 3}}));
        assert_eq!(document, json!({"A": {"y": 2}}));
    }
}
