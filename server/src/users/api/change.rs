//! Changing accounts.

use axum::extract::State;
use serde::Deserialize;

use crate::access::{Actor, Permission};
use crate::app::App;
use crate::base::db::Conn;
use crate::base::http::{Body, Json, Ok, Params, Unread, ok};
use crate::base::{Error, Id, Result, refuse};
use crate::events::Tx;
use crate::sessions;
use crate::users::actions::{self, UserPatch};
use crate::users::passwords::{Check, Passwords};
use crate::users::store::{self, Key};
use crate::users::tokens::{self, Kind, Proof};
use crate::users::wire::{self, User};
use crate::users::{letters, rules};

/// The person whom the path names, whom the actor may change: itself, or anybody for those who edit others; nobody
/// below a system admin changes one.
pub(super) fn editable(tx: &mut Conn<'_>, actor: &Actor, id: Id) -> Result<User> {
    actor.demand_self(id)?;
    let user = store::get(tx, id)?;
    if rules::is_admin(&user.roles) && id != actor.id() && !actor.may(Permission::ManageSystem) {
        return Err(actor.lacks(Permission::ManageSystem));
    }
    Result::Ok(user)
}

/// An account that somebody in charge of accounts may change: an admin's only by another admin.
pub(super) fn within_reach(conn: &mut Conn<'_>, actor: &Actor, id: Id) -> Result<User> {
    let user = store::get(conn, id)?;
    if rules::is_admin(&user.roles) && !actor.may(Permission::ManageSystem) {
        return Err(actor.lacks(Permission::ManageSystem));
    }
    Result::Ok(user)
}

/// PUT /api/v4/users/{user_id}/patch
pub async fn patch_user(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    Body(patch): Body<UserPatch>,
) -> Result<Json<User>> {
    let id = at.user(actor.id())?;
    change(app, actor, id, patch).await
}

/// PUT /api/v4/users/{user_id}: as a patch, but what is absent is emptied.
pub async fn update_user(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    Body(new): Body<User>,
) -> Result<Json<User>> {
    let id = at.user(actor.id())?;
    if new.id != id || !new.email.is_empty() && !rules::is_email(&new.email) {
        return Err(refuse::invalid_param("user").into());
    }
    let patch = UserPatch {
        username: Some(new.username),
        nickname: Some(new.nickname),
        first_name: Some(new.first_name),
        last_name: Some(new.last_name),
        position: Some(new.position),
        email: Some(new.email).filter(|email| !email.is_empty()),
        props: Some(new.props),
        notify_props: (!new.notify_props.is_empty()).then_some(new.notify_props),
        locale: Some(new.locale).filter(|locale| !locale.is_empty()),
        timezone: new.timezone,
        remote_id: None,
        password: None,
    };
    change(app, actor, id, patch).await
}

async fn change(app: App, actor: Actor, id: Id, mut patch: UserPatch) -> Result<Json<User>> {
    let settings = app.config.now();
    let email = patch.email.as_ref().map(|email| email.to_lowercase());
    if let Some(email) = email
        && !rules::is_accepted_domain(&email, &settings.restrict_creation_to_domains)
    {
        return Err(refuse::with(400, "api.user.update_user.accepted_domain.app_error").into());
    }
    // Another address is another way in: who asks for it must know the password.
    if actor.id() == id && changes_email(&app, id, &patch).await? {
        let Some(given) = patch.password.take() else { return Err(refuse::invalid_param("password").into()) };
        confirm(&app, id, given, || refuse::with(401, "api.user.check_user_password.invalid.app_error").into()).await?;
    }
    let house = app.clone();
    let write = move |tx: &mut Tx<'_>| {
        let before = editable(tx, &actor, id)?;
        let user = actions::edit(&house, tx, before.clone(), patch)?;
        let proof = Proof { user_id: id, email: user.email.clone() };
        let asks = user.email != before.email && house.config.now().require_email_verification;
        let now = house.clock.now();
        let token = if asks { tokens::issue(tx, Kind::VerifyEmail, &[proof], now)?.pop() } else { None };
        Result::Ok((before, user, token))
    };
    let (before, user, token) = app.db.write(write).await?;
    if user.email != before.email {
        letters::tell_at(&app, "email", &user, &before.email);
    }
    if user.username != before.username {
        letters::tell(&app, "username", &user);
    }
    if let Some(token) = token {
        letters::ask_for_proof(&app, &user, &token);
    }
    Result::Ok(Json(wire::for_self(&user)))
}

async fn changes_email(app: &App, id: Id, patch: &UserPatch) -> Result<bool> {
    let Some(wanted) = patch.email.as_ref().map(|email| email.to_lowercase()) else { return Result::Ok(false) };
    let known = app.db.read(move |conn| store::find(conn, &Key::Id(id))).await?;
    Result::Ok(known.is_some_and(|known| known.email != wanted))
}

/// Refuses with `wrong` unless `given` is the account's password. A wrong one counts, as at a login: a stolen session
/// is no way to guess on.
async fn confirm(app: &App, id: Id, given: String, wrong: fn() -> Error) -> Result<()> {
    let passwords = app.room::<Passwords>();
    let turn = passwords.turn().await?;
    let missing = || refuse::not_found("app.user.missing_account.const");
    let kept = app.db.read(move |conn| store::find_credentials(conn, &Key::Id(id))).await?.ok_or_else(missing)?;
    if kept.user.failed_attempts >= app.config.now().maximum_login_attempts {
        return Err(refuse::with(401, "api.user.check_user_login_attempts.too_many.app_error").into());
    }
    if turn.check(Some(kept.password), given).await? == Check::Wrong {
        app.db.write(move |tx| store::count_failure(tx, id)).await?;
        return Err(wrong());
    }
    if kept.user.failed_attempts > 0 {
        app.db.write(move |tx| store::forget_failures(tx, id)).await?;
    }
    Result::Ok(())
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Roles {
    roles: serde_json::Value,
}

/// PUT /api/v4/users/{user_id}/roles
pub async fn set_roles(State(app): State<App>, actor: Actor, at: Params, body: Unread) -> Result<Ok> {
    let id = at.id("user_id")?;
    actor.demand(Permission::ManageRoles)?;
    let wanted: Roles = body.read_or_default();
    let names = wanted.roles.as_str().unwrap_or_default();
    if names.split_whitespace().any(|name| actor.roles().find(name).is_none()) {
        return Err(refuse::invalid_param("roles").into());
    }
    let names = names.split_whitespace().collect::<Vec<_>>().join(" ");
    let house = app.clone();
    let write = move |tx: &mut Tx<'_>| {
        let missing = || refuse::with(400, "app.user.missing_account.const");
        let user = store::find(tx, &Key::Id(id))?.ok_or_else(missing)?;
        let is_about_admins = rules::is_admin(&user.roles) || rules::is_admin(&names);
        if is_about_admins && !actor.may(Permission::ManageSystem) {
            return Err(actor.lacks(Permission::ManageSystem));
        }
        if rules::is_admin(&user.roles) && !rules::is_admin(&names) && store::count_admins(tx)? <= 1 {
            return Err(refuse::with(400, "app.user.update.lastAdmin.app_error").into());
        }
        actions::set_roles(&house, tx, id, &names)
    };
    app.db.write(write).await?;
    ok()
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Active {
    active: Option<bool>,
}

/// PUT /api/v4/users/{user_id}/active
pub async fn set_active(State(app): State<App>, actor: Actor, at: Params, Body(wanted): Body<Active>) -> Result<Ok> {
    let id = at.user(actor.id())?;
    let Some(active) = wanted.active else { return Err(refuse::invalid_param("active").into()) };
    if id != actor.id() && !actor.may(Permission::SysconsoleWriteUserManagementUsers) {
        return Err(refuse::with(403, "api.user.update_active.permissions.app_error").into());
    }
    switch(app, actor, id, active).await
}

/// DELETE /api/v4/users/{user_id}: switches the account off.
pub async fn delete_user(State(app): State<App>, actor: Actor, at: Params) -> Result<Ok> {
    let id = at.user(actor.id())?;
    if at.flag("permanent") {
        let admin = actor.may(Permission::ManageSystem);
        let id = if admin { "not_enabled.for_admin" } else { "not_enabled" };
        return Err(refuse::with(401, format!("api.user.delete_user.{id}.app_error")).into());
    }
    switch(app, actor, id, false).await
}

async fn switch(app: App, actor: Actor, id: Id, active: bool) -> Result<Ok> {
    let own = actor.id() == id && !active;
    if own && !app.config.now().enable_user_deactivation && !actor.may(Permission::SysconsoleWriteUserManagementUsers) {
        return Err(refuse::with(401, "api.user.update_active.not_enable.app_error").into());
    }
    if !own {
        actor.demand(Permission::SysconsoleWriteUserManagementUsers)?;
    }
    let house = app.clone();
    let write = move |tx: &mut Tx<'_>| {
        let user = within_reach(tx, &actor, id)?;
        let letter = (!active && !own && user.delete_at == 0).then(|| user.clone());
        actions::set_active(&house, tx, user, active)?;
        Result::Ok(letter)
    };
    if let Some(user) = app.db.write(write).await? {
        letters::tell(&app, "deactivated", &user);
    }
    ok()
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct NewPassword {
    current_password: Option<String>,
    new_password: String,
}

/// PUT /api/v4/users/{user_id}/password: one's own with the old one, another's as an admin.
pub async fn set_password(State(app): State<App>, actor: Actor, at: Params, body: Unread) -> Result<Ok> {
    let id = at.user(actor.id())?;
    let wanted: NewPassword = body.read_or_default();
    let settings = app.config.now();
    if id == actor.id() {
        let Some(current) = wanted.current_password else {
            return Err(refuse::invalid_param("current_password").into());
        };
        confirm(&app, id, current, || refuse::with(400, "api.user.update_password.incorrect.app_error").into()).await?;
    } else if !actor.may(Permission::SysconsoleWriteUserManagementUsers) {
        return Err(refuse::with(403, "api.user.update_password.context.app_error").into());
    }
    rules::check_password(&wanted.new_password, &settings)?;
    let hash = app.room::<Passwords>().turn().await?.hash(wanted.new_password).await?;
    let house = app.clone();
    let write = move |tx: &mut Tx<'_>| {
        let user = editable(tx, &actor, id)?;
        if user.auth_service == rules::MAGIC_LINK {
            return Err(refuse::with(400, "api.user.update_password.magic_link.app_error").into());
        }
        actions::set_password(&house, tx, &user, &hash)?;
        if house.config.now().terminate_sessions_on_password_change {
            sessions::actions::end_others(tx, id, actor.login().session_id)?;
        }
        Result::Ok(user)
    };
    let user = app.db.write(write).await?;
    letters::tell(&app, "password", &user);
    ok()
}

/// POST /api/v4/users/{user_id}/reset_failed_attempts: lets somebody try again.
pub async fn reset_failed_attempts(State(app): State<App>, actor: Actor, at: Params) -> Result<Ok> {
    let id = at.user(actor.id())?;
    if !actor.may(Permission::SysconsoleWriteUserManagementUsers) {
        return Err(refuse::with(403, "api.user.reset_password_failed_attempts.permissions.app_error").into());
    }
    let write = move |tx: &mut Tx<'_>| {
        editable(tx, &actor, id)?;
        store::forget_failures(tx, id)
    };
    app.db.write(write).await?;
    ok()
}
