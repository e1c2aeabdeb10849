//! Guests who become members, and members who become guests.

use axum::extract::State;

use super::change;
use crate::access::{Actor, Permission};
use crate::app::App;
use crate::base::http::{Ok, Params, ok};
use crate::base::{Result, refuse};
use crate::events::Tx;
use crate::users::store;
use crate::users::{actions, rules};

/// POST /api/v4/users/{user_id}/promote
pub async fn promote(State(app): State<App>, actor: Actor, at: Params) -> Result<Ok> {
    let id = at.id("user_id")?;
    actor.demand(Permission::PromoteGuest)?;
    let house = app.clone();
    let write = move |tx: &mut Tx<'_>| {
        let user = store::get(tx, id)?;
        if !rules::is_guest(&user) {
            return Err(refuse::with(501, "api.user.promote_guest_to_user.no_guest.app_error").into());
        }
        if user.auth_service == rules::MAGIC_LINK {
            return Err(refuse::with(501, "api.user.promote_guest_to_user.magic_link_enabled.app_error").into());
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
        let user = change::within_reach(tx, &actor, id)?;
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
