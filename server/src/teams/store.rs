//! The tables `teams` and `teammembers`.

use super::rules::Standing;
use super::wire::{Team, TeamMember, TeamStats, TeamUnread};
use crate::access::{Actor, Membership};
use crate::args;
use crate::base::db::{Columns, Conn, OnDuplicate, Row, like_escape};
use crate::base::http::Page;
use crate::base::{Id, Millis, Result, refuse};
use crate::events::Tx;
use crate::users::wire::User;

/// A team, and what the reader is in it.
pub struct Seen {
    /// The team.
    pub team: Team,
    /// The reader's membership; nothing when it has none.
    pub member: Membership,
}

impl Row for Seen {
    fn from_row(columns: &mut Columns<'_>) -> Result<Seen> {
        let team = Team::from_row(columns)?;
        let member = Membership {
            explicit: columns.next()?,
            guest: columns.next()?,
            user: columns.next()?,
            admin: columns.next()?,
        };
        Ok(Seen { team, member })
    }
}

/// The start of a query for [`Seen`]: the reader is `$1`.
fn seen(rest: &str) -> String {
    format!(
        "select {}, coalesce(mine.roles, ''), coalesce(mine.schemeguest, false), coalesce(mine.schemeuser, false), \
         coalesce(mine.schemeadmin, false) from teams t \
         left join teammembers mine on mine.teamid = t.id and mine.userid = $1 and mine.deleteat = 0 {rest}",
        Team::COLUMNS
    )
}

/// A team by its id, archived ones too.
pub fn find(conn: &mut Conn<'_>, id: Id) -> Result<Option<Team>> {
    conn.first(format!("select {} from teams t where t.id = $1", Team::COLUMNS), args![id])
}

/// A team by its name, as the reader sees it.
pub fn find_by_name(conn: &mut Conn<'_>, reader: Id, name: &str) -> Result<Option<Seen>> {
    conn.first(seen("where t.name = $2"), args![reader, name])
}

/// A team by its invitation.
pub fn find_by_invite(conn: &mut Conn<'_>, invite: &str) -> Result<Option<Team>> {
    let sql = format!("select {} from teams t where t.inviteid = $1 and t.inviteid <> ''", Team::COLUMNS);
    conn.first(sql, args![invite])
}

/// The teams that somebody is in, as the reader sees them; archived ones are left out.
pub fn list_of(conn: &mut Conn<'_>, reader: Id, user: Id) -> Result<Vec<Seen>> {
    let rest = "join teammembers tm on tm.teamid = t.id and tm.userid = $2 and tm.deleteat = 0 \
                where t.deleteat = 0 order by t.displayname, t.id";
    conn.all(seen(rest), args![reader, user])
}

/// Which teams of the site are looked for.
pub struct Wanted<'a> {
    /// Part of the name or display name; empty for all.
    pub term: &'a str,
    /// Only those that are open, or only those that are not.
    pub open: Option<bool>,
    /// Only those that are, or are not, tied to groups.
    pub group_constrained: Option<bool>,
    /// Leave archived ones out.
    pub only_living: bool,
}

const WANTED: &str = "where ($2 = '' or t.name ilike! $2 escape '\\' or t.displayname ilike! $2 escape '\\') \
                      and ($3 is null or t.allowopeninvite = $3) \
                      and ($4 is null or coalesce(t.groupconstrained, false) = $4) and (not $5 or t.deleteat = 0)";

/// A page of the teams of the site, by display name, as the reader sees them.
pub fn list(conn: &mut Conn<'_>, reader: Id, wanted: &Wanted<'_>, page: Page) -> Result<Vec<Seen>> {
    let filter = WANTED.replace("ilike!", conn.ilike());
    let sql = seen(&format!("{filter} order by t.displayname, t.id limit $6 offset $7"));
    let Wanted { open, group_constrained, only_living, .. } = *wanted;
    let term = contains(wanted.term);
    conn.all(sql, args![reader, &term, open, group_constrained, only_living, page.size, page.offset()])
}

/// How many teams [`list`] has on all its pages.
pub fn count(conn: &mut Conn<'_>, reader: Id, wanted: &Wanted<'_>) -> Result<i64> {
    let filter = WANTED.replace("ilike!", conn.ilike());
    let sql = format!("select count(*) from ({}) as found", seen(&filter));
    let Wanted { open, group_constrained, only_living, .. } = *wanted;
    let term = contains(wanted.term);
    Ok(conn.one::<(i64,)>(sql, args![reader, &term, open, group_constrained, only_living])?.0)
}

fn contains(term: &str) -> String {
    if term.is_empty() { String::new() } else { format!("%{}%", like_escape(term)) }
}

/// Writes a new team; refuses a name that is taken.
pub fn insert(tx: &mut Tx<'_>, team: &Team) -> Result<()> {
    let sql = "insert into teams (id, createat, updateat, deleteat, displayname, name, description, email, type, \
               companyname, alloweddomains, inviteid, schemeid, allowopeninvite, groupconstrained, \
               cloudlimitsarchived) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";
    let constrained = team.group_constrained;
    tx.change(
        sql,
        args![
            team.id,
            team.create_at,
            team.update_at,
            team.delete_at,
            &team.display_name,
            &team.name,
            &team.description,
            &team.email,
            &team.kind,
            &team.company_name,
            &team.allowed_domains,
            &team.invite_id,
            &team.scheme_id,
            team.allow_open_invite,
            constrained,
            team.cloud_limits_archived,
        ],
    )
    .on_duplicate("teams.name", || refuse::with(400, "store.sql_team.save_team.existing.app_error").into())?;
    Ok(())
}

/// Writes what of a team can change.
pub fn update(tx: &mut Tx<'_>, team: &Team) -> Result<()> {
    let sql = "update teams set updateat = $2, deleteat = $3, displayname = $4, description = $5, type = $6, \
               companyname = $7, alloweddomains = $8, inviteid = $9, allowopeninvite = $10, groupconstrained = $11, \
               cloudlimitsarchived = $12 where id = $1";
    let constrained = team.group_constrained;
    tx.run(
        sql,
        args![
            team.id,
            team.update_at,
            team.delete_at,
            &team.display_name,
            &team.description,
            &team.kind,
            &team.company_name,
            &team.allowed_domains,
            &team.invite_id,
            team.allow_open_invite,
            constrained,
            team.cloud_limits_archived,
        ],
    )?;
    Ok(())
}

/// Removes a team and its memberships for good.
pub fn delete(tx: &mut Tx<'_>, team: Id) -> Result<()> {
    tx.run("delete from teammembers where teamid = $1", args![team])?;
    tx.run("delete from teams where id = $1", args![team])?;
    Ok(())
}

/// A membership, also one that has ended.
pub fn find_member(conn: &mut Conn<'_>, team: Id, user: Id) -> Result<Option<TeamMember>> {
    let sql = format!("select {} from teammembers tm where tm.teamid = $1 and tm.userid = $2", TeamMember::COLUMNS);
    conn.first(sql, args![team, user])
}

/// How the members of a team are to be listed.
pub struct Listing {
    /// Only people who share a channel with this reader.
    pub seen_by: Option<Id>,
    /// By username.
    pub by_username: bool,
    /// Leave out people whose account is switched off.
    pub only_active: bool,
}

/// Keeps the people whom `$2` may see: all when it is empty, else those with whom it shares a channel.
const VISIBLE: &str = "($2 = '' or exists (select 1 from channelmembers theirs join channelmembers mine \
                       on mine.channelid = theirs.channelid where theirs.userid = tm.userid and mine.userid = $2))";

fn reader(seen_by: Option<Id>) -> Id {
    seen_by.unwrap_or(Id::NONE)
}

/// A page of a team's members.
pub fn list_members(conn: &mut Conn<'_>, team: Id, listing: &Listing, page: Page) -> Result<Vec<TeamMember>> {
    let order = if listing.by_username { "u.username" } else { "tm.userid" };
    let sql = format!(
        "select {} from teammembers tm join users u on u.id = tm.userid \
         where tm.teamid = $1 and {VISIBLE} and tm.deleteat = 0 and (not $3 or u.deleteat = 0) \
         order by {order} limit $4 offset $5",
        TeamMember::COLUMNS
    );
    conn.all(sql, args![team, reader(listing.seen_by), listing.only_active, page.size, page.offset()])
}

/// Those of these people who are members.
pub fn list_members_by_ids(
    conn: &mut Conn<'_>,
    team: Id,
    seen_by: Option<Id>,
    users: &[Id],
) -> Result<Vec<TeamMember>> {
    let sql = format!(
        "select {} from teammembers tm where tm.teamid = $1 and {VISIBLE} and tm.deleteat = 0 \
         and tm.userid in list($3) order by tm.userid",
        TeamMember::COLUMNS
    );
    conn.all(sql, args![team, reader(seen_by), users])
}

/// Every membership of somebody.
pub fn list_memberships(conn: &mut Conn<'_>, user: Id) -> Result<Vec<TeamMember>> {
    let sql = format!(
        "select {} from teammembers tm where tm.userid = $1 and tm.deleteat = 0 order by tm.teamid",
        TeamMember::COLUMNS
    );
    conn.all(sql, args![user])
}

/// How many members a team has now.
pub fn count_members(conn: &mut Conn<'_>, team: Id) -> Result<i64> {
    let sql = "select count(*) from teammembers tm join users u on u.id = tm.userid \
               where tm.teamid = $1 and tm.deleteat = 0 and u.deleteat = 0";
    Ok(conn.one::<(i64,)>(sql, args![team])?.0)
}

/// Numbers of a team, of the people whom the reader may see.
pub fn stats(conn: &mut Conn<'_>, team: Id, seen_by: Option<Id>) -> Result<TeamStats> {
    let sql = format!(
        "select count(*), count(*) filter (where u.deleteat = 0) from teammembers tm \
         join users u on u.id = tm.userid where tm.teamid = $1 and {VISIBLE} and tm.deleteat = 0"
    );
    let (all, active) = conn.one::<(i64, i64)>(sql, args![team, reader(seen_by)])?;
    Ok(TeamStats { team_id: team, total_member_count: all, active_member_count: active })
}

/// Writes memberships, new or again, of people who all have the same standing.
pub fn put_members(tx: &mut Tx<'_>, team: Id, users: &[Id], standing: Standing, now: Millis) -> Result<()> {
    let sql = "insert into teammembers (teamid, userid, roles, deleteat, schemeuser, schemeadmin, schemeguest, createat) \
               select $1, u.id, '', 0, $3, $4, $5, $6 from users u where u.id in list($2) \
               on conflict (teamid, userid) do update set roles = excluded.roles, deleteat = 0, \
               schemeuser = excluded.schemeuser, schemeadmin = excluded.schemeadmin, \
               schemeguest = excluded.schemeguest, createat = excluded.createat";
    let (guest, admin) = (standing == Standing::Guest, standing == Standing::Admin);
    tx.run(sql, args![team, users, !guest, admin, guest, now])?;
    Ok(())
}

/// Everybody who is in a team.
pub fn list_all_users(conn: &mut Conn<'_>, team: Id) -> Result<Vec<User>> {
    let sql = format!(
        "select {} from teammembers tm join users u on u.id = tm.userid where tm.teamid = $1 and tm.deleteat = 0",
        User::COLUMNS
    );
    conn.all(sql, args![team])
}

/// Every membership of a team that holds.
pub fn list_all_members(conn: &mut Conn<'_>, team: Id) -> Result<Vec<TeamMember>> {
    let sql = format!("select {} from teammembers tm where tm.teamid = $1 and tm.deleteat = 0", TeamMember::COLUMNS);
    conn.all(sql, args![team])
}

/// Ends every membership of a team.
pub fn end_all_members(tx: &mut Tx<'_>, team: Id, now: Millis) -> Result<()> {
    tx.run("update teammembers set deleteat = $2 where teamid = $1 and deleteat = 0", args![team, now])?;
    Ok(())
}

/// The teams that every member of a channel is in.
pub fn list_common(conn: &mut Conn<'_>, reader: Id, channel: Id) -> Result<Vec<Seen>> {
    let rest = "where t.deleteat = 0 and mine.userid is not null and not exists (select 1 from channelmembers cm \
                where cm.channelid = $2 and not exists (select 1 from teammembers tm where tm.teamid = t.id \
                and tm.userid = cm.userid and tm.deleteat = 0)) order by t.displayname, t.id";
    conn.all(seen(rest), args![reader, channel])
}

/// Writes a team's scheme.
pub fn set_scheme(tx: &mut Tx<'_>, team: Id, scheme: Id, now: Millis) -> Result<()> {
    tx.run("update teams set schemeid = $2, updateat = $3 where id = $1", args![team, scheme, now])?;
    Ok(())
}

/// Writes a member's roles, or that the membership has ended.
pub fn update_member(tx: &mut Tx<'_>, member: &TeamMember) -> Result<()> {
    let sql = "update teammembers set roles = $3, deleteat = $4, schemeuser = $5, schemeadmin = $6, schemeguest = $7 \
               where teamid = $1 and userid = $2";
    let TeamMember { scheme_user, scheme_admin, scheme_guest, .. } = *member;
    let explicit = &member.explicit_roles;
    let (team, user, ended) = (member.team_id, member.user_id, member.delete_at);
    tx.run(sql, args![team, user, explicit, ended, scheme_user, scheme_admin, scheme_guest])?;
    Ok(())
}

/// Makes somebody a guest, or no longer one, in every team that they are in; an admin who becomes a guest is none.
pub fn set_standing(tx: &mut Tx<'_>, user: Id, is_guest: bool) -> Result<()> {
    let sql = "update teammembers set schemeguest = $2, schemeuser = not $2, \
               schemeadmin = case when $2 then false else schemeadmin end where userid = $1";
    tx.run(sql, args![user, is_guest])
}

/// Counters of the teams that somebody is in. `threads` counts those of followed threads too.
pub fn list_unread(conn: &mut Conn<'_>, user: Id, only: Option<Id>, threads: bool) -> Result<Vec<TeamUnread>> {
    let sql = "with counted as (select c.teamid, \
               cast(sum(case when cm.notifyprops like '%\"mark_unread\":\"mention\"%' then 0 \
               when c.totalmsgcount > cm.msgcount then c.totalmsgcount - cm.msgcount else 0 end) as bigint) as msgs, \
               cast(sum(case when cm.notifyprops like '%\"mark_unread\":\"mention\"%' then 0 \
               when c.totalmsgcountroot > cm.msgcountroot then c.totalmsgcountroot - cm.msgcountroot else 0 end) \
               as bigint) as roots, \
               cast(sum(cm.mentioncount) as bigint) as mentions, \
               cast(sum(cm.mentioncountroot) as bigint) as rootmentions \
               from channelmembers cm join channels c on c.id = cm.channelid and c.deleteat = 0 \
               where cm.userid = $1 group by c.teamid), \
               followed as (select th.threadteamid as teamid, \
               count(*) filter (where th.lastreplyat > ms.lastviewed) as unread, \
               cast(sum(ms.unreadmentions) as bigint) as mentions \
               from threadmemberships ms join threads th on th.postid = ms.postid and th.threaddeleteat = 0 \
               where ms.userid = $1 and ms.following and $3 \
               and (th.lastreplyat > ms.lastviewed or ms.unreadmentions > 0) group by th.threadteamid) \
               select tm.teamid, coalesce(counted.msgs, 0), coalesce(counted.mentions, 0), \
               coalesce(counted.rootmentions, 0), coalesce(counted.roots, 0), coalesce(followed.unread, 0), \
               coalesce(followed.mentions, 0) from teammembers tm \
               join teams t on t.id = tm.teamid and t.deleteat = 0 \
               left join counted on counted.teamid = tm.teamid left join followed on followed.teamid = tm.teamid \
               where tm.userid = $1 and tm.deleteat = 0 and ($2 = '' or tm.teamid = $2) order by tm.teamid";
    let rows: Vec<Counted> = conn.all(sql, args![user, only.unwrap_or(Id::NONE), threads])?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

struct Counted(TeamUnread);

impl Row for Counted {
    fn from_row(columns: &mut Columns<'_>) -> Result<Counted> {
        Ok(Counted(TeamUnread {
            team_id: columns.next()?,
            msg_count: columns.next()?,
            mention_count: columns.next()?,
            mention_count_root: columns.next()?,
            msg_count_root: columns.next()?,
            thread_count: columns.next()?,
            thread_mention_count: columns.next()?,
            thread_urgent_mention_count: 0,
        }))
    }
}

/// Accounts by their ids, in no order.
pub fn list_users(conn: &mut Conn<'_>, users: &[Id]) -> Result<Vec<User>> {
    conn.all(format!("select {} from users u where u.id in list($1)", User::COLUMNS), args![users])
}

/// Whether the actor may see all of these people: everybody may who sees all members, else those with a channel in
/// common.
pub fn may_see_all(conn: &mut Conn<'_>, actor: &Actor, users: &[Id]) -> Result<bool> {
    let Some(reader) = super::seen_by(actor) else { return Ok(true) };
    let mut others: Vec<Id> = users.iter().copied().filter(|user| *user != reader).collect();
    others.sort_unstable();
    others.dedup();
    let sql = "select count(distinct theirs.userid) from channelmembers theirs join channelmembers mine \
               on mine.channelid = theirs.channelid where theirs.userid in list($1) and mine.userid = $2";
    Ok(conn.one::<(i64,)>(sql, args![&others, reader])?.0 == others.len() as i64)
}

/// A team by its name, as it is.
pub fn find_named(conn: &mut Conn<'_>, name: &str) -> Result<Option<Team>> {
    conn.first(format!("select {} from teams t where t.name = $1", Team::COLUMNS), args![name])
}

/// Writes when a team's icon was changed.
pub fn set_icon(tx: &mut Tx<'_>, team: &Team) -> Result<()> {
    let sql = "update teams set lastteamiconupdate = $2, updateat = $3 where id = $1";
    tx.run(sql, args![team.id, team.last_team_icon_update, team.update_at])
}
