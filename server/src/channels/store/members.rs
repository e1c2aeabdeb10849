//! Rows of `channelmembers` and `channelmemberhistory`.

use std::collections::BTreeMap;

use crate::args;
use crate::base::db::{Columns, Conn, Row};
use crate::base::error::Context;
use crate::base::http::Page;
use crate::base::{Id, Millis, Result};
use crate::channels::rules::default_notify_props;
use crate::channels::wire::{ChannelMember, ChannelMemberWithTeamData};
use crate::channels::{MemberProfile, rules};
use crate::events::Tx;
use crate::teams::Standing;
use crate::users::wire::{Texts, User};

fn select(rest: &str) -> String {
    format!("select {} from channelmembers cm {rest}", ChannelMember::COLUMNS)
}

/// A membership.
pub fn find_member(conn: &mut Conn<'_>, channel: Id, user: Id) -> Result<Option<ChannelMember>> {
    conn.first(select("where cm.channelid = $1 and cm.userid = $2"), args![channel, user])
}

/// A page of a channel's members.
pub fn list_members(conn: &mut Conn<'_>, channel: Id, page: Page) -> Result<Vec<ChannelMember>> {
    let rest = "where cm.channelid = $1 order by cm.userid limit $2 offset $3";
    conn.all(select(rest), args![channel, page.size, page.offset()])
}

/// Those of these people who are members.
pub fn list_members_by_ids(conn: &mut Conn<'_>, channel: Id, users: &[Id]) -> Result<Vec<ChannelMember>> {
    let rest = "where cm.channelid = $1 and cm.userid in list($2) order by cm.userid";
    conn.all(select(rest), args![channel, users])
}

/// Somebody's memberships of these channels.
pub fn list_members_of(conn: &mut Conn<'_>, user: Id, channels: &[Id]) -> Result<Vec<ChannelMember>> {
    conn.all(select("where cm.userid = $1 and cm.channelid in list($2) order by cm.channelid"), args![user, channels])
}

/// Mutes channels for somebody, or no longer: what is unread there is then only what mentions them.
pub fn set_muted(tx: &mut Tx<'_>, user: Id, channels: &[Id], muted: bool, now: Millis) -> Result<()> {
    let (all, mention) = ("\"mark_unread\":\"all\"", "\"mark_unread\":\"mention\"");
    let (before, after) = if muted { (all, mention) } else { (mention, all) };
    let sql = "update channelmembers set notifyprops = replace(notifyprops, $3, $4), lastupdateat = $5 \
               where userid = $1 and channelid in list($2)";
    tx.run(sql, args![user, channels, before, after, now])?;
    Ok(())
}

/// Every membership of a channel.
pub fn list_all_members(conn: &mut Conn<'_>, channel: Id) -> Result<Vec<ChannelMember>> {
    conn.all(select("where cm.channelid = $1"), args![channel])
}

/// Somebody's memberships of a team's channels, and of direct and group ones.
pub fn list_memberships_in_team(conn: &mut Conn<'_>, user: Id, team: Id) -> Result<Vec<ChannelMember>> {
    let rest = "join channels c on c.id = cm.channelid where cm.userid = $1 and (c.teamid = $2 or c.teamid = '') \
                and c.deleteat = 0 order by cm.channelid";
    conn.all(select(rest), args![user, team])
}

/// A page of all of somebody's memberships, with the names of their teams; every one without a page.
pub fn list_memberships(conn: &mut Conn<'_>, user: Id, page: Option<Page>) -> Result<Vec<ChannelMemberWithTeamData>> {
    let sql = format!(
        "select {}, coalesce(t.displayname, ''), coalesce(t.name, ''), coalesce(t.updateat, 0) \
         from channelmembers cm join channels c on c.id = cm.channelid left join teams t on t.id = c.teamid \
         where cm.userid = $1 and c.deleteat = 0 order by cm.channelid limit $2 offset $3",
        ChannelMember::COLUMNS
    );
    let (size, offset) = page.map_or((i64::MAX, 0), |page| (page.size, page.offset()));
    conn.all(sql, args![user, size, offset])
}

/// How many people each of these channels has whose account is active.
pub fn count_members(conn: &mut Conn<'_>, channels: &[Id]) -> Result<BTreeMap<Id, i64>> {
    let sql = "select cm.channelid, count(*) from channelmembers cm join users u on u.id = cm.userid \
               where cm.channelid in list($1) and u.deleteat = 0 group by cm.channelid";
    Ok(conn.all::<(Id, i64)>(sql, args![channels])?.into_iter().collect())
}

struct Zone(Texts);

impl Row for Zone {
    fn from_row(columns: &mut Columns<'_>) -> Result<Zone> {
        Ok(Zone(columns.json()?))
    }
}

/// The time zones of a channel's members, each once.
pub fn list_timezones(conn: &mut Conn<'_>, channel: Id) -> Result<Vec<String>> {
    let sql = "select distinct u.timezone from channelmembers cm join users u on u.id = cm.userid \
               where cm.channelid = $1 and u.deleteat = 0";
    let zones: Vec<Zone> = conn.all(sql, args![channel])?;
    let mut names: Vec<String> = zones.iter().filter_map(|zone| rules::timezone(&zone.0)).collect();
    names.sort();
    names.dedup();
    Ok(names)
}

impl Row for MemberProfile {
    fn from_row(columns: &mut Columns<'_>) -> Result<MemberProfile> {
        Ok(MemberProfile {
            user_id: columns.next()?,
            username: columns.next()?,
            first_name: columns.next()?,
            user_notify_props: columns.json()?,
            channel_notify_props: columns.json()?,
        })
    }
}

/// What of each active member decides who is mentioned.
pub fn list_profiles(conn: &mut Conn<'_>, channel: Id) -> Result<Vec<MemberProfile>> {
    let sql = "select u.id, u.username, u.firstname, u.notifyprops, cm.notifyprops \
               from channelmembers cm join users u on u.id = cm.userid where cm.channelid = $1 and u.deleteat = 0";
    conn.all(sql, args![channel])
}

/// Writes memberships of people who all have the same standing; who is in already stays as they are.
pub fn put_members(tx: &mut Tx<'_>, channels: &[Id], users: &[Id], standing: Standing, now: Millis) -> Result<()> {
    let sql = "insert into channelmembers (channelid, userid, roles, notifyprops, lastupdateat, schemeuser, schemeadmin, \
               schemeguest) select c.id, u.id, '', $3, $4, $5, $6, $7 from channels c cross join users u \
               where c.id in list($1) and u.id in list($2) on conflict (channelid, userid) do nothing";
    let (guest, admin) = (standing == Standing::Guest, standing == Standing::Admin);
    let props = serde_json::to_string(&default_notify_props()).context("writing notification choices")?;
    tx.run(sql, args![channels, users, &props, now, !guest, admin, guest])?;
    let sql = "insert into channelmemberhistory (channelid, userid, jointime) select c.id, u.id, $3 from channels c \
               cross join users u where c.id in list($1) and u.id in list($2) \
               on conflict (channelid, userid, jointime) do nothing";
    tx.run(sql, args![channels, users, now])?;
    Ok(())
}

/// Writes a member's roles and notification choices.
pub fn update_member(tx: &mut Tx<'_>, member: &ChannelMember) -> Result<()> {
    let sql = "update channelmembers set roles = $3, notifyprops = $4, lastupdateat = $5, schemeuser = $6, \
               schemeadmin = $7, schemeguest = $8 where channelid = $1 and userid = $2";
    let props = serde_json::to_string(&member.notify_props).context("writing notification choices")?;
    let ChannelMember { channel_id, user_id, last_update_at, scheme_user, scheme_admin, scheme_guest, .. } = *member;
    let explicit = &member.explicit_roles;
    tx.run(sql, args![channel_id, user_id, explicit, &props, last_update_at, scheme_user, scheme_admin, scheme_guest])?;
    Ok(())
}

/// Everybody who is in a channel.
pub fn list_users(conn: &mut Conn<'_>, channel: Id) -> Result<Vec<User>> {
    let sql = format!(
        "select {} from channelmembers cm join users u on u.id = cm.userid where cm.channelid = $1",
        User::COLUMNS
    );
    conn.all(sql, args![channel])
}

/// Removes everybody from a channel; who has been in it, and when, stays in the history.
pub fn delete_all_members(tx: &mut Tx<'_>, channel: Id, now: Millis) -> Result<()> {
    tx.run("delete from channelmembers where channelid = $1", args![channel])?;
    let sql = "update channelmemberhistory set leavetime = $2 where channelid = $1 and leavetime is null";
    tx.run(sql, args![channel, now])?;
    Ok(())
}

/// Removes people from a channel; who has been in it, and when, stays in the history.
pub fn delete_people(tx: &mut Tx<'_>, channel: Id, users: &[Id], now: Millis) -> Result<()> {
    tx.run("delete from channelmembers where channelid = $1 and userid in list($2)", args![channel, users])?;
    let sql = "update channelmemberhistory set leavetime = $3 where channelid = $1 and userid in list($2) \
               and leavetime is null";
    tx.run(sql, args![channel, users, now])?;
    Ok(())
}

/// Writes what a member has read.
pub fn put_reading(tx: &mut Tx<'_>, member: &ChannelMember) -> Result<()> {
    let sql = "update channelmembers set lastviewedat = $3, msgcount = $4, msgcountroot = $5, mentioncount = $6, \
               mentioncountroot = $7 where channelid = $1 and userid = $2";
    let m = member;
    let counts = args![
        m.channel_id,
        m.user_id,
        m.last_viewed_at,
        m.msg_count,
        m.msg_count_root,
        m.mention_count,
        m.mention_count_root
    ];
    tx.run(sql, counts)
}

/// Removes somebody from channels; who has been in them, and when, stays in the history.
pub fn delete_members(tx: &mut Tx<'_>, channels: &[Id], user: Id, now: Millis) -> Result<()> {
    tx.run("delete from channelmembers where channelid in list($1) and userid = $2", args![channels, user])?;
    let sql = "update channelmemberhistory set leavetime = $3 where channelid in list($1) and userid = $2 \
               and leavetime is null";
    tx.run(sql, args![channels, user, now])?;
    Ok(())
}

/// Makes somebody a guest, or no longer one, in every channel that they are in; an admin who becomes a guest is none.
pub fn set_standing(tx: &mut Tx<'_>, user: Id, is_guest: bool) -> Result<()> {
    let sql = "update channelmembers set schemeguest = $2, schemeuser = not $2, \
               schemeadmin = case when $2 then false else schemeadmin end where userid = $1";
    tx.run(sql, args![user, is_guest])
}

/// Those of these channels that somebody is in.
pub fn list_memberships_in(conn: &mut Conn<'_>, user: Id, channels: &[Id]) -> Result<Vec<Id>> {
    let sql = "select cm.channelid from channelmembers cm where cm.userid = $1 and cm.channelid in list($2)";
    Ok(conn.all::<(Id,)>(sql, args![user, channels])?.into_iter().map(|(id,)| id).collect())
}
