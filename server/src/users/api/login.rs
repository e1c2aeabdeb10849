//! Logging in and out.

use axum::extract::{Extension, FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::links;
use crate::app::App;
use crate::base::config::Settings;
use crate::base::http::{Json, Ok as Done, Peer, parse, read_body};
use crate::base::{Error, Id, Result, refuse};
use crate::events::Tx;
use crate::sessions::actions::{self, NewSession};
use crate::sessions::wire::Session;
use crate::sessions::{Lengths, cookies, token_of};
use crate::users::passwords::{Check, Passwords};
use crate::users::store::{self, Credentials, Key};
use crate::users::{mfa, rules, wire};

/// What somebody logs in with.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Login {
    id: String,
    login_id: String,
    password: String,
    token: String,
    device_id: String,
    magic_link_token: String,
}

/// POST /api/v4/users/login
pub async fn login(State(app): State<App>, peer: Option<Extension<Peer>>, request: Request) -> Result<Response> {
    let headers = request.headers().clone();
    // As the official server: a body that cannot be read is a login without anything in it.
    let login: Login = parse(&read_body(request).await?).unwrap_or_default();
    let settings = app.config.now();
    let (user, session) = match login.magic_link_token.as_str() {
        "" if login.password.is_empty() => return Err(refuse::with(400, "api.user.login.blank_pwd.app_error").into()),
        "" => authenticate(&app, &settings, login, &headers).await?,
        token => links::open(&app, token.to_owned(), visit(&settings, &login.device_id, &headers)).await?,
    };
    let mut answer = Json(wire::for_self(&user)).into_response();
    let out = answer.headers_mut();
    if let Ok(token) = HeaderValue::from_str(&session.token) {
        out.insert("Token", token);
    }
    if headers.get("x-requested-with").is_some_and(|by| by == "XMLHttpRequest") {
        let peer = peer.map_or_else(Peer::unknown, |Extension(peer)| peer);
        set_cookies(out, &app, &headers, peer, &session);
    }
    Ok(answer)
}

/// Makes a browser keep a session.
pub(super) fn set_cookies(out: &mut HeaderMap, app: &App, headers: &HeaderMap, peer: Peer, session: &Session) {
    let csrf = session.props.get("csrf").map_or("", String::as_str);
    let tokens = cookies::Tokens { token: &session.token, csrf, user: session.user_id };
    let lines = cookies::begin(&app.config.now(), headers, peer, &tokens, app.clock.now());
    lines.into_iter().for_each(|line| cookies::set(out, line));
}

/// A session to be opened, of whoever turns out to come.
pub(super) fn visit(
    settings: &Settings,
    device_id: &str,
    headers: &HeaderMap,
) -> impl FnOnce(&wire::User) -> NewSession + Send + use<> {
    let device_id = device_id.chars().take(512).collect();
    let user_agent = header_text(headers, header::USER_AGENT);
    let lengths = Lengths::new(settings.session_length_web_in_hours, settings.session_length_mobile_in_hours);
    move |user| NewSession { user: user.id, roles: user.roles.clone(), device_id, user_agent, lengths }
}

/// Checks who it is and opens their session. The turn at hashing is held until a wrong password is counted, so that
/// many guesses at once are not more guesses.
async fn authenticate(
    app: &App,
    settings: &Settings,
    login: Login,
    headers: &HeaderMap,
) -> Result<(wire::User, Session)> {
    let passwords = app.room::<Passwords>();
    let turn = passwords.turn().await?;
    let key = key(&login, settings);
    let found = match key {
        Some(key) => app.db.read(move |conn| store::find_credentials(conn, &key)).await?,
        None => None,
    };
    let Some(Credentials { user, password: kept }) = found else {
        turn.check(None, login.password).await?;
        return Err(wrong(settings));
    };
    rules::check_may_log_in(&user, settings)?;
    let id = user.id;
    if login.password.len() > rules::LONGEST_PASSWORD {
        // It cannot be right; hashing it, or counting it, would only serve whoever sent it.
        return Err(wrong(settings));
    }
    let check = turn.check(Some(kept.clone()), login.password.clone()).await?;
    if check == Check::Wrong {
        app.db.write(move |tx| store::count_failure(tx, id)).await?;
        return Err(wrong(settings));
    }
    if user.mfa_active && settings.enable_mfa {
        check_code(app, id, login.token).await?;
    }
    rules::check_proved(&user, settings)?;
    let fresh = if check == Check::Outdated { Some(turn.hash(login.password).await?) } else { None };
    drop(turn);
    let new = visit(settings, &login.device_id, headers)(&user);
    let now = app.clock.now();
    let session = app
        .db
        .write(move |tx| {
            store::record_login(tx, id, now)?;
            if let Some(fresh) = fresh {
                store::rehash(tx, id, &kept, &fresh)?;
            }
            actions::open(tx, new, now)
        })
        .await?;
    Ok((user, session))
}

/// Refuses without the code of the second factor, which is good once. A wrong one counts as a wrong password does.
async fn check_code(app: &App, id: Id, code: String) -> Result<()> {
    if code.is_empty() {
        return Err(refuse::with(401, "api.user.check_user_mfa.bad_code.app_error").into());
    }
    let now = app.clock.now();
    let write = move |tx: &mut Tx<'_>| {
        let (secret, used) = mfa::find_secret(tx, id)?;
        match mfa::step_of(&secret, &code, now, &used) {
            Some(step) => mfa::use_step(tx, id, step),
            None => store::count_failure(tx, id).map(|()| false),
        }
    };
    match app.db.write(write).await? {
        true => Ok(()),
        false => Err(refuse::with(401, "mfa.validate_token.authenticate.app_error").into()),
    }
}

/// Which account a login names: by id, address or username, as far as the settings allow it.
fn key(login: &Login, settings: &Settings) -> Option<Key> {
    if !login.id.is_empty() {
        return Some(Key::Id(Id::parse(&login.id)));
    }
    let name = login.login_id.trim().to_lowercase();
    // A username cannot have an @, and an address always has one.
    match name.contains('@') {
        true => settings.enable_sign_in_with_email.then_some(Key::Email(name)),
        false => settings.enable_sign_in_with_username.then_some(Key::Username(name)),
    }
}

/// One refusal for an unknown name and a wrong password; it tells only which names can be used here.
fn wrong(settings: &Settings) -> Error {
    let names = match (settings.enable_sign_in_with_email, settings.enable_sign_in_with_username) {
        (true, true) => "email_username",
        (true, false) => "email",
        (false, true) => "username",
        (false, false) => "sso",
    };
    refuse::with(401, format!("api.user.login.invalid_credentials_{names}")).into()
}

fn header_text(headers: &HeaderMap, name: header::HeaderName) -> String {
    let text = headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    text.chars().take(512).collect()
}

/// POST /api/v4/users/logout
pub async fn logout(State(app): State<App>, token: Token) -> Result<Response> {
    if let Some(token) = token.0 {
        app.db.write(move |tx| actions::end_by_token(tx, &token)).await?;
    }
    let mut answer = Done.into_response();
    cookies::set(answer.headers_mut(), cookies::end(&app.config.now()));
    Ok(answer)
}

/// The token of a request, good or not.
pub struct Token(Option<String>);

impl<S: Send + Sync> FromRequestParts<S> for Token {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Token, Self::Rejection> {
        Ok(Token(token_of(parts)))
    }
}
