//! Keeping apps.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::access::{self, Actor, Permission};
use crate::app::App;
use crate::base::db::Conn;
use crate::base::http::{Body, Created, Json, Ok, Params, Unread, ok};
use crate::base::{Id, Result, refuse};
use crate::events::Tx;
use crate::oauth::wire::{NewApp, OAuthApp, Registration};
use crate::oauth::{grants, rules, store};

fn check_enabled(app: &App, id: &'static str) -> Result<()> {
    match app.config.now().enable_oauth_service_provider {
        true => Result::Ok(()),
        false => Err(refuse::with(501, id).into()),
    }
}

/// POST /oauth/apps
pub async fn create_app(State(app): State<App>, actor: Actor, Body(new): Body<NewApp>) -> Result<Created<OAuthApp>> {
    actor.demand(Permission::ManageOauth)?;
    check_enabled(&app, "api.oauth.register_oauth_app.turn_off.app_error")?;
    let now = app.clock.tick();
    let made = OAuthApp {
        id: Id::new(),
        creator_id: actor.id(),
        create_at: now,
        update_at: now,
        client_secret: if new.is_public { String::new() } else { Id::new().to_string() },
        name: new.name,
        description: new.description,
        icon_url: new.icon_url,
        callback_urls: new.callback_urls,
        homepage: new.homepage,
        is_trusted: new.is_trusted && actor.may(Permission::ManageSystem),
        ..OAuthApp::default()
    };
    rules::check_app(&made)?;
    let save = move |tx: &mut Tx<'_>| store::save_app(tx, &made).map(|()| made);
    app.db.write(save).await.map(Created)
}

/// POST /oauth/apps/register: an app registers itself. Its refusals have the form of RFC 7591.
pub async fn register(State(app): State<App>, body: Unread) -> Result<Response> {
    let settings = app.config.now();
    let refused = |error: &str, description: &str| {
        let body = Json(json!({"error": error, "error_description": description}));
        (StatusCode::BAD_REQUEST, body).into_response()
    };
    if !(settings.enable_oauth_service_provider && settings.enable_dynamic_client_registration) {
        return Result::Ok(refused("unsupported_operation", "Dynamic client registration is disabled"));
    }
    let Result::Ok(given) = body.read::<Registration>() else {
        return Result::Ok(refused("invalid_client_metadata", "The request is no JSON object"));
    };
    let method = given.token_endpoint_auth_method.unwrap_or_else(|| "client_secret_post".into());
    let public = method == "none";
    if !public && method != "client_secret_post" {
        return Result::Ok(refused("invalid_client_metadata", "The token endpoint's method is not supported"));
    }
    let now = app.clock.tick();
    let made = OAuthApp {
        id: Id::new(),
        create_at: now,
        update_at: now,
        client_secret: if public { String::new() } else { Id::new().to_string() },
        name: given.client_name.clone().unwrap_or_else(|| "App".into()),
        callback_urls: given.redirect_uris,
        homepage: given.client_uri.clone().unwrap_or_default(),
        is_dynamically_registered: true,
        ..OAuthApp::default()
    };
    if let Err(refusal) = rules::check_app(&made) {
        let error = if refusal.id.contains("callback") { "invalid_redirect_uri" } else { "invalid_client_metadata" };
        return Result::Ok(refused(error, "A field is missing or not valid"));
    }
    let made = app.db.write(move |tx| store::save_app(tx, &made).map(|()| made)).await?;
    let mut answer = json!({
        "client_id": made.id, "redirect_uris": made.callback_urls, "token_endpoint_auth_method": method,
        "grant_types": if public { json!(["authorization_code"]) } else { json!(["authorization_code", "refresh_token"]) },
        "response_types": ["code"], "scope": "user",
    });
    let optional = [
        ("client_secret", (!public).then_some(made.client_secret)),
        ("client_name", given.client_name),
        ("client_uri", given.client_uri),
    ];
    for (key, value) in optional.into_iter().filter_map(|(key, value)| Some((key, value?))) {
        answer[key] = Value::from(value);
    }
    Result::Ok(Created(answer).into_response())
}

/// GET /oauth/apps: all of them, or one's own.
pub async fn list_apps(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Vec<OAuthApp>>> {
    if !actor.may(Permission::ManageOauth) {
        return Err(refuse::with(403, "api.command.admin_only.app_error").into());
    }
    let creator = (!actor.may(Permission::ManageSystemWideOauth)).then_some(actor.id());
    let page = at.page();
    app.db.read(move |conn| store::list_apps(conn, creator, page)).await.map(Json)
}

fn find(conn: &mut Conn<'_>, id: Id) -> Result<OAuthApp> {
    store::find_app(conn, id)?.ok_or_else(|| refuse::not_found("app.oauth.get_app.find.app_error").into())
}

/// An app that the actor may see and change.
fn own(conn: &mut Conn<'_>, actor: &Actor, id: Id) -> Result<OAuthApp> {
    actor.demand(Permission::ManageOauth)?;
    let app = find(conn, id)?;
    if app.creator_id != actor.id() {
        actor.demand(Permission::ManageSystemWideOauth)?;
    }
    Result::Ok(app)
}

/// GET /oauth/apps/{app_id}
pub async fn get_app(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<OAuthApp>> {
    let id = at.id("app_id")?;
    app.db.read(move |conn| own(conn, &actor, id)).await.map(Json)
}

/// GET /oauth/apps/{app_id}/info: what everybody may know.
pub async fn get_info(State(app): State<App>, _: Actor, at: Params) -> Result<Json<OAuthApp>> {
    let id = at.id("app_id")?;
    let found = app.db.read(move |conn| find(conn, id)).await?;
    Result::Ok(Json(OAuthApp { client_secret: String::new(), ..found }))
}

/// PUT /oauth/apps/{app_id}
pub async fn update_app(State(app): State<App>, actor: Actor, at: Params, body: Unread) -> Result<Json<OAuthApp>> {
    let id = at.id("app_id")?;
    actor.demand(Permission::ManageOauth)?;
    let new: OAuthApp = body.read()?;
    if new.id != id {
        return Err(refuse::invalid_param("app_id").into());
    }
    let now = app.clock.tick();
    let update = move |tx: &mut Tx<'_>| {
        let old = own(tx, &actor, id)?;
        let is_trusted = if actor.may(Permission::ManageSystem) { new.is_trusted } else { old.is_trusted };
        let changed = OAuthApp {
            update_at: now,
            name: new.name,
            description: new.description,
            icon_url: new.icon_url,
            callback_urls: new.callback_urls,
            homepage: new.homepage,
            is_trusted,
            ..old
        };
        rules::check_app(&changed)?;
        store::save_app(tx, &changed)?;
        Result::Ok(changed)
    };
    app.db.write(update).await.map(Json)
}

/// DELETE /oauth/apps/{app_id}
pub async fn delete_app(State(app): State<App>, actor: Actor, at: Params) -> Result<Ok> {
    let id = at.id("app_id")?;
    let remove = move |tx: &mut Tx<'_>| {
        own(tx, &actor, id)?;
        grants::remove_app(tx, id)
    };
    app.db.write(remove).await?;
    ok()
}

/// POST /oauth/apps/{app_id}/regen_secret
pub async fn renew_secret(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<OAuthApp>> {
    let id = at.id("app_id")?;
    let now = app.clock.tick();
    let renew = move |tx: &mut Tx<'_>| {
        let old = own(tx, &actor, id)?;
        if old.client_secret.is_empty() {
            return Err(refuse::with(400, "api.oauth.regenerate_secret.public_client.app_error").into());
        }
        let changed = OAuthApp { client_secret: Id::new().to_string(), update_at: now, ..old };
        store::save_app(tx, &changed)?;
        Result::Ok(changed)
    };
    app.db.write(renew).await.map(Json)
}

/// GET /users/{user_id}/oauth/apps/authorized
pub async fn list_authorized(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Vec<OAuthApp>>> {
    let (user, page) = (at.user(actor.id())?, at.page());
    let read = move |conn: &mut Conn<'_>| {
        access::demand_user(conn, &actor, user)?;
        store::list_authorized(conn, user, page)
    };
    let apps = app.db.read(read).await?;
    Result::Ok(Json(apps.into_iter().map(|app| OAuthApp { client_secret: String::new(), ..app }).collect()))
}
