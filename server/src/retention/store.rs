//! The `retentionpolicies…` tables, and what is too old.

use super::wire::{ChannelPolicy, Policy, TeamPolicy};
use crate::args;
use crate::base::db::{Conn, Row, like_escape};
use crate::base::http::Page;
use crate::base::{Id, Millis, Result};
use crate::channels::wire::{Channel, ChannelWithTeamData};
use crate::events::Tx;
use crate::retention::rules::DAY;
use crate::teams::wire::Team;

/// A policy by its id.
pub fn find(conn: &mut Conn<'_>, id: Id) -> Result<Option<Policy>> {
    conn.first(format!("select {} from retentionpolicies rp where rp.id = $1", Policy::COLUMNS), args![id])
}

/// A page of policies by their names.
pub fn list(conn: &mut Conn<'_>, page: Page) -> Result<Vec<Policy>> {
    let sql = format!(
        "select {} from retentionpolicies rp order by rp.displayname, rp.id limit $1 offset $2",
        Policy::COLUMNS
    );
    conn.all(sql, args![page.size, page.offset()])
}

/// How many policies there are.
pub fn count(conn: &mut Conn<'_>) -> Result<i64> {
    Ok(conn.one::<(i64,)>("select count(*) from retentionpolicies", args![])?.0)
}

/// Writes a policy.
pub fn put(tx: &mut Tx<'_>, id: Id, name: &str, days: i64) -> Result<()> {
    let sql = "insert into retentionpolicies (id, displayname, postduration) values ($1, $2, $3) \
               on conflict (id) do update set displayname = $2, postduration = $3";
    tx.run(sql, args![id, name, days])
}

/// Removes a policy and what it is for.
pub fn delete(tx: &mut Tx<'_>, id: Id) -> Result<()> {
    tx.run("delete from retentionpoliciesteams where policyid = $1", args![id])?;
    tx.run("delete from retentionpolicieschannels where policyid = $1", args![id])?;
    tx.run("delete from retentionpolicies where id = $1", args![id])
}

/// What a policy can be for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Teams,
    Channels,
}

impl Place {
    fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Place::Teams => ("retentionpoliciesteams", "teamid", "teams"),
            Place::Channels => ("retentionpolicieschannels", "channelid", "channels"),
        }
    }
}

/// How many of these places there are.
pub fn count_known(conn: &mut Conn<'_>, place: Place, ids: &[Id]) -> Result<i64> {
    let (_, _, all) = place.words();
    Ok(conn.one::<(i64,)>(format!("select count(*) from {all} where id in list($1)"), args![ids])?.0)
}

/// Puts places under a policy; one that was under another leaves it.
pub fn add(tx: &mut Tx<'_>, policy: Id, place: Place, ids: &[Id]) -> Result<()> {
    let sql = match place {
        Place::Teams => {
            "insert into retentionpoliciesteams (teamid, policyid) select t.id, $1 from teams t \
             where t.id in list($2) on conflict (teamid) do update set policyid = $1"
        }
        Place::Channels => {
            "insert into retentionpolicieschannels (channelid, policyid) select c.id, $1 from channels c \
             where c.id in list($2) on conflict (channelid) do update set policyid = $1"
        }
    };
    tx.run(sql, args![policy, ids])
}

/// Takes places from under a policy.
pub fn remove(tx: &mut Tx<'_>, policy: Id, place: Place, ids: &[Id]) -> Result<()> {
    let (table, column, _) = place.words();
    tx.run(format!("delete from {table} where policyid = $1 and {column} in list($2)"), args![policy, ids])
}

/// Takes all places from under a policy.
pub fn clear(tx: &mut Tx<'_>, policy: Id, place: Place) -> Result<()> {
    let (table, _, _) = place.words();
    tx.run(format!("delete from {table} where policyid = $1"), args![policy])
}

/// A page of a policy's teams whose names hold the term, and how many there are.
pub fn list_teams(conn: &mut Conn<'_>, policy: Id, term: &str, page: Page) -> Result<(Vec<Team>, i64)> {
    let like = conn.ilike();
    let rest = format!(
        "from teams t join retentionpoliciesteams rt on rt.teamid = t.id where rt.policyid = $1 \
         and (cast($2 as text) = '' or t.name {like} $2 escape '\\' or t.displayname {like} $2 escape '\\')"
    );
    let term = contains(term);
    let count = conn.one::<(i64,)>(format!("select count(*) {rest}"), args![policy, &term])?.0;
    let sql = format!("select {} {rest} order by t.displayname, t.id limit $3 offset $4", Team::COLUMNS);
    let mut teams: Vec<Team> = conn.all(sql, args![policy, &term, page.size, page.offset()])?;
    teams.iter_mut().for_each(|team| team.policy_id = Some(policy.to_string()));
    Ok((teams, count))
}

/// A page of a policy's channels whose names hold the term, and how many there are.
pub fn list_channels(
    conn: &mut Conn<'_>,
    policy: Id,
    term: &str,
    page: Page,
) -> Result<(Vec<ChannelWithTeamData>, i64)> {
    let like = conn.ilike();
    let rest = format!(
        "from channels c join retentionpolicieschannels rc on rc.channelid = c.id left join teams t on t.id = c.teamid \
         where rc.policyid = $1 and (cast($2 as text) = '' or c.name {like} $2 escape '\\' \
         or c.displayname {like} $2 escape '\\')"
    );
    let term = contains(term);
    let count = conn.one::<(i64,)>(format!("select count(*) {rest}"), args![policy, &term])?.0;
    let sql = format!(
        "select {}, t.displayname, t.name, t.updateat {rest} order by c.displayname, c.id limit $3 offset $4",
        Channel::COLUMNS
    );
    let mut channels: Vec<ChannelWithTeamData> = conn.all(sql, args![policy, &term, page.size, page.offset()])?;
    channels.iter_mut().for_each(|found| found.channel.policy_id = Some(policy.to_string()));
    Ok((channels, count))
}

fn contains(term: &str) -> String {
    if term.trim().is_empty() { String::new() } else { format!("%{}%", like_escape(term.trim())) }
}

const OF_TEAMS: &str = "from retentionpoliciesteams rt join retentionpolicies rp on rp.id = rt.policyid \
    join teammembers tm on tm.teamid = rt.teamid and tm.deleteat = 0 where tm.userid = $1";
const OF_CHANNELS: &str = "from retentionpolicieschannels rc join retentionpolicies rp on rp.id = rc.policyid \
    join channelmembers cm on cm.channelid = rc.channelid where cm.userid = $1";

/// A page of the policies of somebody's teams, and how many there are.
pub fn list_team_durations(conn: &mut Conn<'_>, user: Id, page: Page) -> Result<(Vec<TeamPolicy>, i64)> {
    durations(conn, "rt.teamid", OF_TEAMS, user, page)
}

/// A page of the policies of somebody's channels, and how many there are.
pub fn list_channel_durations(conn: &mut Conn<'_>, user: Id, page: Page) -> Result<(Vec<ChannelPolicy>, i64)> {
    durations(conn, "rc.channelid", OF_CHANNELS, user, page)
}

fn durations<T: Row>(conn: &mut Conn<'_>, id: &str, rest: &str, user: Id, page: Page) -> Result<(Vec<T>, i64)> {
    let count = conn.one::<(i64,)>(format!("select count(*) {rest}"), args![user])?.0;
    let sql = format!("select {id}, rp.postduration {rest} order by {id} limit $2 offset $3");
    Ok((conn.all(sql, args![user, page.size, page.offset()])?, count))
}

/// What is asked of posts that might be too old.
#[derive(Debug, Clone, Copy)]
pub struct Old {
    /// The time now.
    pub now: Millis,
    /// The site's cutoff; 0 keeps what is under no policy.
    pub cutoff: Millis,
    /// Pinned posts stay.
    pub keep_pinned: bool,
    /// Where the last look ended: a time and an id.
    pub after: (Millis, Id),
    /// Posts at most.
    pub most: i64,
}

/// The shortest policy, in days.
pub fn find_shortest(conn: &mut Conn<'_>) -> Result<Option<i64>> {
    let sql = "select min(rp.postduration) from retentionpolicies rp where rp.postduration > 0";
    Ok(conn.one::<(Option<i64>,)>(sql, args![])?.0)
}

/// Posts that are older than their place allows, the oldest first.
pub fn list_old(conn: &mut Conn<'_>, old: &Old, newest: Millis) -> Result<Vec<(Id, Millis)>> {
    let from = |policy: &str| {
        format!("case when coalesce({policy}.postduration, -1) < 0 then 0 else $1 - {policy}.postduration * {DAY} end")
    };
    let sql = format!(
        "select p.id, p.createat from posts p join channels c on c.id = p.channelid \
         left join retentionpolicieschannels rc on rc.channelid = c.id \
         left join retentionpolicies cp on cp.id = rc.policyid \
         left join retentionpoliciesteams rt on rt.teamid = c.teamid \
         left join retentionpolicies tp on tp.id = rt.policyid \
         where p.createat < $2 and (p.createat > $3 or p.createat = $3 and p.id > $4) \
         and (not $5 or not p.ispinned) and p.createat < \
         case when cp.id is not null then {} when tp.id is not null then {} else cast($6 as bigint) end \
         order by p.createat, p.id limit $7",
        from("cp"),
        from("tp")
    );
    let Old { now, cutoff, keep_pinned, after: (at, id), most } = *old;
    conn.all(sql, args![now, newest, at, id, keep_pinned, cutoff, most])
}
