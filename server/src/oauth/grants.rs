//! Allowing an app, changing its code for a token, and taking the permission back.

use super::rules::{self, CODE_LIFE};
use super::store;
use super::wire::{Access, Ask, Code, Exchange, OAuthApp, Token};
use crate::app::House;
use crate::base::{Error, Id, Millis, Result, crypto, refuse};
use crate::events::Tx;
use crate::preferences::{self, wire::Preference};
use crate::sessions;
use crate::users::{self, Key};

const HOUR: Millis = 60 * 60 * 1000;

/// The app of a request; refused when there is none, or when the request leads elsewhere than the app is.
pub fn check_app(app: Option<OAuthApp>, ask: &Ask) -> Result<OAuthApp> {
    let app = app.ok_or_else(|| refuse::not_found("app.oauth.get_app.find.app_error"))?;
    if !app.callback_urls.contains(&ask.redirect_uri) {
        return Err(refuse::with(400, "api.oauth.allow_oauth.redirect_callback.app_error").into());
    }
    if app.client_secret.is_empty() && ask.code_challenge.is_empty() {
        return Err(refuse::with(400, "api.oauth.allow_oauth.pkce_required_public.app_error").into());
    }
    Ok(app)
}

/// Lets an app act for somebody; answers where their browser goes.
pub fn allow(house: &House, tx: &mut Tx<'_>, user: Id, ask: &Ask) -> Result<String> {
    rules::check_ask(ask)?;
    let app = check_app(store::find_app(tx, Id::parse(&ask.client_id))?, ask)?;
    let answer = match ask.response_type.as_str() {
        "code" => give_code(house, tx, user, &app, ask)?,
        "token" if !app.client_secret.is_empty() => give_token(house, tx, user, &app, ask)?,
        _ => return Ok(refusal(ask, "unsupported_response_type")),
    };
    let scope = if ask.scope.is_empty() { "user" } else { &ask.scope };
    let allowed =
        Preference { user_id: user, category: "oauth_app".into(), name: app.id.to_string(), value: scope.into() };
    preferences::change(tx, user, vec![allowed])?;
    Ok(answer)
}

/// Where a browser goes with a refusal.
pub fn refusal(ask: &Ask, error: &str) -> String {
    rules::with_query(&ask.redirect_uri, &[("error", error), ("state", &ask.state)])
}

fn give_code(house: &House, tx: &mut Tx<'_>, user: Id, app: &OAuthApp, ask: &Ask) -> Result<String> {
    let now = house.clock.now();
    let code = Code {
        code: format!("{}{}", Id::new(), Id::new()),
        client_id: app.id,
        user_id: user,
        expires_in: CODE_LIFE / 1000,
        create_at: now,
        redirect_uri: ask.redirect_uri.clone(),
        state: ask.state.clone(),
        scope: ask.scope.clone(),
        code_challenge: ask.code_challenge.clone(),
        code_challenge_method: ask.code_challenge_method.clone(),
        resource: ask.resource.clone(),
    };
    store::insert_code(tx, &code, now - CODE_LIFE)?;
    Ok(rules::with_query(&ask.redirect_uri, &[("code", &code.code), ("state", &ask.state)]))
}

/// The token itself, behind the `#` that a browser sends to nobody.
fn give_token(house: &House, tx: &mut Tx<'_>, user: Id, app: &OAuthApp, ask: &Ask) -> Result<String> {
    let access = renew(house, tx, app.id, user, ask.redirect_uri.clone(), ask.scope.clone(), String::new())?;
    let seconds = ((access.expires_at - house.clock.now()) / 1000).to_string();
    let values = [
        ("access_token", access.token.as_str()),
        ("token_type", "bearer"),
        ("expires_in", &seconds),
        ("scope", &ask.scope),
        ("state", &ask.state),
    ];
    Ok(format!("{}#{}", ask.redirect_uri, serde_urlencoded::to_string(values).unwrap_or_default()))
}

/// Gives an app another token for somebody; the one before ends.
fn renew(
    house: &House,
    tx: &mut Tx<'_>,
    app: Id,
    user: Id,
    redirect_uri: String,
    scope: String,
    audience: String,
) -> Result<Access> {
    let gone = || refuse::not_found("app.user.missing_account.const");
    let person = users::find(tx, &Key::Id(user))?.filter(|user| user.delete_at == 0).ok_or_else(gone)?;
    if let Some(before) = store::find_access(tx, app, user)? {
        sessions::actions::end_by_token(tx, &before.token)?;
    }
    let now = house.clock.tick();
    let hours = house.config.now().session_length_sso_in_hours.max(1);
    let expires_at = now.saturating_add(hours.saturating_mul(HOUR));
    let session = sessions::actions::open_for_app(tx, user, &person.roles, now, expires_at)?;
    let access = Access {
        token: session.token,
        refresh_token: Id::new().to_string(),
        redirect_uri,
        client_id: app,
        user_id: user,
        expires_at,
        scope,
        audience,
    };
    store::put_access(tx, &access)?;
    Ok(access)
}

fn refused(status: u16, what: &str) -> Error {
    refuse::with(status, format!("api.oauth.get_access_token.{what}.app_error")).into()
}

/// Changes a code or a refresh token for a token.
pub fn exchange(house: &House, tx: &mut Tx<'_>, given: &Exchange) -> Result<Token> {
    let by_code = match given.grant_type.as_str() {
        "authorization_code" if given.code.is_empty() => return Err(refused(400, "missing_code")),
        "authorization_code" => true,
        "refresh_token" if given.refresh_token.is_empty() => return Err(refused(400, "missing_refresh_token")),
        "refresh_token" => false,
        _ => return Err(refused(400, "bad_grant")),
    };
    let client = Id::parse(&given.client_id);
    if !client.is_valid() {
        return Err(refused(400, "bad_client_id"));
    }
    let app = store::find_app(tx, client)?.ok_or_else(|| refused(404, "credentials"))?;
    if !crypto::same(app.client_secret.as_bytes(), given.client_secret.as_bytes()) {
        return Err(refuse::with(401, "model.oauth.validate_grant.credentials.app_error").into());
    }
    let (access, scope) =
        if by_code { by_code_of(house, tx, &app, given)? } else { by_refresh(house, tx, &app, given)? };
    Ok(Token {
        expires_in: (access.expires_at - house.clock.now() + 999) / 1000,
        access_token: access.token,
        token_type: "bearer",
        scope,
        refresh_token: if app.client_secret.is_empty() { String::new() } else { access.refresh_token },
        id_token: String::new(),
        audience: access.audience,
    })
}

fn by_code_of(house: &House, tx: &mut Tx<'_>, app: &OAuthApp, given: &Exchange) -> Result<(Access, String)> {
    let code = store::find_code(tx, &given.code)?.ok_or_else(|| refused(400, "expired_code"))?;
    let now = house.clock.now();
    if code.create_at + CODE_LIFE < now || code.client_id != app.id {
        return Err(refused(400, "expired_code"));
    }
    if code.redirect_uri != given.redirect_uri {
        return Err(refused(400, "redirect_uri"));
    }
    if !given.resource.is_empty() && given.resource != code.resource {
        return Err(refused(400, "resource_mismatch"));
    }
    // A code that was asked for with a challenge is of no use without its proof, and a proof of none is a mistake.
    let proved = match code.code_challenge.is_empty() {
        true => given.code_verifier.is_empty(),
        false => rules::verifies(&code.code_challenge, &given.code_verifier),
    };
    if !proved {
        return Err(refuse::with(400, "model.oauth.validate_grant.pkce_required.app_error").into());
    }
    if !store::delete_code(tx, &given.code)? {
        return Err(refused(400, "expired_code"));
    }
    let scope = code.scope.clone();
    let access = renew(house, tx, app.id, code.user_id, code.redirect_uri, code.scope, code.resource)?;
    Ok((access, scope))
}

fn by_refresh(house: &House, tx: &mut Tx<'_>, app: &OAuthApp, given: &Exchange) -> Result<(Access, String)> {
    if app.client_secret.is_empty() {
        return Err(refuse::with(400, "model.oauth.validate_grant.public_client_refresh_token.app_error").into());
    }
    let old = store::find_by_refresh(tx, &given.refresh_token)?.ok_or_else(|| refused(404, "refresh_token"))?;
    if old.client_id != app.id {
        return Err(refused(400, "client_id_mismatch"));
    }
    let access = renew(house, tx, app.id, old.user_id, old.redirect_uri, old.scope, old.audience)?;
    Ok((access, String::new()))
}

/// Takes back what somebody let an app do.
pub fn take_back(tx: &mut Tx<'_>, user: Id, app: Id) -> Result<()> {
    if let Some(access) = store::find_access(tx, app, user)? {
        sessions::actions::end_by_token(tx, &access.token)?;
    }
    store::delete_access(tx, app, user)?;
    let allowed =
        Preference { user_id: user, category: "oauth_app".into(), name: app.to_string(), ..Preference::default() };
    preferences::remove(tx, user, vec![allowed])
}

/// Deletes an app, and with it everything that it was let do.
pub fn remove_app(tx: &mut Tx<'_>, app: Id) -> Result<()> {
    for user in store::list_allowers(tx, app)? {
        let allowed =
            Preference { user_id: user, category: "oauth_app".into(), name: app.to_string(), ..Preference::default() };
        preferences::remove(tx, user, vec![allowed])?;
    }
    for access in store::delete_app(tx, app)? {
        sessions::actions::end_by_token(tx, &access.token)?;
    }
    Ok(())
}
