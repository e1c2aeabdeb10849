//! Keeping incoming webhooks.

use axum::extract::State;
use axum::response::{IntoResponse, Response};

use super::team;
use crate::access::{Actor, Permission, TeamPlace};
use crate::app::App;
use crate::base::db::Conn;
use crate::base::http::{Body, Created, Json, Ok, Params, ok};
use crate::base::{Id, Result, refuse};
use crate::channels;
use crate::events::Tx;
use crate::hooks::wire::{CountedHooks, IncomingHook};
use crate::hooks::{actions, store};
use crate::users;

/// Whether incoming webhooks work at all.
fn check_enabled(app: &App) -> Result<()> {
    match app.config.now().enable_incoming_webhooks {
        true => Result::Ok(()),
        false => Err(refuse::with(501, "api.incoming_webhook.disabled.app_error").into()),
    }
}

/// The team of a channel that the actor may give webhooks to.
fn place(conn: &mut Conn<'_>, actor: &Actor, channel: Id) -> Result<TeamPlace> {
    let channel = channels::get_place(conn, actor, channel)?;
    let place = team(conn, actor, channel.channel.team_id, Permission::ManageOwnIncomingWebhooks)?;
    if !channel.channel.is_open() && !channel.may(Permission::ReadChannelContent) {
        return Err(actor.lacks(Permission::ReadChannelContent));
    }
    Result::Ok(place)
}

fn check_lock(actor: &Actor, place: &TeamPlace, locked: bool) -> Result<()> {
    match locked || place.may(Permission::BypassIncomingWebhookChannelLock) {
        true => Result::Ok(()),
        false => Err(actor.lacks(Permission::BypassIncomingWebhookChannelLock)),
    }
}

/// POST /hooks/incoming
pub async fn create_hook(
    State(app): State<App>,
    actor: Actor,
    Body(new): Body<IncomingHook>,
) -> Result<Created<IncomingHook>> {
    let house = app.clone();
    let create = move |tx: &mut Tx<'_>| {
        let place = place(tx, &actor, new.channel_id)?;
        let owner = if new.user_id.is_some() { new.user_id } else { actor.id() };
        if owner != actor.id() {
            if !place.may(Permission::ManageOthersIncomingWebhooks) {
                return Err(actor.lacks(Permission::ManageOthersIncomingWebhooks));
            }
            users::get(tx, owner)?;
        }
        check_lock(&actor, &place, new.channel_locked)?;
        check_enabled(&house)?;
        let team_id = place.team.id;
        let hook = IncomingHook { id: Id::new(), create_at: 0, delete_at: 0, user_id: owner, team_id, ..new };
        actions::save_incoming(&house, tx, hook)
    };
    app.db.write(create).await.map(Created)
}

/// GET /hooks/incoming
pub async fn list_hooks(State(app): State<App>, actor: Actor, at: Params) -> Result<Response> {
    let (of_team, page, counted) = (at.query_id("team_id")?, at.page(), at.flag("include_total_count"));
    let own = Permission::ManageOwnIncomingWebhooks;
    let others = Permission::ManageOthersIncomingWebhooks;
    let read = move |conn: &mut Conn<'_>| {
        let all = match of_team {
            Some(id) => team(conn, &actor, id, own)?.may(others),
            None => {
                actor.demand(own)?;
                actor.may(others)
            }
        };
        let wanted = store::Wanted { team: of_team, channel: None, owner: (!all).then_some(actor.id()) };
        let total = if counted { store::count_incoming(conn, wanted)? } else { 0 };
        Result::Ok((store::list_incoming(conn, wanted, page)?, total))
    };
    let (incoming_webhooks, total_count) = app.db.read(read).await?;
    Result::Ok(match counted {
        true => Json(CountedHooks { incoming_webhooks, total_count }).into_response(),
        false => Json(incoming_webhooks).into_response(),
    })
}

/// A hook that the actor may see and change.
fn get(conn: &mut Conn<'_>, actor: &Actor, id: Id) -> Result<(IncomingHook, TeamPlace)> {
    let missing = || refuse::not_found("app.webhooks.get_incoming.app_error");
    let hook = store::find_incoming(conn, id)?.ok_or_else(missing)?;
    let place = place(conn, actor, hook.channel_id)?;
    if hook.user_id != actor.id() && !place.may(Permission::ManageOthersIncomingWebhooks) {
        return Err(actor.lacks(Permission::ManageOthersIncomingWebhooks));
    }
    Result::Ok((hook, place))
}

/// GET /hooks/incoming/{hook_id}
pub async fn get_hook(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<IncomingHook>> {
    let id = at.id("hook_id")?;
    app.db.read(move |conn| get(conn, &actor, id)).await.map(|(hook, _)| Json(hook))
}

/// PUT /hooks/incoming/{hook_id}
pub async fn update_hook(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    Body(new): Body<IncomingHook>,
) -> Result<Created<IncomingHook>> {
    let id = at.id("hook_id")?;
    if new.id != id {
        return Err(refuse::invalid_param("hook_id").into());
    }
    let house = app.clone();
    let update = move |tx: &mut Tx<'_>| {
        let (old, of_old) = get(tx, &actor, id)?;
        let of_new = place(tx, &actor, new.channel_id)?;
        if of_new.team.id != of_old.team.id {
            return Err(refuse::with(400, "api.webhook.team_mismatch.app_error").into());
        }
        check_lock(&actor, &of_new, new.channel_locked)?;
        check_enabled(&house)?;
        let IncomingHook { create_at, delete_at, user_id, team_id, .. } = old;
        actions::save_incoming(&house, tx, IncomingHook { id, create_at, delete_at, user_id, team_id, ..new })
    };
    app.db.write(update).await.map(Created)
}

/// DELETE /hooks/incoming/{hook_id}
pub async fn delete_hook(State(app): State<App>, actor: Actor, at: Params) -> Result<Ok> {
    let id = at.id("hook_id")?;
    let house = app.clone();
    let remove = move |tx: &mut Tx<'_>| {
        let (hook, _) = get(tx, &actor, id)?;
        actions::remove_incoming(&house, tx, &hook)
    };
    app.db.write(remove).await?;
    ok()
}
