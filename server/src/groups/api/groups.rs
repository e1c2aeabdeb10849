//! Groups.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::access::{self, Actor, Permission};
use crate::app::App;
use crate::base::db::Conn;
use crate::base::http::{Body, Created, Json, List, Page, Params, Unread};
use crate::base::{Id, Result, refuse};
use crate::groups::store::Wanted;
use crate::groups::wire::{Group, GroupPatch, GroupStats, GroupWithUserIds};
use crate::groups::{actions, rules, store};

/// Refuses while groups are switched off.
pub fn demand_feature(app: &App) -> Result<()> {
    if app.config.now().enable_custom_groups {
        return Ok(());
    }
    Err(refuse::with(400, "api.custom_groups.feature_disabled").into())
}

/// POST /api/v4/groups
pub async fn create_group(
    State(app): State<App>,
    actor: Actor,
    Body(given): Body<GroupWithUserIds>,
) -> Result<Created<Group>> {
    demand_feature(&app)?;
    rules::check_new(&given)?;
    actor.demand(Permission::CreateCustomGroup)?;
    let now = app.clock.now();
    app.db.write(move |tx| actions::create(tx, &actor, given, now)).await.map(Created)
}

/// What of a group is asked for beside it.
#[derive(Debug, Clone, Copy, Default)]
struct Extras {
    count: bool,
    ids: bool,
    /// Counts its members in this channel.
    channel: Option<Id>,
    zones: bool,
}

impl Extras {
    fn of(at: &Params) -> Extras {
        Extras {
            count: at.flag("include_member_count"),
            ids: at.flag("include_member_ids"),
            channel: at.query("include_channel_member_count").map(Id::parse).filter(Id::is_valid),
            zones: at.flag("include_timezones"),
        }
    }

    /// Adds what is asked for, each with one query for all groups.
    fn add(&self, conn: &mut Conn<'_>, actor: &Actor, mut groups: Vec<Group>) -> Result<Vec<Group>> {
        let all: Vec<Id> = groups.iter().map(|group| group.id).collect();
        if self.count {
            let counts = store::count_members(conn, actor, &all)?;
            groups.iter_mut().for_each(|group| group.member_count = Some(counts.get(&group.id).copied().unwrap_or(0)));
        }
        if self.ids {
            let mut members: BTreeMap<Id, Vec<Id>> = BTreeMap::new();
            for (group, member) in store::list_member_ids(conn, actor, &all)? {
                members.entry(group).or_default().push(member);
            }
            groups.iter_mut().for_each(|group| group.member_ids = members.remove(&group.id));
        }
        let Some(channel) = self.channel else { return Ok(groups) };
        access::channel(conn, actor, channel, Permission::ReadChannel)?;
        let counts = store::counts_in_channel(conn, channel)?;
        for group in &mut groups {
            let found = counts.iter().find(|count| count.group_id == group.id);
            group.channel_member_count = Some(found.map_or(0, |count| count.channel_member_count));
            let zones = found.map_or(0, |count| count.channel_member_timezones_count);
            group.channel_member_timezones_count = self.zones.then_some(zones);
        }
        Ok(groups)
    }
}

/// GET /api/v4/groups
pub async fn list_groups(State(app): State<App>, actor: Actor, at: Params) -> Result<Response> {
    let since = match at.query("since") {
        Some(text) => text.parse().map_err(|_| refuse::invalid_param("since"))?,
        None => 0,
    };
    let is_none = !app.config.now().enable_custom_groups
        || at.flag("only_syncable_sources")
        || at.query("group_source").is_some_and(|source| source != "custom");
    let (size, extras) = (at.page_of("per_page", 60, 200), Extras::of(&at));
    let page = Page { size: size.size, ..size };
    let only_archived = at.flag("filter_archived");
    let wanted = Wanted {
        term: at.query("q").unwrap_or_default().to_owned(),
        member: at.query("filter_has_member").map_or(Id::NONE, Id::parse),
        since,
        living: !is_none && !only_archived,
        archived: !is_none && (only_archived || at.flag("include_archived") || since > 0),
    };
    let (groups, count) = app
        .db
        .read(move |conn| {
            let (groups, count) = store::list(conn, &wanted, page)?;
            Ok((extras.add(conn, &actor, groups)?, count))
        })
        .await?;
    if at.flag("include_total_count") {
        return Ok(Json(json!({"groups": groups, "total_group_count": count})).into_response());
    }
    Ok(Json(groups).into_response())
}

/// POST /api/v4/groups/names
pub async fn list_groups_by_names(State(app): State<App>, _: Actor, List(names): List) -> Result<Json<Vec<Group>>> {
    app.db.read(move |conn| store::list_by_names(conn, &names)).await.map(Json)
}

/// GET /api/v4/groups/{group_id}
pub async fn get_group(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Group>> {
    let (id, extras) = (at.id("group_id")?, Extras::of(&at));
    let extras = Extras { channel: None, ..extras };
    app.db
        .read(move |conn| {
            let group = actions::get(conn, id)?;
            extras.add(conn, &actor, vec![group])?.pop().map(Json).ok_or_else(actions::no_group)
        })
        .await
}

/// PUT /api/v4/groups/{group_id}/patch
pub async fn patch_group(State(app): State<App>, actor: Actor, at: Params, body: Unread) -> Result<Json<Group>> {
    let id = at.id("group_id")?;
    let (feature, now) = (demand_feature(&app), app.clock.now());
    app.db
        .write(move |tx| {
            let group = actions::get(tx, id)?;
            feature?;
            actor.demand(Permission::EditCustomGroup)?;
            let patch: GroupPatch = body.read()?;
            actions::patch(tx, &actor, group, patch, now).map(Json)
        })
        .await
}

/// DELETE /api/v4/groups/{group_id}
pub async fn delete_group(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Group>> {
    let (id, now) = (at.id("group_id")?, app.clock.now());
    app.db
        .write(move |tx| {
            let group = actions::get(tx, id)?;
            actor.demand(Permission::DeleteCustomGroup)?;
            actions::archive(tx, &actor, group, now).map(Json)
        })
        .await
}

/// POST /api/v4/groups/{group_id}/restore
pub async fn restore_group(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Group>> {
    let (id, now) = (at.id("group_id")?, app.clock.now());
    app.db
        .write(move |tx| {
            let group = actions::get(tx, id)?;
            actor.demand(Permission::RestoreCustomGroup)?;
            actions::restore(tx, &actor, group, now).map(Json)
        })
        .await
}

/// GET /api/v4/groups/{group_id}/stats
pub async fn get_stats(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<GroupStats>> {
    let id = at.id("group_id")?;
    actor.demand(Permission::SysconsoleReadUserManagementGroups)?;
    app.db
        .read(move |conn| {
            let count = store::count_members(conn, &actor, &[id])?.remove(&id).unwrap_or(0);
            Ok(Json(GroupStats { group_id: id, total_member_count: count }))
        })
        .await
}

/// GET /api/v4/users/{user_id}/groups
pub async fn list_groups_of(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Vec<Group>>> {
    let user = at.user(actor.id())?;
    if user != actor.id() {
        actor.demand(Permission::SysconsoleReadUserManagementGroups)?;
    }
    app.db.read(move |conn| store::list_of(conn, user)).await.map(Json)
}
