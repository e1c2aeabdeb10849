//! Everything that changes groups and their members.

use super::rules;
use super::store;
use super::wire::{Group, GroupMember, GroupPatch, GroupWithUserIds};
use crate::access::Actor;
use crate::base::db::Conn;
use crate::base::error::Error;
use crate::base::{Id, Millis, Result, refuse};
use crate::events::{Event, Tx};

/// Makes a group with these people in it.
pub fn create(tx: &mut Tx<'_>, actor: &Actor, given: GroupWithUserIds, now: Millis) -> Result<Group> {
    let group = Group {
        id: Id::new(),
        name: given.name,
        display_name: given.display_name,
        description: given.description,
        source: given.source,
        create_at: now,
        update_at: now,
        allow_reference: given.allow_reference,
        ..Group::default()
    };
    check_name(tx, &group)?;
    store::insert(tx, &group)?;
    let people = each_once(given.user_ids);
    check_people(tx, &people)?;
    store::put_members(tx, group.id, &people, now)?;
    tell(tx, actor, group)
}

fn check_name(tx: &mut Tx<'_>, group: &Group) -> Result<()> {
    if store::is_username(tx, &group.name)? {
        return Err(refuse::with(400, "app.group.username_conflict").about(&group.name).into());
    }
    Ok(rules::check_group(group)?)
}

fn each_once(mut people: Vec<Id>) -> Vec<Id> {
    people.sort_unstable();
    people.dedup();
    people
}

fn check_people(conn: &mut Conn<'_>, people: &[Id]) -> Result<()> {
    let known = if people.len() > rules::MOST_MEMBERS { -1 } else { store::count_users(conn, people)? };
    if known == people.len() as i64 { Ok(()) } else { Err(refuse::with(400, "app.insert_error").into()) }
}

/// Tells everybody of a group that is new or changed; answers it with the number of its members.
fn tell(tx: &mut Tx<'_>, actor: &Actor, group: Group) -> Result<Group> {
    let count = store::count_members(tx, actor, &[group.id])?.remove(&group.id).unwrap_or(0);
    let group = Group { member_count: Some(count), ..group };
    tx.tell(Event::GroupReceived { group: group.clone() });
    Ok(group)
}

/// Takes over what is given.
pub fn patch(tx: &mut Tx<'_>, actor: &Actor, group: Group, patch: GroupPatch, now: Millis) -> Result<Group> {
    let name = group.name.clone();
    let group = Group { update_at: now, ..rules::patched(group, patch)? };
    if group.name != name {
        check_name(tx, &group)?;
    }
    rules::check_group(&group)?;
    store::update(tx, &group)?;
    tell(tx, actor, group)
}

/// Archives a group: its name stays taken, and means nobody.
pub fn archive(tx: &mut Tx<'_>, actor: &Actor, group: Group, now: Millis) -> Result<Group> {
    if group.delete_at > 0 {
        return Err(no_group());
    }
    let group = Group { delete_at: now, update_at: now, ..group };
    store::update(tx, &group)?;
    tell(tx, actor, group)
}

/// Brings a group back.
pub fn restore(tx: &mut Tx<'_>, actor: &Actor, group: Group, now: Millis) -> Result<Group> {
    if group.delete_at == 0 {
        return Err(no_group());
    }
    let group = Group { delete_at: 0, update_at: now, ..group };
    store::update(tx, &group)?;
    tell(tx, actor, group)
}

/// Puts people into a group; answers the memberships of all of them.
pub fn add_members(tx: &mut Tx<'_>, group: Id, people: Vec<Id>, now: Millis) -> Result<Vec<GroupMember>> {
    let people = each_once(people);
    if people.is_empty() {
        return Err(refuse::with(400, "app.update_error").into());
    }
    check_people(tx, &people)?;
    store::put_members(tx, group, &people, now)?;
    let members = store::list_memberships(tx, group, &people)?;
    members.iter().for_each(|member| tx.tell(Event::GroupMemberAdded { member: *member }));
    Ok(members)
}

/// Takes people out of a group; answers their memberships as they ended.
pub fn remove_members(tx: &mut Tx<'_>, group: Id, people: Vec<Id>, now: Millis) -> Result<Option<Vec<GroupMember>>> {
    let people = each_once(people);
    if people.is_empty() {
        return Ok(None);
    }
    let present = store::list_memberships(tx, group, &people)?;
    if present.iter().filter(|member| member.delete_at == 0).count() < people.len() {
        return Err(refuse::with(400, "app.group.user_not_found").into());
    }
    store::end_members(tx, group, &people, now)?;
    let members = store::list_memberships(tx, group, &people)?;
    members.iter().for_each(|member| tx.tell(Event::GroupMemberRemoved { member: *member }));
    Ok(Some(members))
}

/// A group, archived ones too; 404 when there is none.
pub fn get(conn: &mut Conn<'_>, id: Id) -> Result<Group> {
    store::find(conn, id)?.ok_or_else(no_group)
}

/// There is no such group.
pub fn no_group() -> Error {
    refuse::not_found("app.group.no_rows").into()
}
