//! Asking a person whether an app may act for them.

use axum::extract::{FromRequestParts, Query, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::json;

use crate::access::{Actor, Login};
use crate::app::App;
use crate::base::error::Refusal;
use crate::base::http::{Body, Json, Ok, ok, parse, read_body};
use crate::base::i18n::Language;
use crate::base::{Error, Id, Result, crypto, refuse};
use crate::events::Tx;
use crate::oauth::wire::{Ask, OAuthApp};
use crate::oauth::{grants, page, rules, store};
use crate::preferences;
use crate::sessions::{Sessions, Visitor, cookie};

fn language(headers: &HeaderMap) -> Language {
    Language::of(headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default())
}

/// GET /oauth/authorize: the page; or straight back to an app that is trusted or was allowed before.
pub async fn ask(State(app): State<App>, Visitor(visitor): Visitor, request: Request) -> Result<Response> {
    let headers = request.headers();
    let given = Query::<Ask>::try_from_uri(request.uri()).map(|Query(ask)| ask).unwrap_or_default();
    match decide(&app, visitor, given, headers, request.uri().to_string()).await {
        Err(Error::Refused(refusal)) => Result::Ok(show_refusal(&app, headers, &refusal)),
        answer => answer,
    }
}

async fn decide(
    app: &App,
    visitor: Option<Actor>,
    given: Ask,
    headers: &HeaderMap,
    address: String,
) -> Result<Response> {
    if !app.config.now().enable_oauth_service_provider {
        return Err(refuse::with(501, "api.oauth.authorize_oauth.disabled.app_error").into());
    }
    rules::check_ask(&given)?;
    let Some(actor) = visitor else {
        return Result::Ok(go(&rules::with_query("/login", &[("redirect_to", &address)])));
    };
    let (user, asked) = (actor.id(), given.clone());
    let read = move |conn: &mut crate::base::db::Conn<'_>| {
        let found = store::find_app(conn, Id::parse(&asked.client_id))?;
        let allowed = preferences::find(conn, user, "oauth_app", &asked.client_id)?.is_some();
        let known = grants::check_app(found, &asked)?;
        Result::Ok((known, allowed))
    };
    let (known, allowed) = app.db.read(read).await?;
    // An app that registered itself is never trusted, and asks again each time.
    let skips = known.is_trusted || allowed && !known.is_dynamically_registered;
    if skips && given.response_type == "code" {
        let house = app.clone();
        let to = app.db.write(move |tx| grants::allow(&house, tx, user, &given)).await?;
        return Result::Ok(go(&to));
    }
    Result::Ok(show(app, headers, &known, &given, actor.login()))
}

fn go(to: &str) -> Response {
    match header::HeaderValue::from_str(to) {
        Result::Ok(to) => (StatusCode::FOUND, [(header::LOCATION, to)]).into_response(),
        Err(_) => refuse::invalid_url_param("redirect_uri").into_response(),
    }
}

fn show(app: &App, headers: &HeaderMap, known: &OAuthApp, given: &Ask, login: &Login) -> Response {
    let site = &app.config.now().site_name;
    let body = page::consent(language(headers), site, known, given, &login.username, &login.csrf);
    // Browsers hold a form's redirect to this list too: the app's address has to be in it.
    let origin: String = given.redirect_uri.splitn(4, '/').take(3).collect::<Vec<_>>().join("/");
    html(StatusCode::OK, body, &format!("form-action 'self' {origin}"))
}

fn show_refusal(app: &App, headers: &HeaderMap, refusal: &Refusal) -> Response {
    let sentence = language(headers).error(&refusal.id, refusal.status, &refusal.about);
    let body = page::refusal(language(headers), &app.config.now().site_name, &sentence);
    html(StatusCode::from_u16(refusal.status).unwrap_or(StatusCode::BAD_REQUEST), body, "form-action 'none'")
}

fn html(status: StatusCode, body: String, form_action: &str) -> Response {
    let policy = format!(
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'; {form_action}"
    );
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8".to_owned()),
        (header::CACHE_CONTROL, "no-cache, max-age=0".to_owned()),
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::X_FRAME_OPTIONS, "DENY".to_owned()),
        (header::REFERRER_POLICY, "no-referrer".to_owned()),
    ];
    (status, headers, body).into_response()
}

/// What our page sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Form {
    #[serde(flatten)]
    ask: Ask,
    csrf: String,
    decision: String,
}

/// POST /oauth/authorize: JSON of another client, or the form of our page.
pub async fn allow(State(app): State<App>, request: Request) -> Result<Response> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if kind.starts_with("application/x-www-form-urlencoded") {
        return take_form(app, request).await;
    }
    let (mut parts, body) = request.into_parts();
    let actor = match <Actor as FromRequestParts<App>>::from_request_parts(&mut parts, &app).await {
        Result::Ok(actor) => actor,
        Err(refused) => return Result::Ok(refused.into_response()),
    };
    let given: Ask = parse(&read_body(Request::from_parts(parts, body)).await?)?;
    let to = settle(&app, &actor, given).await?;
    Result::Ok(Json(json!({"redirect": to})).into_response())
}

async fn settle(app: &App, actor: &Actor, given: Ask) -> Result<String> {
    rules::check_ask(&given)?;
    if actor.login().is_oauth {
        return Err(refuse::forbidden().into());
    }
    if !app.config.now().enable_oauth_service_provider {
        return Err(refuse::with(501, "api.oauth.allow_oauth.turn_off.app_error").into());
    }
    let (house, user) = (app.clone(), actor.id());
    app.db.write(move |tx| grants::allow(&house, tx, user, &given)).await
}

/// The form of our page: its hidden proof stands for the header that only scripts can send.
async fn take_form(app: App, request: Request) -> Result<Response> {
    let (parts, body) = request.into_parts();
    let actor = actor_of_cookie(&app, &parts).await?;
    let bytes = read_body(Request::from_parts(parts, body)).await?;
    let form: Form = serde_urlencoded::from_bytes(&bytes).map_err(|_| refuse::invalid_param("body"))?;
    if form.csrf.is_empty() || !crypto::same(form.csrf.as_bytes(), actor.login().csrf.as_bytes()) {
        return Err(refuse::no_session().into());
    }
    if form.decision == "allow" {
        return settle(&app, &actor, form.ask).await.map(|to| go(&to));
    }
    rules::check_ask(&form.ask)?;
    let asked = form.ask.clone();
    let read = move |conn: &mut crate::base::db::Conn<'_>| store::find_app(conn, Id::parse(&asked.client_id));
    grants::check_app(app.db.read(read).await?, &form.ask)?;
    Result::Ok(go(&grants::refusal(&form.ask, "access_denied")))
}

async fn actor_of_cookie(app: &App, parts: &Parts) -> Result<Actor> {
    let token = cookie(&parts.headers, "MMAUTHTOKEN").ok_or_else(refuse::no_session)?;
    let login = app.room::<Sessions>().find(app, &token).await?.ok_or_else(refuse::no_session)?;
    Result::Ok(crate::sessions::actor(app, login))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Which {
    client_id: Id,
}

/// POST /oauth/deauthorize
pub async fn take_back(State(app): State<App>, actor: Actor, Body(which): Body<Which>) -> Result<Ok> {
    if which.client_id.is_none() {
        return Err(refuse::invalid_param("client_id").into());
    }
    let user = actor.id();
    let work = move |tx: &mut Tx<'_>| grants::take_back(tx, user, which.client_id);
    app.db.write(work).await?;
    ok()
}
