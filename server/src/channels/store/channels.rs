//! Rows of `channels`.

use crate::args;
use crate::base::db::{Conn, OnDuplicate};
use crate::base::error::Context;
use crate::base::http::Page;
use crate::base::{Id, Millis, Result, refuse};
use crate::channels::wire::{Channel, ChannelStats};
use crate::events::Tx;

fn select(rest: &str) -> String {
    format!("select {} from channels c {rest}", Channel::COLUMNS)
}

/// A channel by its name; the team is empty for direct and group channels.
pub fn find_by_name(conn: &mut Conn<'_>, team: Id, name: &str, deleted: bool) -> Result<Option<Channel>> {
    let sql = select("where c.name = $1 and c.teamid = $2 and ($3 or c.deleteat = 0)");
    conn.first(sql, args![name, team, deleted])
}

/// Those of a team's channels that have one of these names and live.
pub fn list_by_names(conn: &mut Conn<'_>, team: Id, names: &[String]) -> Result<Vec<Channel>> {
    conn.all(select("where c.name in list($1) and c.teamid = $2 and c.deleteat = 0"), args![names, team])
}

/// Channels by their ids, archived ones too.
pub fn list_by_ids(conn: &mut Conn<'_>, ids: &[Id]) -> Result<Vec<Channel>> {
    conn.all(select("where c.id in list($1) order by c.name"), args![ids])
}

/// Channels of these names, in the teams that somebody is in, that they are not in.
pub fn list_missed(conn: &mut Conn<'_>, user: Id, names: &[String]) -> Result<Vec<Channel>> {
    let rest = "join teammembers tm on tm.teamid = c.teamid and tm.userid = $2 and tm.deleteat = 0 \
                where c.name in list($1) and c.deleteat = 0 and not exists \
                (select 1 from channelmembers cm where cm.channelid = c.id and cm.userid = $2) order by c.name";
    conn.all(select(rest), args![names, user])
}

/// A page of the open channels of a team.
pub fn list_open(conn: &mut Conn<'_>, team: Id, page: Page) -> Result<Vec<Channel>> {
    let rest =
        "where c.teamid = $1 and c.type = 'O' and c.deleteat = 0 order by c.displayname, c.id limit $2 offset $3";
    conn.all(select(rest), args![team, page.size, page.offset()])
}

/// A page of the private channels of a team.
pub fn list_private(conn: &mut Conn<'_>, team: Id, page: Page) -> Result<Vec<Channel>> {
    let rest =
        "where c.teamid = $1 and c.type = 'P' and c.deleteat = 0 order by c.displayname, c.id limit $2 offset $3";
    conn.all(select(rest), args![team, page.size, page.offset()])
}

/// A page of the archived channels of a team: open ones, and the reader's own; all when `all`.
pub fn list_deleted(conn: &mut Conn<'_>, team: Id, reader: Id, all: bool, page: Page) -> Result<Vec<Channel>> {
    let rest = "where c.teamid = $1 and c.deleteat > 0 and c.type in ('O', 'P') and ($3 or c.type = 'O' or exists \
                (select 1 from channelmembers cm where cm.channelid = c.id and cm.userid = $2)) \
                order by c.displayname, c.id limit $4 offset $5";
    conn.all(select(rest), args![team, reader, all, page.size, page.offset()])
}

/// Those of these channels that are open and in the team.
pub fn list_open_by_ids(conn: &mut Conn<'_>, team: Id, ids: &[Id]) -> Result<Vec<Channel>> {
    let rest = "where c.id in list($2) and c.teamid = $1 and c.type = 'O' and c.deleteat = 0 \
                order by c.displayname, c.id";
    conn.all(select(rest), args![team, ids])
}

/// Which of somebody's channels are asked for.
#[derive(Debug, Clone, Copy)]
pub struct Mine {
    /// Only this team's, and the direct and group ones; `None` for all teams.
    pub team: Option<Id>,
    /// Archived ones too,
    pub deleted: bool,
    /// those archived at or after this.
    pub since: Millis,
}

/// The channels that somebody is in.
pub fn list_of(conn: &mut Conn<'_>, user: Id, mine: Mine) -> Result<Vec<Channel>> {
    let rest = "join channelmembers cm on cm.channelid = c.id and cm.userid = $1 \
                where ($2 = '' or c.teamid = $2 or c.teamid = '') \
                and (c.deleteat = 0 or ($3 and c.deleteat >= $4)) order by c.displayname, c.id";
    conn.all(select(rest), args![user, mine.team.unwrap_or(Id::NONE), mine.deleted, mine.since])
}

/// How many channels a team has that people made and that live.
pub fn count_in_team(conn: &mut Conn<'_>, team: Id) -> Result<i64> {
    let sql = "select count(*) from channels where teamid = $1 and type in ('O', 'P') and deleteat = 0";
    Ok(conn.one::<(i64,)>(sql, args![team])?.0)
}

/// Writes a new channel; refuses a name that is taken in its team.
pub fn insert(tx: &mut Tx<'_>, channel: &Channel) -> Result<()> {
    let sql = "insert into channels (id, createat, updateat, deleteat, teamid, type, displayname, name, header, purpose, \
               creatorid, groupconstrained, shared, bannerinfo) \
               values ($1, $2, $3, 0, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    let banner = banner(channel)?;
    tx.change(
        sql,
        args![
            channel.id,
            channel.create_at,
            channel.update_at,
            channel.team_id,
            &channel.kind,
            &channel.display_name,
            &channel.name,
            &channel.header,
            &channel.purpose,
            channel.creator_id,
            channel.group_constrained,
            channel.shared,
            &banner,
        ],
    )
    .on_duplicate("channels.name_teamid", name_taken)?;
    Ok(())
}

fn name_taken() -> crate::base::Error {
    refuse::with(400, "store.sql_channel.save_channel.exists.app_error").into()
}

fn banner(channel: &Channel) -> Result<Option<String>> {
    let json = channel.banner_info.as_ref().map(serde_json::to_string);
    json.transpose().context("writing a channel's banner")
}

/// Writes where a channel is and what it is called.
pub fn set_place(tx: &mut Tx<'_>, channel: &Channel) -> Result<()> {
    let sql = "update channels set teamid = $2, type = $3, name = $4, displayname = $5, schemeid = $6, updateat = $7 \
               where id = $1";
    let Channel { id, team_id, update_at, .. } = *channel;
    let given = args![id, team_id, &channel.kind, &channel.name, &channel.display_name, &channel.scheme_id, update_at];
    tx.change(sql, given).on_duplicate("channels.name_teamid", name_taken)?;
    Ok(())
}

/// Writes a channel's scheme; `None` for none.
pub fn set_scheme(tx: &mut Tx<'_>, channel: Id, scheme: Option<&str>, now: Millis) -> Result<()> {
    tx.run("update channels set schemeid = $2, updateat = $3 where id = $1", args![channel, scheme, now])?;
    Ok(())
}

/// Takes these schemes off all channels that have one of them.
pub fn drop_schemes(tx: &mut Tx<'_>, schemes: &[Id]) -> Result<()> {
    tx.run("update channels set schemeid = null where schemeid in list($1)", args![schemes])?;
    Ok(())
}

/// Writes what of a channel can change, but for its counters.
pub fn update(tx: &mut Tx<'_>, channel: &Channel) -> Result<()> {
    let sql = "update channels set updateat = $2, deleteat = $3, type = $4, displayname = $5, name = $6, header = $7, \
               purpose = $8, groupconstrained = $9, bannerinfo = $10 where id = $1";
    let banner = banner(channel)?;
    tx.change(
        sql,
        args![
            channel.id,
            channel.update_at,
            channel.delete_at,
            &channel.kind,
            &channel.display_name,
            &channel.name,
            &channel.header,
            &channel.purpose,
            channel.group_constrained,
            &banner,
        ],
    )
    .on_duplicate("channels.name_teamid", name_taken)?;
    Ok(())
}

/// Removes a channel, its memberships and their history for good.
pub fn delete(tx: &mut Tx<'_>, channel: Id) -> Result<()> {
    tx.run("delete from channelmembers where channelid = $1", args![channel])?;
    tx.run("delete from channelmemberhistory where channelid = $1", args![channel])?;
    tx.run("delete from channels where id = $1", args![channel])?;
    Ok(())
}

/// Numbers of a channel. Its files are those of its posts.
pub fn stats(conn: &mut Conn<'_>, channel: Id) -> Result<ChannelStats> {
    let sql = "select (select count(*) from channelmembers cm join users u on u.id = cm.userid \
               where cm.channelid = $1 and u.deleteat = 0), \
               (select count(*) from channelmembers cm join users u on u.id = cm.userid \
               where cm.channelid = $1 and u.deleteat = 0 and cm.schemeguest), \
               (select count(*) from posts p where p.channelid = $1 and p.ispinned and p.deleteat = 0), \
               (select count(*) from fileinfo f where f.channelid = $1 and f.deleteat = 0 and f.postid <> '')";
    let (member_count, guest_count, pinnedpost_count, files_count) =
        conn.one::<(i64, i64, i64, i64)>(sql, args![channel])?;
    Ok(ChannelStats { channel_id: channel, member_count, guest_count, pinnedpost_count, files_count })
}

/// The channel of a post that lives.
pub fn find_channel_of_post(conn: &mut Conn<'_>, post: Id) -> Result<Option<Id>> {
    let found: Option<(Id,)> =
        conn.first("select p.channelid from posts p where p.id = $1 and p.deleteat = 0", args![post])?;
    Ok(found.map(|(channel,)| channel))
}

/// Every channel of a team that somebody is in, archived ones too.
pub fn list_of_team(conn: &mut Conn<'_>, user: Id, team: Id) -> Result<Vec<Channel>> {
    let rest = "join channelmembers cm on cm.channelid = c.id and cm.userid = $1 where c.teamid = $2";
    conn.all(select(rest), args![user, team])
}
