//! Looking for channels by what they are called.

use crate::args;
use crate::base::db::{Conn, like_escape};
use crate::base::http::Page;
use crate::base::{Id, Result};
use crate::channels::wire::{Channel, ChannelWithTeamData};

/// `$1` somewhere in the name, the display name or the purpose; everything when it is empty.
const MATCHES: &str = "($1 = '' or c.name ilike! $1 escape '\\' or c.displayname ilike! $1 escape '\\' \
                       or c.purpose ilike! $1 escape '\\')";

fn contains(term: &str) -> String {
    if term.trim().is_empty() { String::new() } else { format!("%{}%", like_escape(term.trim())) }
}

fn select(conn: &Conn<'_>, joins: &str, rest: &str) -> String {
    format!("select {} from channels c {joins} where {MATCHES} {rest}", Channel::COLUMNS)
        .replace("ilike!", conn.ilike())
}

/// The open channels of a team, and of the private ones those that `member` is in.
pub fn search_team(
    conn: &mut Conn<'_>,
    team: Id,
    member: Id,
    term: &str,
    deleted: bool,
    most: i64,
) -> Result<Vec<Channel>> {
    let rest = "and c.teamid = $2 and ($4 or c.deleteat = 0) and (c.type = 'O' or c.type = 'P' and exists \
                (select 1 from channelmembers cm where cm.channelid = c.id and cm.userid = $3)) \
                order by c.displayname, c.id limit $5";
    conn.all(select(conn, "", rest), args![&contains(term), team, member, deleted, most])
}

/// The open channels of a team.
pub fn search_open(conn: &mut Conn<'_>, team: Id, term: &str, most: i64) -> Result<Vec<Channel>> {
    let rest = "and c.teamid = $2 and c.type = 'O' and c.deleteat = 0 order by c.displayname, c.id limit $3";
    conn.all(select(conn, "", rest), args![&contains(term), team, most])
}

/// The channels of a team that somebody is in.
pub fn search_mine(conn: &mut Conn<'_>, team: Id, user: Id, term: &str, most: i64) -> Result<Vec<Channel>> {
    let joins = "join channelmembers cm on cm.channelid = c.id and cm.userid = $3";
    let rest = "and (c.teamid = $2 or c.type = 'G') and c.deleteat = 0 order by c.displayname, c.id limit $4";
    conn.all(select(conn, joins, rest), args![&contains(term), team, user, most])
}

/// Somebody's direct channels by the other's username, which stands in for the display name that they have not.
pub fn search_direct(conn: &mut Conn<'_>, user: Id, term: &str, most: i64) -> Result<Vec<Channel>> {
    let columns = Channel::COLUMNS.replace("c.displayname", "u.username as displayname");
    let sql = format!(
        "select {columns} from channels c join channelmembers cm on cm.channelid = c.id and cm.userid = $2 \
         join channelmembers other on other.channelid = c.id and other.userid <> $2 \
         join users u on u.id = other.userid \
         where ($1 = '' or u.username {} $1 escape '\\') and c.type = 'D' and c.deleteat = 0 \
         order by u.username limit $3",
        conn.ilike()
    );
    conn.all(sql, args![&contains(term), user, most])
}

/// Somebody's group channels in which all of these words begin the username of a member.
pub fn search_groups(conn: &mut Conn<'_>, user: Id, words: &[String], most: i64) -> Result<Vec<Channel>> {
    let mut sql = format!(
        "select {} from channels c join channelmembers cm on cm.channelid = c.id and cm.userid = $1 \
         where c.type = 'G' and c.deleteat = 0",
        Channel::COLUMNS
    );
    let patterns: Vec<String> = words.iter().map(|word| format!("{}%", like_escape(word))).collect();
    let mut given: Vec<crate::base::db::Arg<'_>> = vec![user.into(), most.into()];
    for (number, pattern) in (3..).zip(&patterns) {
        let like = conn.ilike();
        sql.push_str(&format!(
            " and exists (select 1 from channelmembers other join users u on u.id = other.userid \
             where other.channelid = c.id and u.username {like} ${number} escape '\\')"
        ));
        given.push(pattern.into());
    }
    sql.push_str(" order by c.displayname, c.id limit $2");
    conn.all(sql, &given)
}

/// Which of the site's channels an administrator looks for.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Part of the name, display name or purpose; empty for all.
    pub term: String,
    /// Only in these teams; empty for all.
    pub teams: Vec<Id>,
    /// Archived ones too.
    pub with_deleted: bool,
    /// Only archived ones.
    pub only_deleted: bool,
    /// Open ones.
    pub open: bool,
    /// Private ones.
    pub private: bool,
    /// Leave these names out.
    pub without_names: Vec<String>,
    /// Only what this person may see: open channels of its teams, and its own.
    pub seen_by: Option<Id>,
}

const WANTED: &str = "from channels c cross join teams t where t.id = c.teamid and $MATCHES \
    and ($2 = '[]' or c.teamid in list($3)) and ($4 or c.deleteat = 0) and (not $5 or c.deleteat > 0) \
    and ($6 and c.type = 'O' or $7 and c.type = 'P') and c.name not in list($8) \
    and ($9 = '' or exists (select 1 from channelmembers cm where cm.channelid = c.id and cm.userid = $9) \
    or c.type = 'O' and exists (select 1 from teammembers tm where tm.teamid = c.teamid and tm.userid = $9 \
    and tm.deleteat = 0))";

/// A page of the site's channels, with the names of their teams, and how many there are on all pages.
pub fn list_all(conn: &mut Conn<'_>, wanted: &Wanted, page: Page) -> Result<(Vec<ChannelWithTeamData>, i64)> {
    let filter = WANTED.replace("$MATCHES", MATCHES).replace("ilike!", conn.ilike());
    let term = contains(&wanted.term);
    let any_team = if wanted.teams.is_empty() { "[]" } else { "" };
    let reader = wanted.seen_by.unwrap_or(Id::NONE);
    let Wanted { teams, with_deleted, only_deleted, open, private, without_names, .. } = wanted;
    let (living, gone) = (*with_deleted || *only_deleted, *only_deleted);
    let given = args![&term, any_team, teams, living, gone, open, private, without_names, reader];
    let (count,) = conn.one::<(i64,)>(format!("select count(*) {filter}"), given)?;
    let sql = format!(
        "select {}, t.displayname, t.name, t.updateat {filter} order by c.displayname, t.displayname, c.id \
         limit $10 offset $11",
        Channel::COLUMNS
    );
    let mut given = given.to_vec();
    given.extend([page.size.into(), page.offset().into()]);
    Ok((conn.all(sql, &given)?, count))
}
