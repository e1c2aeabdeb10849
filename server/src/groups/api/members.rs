//! Who is in a group.

use axum::extract::State;

use super::groups::demand_feature;
use crate::access::{Actor, Permission};
use crate::app::App;
use crate::base::http::{Json, Params, Unread};
use crate::base::{Id, Millis, Result, refuse};
use crate::events::Tx;
use crate::groups::wire::{GroupMember, GroupMemberList, GroupModifyMembers};
use crate::groups::{actions, store};
use crate::users::View;

/// GET /api/v4/groups/{group_id}/members
pub async fn list_members(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<GroupMemberList>> {
    let (id, page) = (at.id("group_id")?, at.page());
    let view = View::of_anybody(&app.config.now());
    let (members, total_member_count) = app
        .db
        .read(move |conn| {
            actions::get(conn, id)?;
            let count = store::count_members(conn, &actor, &[id])?.remove(&id).unwrap_or(0);
            Ok((store::list_members(conn, &actor, id, page)?, count))
        })
        .await?;
    Ok(Json(GroupMemberList { members: view.show_all(members), total_member_count }))
}

/// POST /api/v4/groups/{group_id}/members
pub async fn add_members(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    body: Unread,
) -> Result<Json<Vec<GroupMember>>> {
    change(app, actor, at, body, actions::add_members).await
}

/// DELETE /api/v4/groups/{group_id}/members
pub async fn remove_members(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    body: Unread,
) -> Result<Json<Option<Vec<GroupMember>>>> {
    change(app, actor, at, body, actions::remove_members).await
}

/// Changes who is in a group, by the people that the body names.
async fn change<T: Send + 'static>(
    app: App,
    actor: Actor,
    at: Params,
    body: Unread,
    change: fn(&mut Tx<'_>, Id, Vec<Id>, Millis) -> Result<T>,
) -> Result<Json<T>> {
    let id = at.id("group_id")?;
    let (feature, now) = (demand_feature(&app), app.clock.now());
    app.db
        .write(move |tx| {
            actions::get(tx, id)?;
            feature?;
            actor.demand(Permission::ManageCustomGroupMembers)?;
            change(tx, id, people(&body)?, now).map(Json)
        })
        .await
}

fn people(body: &Unread) -> Result<Vec<Id>> {
    let GroupModifyMembers { user_ids } = body.read()?;
    if user_ids.iter().all(Id::is_valid) { Ok(user_ids) } else { Err(refuse::invalid_param("user_ids").into()) }
}
