//! The report about people: who they are, when they were here, how much they say.

use std::fmt::Write as _;

use super::counts::DAY;
use super::wire::UserReport;
use crate::app::App;
use crate::base::db::{Arg, Columns, Conn, Row, like_escape};
use crate::base::error::Context;
use crate::base::{Id, Millis, Result};
use crate::jobs::Run;
use crate::users::wire::User;

/// Which people a report is about.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Members of this team only.
    pub team: Option<Id>,
    /// Nobody who is in any team.
    pub without_team: bool,
    /// Only those with this role.
    pub role: String,
    /// Only those who are switched off (`Some(false)`) or on.
    pub active: Option<bool>,
    /// Part of a name or address.
    pub term: String,
    /// Only guests in one channel (`Some(true)`) or in several.
    pub guests_of_one_channel: Option<bool>,
}

/// A page of people.
#[derive(Debug, Clone)]
pub struct Paging {
    /// A column of `users`, one of [`COLUMNS`].
    pub column: &'static str,
    /// From the last to the first.
    pub descending: bool,
    /// Where the page before ended: the column's value and an id.
    pub after: Option<(String, Id)>,
    /// People at most.
    pub size: i64,
}

/// What people can be ordered by: the contract's name and the column.
pub const COLUMNS: &[(&str, &str)] = &[
    ("CreateAt", "createat"),
    ("Username", "username"),
    ("FirstName", "firstname"),
    ("LastName", "lastname"),
    ("Nickname", "nickname"),
    ("Email", "email"),
];

impl Wanted {
    /// The condition on `u`, and its arguments from `$1` on.
    fn condition(&self, like: &str) -> (String, Vec<String>) {
        let mut sql = "u.id <> ''".to_owned();
        let mut given = Vec::new();
        let mut place = |value: String| {
            given.push(value);
            given.len()
        };
        if let Some(team) = self.team {
            let at = place(team.to_string());
            let _ = write!(
                sql,
                " and exists (select 1 from teammembers tm where tm.teamid = ${at} and tm.userid = u.id \
                 and tm.deleteat = 0)"
            );
        }
        if self.without_team {
            sql.push_str(" and not exists (select 1 from teammembers tm where tm.userid = u.id and tm.deleteat = 0)");
        }
        if !self.role.is_empty() {
            let at = place(format!("%{}%", like_escape(&self.role)));
            let _ = write!(sql, " and u.roles like ${at} escape '\\'");
        }
        match self.active {
            Some(true) => sql.push_str(" and u.deleteat = 0"),
            Some(false) => sql.push_str(" and u.deleteat > 0"),
            None => {}
        }
        if let Some(one) = self.guests_of_one_channel {
            let _ = write!(
                sql,
                " and u.roles like '%system_guest%' and (select count(*) from channelmembers cm \
                 join channels c on c.id = cm.channelid where cm.userid = u.id and c.type in ('O', 'P')) {} 1",
                if one { "=" } else { ">" }
            );
        }
        if !self.term.trim().is_empty() {
            let at = place(format!("%{}%", like_escape(self.term.trim())));
            let _ = write!(
                sql,
                " and (u.username {like} ${at} escape '\\' or u.firstname {like} ${at} escape '\\' or \
                 u.lastname {like} ${at} escape '\\' or u.nickname {like} ${at} escape '\\' or \
                 u.email {like} ${at} escape '\\' or u.id = '{}')",
                // An id has no quote in it; what is none names nobody.
                Some(Id::parse(self.term.trim())).filter(Id::is_valid).unwrap_or_default()
            );
        }
        (sql, given)
    }
}

/// How many people a report is about.
pub fn count(conn: &mut Conn<'_>, wanted: &Wanted) -> Result<i64> {
    let (condition, given) = wanted.condition(conn.ilike());
    let given: Vec<Arg<'_>> = given.iter().map(Arg::from).collect();
    Ok(conn.one::<(i64,)>(format!("select count(*) from users u where {condition}"), &given)?.0)
}

/// A page of the report; `since` is the first day (`YYYY-MM-DD`) that counts, or empty.
pub fn list(conn: &mut Conn<'_>, wanted: &Wanted, paging: &Paging, since: &str) -> Result<Vec<UserReport>> {
    let (mut condition, given) = wanted.condition(conn.ilike());
    let mut given: Vec<Arg<'_>> = given.iter().map(Arg::from).collect();
    let number = paging.column == "createat";
    let created: i64;
    if let Some((value, id)) = &paging.after {
        let sign = if paging.descending { "<" } else { ">" };
        let (at, at_id) = (given.len() + 1, given.len() + 2);
        let column = paging.column;
        let _ = write!(condition, " and (u.{column} {sign} ${at} or u.{column} = ${at} and u.id {sign} ${at_id})");
        if number {
            created = value.parse().unwrap_or(0);
            given.push(created.into());
        } else {
            given.push(value.into());
        }
        given.push(id.into());
    }
    let order = if paging.descending { "desc" } else { "asc" };
    let (at_since, at_size) = (given.len() + 1, given.len() + 2);
    given.push(since.into());
    given.push(paging.size.into());
    let column = paging.column;
    let page = format!(
        "select u.id from users u where {condition} order by u.{column} {order}, u.id {order} limit ${at_size}"
    );
    let sql = format!(
        "select {}, (select s.lastactivityat from status s where s.userid = u.id and s.lastactivityat > 0), \
         (select max(ps.lastpostdate) from poststats ps where ps.userid = u.id and ps.day >= ${at_since}), \
         (select count(*) from poststats ps where ps.userid = u.id and ps.day >= ${at_since}), \
         (select cast(sum(ps.numposts) as bigint) from poststats ps where ps.userid = u.id \
         and ps.day >= ${at_since}), \
         (select count(*) from channelmembers cm join channels c on c.id = cm.channelid \
         where cm.userid = u.id and c.type in ('O', 'P') and c.deleteat = 0) \
         from users u where u.id in ({page}) order by u.{column} {order}, u.id {order}",
        User::COLUMNS
    );
    conn.all(sql, &given)
}

impl Row for UserReport {
    fn from_row(columns: &mut Columns<'_>) -> Result<UserReport> {
        let mut user = User::from_row(columns)?;
        user.auth_data = None;
        user.last_password_update = 0;
        user.remote_id.get_or_insert_default();
        Ok(UserReport {
            user,
            last_status_at: columns.next()?,
            last_post_date: columns.next()?,
            days_active: columns.next()?,
            total_posts: columns.next()?,
            channel_count: columns.next()?,
        })
    }
}

/// The first day that a range of dates is about, as `YYYY-MM-DD`; empty for all time.
pub fn first_day(range: &str, now: Millis) -> String {
    let days = match range {
        "last30days" => 30,
        "previousmonth" => 61,
        "last6months" => 183,
        _ => return String::new(),
    };
    day(now - days * DAY)
}

/// The day of a time, in UTC.
pub fn day(at: Millis) -> String {
    let at = time::OffsetDateTime::from_unix_timestamp(at.div_euclid(1000)).ok();
    at.map(|at| at.date().to_string()).unwrap_or_default()
}

/// People in one turn of the export.
const TOGETHER: i64 = 500;

/// The job that writes all of them as CSV, where exports are kept.
pub async fn export(app: App, run: Run) -> Result<()> {
    let since = first_day(run.given("date_range").unwrap_or_default(), app.clock.now());
    let mut text = String::from(
        "Id,Username,Email,CreateAt,Name,Roles,LastLogin,LastStatusAt,LastPostDate,DaysActive,TotalPosts,DeletedAt\n",
    );
    let mut after = None;
    loop {
        let paging = Paging { column: "username", descending: false, after: after.take(), size: TOGETHER };
        let since = since.clone();
        let rows = app.db.read_long(move |conn| list(conn, &Wanted::default(), &paging, &since)).await?;
        rows.iter().for_each(|row| write_row(&mut text, row));
        match rows.last() {
            Some(last) if rows.len() as i64 == TOGETHER => after = Some((last.user.username.clone(), last.user.id)),
            _ => break,
        }
        run.progress(50).await?;
    }
    let name = format!("users_{}.csv", run.job().id);
    let path = app.folder.join("export");
    run.say("file", &name);
    let written = tokio::task::spawn_blocking(move || {
        std::fs::create_dir_all(&path)?;
        std::fs::write(path.join(name), text)
    });
    written.await.context("writing the list of people")?.context("writing the list of people")
}

fn write_row(text: &mut String, row: &UserReport) {
    let user = &row.user;
    let number = |value: Option<i64>| value.map(|value| value.to_string()).unwrap_or_default();
    let fields = [
        user.id.to_string(),
        user.username.clone(),
        user.email.clone(),
        user.create_at.to_string(),
        format!("{} {}", user.first_name, user.last_name).trim().to_owned(),
        user.roles.clone(),
        user.last_login.to_string(),
        number(row.last_status_at),
        number(row.last_post_date),
        row.days_active.to_string(),
        number(row.total_posts),
        user.delete_at.to_string(),
    ];
    let fields: Vec<String> = fields.iter().map(|field| quoted(field)).collect();
    text.push_str(&fields.join(","));
    text.push('\n');
}

/// A field of CSV. A sheet would take what begins like a formula for one.
fn quoted(field: &str) -> String {
    let field = if field.starts_with(['=', '+', '-', '@']) { format!("'{field}") } else { field.to_owned() };
    if field.contains([',', '"', '\n', '\r']) { format!("\"{}\"", field.replace('"', "\"\"")) } else { field }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_quoted_when_they_must_be_and_are_no_formulas() {
        assert_eq!(quoted("amy"), "amy");
        assert_eq!(quoted("a \"b\", c"), "\"a \"\"b\"\", c\"");
        assert_eq!(quoted("=1+1"), "'=1+1");
    }

    #[test]
    fn a_range_begins_on_a_day() {
        assert_eq!(first_day("alltime", 0), "");
        assert_eq!(first_day("last30days", 40 * DAY), "1970-01-11");
    }
}
