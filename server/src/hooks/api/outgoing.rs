//! Keeping outgoing webhooks.

use axum::extract::State;

use super::team;
use crate::access::{Actor, Permission, TeamPlace};
use crate::app::App;
use crate::base::db::Conn;
use crate::base::http::{Body, Created, Json, Ok, Params, ok};
use crate::base::{Id, Result, refuse};
use crate::channels::{self, wire::Channel};
use crate::events::Tx;
use crate::hooks::wire::OutgoingHook;
use crate::hooks::{actions, store};
use crate::users;

const OWN: Permission = Permission::ManageOwnOutgoingWebhooks;
const OTHERS: Permission = Permission::ManageOthersOutgoingWebhooks;

fn check_enabled(app: &App) -> Result<()> {
    match app.config.now().enable_outgoing_webhooks {
        true => Result::Ok(()),
        false => Err(refuse::with(501, "api.outgoing_webhook.disabled.app_error").into()),
    }
}

fn channel_of(conn: &mut Conn<'_>, actor: &Actor, hook: &OutgoingHook) -> Result<Option<Channel>> {
    match hook.channel_id.is_some() {
        true => channels::get_place(conn, actor, hook.channel_id).map(|place| Some(place.channel)),
        false => Result::Ok(None),
    }
}

/// POST /hooks/outgoing
pub async fn create_hook(
    State(app): State<App>,
    actor: Actor,
    Body(new): Body<OutgoingHook>,
) -> Result<Created<OutgoingHook>> {
    let house = app.clone();
    let create = move |tx: &mut Tx<'_>| {
        let place = team(tx, &actor, new.team_id, OWN)?;
        let creator_id = if new.creator_id.is_some() { new.creator_id } else { actor.id() };
        if creator_id != actor.id() {
            if !place.may(OTHERS) {
                return Err(actor.lacks(OTHERS));
            }
            users::get(tx, creator_id)?;
        }
        check_enabled(&house)?;
        let channel = channel_of(tx, &actor, &new)?;
        let hook = OutgoingHook { id: Id::new(), token: Id::new(), create_at: 0, delete_at: 0, creator_id, ..new };
        actions::save_outgoing(&house, tx, hook, channel.as_ref())
    };
    app.db.write(create).await.map(Created)
}

/// GET /hooks/outgoing
pub async fn list_hooks(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Vec<OutgoingHook>>> {
    let (of_team, of_channel, page) = (at.query_id("team_id")?, at.query_id("channel_id")?, at.page());
    let read = move |conn: &mut Conn<'_>| {
        let all = match (of_channel, of_team) {
            (Some(id), _) => match crate::access::find_place(conn, &actor, id)? {
                Some(place) if place.may(OWN) => place.may(OTHERS),
                _ => return Err(actor.lacks(OWN)),
            },
            (None, Some(id)) => team(conn, &actor, id, OWN)?.may(OTHERS),
            (None, None) => {
                actor.demand(OWN)?;
                actor.may(OTHERS)
            }
        };
        let owner = (!all).then_some(actor.id());
        let of_team = if of_channel.is_some() { None } else { of_team };
        store::list_outgoing(conn, store::Wanted { team: of_team, channel: of_channel, owner }, page)
    };
    app.db.read(read).await.map(Json)
}

/// A hook that the actor may see and change.
fn get(conn: &mut Conn<'_>, actor: &Actor, id: Id) -> Result<(OutgoingHook, TeamPlace)> {
    let missing = || refuse::not_found("app.webhooks.get_outgoing.app_error");
    let hook = store::find_outgoing(conn, id)?.ok_or_else(missing)?;
    let place = team(conn, actor, hook.team_id, OWN)?;
    if hook.creator_id != actor.id() && !place.may(OTHERS) {
        return Err(actor.lacks(OTHERS));
    }
    Result::Ok((hook, place))
}

/// GET /hooks/outgoing/{hook_id}
pub async fn get_hook(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<OutgoingHook>> {
    let id = at.id("hook_id")?;
    app.db.read(move |conn| get(conn, &actor, id)).await.map(|(hook, _)| Json(hook))
}

/// PUT /hooks/outgoing/{hook_id}
pub async fn update_hook(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    Body(new): Body<OutgoingHook>,
) -> Result<Json<OutgoingHook>> {
    let id = at.id("hook_id")?;
    if new.id != id {
        return Err(refuse::invalid_param("hook_id").into());
    }
    let house = app.clone();
    let update = move |tx: &mut Tx<'_>| {
        let (old, _) = get(tx, &actor, id)?;
        check_enabled(&house)?;
        let channel = channel_of(tx, &actor, &new)?;
        let OutgoingHook { token, create_at, delete_at, creator_id, team_id, .. } = old;
        let hook = OutgoingHook { id, token, create_at, delete_at, creator_id, team_id, ..new };
        actions::save_outgoing(&house, tx, hook, channel.as_ref())
    };
    app.db.write(update).await.map(Json)
}

/// POST /hooks/outgoing/{hook_id}/regen_token
pub async fn renew_token(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<OutgoingHook>> {
    let id = at.id("hook_id")?;
    let house = app.clone();
    let renew = move |tx: &mut Tx<'_>| {
        let (hook, _) = get(tx, &actor, id)?;
        actions::renew_token(&house, tx, hook)
    };
    app.db.write(renew).await.map(Json)
}

/// DELETE /hooks/outgoing/{hook_id}
pub async fn delete_hook(State(app): State<App>, actor: Actor, at: Params) -> Result<Ok> {
    let id = at.id("hook_id")?;
    let house = app.clone();
    let remove = move |tx: &mut Tx<'_>| {
        let (hook, _) = get(tx, &actor, id)?;
        actions::remove_outgoing(&house, tx, &hook)
    };
    app.db.write(remove).await?;
    ok()
}
