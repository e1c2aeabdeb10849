//! The index of words, and the queries that ask it. The only place where the two engines search each in its own way.

use super::query::{Marks, Query};
use super::words::Needle;
use crate::args;
use crate::base::db::{Arg, Conn, Row};
use crate::base::{Id, Millis, Result};
use crate::events::Tx;

/// Documents of one millisecond.
const AT_ONCE: i64 = 1000;
/// What is found at most.
const MOST: i64 = 100;
/// How many documents with the words PostgreSQL looks at, from the newest, before it looks at all of them.
const REACH: i64 = 1000;

/// Writes the words of a post or file, in place of those it had.
pub fn put(tx: &mut Tx<'_>, id: Id, at: Millis, words: &[String]) -> Result<()> {
    remove(tx, &[id])?;
    put_new(tx, id, at, words)
}

/// Writes the words of what has none in the index yet.
pub fn put_new(tx: &mut Tx<'_>, id: Id, at: Millis, words: &[String]) -> Result<()> {
    if words.is_empty() {
        return Ok(());
    }
    let low = at.saturating_mul(AT_ONCE);
    let free = "select coalesce(max(d.doc) + 1, cast($1 as bigint))";
    let taken = "from hearth_searchdocs d where d.doc >= $1 and d.doc < $2";
    if tx.is_postgres() {
        let words_as_vector = "cast(cast($4 as text) as tsvector)";
        let sql = format!(
            "insert into hearth_searchdocs (doc, id, words) {free}, cast($3 as text), {words_as_vector} {taken}"
        );
        tx.run(sql, args![low, low + AT_ONCE, id, &vector(words)])?;
    } else {
        let (doc,): (i64,) = tx.one(format!("{free} {taken}"), args![low, low + AT_ONCE])?;
        tx.run("insert into hearth_searchdocs (doc, id) values ($1, $2)", args![doc, id])?;
        tx.run("insert into hearth_searchwords (rowid, words) values ($1, $2)", args![doc, &words.join(" ")])?;
    }
    Ok(())
}

/// Takes the words of these out.
pub fn remove(tx: &mut Tx<'_>, ids: &[Id]) -> Result<()> {
    if !tx.is_postgres() {
        let words = "delete from hearth_searchwords where rowid in \
                     (select d.doc from hearth_searchdocs d where d.id in list($1))";
        tx.run(words, args![ids])?;
    }
    tx.run("delete from hearth_searchdocs where id in list($1)", args![ids])?;
    Ok(())
}

/// A post and the replies to it.
pub fn list_with_replies(conn: &mut Conn<'_>, post: Id) -> Result<Vec<Id>> {
    let sql = "select p.id from posts p where p.rootid = $1";
    let found: Vec<(Id,)> = conn.all(sql, args![post])?;
    Ok(found.into_iter().map(|(id,)| id).chain([post]).collect())
}

/// Positions stand beside the words, so that phrases are found. A lexeme keeps 256 of them; more are cut by the engine.
fn vector(words: &[String]) -> String {
    let mut out = String::new();
    for (position, word) in (1..16_384).zip(words) {
        out.push_str(&format!("'{word}':{position} "));
    }
    out
}

/// A needle in the words of an engine. Words hold letters and digits only, so that nothing needs escaping.
fn spell(needle: &Needle, postgres: bool) -> String {
    let join = |needles: &[Needle], between: &str| {
        let parts: Vec<String> = needles.iter().map(|needle| spell(needle, postgres)).collect();
        format!("({})", parts.join(between))
    };
    match (needle, postgres) {
        (Needle::All(needles), true) => join(needles, " & "),
        (Needle::Any(needles), true) => join(needles, " | "),
        (Needle::All(needles), false) => join(needles, " and ").replace(" and ", " AND "),
        (Needle::Any(needles), false) => join(needles, " OR "),
        (Needle::Phrase { words, open }, true) => {
            let words: Vec<String> = words.iter().map(|word| format!("'{word}'")).collect();
            format!("({}{})", words.join(" <-> "), if *open { ":*" } else { "" })
        }
        (Needle::Phrase { words, open }, false) => format!("\"{}\"{}", words.join(" "), if *open { " *" } else { "" }),
    }
}

/// Who searches, and where.
#[derive(Debug, Clone, Copy)]
pub struct Searcher {
    pub user: Id,
    /// Only in this team, and in direct and group messages.
    pub team: Option<Id>,
    /// In archived channels too.
    pub archived: bool,
}

/// What is searched: the table under its alias, and the names of what marks narrow down.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    pub columns: &'static str,
    /// Joins it to the document `d`, or stands alone; with what must hold of it.
    pub table: &'static str,
    pub alias: &'static str,
    pub author: &'static str,
    pub condition: &'static str,
}

/// Posts that people wrote.
pub const POSTS: Target = Target {
    columns: crate::posts::wire::Post::COLUMNS,
    table: "posts p",
    alias: "p",
    author: "p.userid",
    condition: "p.deleteat = 0 and length(p.originalid) = 0 and p.type not like 'system\\_%' escape '\\'",
};

/// Files of posts.
pub const FILES: Target = Target {
    columns: crate::files::wire::FileInfo::COLUMNS,
    table: "fileinfo f",
    alias: "f",
    author: "f.creatorid",
    condition: "f.deleteat = 0 and f.postid <> ''",
};

/// The newest of what a query finds in the channels that the searcher is in.
///
/// Invariant: nothing of a channel that somebody is not in (`nobody_finds_what_they_may_not_read`).
pub fn find<T: Row>(conn: &mut Conn<'_>, target: &Target, searcher: Searcher, query: &Query) -> Result<Vec<T>> {
    if conn.is_postgres() && query.needle.is_some() {
        let near: Vec<Near<T>> = find_within(conn, target, searcher, query, Some(REACH))?;
        let settled = near.len() as i64 == MOST || near.first().is_some_and(|found| !found.more);
        if settled {
            return Ok(near.into_iter().map(|found| found.row).collect());
        }
    }
    find_within(conn, target, searcher, query, None)
}

/// What was found among the newest documents with the words, and whether there are more of those.
struct Near<T> {
    more: bool,
    row: T,
}

impl<T: Row> Row for Near<T> {
    fn from_row(columns: &mut crate::base::db::Columns<'_>) -> Result<Near<T>> {
        Ok(Near { more: columns.next()?, row: T::from_row(columns)? })
    }
}

/// With a `reach` each row begins with [`Near::more`]; it is PostgreSQL's alone, and needs a needle.
fn find_within<T: Row>(
    conn: &mut Conn<'_>,
    target: &Target,
    searcher: Searcher,
    query: &Query,
    reach: Option<i64>,
) -> Result<Vec<T>> {
    let postgres = conn.is_postgres();
    let needle = query.needle.as_ref().map(|needle| spell(needle, postgres));
    let without = query.without.as_ref().map(|needle| spell(needle, postgres));
    let authors = if query.from.any.is_empty() { Vec::new() } else { list_users(conn, &query.from.any)? };
    let mut sql = Builder { text: String::new(), args: vec![searcher.user.into()] };
    match needle.as_deref() {
        Some(needle) if postgres => sql.start_at_words(target, needle, reach),
        needle => sql.start(target, needle, !query.from.any.is_empty(), postgres),
    }
    if let Some(team) = searcher.team {
        let team = sql.put(team);
        sql.add(&format!(" and c.teamid in ({team}, '')"));
    }
    if !searcher.archived {
        sql.add(" and c.deleteat = 0");
    }
    if let Some(without) = without.as_deref() {
        sql.exclude(target, without, postgres);
    }
    let alias = target.alias;
    let author = target.author;
    match authors.as_slice() {
        [] if query.from.any.is_empty() => {}
        // What one person wrote is walked from the newest.
        [one] => {
            let one = sql.put(*one);
            sql.add(&format!(" and {author} = {one}"));
        }
        any => {
            let any = sql.put(any);
            sql.add(&format!(" and {author} in list({any})"));
        }
    }
    sql.mark(&query.from.none, &format!("{author} not in (select u.id from users u where u.username in list({{}}))"));
    sql.marks(&query.channels, "c.name {} list({})");
    sql.marks(&query.extensions, &format!("{alias}.extension {{}} list({{}})"));
    for (spans, not) in [(&query.times, ""), (&query.not_times, "not ")] {
        for (from, to) in spans {
            let (from, to) = (sql.put(*from), sql.put(*to));
            sql.add(&format!(" and {not}({alias}.createat >= {from} and {alias}.createat < {to})"));
        }
    }
    // A document's number begins with its time: the engine walks from the newest and stops when it has enough.
    let order = match (&needle, postgres) {
        (None, _) => format!("{alias}.createat"),
        (Some(_), true) => "d.doc".to_owned(),
        (Some(_), false) => "hearth_searchwords.rowid".to_owned(),
    };
    sql.add(&format!(" order by {order} desc limit {MOST}"));
    conn.all(sql.text, &sql.args)
}

/// From what is found to its channel, where the person `$1` is in it.
fn channels(alias: &str) -> String {
    format!(
        "join channels c on c.id = {alias}.channelid \
         join channelmembers cm on cm.channelid = c.id and cm.userid = $1"
    )
}

/// A query that grows, with what is bound to it.
struct Builder<'a> {
    text: String,
    args: Vec<Arg<'a>>,
}

impl<'a> Builder<'a> {
    fn add(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Binds a value; answers its placeholder.
    fn put(&mut self, value: impl Into<Arg<'a>>) -> String {
        self.args.push(value.into());
        format!("${}", self.args.len())
    }

    /// From the index to what it is of, or straight to that, and to the channels of the person `$1`.
    fn start(&mut self, target: &Target, needle: Option<&'a str>, by_author: bool, postgres: bool) {
        let Target { columns, table, alias, condition, .. } = target;
        match needle {
            None if by_author => self.add(&format!(
                "select {columns} from {table} cross join channels c cross join channelmembers cm \
                 where c.id = {alias}.channelid and cm.channelid = c.id and cm.userid = $1 and {condition}"
            )),
            // From the searcher's channels to what is in them: never through everything that was ever said.
            None => {
                let join = if postgres { "join" } else { "cross join" };
                self.add(&format!(
                    "select {columns} from channelmembers cm {join} channels c on c.id = cm.channelid \
                     {join} {table} on {alias}.channelid = c.id where cm.userid = $1 and {condition}"
                ));
            }
            // Cross: in this order, whatever SQLite thinks of it.
            Some(needle) => {
                let needle = self.put(needle);
                self.add(&format!(
                    "select {columns} from hearth_searchwords cross join hearth_searchdocs d \
                     on d.doc = hearth_searchwords.rowid cross join {table} on {alias}.id = d.id {} \
                     where {condition} and hearth_searchwords match {needle}",
                    channels(alias)
                ));
            }
        }
    }

    /// The same on PostgreSQL, which likes best to begin with the newest posts or with the channels: what has the words
    /// is found first, and from the newest of it one goes to each post. `offset 0` keeps the planner from mixing them.
    fn start_at_words(&mut self, target: &Target, needle: &'a str, reach: Option<i64>) {
        let Target { columns, table, alias, condition, .. } = target;
        let needle = self.put(needle);
        let (limit, more) = match reach {
            Some(reach) => (format!("limit {reach}"), format!("(select count(*) from found) = {reach},")),
            None => (String::new(), String::new()),
        };
        self.add(&format!(
            "with found as materialized (select w.doc, w.id from hearth_searchdocs w \
             where w.words @@ cast(cast({needle} as text) as tsquery) order by w.doc desc {limit}) \
             select {more} {columns} from (select f.doc, f.id from found f order by f.doc desc) d \
             cross join lateral (select {alias}.* from {table} where {alias}.id = d.id offset 0) {alias} {} \
             where {condition}",
            channels(alias)
        ));
    }

    fn exclude(&mut self, target: &Target, without: &'a str, postgres: bool) {
        let without = self.put(without);
        let found = if postgres {
            format!("n.words @@ cast(cast({without} as text) as tsquery)")
        } else {
            format!("n.doc in (select rowid from hearth_searchwords where hearth_searchwords match {without})")
        };
        self.add(&format!(" and {}.id not in (select n.id from hearth_searchdocs n where {found})", target.alias));
    }

    /// `condition` has a `{}` for `in` or `not in`, and one for the list.
    fn marks(&mut self, marks: &'a Marks, condition: &str) {
        for (values, word) in [(&marks.any, "in"), (&marks.none, "not in")] {
            self.mark(values, &condition.replacen("{}", word, 1));
        }
    }

    /// `condition` has a `{}` for the list.
    fn mark(&mut self, values: &'a Vec<String>, condition: &str) {
        if !values.is_empty() {
            let list = self.put(values);
            self.add(&format!(" and {}", condition.replacen("{}", &list, 1)));
        }
    }
}

/// A post or file whose words are not in the index.
pub struct Unindexed {
    pub id: Id,
    pub at: Millis,
    pub text: String,
    pub props: String,
    pub hashtags: String,
}

impl Row for Unindexed {
    fn from_row(columns: &mut crate::base::db::Columns<'_>) -> Result<Unindexed> {
        Ok(Unindexed {
            id: columns.next()?,
            at: columns.next()?,
            text: columns.next()?,
            props: columns.next()?,
            hashtags: columns.next()?,
        })
    }
}

/// Posts that are not in the index, after an id, in the order of their ids.
pub fn list_unindexed(conn: &mut Conn<'_>, after: Id, most: i64) -> Result<Vec<Unindexed>> {
    let sql = "select p.id, p.createat, p.message, p.props, p.hashtags from posts p \
               where p.id > $1 and p.deleteat = 0 and length(p.originalid) = 0 and p.message <> '' \
               and p.type not like 'system\\_%' escape '\\' \
               and not exists (select 1 from hearth_searchdocs d where d.id = p.id) order by p.id limit $2";
    conn.all(sql, args![after, most])
}

/// What was read of the files of a post: id, time, name and content.
pub fn list_files(conn: &mut Conn<'_>, post: Id) -> Result<Vec<(Id, i64, String, String)>> {
    let sql = "select f.id, f.createat, f.name, f.content from fileinfo f where f.postid = $1 and f.deleteat = 0";
    conn.all(sql, args![post])
}

/// The ids of people of these names.
pub fn list_users(conn: &mut Conn<'_>, names: &[String]) -> Result<Vec<Id>> {
    let found: Vec<(Id,)> = conn.all("select u.id from users u where u.username in list($1)", args![names])?;
    Ok(found.into_iter().map(|(id,)| id).collect())
}
