//! Channels and teams together with what somebody may do there: one query each.

use std::collections::{HashMap, HashSet};
use std::ops::Deref;

use super::{Actor, Membership, Permission, Permissions, Roles};
use crate::args;
use crate::base::db::{Columns, Conn, Row};
use crate::base::{Id, Result};
use crate::channels::wire::Channel;
use crate::teams::wire::Team;

/// Something that was asked for with a permission, and granted. Only this room makes one.
#[derive(Debug, Clone)]
pub struct Granted<T> {
    item: T,
}

impl<T> Granted<T> {
    /// The thing itself.
    pub fn into_inner(self) -> T {
        self.item
    }
}

impl<T> Deref for Granted<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.item
    }
}

/// A channel, and what the actor may do in it.
#[derive(Debug, Clone)]
pub struct ChannelPlace {
    /// The channel.
    pub channel: Channel,
    /// Whether the actor is a member.
    pub is_member: bool,
    /// Whether the actor is a member of its team.
    pub is_team_member: bool,
    /// The scheme of its team; [`Id::NONE`] when that has none.
    pub team_scheme: Id,
    /// What the actor may do here: the roles of the channel, the team and the account together.
    pub permissions: Permissions,
}

impl ChannelPlace {
    /// Whether the actor may do it here.
    pub fn may(&self, permission: Permission) -> bool {
        self.permissions.has(permission)
    }

    /// Whether the actor may read the posts: as a member, or in an open channel of the team.
    ///
    /// `compliance` (`ComplianceSettings.Enable`) forbids the second.
    pub fn may_read(&self, compliance: bool) -> bool {
        let public = self.channel.is_open() && !compliance && self.may(Permission::ReadPublicChannel);
        self.may(Permission::ReadChannelContent) || public
    }
}

/// A team, and what the actor may do in it.
#[derive(Debug, Clone)]
pub struct TeamPlace {
    /// The team.
    pub team: Team,
    /// Whether the actor is a member.
    pub is_member: bool,
    /// What the actor may do here: the roles of the team and the account together.
    pub permissions: Permissions,
}

impl TeamPlace {
    /// Whether the actor may do it here.
    pub fn may(&self, permission: Permission) -> bool {
        self.permissions.has(permission)
    }
}

/// A channel, if there is one of that id, with what the actor may do there. Grants nothing.
pub fn find_place(conn: &mut Conn<'_>, actor: &Actor, channel: Id) -> Result<Option<ChannelPlace>> {
    let found: Option<ChannelRow> = conn.first(places_where("c.id = $1"), args![channel, actor.id()])?;
    Ok(found.map(|row| row.place(actor.permissions(), actor.roles())))
}

/// Those of these channels that exist, in no order, with what the actor may do in each. Grants nothing.
pub fn list_places(conn: &mut Conn<'_>, actor: &Actor, channels: &[Id]) -> Result<Vec<ChannelPlace>> {
    let found: Vec<ChannelRow> = conn.all(places_where("c.id in list($1)"), args![channels, actor.id()])?;
    Ok(found.into_iter().map(|row| row.place(actor.permissions(), actor.roles())).collect())
}

/// Those of the members of the channel `among` who may read the posts of the channel `id`.
pub fn list_readers(conn: &mut Conn<'_>, roles: &Roles, id: Id, among: Id, compliance: bool) -> Result<HashSet<Id>> {
    let sql = format!(
        "select u.id, u.roles, {} from channelmembers m join users u on u.id = m.userid and u.deleteat = 0 \
         join channels c on c.id = $1 {} where m.channelid = $2",
        place_columns(),
        memberships("m.userid"),
    );
    let mut accounts: HashMap<String, Permissions> = HashMap::new();
    let mut readers = HashSet::new();
    for Candidate { id, roles: names, row } in conn.all::<Candidate>(sql, args![id, among])? {
        let account = accounts.entry(names).or_insert_with_key(|names| roles.of(names));
        if row.place(account, roles).may_read(compliance) {
            readers.insert(id);
        }
    }
    Ok(readers)
}

/// Channels with the memberships of the person `$2` in them and in their teams.
fn places_where(condition: &str) -> String {
    format!("select {} from channels c {} where {condition}", place_columns(), memberships("$2"))
}

/// The columns that a [`ChannelRow`] reads.
fn place_columns() -> String {
    format!(
        "{}, cm.userid is not null, coalesce(cm.roles, ''), coalesce(cm.schemeguest, false), \
         coalesce(cm.schemeuser, false), coalesce(cm.schemeadmin, false), tm.userid is not null, \
         coalesce(tm.roles, ''), coalesce(tm.schemeguest, false), coalesce(tm.schemeuser, false), \
         coalesce(tm.schemeadmin, false), coalesce(t.schemeid, '')",
        Channel::COLUMNS
    )
}

/// What a person is in the channel `c` and in its team.
fn memberships(person: &str) -> String {
    format!(
        "left join teams t on t.id = c.teamid \
         left join channelmembers cm on cm.channelid = c.id and cm.userid = {person} \
         left join teammembers tm on tm.teamid = c.teamid and tm.userid = {person} and tm.deleteat = 0"
    )
}

/// A channel in which the actor has the permission; 403 also for a channel that does not exist, as the official
/// server does: 404 would tell strangers what exists.
pub fn channel(conn: &mut Conn<'_>, actor: &Actor, id: Id, permission: Permission) -> Result<Granted<ChannelPlace>> {
    match find_place(conn, actor, id)? {
        Some(item) if item.may(permission) => Ok(Granted { item }),
        _ => Err(actor.lacks(permission)),
    }
}

/// A channel whose posts the actor may read; 403 otherwise.
pub fn readable_channel(conn: &mut Conn<'_>, actor: &Actor, id: Id, compliance: bool) -> Result<Granted<ChannelPlace>> {
    match find_place(conn, actor, id)? {
        Some(item) if item.may_read(compliance) => Ok(Granted { item }),
        _ => Err(actor.lacks(Permission::ReadChannelContent)),
    }
}

/// A channel for somebody's webhook to write in: an open one, or one that they are in; 403 otherwise.
pub fn hook_channel(conn: &mut Conn<'_>, owner: &Actor, id: Id) -> Result<Granted<ChannelPlace>> {
    match find_place(conn, owner, id)? {
        Some(item) if item.channel.is_open() || item.may(Permission::ReadChannelContent) => Ok(Granted { item }),
        _ => Err(owner.lacks(Permission::ReadChannelContent)),
    }
}

/// A team, if there is one of that id, with what the actor may do there. Grants nothing.
pub fn find_team_place(conn: &mut Conn<'_>, actor: &Actor, team: Id) -> Result<Option<TeamPlace>> {
    let sql = format!(
        "select {}, tm.userid is not null, coalesce(tm.roles, ''), coalesce(tm.schemeguest, false), \
         coalesce(tm.schemeuser, false), coalesce(tm.schemeadmin, false) from teams t \
         left join teammembers tm on tm.teamid = t.id and tm.userid = $2 and tm.deleteat = 0 where t.id = $1",
        Team::COLUMNS
    );
    let found: Option<TeamRow> = conn.first(sql, args![team, actor.id()])?;
    Ok(found.map(|row| {
        let mut permissions = *actor.permissions();
        permissions.add(&actor.roles().in_team(&row.member, row.team.scheme()));
        TeamPlace { team: row.team, is_member: row.is_member, permissions }
    }))
}

/// Refuses who lacks the permission in the team. Who has it everywhere is not asked whether there is this team.
pub fn demand_team(conn: &mut Conn<'_>, actor: &Actor, id: Id, permission: Permission) -> Result<()> {
    if actor.may(permission) { Ok(()) } else { team(conn, actor, id, permission).map(drop) }
}

/// A team in which the actor has the permission; 403 otherwise, also for a team that does not exist.
pub fn team(conn: &mut Conn<'_>, actor: &Actor, id: Id, permission: Permission) -> Result<Granted<TeamPlace>> {
    match find_team_place(conn, actor, id)? {
        Some(item) if item.may(permission) => Ok(Granted { item }),
        _ => Err(actor.lacks(permission)),
    }
}

/// Whether the account, or a team that it is in, allows it: for what belongs to the whole site.
pub fn may_in_a_team(conn: &mut Conn<'_>, actor: &Actor, permission: Permission) -> Result<bool> {
    if actor.may(permission) {
        return Ok(true);
    }
    let sql = "select coalesce(t.schemeid, ''), tm.roles, tm.schemeguest, tm.schemeuser, tm.schemeadmin \
               from teammembers tm join teams t on t.id = tm.teamid where tm.userid = $1 and tm.deleteat = 0";
    let found: Vec<TeamRoles> = conn.all(sql, args![actor.id()])?;
    Ok(found.iter().any(|TeamRoles(scheme, member)| actor.roles().in_team(member, *scheme).has(permission)))
}

/// What somebody is in a team with this scheme.
struct TeamRoles(Id, Membership);

impl Row for TeamRoles {
    fn from_row(columns: &mut Columns<'_>) -> Result<TeamRoles> {
        Ok(TeamRoles(columns.next()?, membership(columns)?))
    }
}

struct ChannelRow {
    channel: Channel,
    is_member: bool,
    member: Membership,
    is_team_member: bool,
    team_member: Membership,
    team_scheme: Id,
}

impl ChannelRow {
    /// For somebody whose account's roles allow them this much.
    fn place(self, account: &Permissions, roles: &Roles) -> ChannelPlace {
        let ChannelRow { channel, is_member, is_team_member, team_scheme, .. } = self;
        let mut permissions = *account;
        permissions.add(&roles.in_channel(&self.member, channel.scheme(), team_scheme));
        permissions.add(&roles.in_team(&self.team_member, team_scheme));
        ChannelPlace { channel, is_member, is_team_member, team_scheme, permissions }
    }
}

impl Row for ChannelRow {
    fn from_row(columns: &mut Columns<'_>) -> Result<ChannelRow> {
        Ok(ChannelRow {
            channel: Channel::from_row(columns)?,
            is_member: columns.next()?,
            member: membership(columns)?,
            is_team_member: columns.next()?,
            team_member: membership(columns)?,
            team_scheme: columns.next()?,
        })
    }
}

/// A person, the roles of the account, and the channel as they see it.
struct Candidate {
    id: Id,
    roles: String,
    row: ChannelRow,
}

impl Row for Candidate {
    fn from_row(columns: &mut Columns<'_>) -> Result<Candidate> {
        Ok(Candidate { id: columns.next()?, roles: columns.next()?, row: ChannelRow::from_row(columns)? })
    }
}

struct TeamRow {
    team: Team,
    is_member: bool,
    member: Membership,
}

impl Row for TeamRow {
    fn from_row(columns: &mut Columns<'_>) -> Result<TeamRow> {
        Ok(TeamRow { team: Team::from_row(columns)?, is_member: columns.next()?, member: membership(columns)? })
    }
}

/// Explicit roles, then the guest, user and admin flags.
fn membership(columns: &mut Columns<'_>) -> Result<Membership> {
    Ok(Membership { explicit: columns.next()?, guest: columns.next()?, user: columns.next()?, admin: columns.next()? })
}
