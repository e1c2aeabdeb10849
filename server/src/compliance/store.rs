//! The `compliances` table, and the posts that a report is about.

use super::wire::Compliance;
use crate::args;
use crate::base::db::{Columns, Conn, Row, like_escape};
use crate::base::http::Page;
use crate::base::{Id, Millis, Result};
use crate::events::Tx;

/// A report by its id.
pub fn find(conn: &mut Conn<'_>, id: Id) -> Result<Option<Compliance>> {
    conn.first(format!("select {} from compliances co where co.id = $1", Compliance::COLUMNS), args![id])
}

/// A page of reports, the newest first.
pub fn list(conn: &mut Conn<'_>, page: Page) -> Result<Vec<Compliance>> {
    let sql =
        format!("select {} from compliances co order by co.createat desc limit $1 offset $2", Compliance::COLUMNS);
    conn.all(sql, args![page.size, page.offset()])
}

/// Writes a new report.
pub fn insert(tx: &mut Tx<'_>, report: &Compliance) -> Result<()> {
    let sql = "insert into compliances (id, createat, userid, status, count, \"desc\", type, startat, endat, keywords, \
               emails) values ($1, $2, $3, $4, 0, $5, $6, $7, $8, $9, $10)";
    let r = report;
    tx.run(
        sql,
        args![r.id, r.create_at, r.user_id, &r.status, &r.desc, &r.kind, r.start_at, r.end_at, &r.keywords, &r.emails],
    )
}

/// Writes how far a report is.
pub fn update(tx: &mut Tx<'_>, id: Id, status: &str, count: i64) -> Result<()> {
    tx.run("update compliances set status = $2, count = $3 where id = $1", args![id, status, count])
}

/// A post with the names that a report writes.
pub struct Said {
    pub id: Id,
    pub at: Millis,
    pub fields: Vec<String>,
}

impl Row for Said {
    fn from_row(columns: &mut Columns<'_>) -> Result<Said> {
        let (id, at) = (columns.next::<Id>()?, columns.next::<i64>()?);
        let mut fields = vec![id.to_string(), at.to_string()];
        for _ in 0..10 {
            fields.push(columns.next()?);
        }
        Ok(Said { id, at, fields })
    }
}

/// A page of the posts that a report is about, deleted ones too, the oldest first.
pub fn list_said(conn: &mut Conn<'_>, report: &Compliance, after: (Millis, Id), most: i64) -> Result<Vec<Said>> {
    let words: Vec<String> = words(&report.keywords).map(|word| format!("%{}%", like_escape(word))).collect();
    let emails: Vec<String> = words_of_emails(&report.emails);
    let mut given = args![report.start_at, report.end_at, after.0, after.1, most].to_vec();
    if !emails.is_empty() {
        given.push((&emails).into());
    }
    let mut matching = Vec::new();
    for word in &words {
        given.push(word.into());
        matching.push(format!("p.message {} ${} escape '\\'", conn.ilike(), given.len()));
    }
    let matching = if matching.is_empty() { String::new() } else { format!("and ({})", matching.join(" or ")) };
    let by = if emails.is_empty() { "" } else { "and u.email in list($6)" };
    let sql = format!(
        "select p.id, p.createat, coalesce(t.name, ''), coalesce(t.displayname, ''), c.name, c.displayname, u.username, \
         u.email, p.rootid, p.type, p.message, p.hashtags from posts p join channels c on c.id = p.channelid \
         join users u on u.id = p.userid left join teams t on t.id = c.teamid \
         where p.createat >= $1 and p.createat <= $2 and (p.createat > $3 or p.createat = $3 and p.id > $4) \
         {by} {matching} order by p.createat, p.id limit $5"
    );
    conn.all(sql, &given)
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', ' ']).map(str::trim).filter(|word| !word.is_empty())
}

fn words_of_emails(text: &str) -> Vec<String> {
    words(text).map(str::to_lowercase).collect()
}
