//! Guests who become members, and members who become guests.

use axum::extract::State;

use crate::access::{Actor, Permission};
use crate::app::App;
use crate::base::http::{Ok, Params, ok};
use crate::base::{Id, Result, refuse};
use crate::events::Tx;
use crate::users::store::{self, Key};
use crate::users::wire::User;
use crate::users::{actions, rules};

fn get(tx: &mut Tx<'_>, id: Id) -> Result<User> {
    let missing = || refuse::not_found("app.user.missing_account.const");
    store::find(tx, &Key::Id(id))?.ok_or_else(missing).map_err(Into::into)
}

/// POST /api/v4/users/{user_id}/promote
pub async fn promote(State(app): State<App>, actor: Actor, at: Params) -> Result<Ok> {
    let id = at.id("user_id")?;
    actor.demand(Permission::PromoteGuest)?;
    let house = app.clone();
    let write = move |tx: &mut Tx<'_>| {
        let user = get(tx, id)?;
        if !rules::is_guest(&user) {
            return Err(refuse::with(501, "api.user.promote_guest_to_user.no_guest.app_error").into());
        }
        actions::promote(&house, tx, user)
    };
    app.db.write(write).await?;
    ok()
}

/// POST /api/v4/users/{user_id}/demote
pub async fn demote(State(app): State<App>, actor: Actor, at: Params) -> Result<Ok> {
    let id = at.id("user_id")?;
    actor.demand(Permission::DemoteToGuest)?;
    if !app.config.now().guest_accounts_enable {
        return Err(refuse::with(501, "api.team.demote_user_to_guest.disabled.error").into());
    }
    let house = app.clone();
    let write = move |tx: &mut Tx<'_>| {
        let user = get(tx, id)?;
        if rules::is_admin(&user.roles) && !actor.may(Permission::ManageSystem) {
            return Err(actor.lacks(Permission::ManageSystem));
        }
        if rules::is_guest(&user) {
            return Err(refuse::with(501, "api.user.demote_user_to_guest.already_guest.app_error").into());
        }
        if rules::is_admin(&user.roles) && store::count_admins(tx)? <= 1 {
            return Err(refuse::with(400, "app.user.update.lastAdmin.app_error").into());
        }
        actions::demote(&house, tx, user)
    };
    app.db.write(write).await?;
    ok()
}
