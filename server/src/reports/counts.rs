//! The site's sums, and the book of who posted how much on which day.
//!
//! The book (`poststats`) is written anew once a day by a job: counting every post for every look at a list of people
//! would cost more than anybody gains by it.

use super::wire::Count;
use crate::args;
use crate::base::db::Conn;
use crate::base::{Millis, Result};
use crate::events::Tx;
use crate::system;

/// A day, in milliseconds.
pub const DAY: Millis = 24 * 60 * 60 * 1000;

/// The numbers that an administrator sees first.
pub fn standard(conn: &mut Conn<'_>, team: &str, now: Millis) -> Result<Vec<Count>> {
    const OF_TEAM: &str = "(cast($1 as text) = '' or c.teamid = $1)";
    let channels = format!("select count(*) from channels c where c.type = $2 and c.deleteat = 0 and {OF_TEAM}");
    let posts = format!("select count(*) from posts p join channels c on c.id = p.channelid where {OF_TEAM}");
    let people = if team.is_empty() {
        "select count(*) from users u where u.deleteat = 0 and cast($1 as text) = ''"
    } else {
        "select count(*) from teammembers tm join users u on u.id = tm.userid \
         where tm.teamid = $1 and tm.deleteat = 0 and u.deleteat = 0"
    };
    let seen = "select count(*) from status s join users u on u.id = s.userid \
                where u.deleteat = 0 and s.lastactivityat > $1";
    let one = |name: &str, value: i64| Count { name: name.to_owned(), value };
    Ok(vec![
        one("channel_open_count", number(conn, &channels, args![team, "O"])?),
        one("channel_private_count", number(conn, &channels, args![team, "P"])?),
        one("post_count", number(conn, &posts, args![team])?),
        one("unique_user_count", number(conn, people, args![team])?),
        one("team_count", number(conn, "select count(*) from teams t where t.deleteat = 0", args![])?),
        one("total_websocket_connections", 0),
        one("total_master_db_connections", 1),
        one("total_read_db_connections", 0),
        one("daily_active_users", number(conn, seen, args![now - DAY])?),
        one("monthly_active_users", number(conn, seen, args![now - 31 * DAY])?),
        one("inactive_user_count", number(conn, "select count(*) from users u where u.deleteat > 0", args![])?),
        one("single_channel_guest_count", system::count_guests_of_one_channel(conn)?),
    ])
}

/// More numbers: those of integrations and sessions.
pub fn extra(conn: &mut Conn<'_>, team: &str, now: Millis) -> Result<Vec<Count>> {
    const OF_TEAM: &str = "(cast($1 as text) = '' or c.teamid = $1)";
    let posts = |what: &str| {
        format!("select count(*) from posts p join channels c on c.id = p.channelid where {what} and {OF_TEAM}")
    };
    let one = |name: &str, value: i64| Count { name: name.to_owned(), value };
    let sessions = "select count(*) from sessions s where s.expiresat > $1 or s.expiresat = 0";
    Ok(vec![
        one("file_post_count", number(conn, &posts("p.fileids not in ('', '[]')"), args![team])?),
        one("hashtag_post_count", number(conn, &posts("p.hashtags <> ''"), args![team])?),
        one("incoming_webhook_count", 0),
        one("outgoing_webhook_count", 0),
        one("command_count", 0),
        one("session_count", number(conn, sessions, args![now])?),
    ])
}

/// What is counted for each day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Daily {
    Posts,
    People,
}

/// The last month, day by day, of those days on which there was anything: the newest first.
pub fn daily(conn: &mut Conn<'_>, what: Daily, team: &str, since: &str) -> Result<Vec<Count>> {
    let sum = match what {
        Daily::Posts => "cast(sum(s.numposts) as bigint)",
        Daily::People => "count(distinct s.userid)",
    };
    let sql = format!(
        "select s.day, {sum} from poststats s where s.day >= $2 and (cast($1 as text) = '' or exists \
         (select 1 from teammembers tm where tm.teamid = $1 and tm.userid = s.userid)) \
         group by s.day order by s.day desc"
    );
    let found: Vec<(String, i64)> = conn.all(sql, args![team, since])?;
    Ok(found.into_iter().map(|(name, value)| Count { name, value }).collect())
}

/// Writes the book of one day anew.
pub fn write_day(tx: &mut Tx<'_>, day: &str, from: Millis) -> Result<()> {
    tx.run("delete from poststats where day = $1", args![day])?;
    let sql = "insert into poststats (userid, day, numposts, lastpostdate) \
               select p.userid, $1, count(*), max(p.createat) from posts p \
               where p.createat >= $2 and p.createat < $3 and p.deleteat = 0 and length(p.originalid) = 0 group by p.userid";
    tx.run(sql, args![day, from, from + DAY])
}

/// The time of the first post.
pub fn find_first(conn: &mut Conn<'_>) -> Result<Option<Millis>> {
    Ok(conn.first::<(i64,)>("select p.createat from posts p order by p.createat limit 1", args![])?.map(|row| row.0))
}

/// The last day that is in the book.
pub fn find_last_day(conn: &mut Conn<'_>) -> Result<Option<String>> {
    Ok(conn.one::<(Option<String>,)>("select max(s.day) from poststats s", args![])?.0)
}

/// Posts that people wrote, rounded down to the first digit below ten thousand.
pub fn used_posts(conn: &mut Conn<'_>) -> Result<i64> {
    let sql = "select count(*) from posts p where p.deleteat = 0 and p.type = ''";
    Ok(rounded(number(conn, sql, args![])?))
}

/// Teams that are not archived.
pub fn used_teams(conn: &mut Conn<'_>) -> Result<i64> {
    number(conn, "select count(*) from teams t where t.deleteat = 0", args![])
}

/// Down to thousands: a number that is shown, not counted with.
pub fn rounded(number: i64) -> i64 {
    if number < 1000 { number - number % 10 } else { number - number % 1000 }
}

fn number(conn: &mut Conn<'_>, sql: &str, args: &[crate::base::db::Arg<'_>]) -> Result<i64> {
    Ok(conn.one::<(i64,)>(sql.to_owned(), args)?.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_that_is_shown_is_round() {
        assert_eq!((rounded(0), rounded(7), rounded(57), rounded(12_345)), (0, 0, 50, 12_000));
    }
}
