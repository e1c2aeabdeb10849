//! The tables `usergroups` and `groupmembers`.

use std::collections::BTreeMap;

use super::wire::{ChannelMemberCountByGroup, Group, GroupMember};
use crate::access::Actor;
use crate::args;
use crate::base::db::{Columns, Conn, OnDuplicate, Row, like_escape};
use crate::base::http::Page;
use crate::base::{Error, Id, Millis, Result, refuse};
use crate::events::Tx;
use crate::teams;
use crate::users::wire::User;

/// A group, archived ones too.
pub fn find(conn: &mut Conn<'_>, id: Id) -> Result<Option<Group>> {
    conn.first(format!("select {} from usergroups g where g.id = $1", Group::COLUMNS), args![id])
}

/// Writes a new group.
pub fn insert(tx: &mut Tx<'_>, group: &Group) -> Result<()> {
    let sql = "insert into usergroups (id, name, displayname, description, source, remoteid, createat, updateat, deleteat, \
               allowreference) values ($1, $2, $3, $4, $5, null, $6, $6, 0, $7)";
    let Group { id, create_at, allow_reference, .. } = *group;
    let given =
        args![id, &group.name, &group.display_name, &group.description, &group.source, create_at, allow_reference];
    tx.change(sql, given).on_duplicate("usergroups.name", taken)?;
    Ok(())
}

/// Writes a group's names, and when it was archived.
pub fn update(tx: &mut Tx<'_>, group: &Group) -> Result<()> {
    let sql = "update usergroups set name = $2, displayname = $3, description = $4, updateat = $5, deleteat = $6 \
               where id = $1";
    let Group { id, update_at, delete_at, .. } = *group;
    let given = args![id, &group.name, &group.display_name, &group.description, update_at, delete_at];
    tx.change(sql, given).on_duplicate("usergroups.name", taken)?;
    Ok(())
}

fn taken() -> Error {
    refuse::with(400, "app.custom_group.unique_name").into()
}

/// Whether an account has this username.
pub fn is_username(conn: &mut Conn<'_>, name: &str) -> Result<bool> {
    Ok(conn.first::<(Id,)>("select id from users where username = $1", args![name])?.is_some())
}

/// How many of these accounts there are.
pub fn count_users(conn: &mut Conn<'_>, users: &[Id]) -> Result<i64> {
    Ok(conn.one::<(i64,)>("select count(*) from users where id in list($1)", args![users])?.0)
}

/// Writes memberships; who was in it once is in it again, from now on.
pub fn put_members(tx: &mut Tx<'_>, group: Id, users: &[Id], now: Millis) -> Result<()> {
    let sql = "insert into groupmembers (groupid, userid, createat, deleteat) \
               select $1, u.id, $3, 0 from users u where u.id in list($2) \
               on conflict (groupid, userid) do update set createat = excluded.createat, deleteat = 0";
    tx.run(sql, args![group, users, now])?;
    Ok(())
}

/// Ends memberships.
pub fn end_members(tx: &mut Tx<'_>, group: Id, users: &[Id], now: Millis) -> Result<()> {
    let sql = "update groupmembers set deleteat = $3 where groupid = $1 and userid in list($2) and deleteat = 0";
    tx.run(sql, args![group, users, now])?;
    Ok(())
}

/// The memberships of these people, those that have ended too.
pub fn list_memberships(conn: &mut Conn<'_>, group: Id, users: &[Id]) -> Result<Vec<GroupMember>> {
    let sql = "select gm.groupid, gm.userid, gm.createat, gm.deleteat from groupmembers gm \
               where gm.groupid = $1 and gm.userid in list($2) order by gm.userid";
    conn.all(sql, args![group, users])
}

/// Of the member `gm`, that the reader `$1` may see it; everybody may whom `$1` is empty for.
const SEEN: &str = "($1 = '' or gm.userid = $1 or exists (select 1 from channelmembers theirs \
                    join channelmembers mine on mine.channelid = theirs.channelid \
                    where theirs.userid = gm.userid and mine.userid = $1))";

fn reader(actor: &Actor) -> Id {
    teams::seen_by(actor).unwrap_or(Id::NONE)
}

/// A page of a group's members, as far as the actor may see them, by username.
pub fn list_members(conn: &mut Conn<'_>, actor: &Actor, group: Id, page: Page) -> Result<Vec<User>> {
    let sql = format!(
        "select {} from groupmembers gm join users u on u.id = gm.userid where {SEEN} and gm.groupid = $2 \
         and gm.deleteat = 0 and u.deleteat = 0 order by u.username limit $3 offset $4",
        User::COLUMNS
    );
    conn.all(sql, args![reader(actor), group, page.size, page.offset()])
}

/// How many members each of these groups has, as far as the actor may see them.
pub fn count_members(conn: &mut Conn<'_>, actor: &Actor, groups: &[Id]) -> Result<BTreeMap<Id, i64>> {
    let sql = format!(
        "select gm.groupid, count(*) from groupmembers gm join users u on u.id = gm.userid where {SEEN} \
         and gm.groupid in list($2) and gm.deleteat = 0 and u.deleteat = 0 group by gm.groupid"
    );
    Ok(conn.all::<(Id, i64)>(sql, args![reader(actor), groups])?.into_iter().collect())
}

/// Who is in each of these groups, as far as the actor may see them.
pub fn list_member_ids(conn: &mut Conn<'_>, actor: &Actor, groups: &[Id]) -> Result<Vec<(Id, Id)>> {
    let sql = format!(
        "select gm.groupid, gm.userid from groupmembers gm join users u on u.id = gm.userid where {SEEN} \
         and gm.groupid in list($2) and gm.deleteat = 0 and u.deleteat = 0 order by gm.userid"
    );
    conn.all(sql, args![reader(actor), groups])
}

/// Which groups are looked for.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// A part of the name or display name; empty for all.
    pub term: String,
    /// Only those with this member; [`Id::NONE`] for all.
    pub member: Id,
    /// Only those that changed since then, archived ones among them.
    pub since: Millis,
    /// Living ones.
    pub living: bool,
    /// Archived ones.
    pub archived: bool,
}

const WANTED: &str = "from usergroups g where ($1 = '' or g.name like! $1 escape '\\' or g.displayname like! $1 escape '\\') \
    and ($2 = '' or exists (select 1 from groupmembers gm where gm.groupid = g.id and gm.userid = $2 \
    and gm.deleteat = 0)) and g.updateat >= $3 and ($4 and g.deleteat = 0 or $5 and g.deleteat > 0)";

/// A page of the groups, by display name, and how many there are on all pages.
pub fn list(conn: &mut Conn<'_>, wanted: &Wanted, page: Page) -> Result<(Vec<Group>, i64)> {
    let filter = WANTED.replace("like!", conn.ilike());
    let term = match wanted.term.trim() {
        "" => String::new(),
        term => format!("%{}%", like_escape(term)),
    };
    let mut given = args![&term, wanted.member, wanted.since, wanted.living, wanted.archived].to_vec();
    let (count,) = conn.one::<(i64,)>(format!("select count(*) {filter}"), &given)?;
    given.extend([page.size.into(), page.offset().into()]);
    // Archived ones come last; where there are none, the index gives the order.
    let order = if wanted.archived { "case when g.deleteat > 0 then 1 else 0 end, " } else { "" };
    let sql = format!(
        "select {} {filter} order by {order}g.displayname, g.createat, g.id limit $6 offset $7",
        Group::COLUMNS
    );
    Ok((conn.all(sql, &given)?, count))
}

/// The groups that somebody is in, archived ones too, in the order of coming.
pub fn list_of(conn: &mut Conn<'_>, user: Id) -> Result<Vec<Group>> {
    let sql = format!(
        "select {} from groupmembers gm join usergroups g on g.id = gm.groupid \
         where gm.userid = $1 and gm.deleteat = 0 order by gm.createat, g.id",
        Group::COLUMNS
    );
    conn.all(sql, args![user])
}

/// The living groups by these names.
pub fn list_by_names(conn: &mut Conn<'_>, names: &[String]) -> Result<Vec<Group>> {
    let sql = format!(
        "select {} from usergroups g where g.name in list($1) and g.deleteat = 0 order by g.name",
        Group::COLUMNS
    );
    conn.all(sql, args![names])
}

/// The members of living groups by these names who are in a channel.
pub fn members_in_channel(conn: &mut Conn<'_>, names: &[String], channel: Id) -> Result<Vec<Id>> {
    let sql = "select distinct gm.userid from usergroups g join groupmembers gm on gm.groupid = g.id and gm.deleteat = 0 \
               join channelmembers cm on cm.userid = gm.userid and cm.channelid = $2 \
               where g.name in list($1) and g.deleteat = 0 and g.allowreference";
    Ok(conn.all::<(Id,)>(sql, args![names, channel])?.into_iter().map(|(id,)| id).collect())
}

struct Counted(ChannelMemberCountByGroup);

impl Row for Counted {
    fn from_row(columns: &mut Columns<'_>) -> Result<Counted> {
        Ok(Counted(ChannelMemberCountByGroup {
            group_id: columns.next()?,
            channel_member_count: columns.next()?,
            channel_member_timezones_count: columns.next()?,
        }))
    }
}

/// Of each group with members in a channel, how many are there and in how many time zones: those of people who told
/// theirs.
pub fn counts_in_channel(conn: &mut Conn<'_>, channel: Id) -> Result<Vec<ChannelMemberCountByGroup>> {
    let sql = "select gm.groupid, count(*), count(distinct case when u.timezone in ('', '{}', 'null') \
               or u.timezone like '%\"automaticTimezone\":\"\",\"manualTimezone\":\"\"%' then null else u.timezone end) \
               from channelmembers cm join groupmembers gm on gm.userid = cm.userid and gm.deleteat = 0 \
               join users u on u.id = cm.userid and u.deleteat = 0 where cm.channelid = $1 group by gm.groupid \
               order by gm.groupid";
    let rows: Vec<Counted> = conn.all(sql, args![channel])?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// A page of the members of a team or channel who are in none of these groups, and how many there are on all pages.
pub fn list_outside(conn: &mut Conn<'_>, place: Outside, groups: &[Id], page: Page) -> Result<(Vec<PlaceMember>, i64)> {
    let (table, id) = match place {
        Outside::OfTeam(id) => {
            ("teammembers m join users u on u.id = m.userid where m.teamid = $1 and m.deleteat = 0", id)
        }
        Outside::OfChannel(id) => ("channelmembers m join users u on u.id = m.userid where m.channelid = $1", id),
    };
    let filter = format!(
        "from {table} and u.deleteat = 0 \
         and not exists (select 1 from groupmembers gm where gm.userid = u.id and gm.groupid in list($2) \
         and gm.deleteat = 0)"
    );
    let (count,) = conn.one::<(i64,)>(format!("select count(*) {filter}"), args![id, groups])?;
    let sql = format!(
        "select m.schemeguest, m.schemeuser, m.schemeadmin, {} {filter} order by u.username limit $3 offset $4",
        User::COLUMNS
    );
    Ok((conn.all(sql, args![id, groups, page.size, page.offset()])?, count))
}

/// Somebody in a team or channel, and what they are there.
#[derive(Debug)]
pub struct PlaceMember {
    pub scheme_guest: bool,
    pub scheme_user: bool,
    pub scheme_admin: bool,
    pub user: User,
}

impl Row for PlaceMember {
    fn from_row(columns: &mut Columns<'_>) -> Result<PlaceMember> {
        Ok(PlaceMember {
            scheme_guest: columns.next()?,
            scheme_user: columns.next()?,
            scheme_admin: columns.next()?,
            user: User::from_row(columns)?,
        })
    }
}

/// Whose members are looked for.
#[derive(Debug, Clone, Copy)]
pub enum Outside {
    OfTeam(Id),
    OfChannel(Id),
}
