//! Guests without a password: they come in by links in letters, each good once.
//!
//! `GuestAccountsSettings.EnableGuestMagicLink` lets them. An invitation makes the account; who is logged out asks for
//! another link with its address.

use std::sync::Arc;

use axum::extract::{Extension, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::login::{set_cookies, visit};
use crate::app::App;
use crate::base::config::Settings;
use crate::base::http::{Json, Params, Peer, Site, Unread, redirect};
use crate::base::i18n::Language;
use crate::base::{Error, Id, Millis, Result, refuse};
use crate::events::Tx;
use crate::sessions::actions::{self as sessions, NewSession};
use crate::sessions::wire::Session;
use crate::users::actions::{self, NewAccount};
use crate::users::letters;
use crate::users::store::{self, Key};
use crate::users::tokens::{self, Invitation, Kind, Proof};
use crate::users::wire::User;
use crate::users::{Postage, rules};

/// What a link by letter costs of the letters that somebody may have in an hour: five of them are all.
const POSTAGE: usize = 4;
/// Names that are tried for a new guest.
const NAMES: usize = 10;

fn is_open(settings: &Settings) -> bool {
    settings.guest_accounts_enable && settings.guest_magic_link
}

/// GET /login/one_time_link: logs a browser in and leads it into the house, or to the door with a reason.
pub async fn come_in(
    State(app): State<App>,
    site: Site,
    peer: Option<Extension<Peer>>,
    at: Params,
    headers: HeaderMap,
) -> Response {
    let settings = app.config.now();
    let site = site.url(&settings);
    let token = at.query("t").unwrap_or_default().to_owned();
    let refused = match open(&app, token, visit(&settings, "", &headers)).await {
        Ok((_, session)) => {
            let mut answer = redirect(StatusCode::FOUND, format!("{site}/"));
            let peer = peer.map_or_else(Peer::unknown, |Extension(peer)| peer);
            set_cookies(answer.headers_mut(), &app, &headers, peer, &session);
            return answer;
        }
        Err(Error::Refused(refusal)) => refusal,
        Err(broken) => return broken.into_response(),
    };
    let reason = match is_open(&settings) {
        true => Language::English.error(&refused.id, refused.status, &refused.about),
        false => "Magic link is disabled".into(),
    };
    let about = [("extra", "login_error"), ("message", &*reason)];
    let query = serde_urlencoded::to_string(about).unwrap_or_default();
    redirect(StatusCode::FOUND, format!("{site}/login?{query}"))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    login_id: String,
}

/// POST /api/v4/users/login/type: sends a link to a guest who comes in by links. Where there are none it answers 404
/// without a body, and of everybody else it says nothing.
pub async fn get_login_type(State(app): State<App>, body: Unread) -> Result<Response> {
    let settings = app.config.now();
    if !is_open(&settings) {
        return Ok((StatusCode::NOT_FOUND, [(header::CONTENT_TYPE, "application/json")]).into_response());
    }
    let Asked { login_id } = body.read()?;
    let name = login_id.trim().to_lowercase();
    if name.is_empty() || name.len() > 128 {
        return Err(refuse::invalid_param("login_id").into());
    }
    let key = if name.contains('@') { Key::Email(name) } else { Key::Username(name) };
    let (house, now) = (app.clone(), app.clock.now());
    let write = move |tx: &mut Tx<'_>| {
        let Some(user) = store::find(tx, &key)?.filter(|user| user.auth_service == rules::MAGIC_LINK) else {
            return Ok(None);
        };
        if user.delete_at > 0 {
            return Ok(Some((user, None)));
        }
        house.room::<Postage>().pay(user.id, POSTAGE, now)?;
        tokens::forget_old(tx, now)?;
        let proof = Proof { user_id: user.id, email: user.email.clone() };
        let token = tokens::issue(tx, Kind::GuestLink, &[proof], now)?.pop();
        Ok(Some((user, token)))
    };
    let found = app.db.write(write).await?;
    if let Some((user, Some(token))) = &found {
        letters::send_link(&app, user, token);
    }
    Ok(Json(told(found.as_ref().map(|(user, _)| user))).into_response())
}

fn told(user: Option<&User>) -> Value {
    let service = user.map_or("", |user| &user.auth_service);
    json!({"auth_service": service, "is_deactivated": user.is_some_and(|user| user.delete_at > 0)})
}

/// Opens a session with the token of a link, which is spent by that.
pub async fn open(
    app: &App,
    token: String,
    visit: impl FnOnce(&User) -> NewSession + Send + 'static,
) -> Result<(User, Session)> {
    let (settings, now) = (app.config.now(), app.clock.now());
    if !is_open(&settings) {
        return Err(refuse::with(401, "api.user.login.guest_magic_link.disabled.error").into());
    }
    let bad = |what: &str| Error::from(refuse::with(400, format!("api.user.guest_magic_link.{what}_token.app_error")));
    if token.is_empty() {
        return Err(bad("missing"));
    }
    let write = move |tx: &mut Tx<'_>| {
        let kept = tokens::find(tx, &token)?.ok_or_else(|| bad("invalid"))?;
        if kept.is_over(now) {
            return Err(bad("expired"));
        }
        let user = match kept.kind {
            Kind::GuestLink => {
                let proof: Proof = kept.extra().ok_or_else(|| bad("invalid"))?;
                tokens::spend(tx, &token)?;
                let user = store::get(tx, proof.user_id)?;
                Some(user).filter(|user| user.auth_service == rules::MAGIC_LINK && user.email == proof.email)
            }
            Kind::GuestLinkInvitation => {
                let invitation: Invitation = kept.extra().ok_or_else(|| bad("invalid"))?;
                let invitation = Invitation { is_guest: true, ..invitation };
                welcome(tx, &token, invitation, &settings.default_client_locale, now)?
            }
            _ => None,
        };
        let user = user.ok_or_else(|| bad("invalid"))?;
        rules::check_may_log_in(&user, &settings)?;
        store::record_login(tx, user.id, now)?;
        let session = sessions::open(tx, visit(&user), now)?;
        Ok((user, session))
    };
    app.db.write(write).await
}

/// Whoever comes with an invitation: a new guest, or one who came so before and now comes to more channels. Nobody
/// whose account has a password: the letter is no proof of that.
fn welcome(tx: &mut Tx<'_>, token: &str, invitation: Invitation, locale: &str, now: Millis) -> Result<Option<User>> {
    let email = invitation.email.clone();
    match store::find(tx, &Key::Email(email.clone()))? {
        Some(user) if user.auth_service == rules::MAGIC_LINK => {
            actions::invite_again(tx, &user, token, invitation)?;
            Ok(Some(user))
        }
        Some(_) => Ok(None),
        None => {
            let username = free_name(tx, &email)?;
            let new = NewAccount { email: email.clone(), username, ..NewAccount::default() }.into_user(locale, now);
            let new = User { auth_service: rules::MAGIC_LINK.into(), ..new };
            rules::check_account(&new)?;
            let user = actions::create_invited(tx, new, "", token, invitation)?;
            store::set_auth(tx, user.id, Some(&email), rules::MAGIC_LINK, now)?;
            Ok(Some(Arc::unwrap_or_clone(user)))
        }
    }
}

/// A username that is free, after the address.
fn free_name(tx: &mut Tx<'_>, email: &str) -> Result<String> {
    let fits = |letter: &char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || ".-_".contains(*letter);
    let local = email.split('@').next().unwrap_or_default();
    let name: String = local.chars().filter(fits).take(50).collect();
    let name = if name.len() < 3 { format!("guest{name}") } else { name };
    let mut names = vec![name.clone()];
    names.extend((1..NAMES).map(|_| format!("{name}-{}", &Id::new().as_str()[..6])));
    let taken = store::list_by_usernames(tx, &names)?;
    let free =
        names.into_iter().find(|name| !taken.iter().any(|user| user.username == *name) && rules::is_username(name));
    free.ok_or_else(|| refuse::with(500, "api.user.guest_magic_link.username_generation_failed.app_error").into())
}
