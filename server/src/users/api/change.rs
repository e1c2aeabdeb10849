//! Changing accounts.

use axum::extract::State;
use serde::Deserialize;

use crate::access::{Actor, Permission};
use crate::app::App;
use crate::base::http::{Body, Json, Ok, Params, ok};
use crate::base::{Id, Result, refuse};
use crate::events::Tx;
use crate::sessions;
use crate::users::actions::{self, UserPatch};
use crate::users::passwords::{Check, Passwords};
use crate::users::rules;
use crate::users::store::{self, Key};
use crate::users::wire::{self, User};

/// The person whom the path names, whom the actor may change: itself, or anybody for those who edit others; nobody
/// below a system admin changes one.
fn editable(tx: &mut Tx<'_>, actor: &Actor, id: Id) -> Result<User> {
    actor.demand_self(id)?;
    let missing = || refuse::not_found("app.user.missing_account.const");
    let user = store::find(tx, &Key::Id(id))?.ok_or_else(missing)?;
    let admin = user.roles.split_whitespace().any(|role| role == "system_admin");
    if admin && id != actor.id() && !actor.may(Permission::ManageSystem) {
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
        password: None,
    };
    change(app, actor, id, patch).await
}

async fn change(app: App, actor: Actor, id: Id, patch: UserPatch) -> Result<Json<User>> {
    let wanted = patch.clone();
    let before = {
        let actor = actor.clone();
        app.db
            .read(move |conn| {
                store::find_credentials(conn, &Key::Id(id)).map(|found| found.filter(|_| actor.id() == id))
            })
            .await?
    };
    // Another address is another way in: who asks for it must know the password.
    if let Some(known) = before
        && wanted.email.as_ref().is_some_and(|email| email.to_lowercase() != known.user.email)
    {
        let Some(given) = wanted.password else { return Err(refuse::invalid_param("password").into()) };
        let passwords = app.room::<Passwords>();
        if matches!(passwords.turn().await?.check(Some(known.password), given).await?, Check::Wrong) {
            return Err(refuse::with(401, "api.user.check_user_password.invalid.app_error").into());
        }
    }
    let house = app.clone();
    let own = actor.id() == id;
    let write = move |tx: &mut Tx<'_>| {
        let user = editable(tx, &actor, id)?;
        actions::edit(&house, tx, user, patch)
    };
    let user = app.db.write(write).await?;
    Result::Ok(Json(if own { wire::for_self(&user) } else { User { auth_data: None, ..wire::for_admins(&user) } }))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Roles {
    roles: serde_json::Value,
}

/// PUT /api/v4/users/{user_id}/roles
pub async fn set_roles(State(app): State<App>, actor: Actor, at: Params, Body(wanted): Body<Roles>) -> Result<Ok> {
    let id = at.id("user_id")?;
    actor.demand(Permission::ManageRoles)?;
    let names = wanted.roles.as_str().unwrap_or_default();
    if names.split_whitespace().any(|name| actor.roles().find(name).is_none()) {
        return Err(refuse::invalid_param("roles").into());
    }
    let names = names.split_whitespace().collect::<Vec<_>>().join(" ");
    let house = app.clone();
    app.db.write(move |tx| actions::set_roles(&house, tx, id, &names)).await?;
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
    switch(app, actor, id, active).await
}

/// DELETE /api/v4/users/{user_id}: switches the account off.
pub async fn delete_user(State(app): State<App>, actor: Actor, at: Params) -> Result<Ok> {
    let id = at.user(actor.id())?;
    if at.flag("permanent") {
        return Err(refuse::with(401, "api.user.delete_user.not_enabled.app_error").into());
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
        let missing = || refuse::not_found("app.user.missing_account.const");
        let user = store::find(tx, &Key::Id(id))?.ok_or_else(missing)?;
        let admin = user.roles.split_whitespace().any(|role| role == "system_admin");
        if admin && !actor.may(Permission::ManageSystem) {
            return Err(actor.lacks(Permission::ManageSystem));
        }
        actions::set_active(&house, tx, user, active)
    };
    app.db.write(write).await?;
    ok()
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct NewPassword {
    current_password: Option<String>,
    new_password: String,
}

/// PUT /api/v4/users/{user_id}/password: one's own with the old one, another's as an admin.
pub async fn set_password(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    Body(wanted): Body<NewPassword>,
) -> Result<Ok> {
    let id = at.user(actor.id())?;
    let settings = app.config.now();
    let passwords = app.room::<Passwords>();
    if id == actor.id() {
        let Some(current) = wanted.current_password else {
            return Err(refuse::invalid_param("current_password").into());
        };
        let kept = app.db.read(move |conn| store::find_credentials(conn, &Key::Id(id))).await?;
        let kept = kept.map(|known| known.password);
        if matches!(passwords.turn().await?.check(kept, current).await?, Check::Wrong) {
            return Err(refuse::with(400, "api.user.update_password.incorrect.app_error").into());
        }
    } else if !actor.may(Permission::SysconsoleWriteUserManagementUsers) {
        return Err(refuse::with(403, "api.user.update_password.context.app_error").into());
    }
    rules::check_password(&wanted.new_password, &settings)?;
    let hash = passwords.turn().await?.hash(wanted.new_password).await?;
    let house = app.clone();
    let write = move |tx: &mut Tx<'_>| {
        let user = editable(tx, &actor, id)?;
        actions::set_password(&house, tx, &user, &hash)?;
        if house.config.now().terminate_sessions_on_password_change {
            sessions::actions::end_others(tx, id, actor.login().session_id)?;
        }
        Result::Ok(())
    };
    app.db.write(write).await?;
    ok()
}
