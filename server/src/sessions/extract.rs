//! From a request to an actor.

use std::sync::Arc;

use axum::extract::{FromRequestParts, OptionalFromRequestParts, OriginalUri};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::response::{IntoResponse, Response};

use super::memory::RoleTable;
use super::{Sessions, cookies};
use crate::access::{Actor, Login};
use crate::app::{App, House};
use crate::base::config::Settings;
use crate::base::crypto::same;
use crate::base::{Error, Id, Result, refuse};
use crate::users::wire::User;

/// Where a token was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source {
    Cookie,
    Header,
    Query,
}

/// Somebody, or nobody: for routes that answer without a session too. A bad token is as good as none.
pub struct Visitor(pub Option<Actor>);

/// Why a request has no actor. A browser whose token is no good is told to forget it.
pub struct NoActor {
    error: Error,
    end: Option<HeaderValue>,
}

impl IntoResponse for NoActor {
    fn into_response(self) -> Response {
        let mut answer = self.error.into_response();
        if let Some(end) = self.end {
            cookies::set(answer.headers_mut(), end);
        }
        answer
    }
}

impl FromRequestParts<App> for Actor {
    type Rejection = NoActor;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Actor, NoActor> {
        let actor = find_actor(parts, app).await.map_err(|error| {
            let ended = find_token(parts).is_some() && matches!(error, Error::Refused(_));
            NoActor { error, end: ended.then(|| cookies::end(&app.config.now())) }
        })?;
        if needs_factor(&app.config.now(), actor.login()) && !is_open_without_factor(parts) {
            return Err(NoActor { error: refuse::with(403, "api.context.mfa_required.app_error").into(), end: None });
        }
        Ok(actor)
    }
}

/// Whether a login has to set a second factor up before anything else.
fn needs_factor(settings: &Settings, login: &Login) -> bool {
    settings.enable_mfa && settings.enforce_mfa && login.lacks_mfa && (!login.is_guest || settings.guest_enforce_mfa)
}

/// What somebody who has to set a second factor up needs for it: to see who they are, and the setting up itself.
fn is_open_without_factor(parts: &Parts) -> bool {
    let path = parts.extensions.get::<OriginalUri>().map_or(parts.uri.path(), |uri| uri.path());
    let Some(rest) = path.trim_end_matches('/').strip_prefix("/api/v4/users/") else { return false };
    (rest == "me" && parts.method == Method::GET) || rest.ends_with("/mfa") || rest.ends_with("/mfa/generate")
}

/// The actor of a request; refuses when it names no session, or one that is no good.
async fn find_actor(parts: &Parts, app: &App) -> Result<Actor> {
    let Some((token, source)) = find_token(parts) else { return Err(refuse::no_session().into()) };
    let login = app.room::<Sessions>().find(app, &token).await?.ok_or_else(refuse::no_session)?;
    if source == Source::Query && !login.is_oauth {
        return Err(refuse::with(401, "api.context.token_provided.app_error").into());
    }
    let strict = app.config.now().experimental_strict_csrf_enforcement;
    if source == Source::Cookie && !is_genuine(&parts.method, &parts.headers, &login, strict) {
        return Err(refuse::no_session().detail("the CSRF token is missing or not the session's").into());
    }
    Ok(actor(app, login))
}

impl OptionalFromRequestParts<App> for Actor {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Option<Actor>> {
        match find_actor(parts, app).await {
            Ok(actor) => Ok(Some(actor)),
            Err(Error::Refused(_)) => Ok(None),
            Err(broken) => Err(broken),
        }
    }
}

impl FromRequestParts<App> for Visitor {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Visitor> {
        <Actor as OptionalFromRequestParts<App>>::from_request_parts(parts, app).await.map(Visitor)
    }
}

/// The actor of a login that is good.
pub fn actor(app: &App, login: Arc<Login>) -> Actor {
    Actor::new(login, app.room::<RoleTable>().now())
}

/// Somebody for whom the server does what they set up before: a webhook, a command. There is no session.
pub fn on_behalf(house: &House, user: &User) -> Actor {
    let login = Login {
        session_id: Id::NONE,
        user_id: user.id,
        username: user.username.clone(),
        roles: user.roles.clone(),
        token: String::new(),
        csrf: String::new(),
        is_oauth: false,
        is_guest: user.roles.split_whitespace().any(|role| role == "system_guest"),
        is_bot: false,
        lacks_mfa: false,
        expires_at: 0,
    };
    Actor::new(Arc::new(login), house.room::<RoleTable>().now())
}

/// The token of a request, good or not.
pub fn token_of(parts: &Parts) -> Option<String> {
    find_token(parts).map(|(token, _)| token)
}

/// The token of a request. A cookie beats a header, a header the query.
fn find_token(parts: &Parts) -> Option<(String, Source)> {
    let found = cookie(&parts.headers, "MMAUTHTOKEN")
        .map(|token| (token, Source::Cookie))
        .or_else(|| bearer(&parts.headers).map(|token| (token, Source::Header)))
        .or_else(|| query(parts.uri.query()?).map(|token| (token, Source::Query)))?;
    Some((found.0.chars().take(50).collect(), found.1))
}

/// The value of a cookie; `None` when it is absent or empty.
pub fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    let pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let mut values = pairs.filter(|(known, value)| *known == name && !value.is_empty());
    values.next().map(|(_, value)| value.to_owned())
}

fn bearer(headers: &HeaderMap) -> Option<String> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    let known = ["bearer", "token"].iter().any(|word| scheme.eq_ignore_ascii_case(word));
    (known && !token.trim().is_empty()).then(|| token.trim().to_owned())
}

fn query(query: &str) -> Option<String> {
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.find(|(name, _)| *name == "access_token").map(|(_, value)| value.to_owned())
}

/// Whether a request that carries the session's cookie was made by our page, and not by another one.
fn is_genuine(method: &Method, headers: &HeaderMap, login: &Login, strict: bool) -> bool {
    let given = |name| headers.get(name).and_then(|value: &header::HeaderValue| value.to_str().ok());
    let proved = given("x-csrf-token").is_some_and(|token| same(token.as_bytes(), login.csrf.as_bytes()));
    let by_script = !strict && given("x-requested-with") == Some("XMLHttpRequest");
    // Phones send the cookie of their login beside its token; no other page can make a browser send that header.
    let has_token = bearer(headers).is_some();
    method == Method::GET || proved || by_script || has_token
}

#[cfg(test)]
mod tests {
    use super::*;

    fn login() -> Login {
        Login {
            session_id: crate::base::Id::NONE,
            user_id: crate::base::Id::NONE,
            username: String::new(),
            roles: String::new(),
            token: String::new(),
            csrf: "right".into(),
            is_oauth: false,
            is_guest: false,
            is_bot: false,
            lacks_mfa: false,
            expires_at: 0,
        }
    }

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let pairs = pairs
            .iter()
            .map(|(name, value)| (header::HeaderName::from_static(name), header::HeaderValue::from_static(value)));
        pairs.collect()
    }

    #[test]
    fn a_cookie_needs_the_csrf_token_for_everything_but_get() {
        let login = login();
        assert!(is_genuine(&Method::GET, &headers(&[]), &login, true));
        assert!(!is_genuine(&Method::POST, &headers(&[]), &login, false));
        assert!(!is_genuine(&Method::POST, &headers(&[("x-csrf-token", "wrong")]), &login, false));
        assert!(is_genuine(&Method::POST, &headers(&[("authorization", "Bearer x")]), &login, true));
        assert!(is_genuine(&Method::POST, &headers(&[("x-csrf-token", "right")]), &login, true));
        let script = headers(&[("x-requested-with", "XMLHttpRequest")]);
        assert!(is_genuine(&Method::POST, &script, &login, false));
        assert!(!is_genuine(&Method::POST, &script, &login, true));
    }

    #[test]
    fn tokens_are_found_where_clients_put_them() {
        assert_eq!(bearer(&headers(&[("authorization", "BEARER abc")])).as_deref(), Some("abc"));
        assert_eq!(bearer(&headers(&[("authorization", "token abc")])).as_deref(), Some("abc"));
        assert_eq!(bearer(&headers(&[("authorization", "Basic abc")])), None);
        assert_eq!(cookie(&headers(&[("cookie", "a=1; MMAUTHTOKEN=t")]), "MMAUTHTOKEN").as_deref(), Some("t"));
        assert_eq!(query("x=1&access_token=t").as_deref(), Some("t"));
    }
}
