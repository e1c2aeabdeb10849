//! Accounts that log in by another service, and links that only other services give. None is built in yet: what can
//! be said without one is said, the rest is refused by name.

use axum::extract::State;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::change;
use crate::access::{Actor, Permission};
use crate::app::App;
use crate::base::http::{Body, Json, Ok, Params, Unread, ok};
use crate::base::{Error, Result, refuse};
use crate::events::Tx;
use crate::users::{actions, store};

/// How an account logs in.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct UserAuth {
    auth_data: Option<String>,
    auth_service: String,
}

/// PUT /api/v4/users/{user_id}/auth: from now on somebody logs in by another service.
pub async fn set_auth(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    body: Result<Body<UserAuth>, Error>,
) -> Result<Json<UserAuth>> {
    let id = at.id("user_id")?;
    actor.demand(Permission::EditOtherUsers)?;
    let Body(auth) = body?;
    if auth.auth_data.as_ref().is_none_or(|data| data.is_empty() || data.len() > 128) {
        return Err(refuse::with(400, "api.user.update_user_auth.invalid_request").into());
    }
    if auth.auth_service.is_empty() || auth.auth_service.len() > 32 {
        return Err(refuse::invalid_param("user").into());
    }
    let house = app.clone();
    let write = move |tx: &mut Tx<'_>| {
        let user = change::within_reach(tx, &actor, id)?;
        actions::set_auth(&house, tx, user, auth.auth_data.as_deref(), &auth.auth_service)?;
        Result::Ok(Json(auth))
    };
    app.db.write(write).await
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Switch {
    current_service: String,
    new_service: String,
}

/// POST /api/v4/users/login/switch: to or from another service. There is none.
pub async fn switch_login(body: Unread) -> Result<Json<Value>> {
    let wanted: Switch = body.read_or_default();
    let is_email = |service: &str| service == "email";
    let is_sso = |service: &str| matches!(service, "gitlab" | "google" | "office365" | "openid" | "saml");
    let (from, to) = (wanted.current_service.as_str(), wanted.new_service.as_str());
    if is_email(from) && to == "ldap" || from == "ldap" && is_email(to) {
        return Err(refuse::with(501, "api.user.ldap_to_email.not_available.app_error").into());
    }
    if is_email(from) && is_sso(to) || is_sso(from) && is_email(to) {
        let id = if is_email(to) { "oauth_to_email" } else { "email_to_oauth" };
        return Err(refuse::with(501, format!("api.user.{id}.not_available.app_error")).into());
    }
    Err(refuse::invalid_param("request").into())
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Migration {
    from: String,
    match_field: String,
    force: Option<bool>,
    auto: Option<bool>,
    matches: Option<serde_json::Map<String, Value>>,
}

impl Migration {
    fn read(body: &Unread) -> Result<Migration> {
        let wanted: Migration = body.read_or_default();
        match wanted.from.as_str() {
            "email" | "gitlab" | "google" | "office365" | "saml" | "ldap" => Result::Ok(wanted),
            _ => Err(refuse::invalid_param("from").into()),
        }
    }
}

/// POST /api/v4/users/migrate_auth/ldap: needs a directory, of which there is none.
pub async fn migrate_to_ldap(actor: Actor, body: Unread) -> Result<Json<Value>> {
    let wanted = Migration::read(&body)?;
    if wanted.force.is_none() {
        return Err(refuse::invalid_param("force").into());
    }
    if !matches!(wanted.match_field.as_str(), "username" | "email") {
        return Err(refuse::invalid_param("match_field").into());
    }
    actor.demand(Permission::ManageSystem)?;
    Err(refuse::with(501, "api.admin.ldap.not_available.app_error").into())
}

/// POST /api/v4/users/migrate_auth/saml: needs an identity provider, of which there is none.
pub async fn migrate_to_saml(actor: Actor, body: Unread) -> Result<Json<Value>> {
    let wanted = Migration::read(&body)?;
    if wanted.auto.is_none() {
        return Err(refuse::invalid_param("auto").into());
    }
    if wanted.matches.is_none() {
        return Err(refuse::invalid_param("matches").into());
    }
    actor.demand(Permission::ManageSystem)?;
    Err(refuse::with(501, "api.admin.saml.not_available.app_error").into())
}

/// POST /api/v4/users/login/desktop_token: such tokens come with another service's login, so none is good.
pub async fn login_by_desktop_token() -> Result<Json<Value>> {
    Err(refuse::with(401, "app.desktop_token.validate.invalid").into())
}

/// POST /api/v4/users/login/sso/code-exchange: given up by the official server too.
pub async fn exchange_code() -> Result<Json<Value>> {
    Err(refuse::with(410, "api.user.login_sso_code_exchange.deprecated.app_error").into())
}

/// GET /api/v4/users/invalid_emails: which accounts a restriction of sign-up would shut out.
pub async fn list_invalid_emails(State(app): State<App>, actor: Actor) -> Result<Json<Value>> {
    // An open server has no wrong addresses, which it says to everybody.
    if app.config.now().enable_open_server {
        return Err(refuse::with(400, "api.users.invalid_emails.enable_open_server.app_error").into());
    }
    actor.demand(Permission::SysconsoleReadUserManagementUsers)?;
    Result::Ok(Json(json!([])))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wish {
    trial_notification: bool,
    required_plan: String,
    required_feature: String,
}

/// POST /api/v4/users/notify-admin: somebody wishes for something that costs money elsewhere. It is written down.
pub async fn notify_admin(State(app): State<App>, actor: Actor, body: Unread) -> Result<Ok> {
    let wish: Wish = body.read()?;
    const PLANS: [&str; 2] = ["professional", "enterprise"];
    let known =
        PLANS.contains(&wish.required_plan.as_str()) && wish.required_feature.starts_with("mattermost.feature.");
    if !known || wish.required_feature.len() > 255 {
        return Err(refuse::with(400, "app.notify_admin.save.app_error").into());
    }
    let now = app.clock.now();
    let write = move |tx: &mut Tx<'_>| {
        let kept = store::keep_wish(
            tx,
            actor.id(),
            &wish.required_plan,
            &wish.required_feature,
            wish.trial_notification,
            now,
        )?;
        if kept {
            Result::Ok(())
        } else {
            Err(refuse::with(403, "api.cloud.notify_admin_to_upgrade_error.already_notified").into())
        }
    };
    app.db.write(write).await?;
    ok()
}

/// POST /api/v4/users/trigger-notify-admin-posts: a thing of hosted servers.
pub async fn trigger_notify_admin(_: Actor) -> Result<Json<Value>> {
    Err(refuse::with(403, "api.cloud.app_error").into())
}
