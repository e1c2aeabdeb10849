//! Finding people: by name, and by where they are. One query each.

use std::collections::HashSet;

use super::rules::View;
use super::wire::User;
use crate::args;
use crate::base::db::{Arg, Columns, Conn, Row, like_escape};
use crate::base::{Id, Result};

/// Where somebody is, or is not.
#[derive(Debug, Clone, Copy)]
pub enum Where {
    InTeam(Id),
    NotInTeam(Id),
    InChannel(Id),
    NotInChannel(Id),
    InGroup(Id),
    NotInGroup(Id),
}

/// In which order people come.
#[derive(Debug, Clone, Copy, Default)]
pub enum Order {
    /// By username.
    #[default]
    Name,
    /// Who did something last comes first; who never did is left out.
    Activity,
    /// The newest account first.
    Newest,
}

/// What somebody is on the site, in a team, or in a channel.
#[derive(Debug, Clone)]
pub enum Standing {
    Site(String),
    Team(Id, String),
    Channel(Id, String),
}

/// Whom to list.
#[derive(Debug, Clone, Default)]
pub struct Whom {
    /// A part of a name, with or without `@`; empty for everybody.
    pub term: String,
    pub places: Vec<Where>,
    pub without_team: bool,
    /// Only those whom a linked group puts into the team or channel.
    pub by_groups: bool,
    pub role: Option<String>,
    /// With one of these roles: of the site, of the team or of the channel that is looked in.
    pub roles: Vec<Standing>,
    /// Only people who share a channel with this reader.
    pub seen_by: Option<Id>,
    pub active: Option<bool>,
    pub order: Order,
    pub offset: i64,
    pub size: i64,
}

/// A page of people. `view` says in which fields may be searched.
pub fn list(conn: &mut Conn<'_>, whom: &Whom, view: &View) -> Result<Vec<User>> {
    let texts = Texts::of(whom);
    let (conditions, mut arguments) = conditions(conn, whom, &texts, view);
    let (from, order) = match whom.order {
        Order::Name => ("users u where", "u.username"),
        Order::Newest => ("users u where", "u.createat desc, u.id"),
        Order::Activity => (
            "status s cross join users u where u.id = s.userid and s.lastactivityat > 0 and",
            "s.lastactivityat desc, u.username",
        ),
    };
    let (limit, offset) = (arguments.len() + 1, arguments.len() + 2);
    arguments.extend([Arg::from(whom.size), Arg::from(whom.offset)]);
    let sql =
        format!("select {} from {from} {conditions} order by {order} limit ${limit} offset ${offset}", User::COLUMNS);
    conn.all(sql, &arguments)
}

/// How many people there are of that kind; pages do not matter.
pub fn count_of(conn: &mut Conn<'_>, whom: &Whom, view: &View) -> Result<i64> {
    let texts = Texts::of(whom);
    let (conditions, arguments) = conditions(conn, whom, &texts, view);
    Ok(conn.one::<(i64,)>(format!("select count(*) from users u where {conditions}"), &arguments)?.0)
}

/// What is compared with, as `like` wants it.
struct Texts {
    term: Option<String>,
    role: Option<String>,
}

impl Texts {
    fn of(whom: &Whom) -> Texts {
        let term = nfc(whom.term.trim().trim_start_matches('@'));
        Texts {
            term: (!term.is_empty()).then(|| format!("%{}%", like_escape(&term))),
            role: whom.role.as_deref().map(|role| format!("%{}%", like_escape(role))),
        }
    }
}

fn conditions<'a>(conn: &Conn<'_>, whom: &Whom, texts: &'a Texts, view: &View) -> (String, Vec<Arg<'a>>) {
    let mut arguments: Vec<Arg<'a>> = Vec::new();
    let mut sql = String::from("1 = 1");
    for place in &whom.places {
        let (condition, id) = in_place(*place);
        arguments.push(id.into());
        sql.push_str(&condition.replace("$id", &format!("${}", arguments.len())));
    }
    if whom.without_team {
        sql.push_str(" and not exists (select 1 from teammembers w where w.userid = u.id and w.deleteat = 0)");
    }
    match whom.active {
        Some(true) => sql.push_str(" and u.deleteat = 0"),
        Some(false) => sql.push_str(" and u.deleteat > 0"),
        None => {}
    }
    if let Some(role) = &texts.role {
        arguments.push(role.as_str().into());
        sql.push_str(&format!(" and u.roles like ${} escape '\\'", arguments.len()));
    }
    if let Some(reader) = whom.seen_by {
        arguments.push(reader.into());
        sql.push_str(&SEEN.replace("$id", &format!("${}", arguments.len())));
    }
    let standings: Vec<String> = whom.roles.iter().map(|role| standing(role, &mut arguments)).collect();
    if !standings.is_empty() {
        sql.push_str(&format!(" and ({})", standings.join(" or ")));
    }
    if let Some(term) = &texts.term {
        arguments.push(term.as_str().into());
        sql.push_str(&named(conn.ilike(), arguments.len(), view));
    }
    (sql, arguments)
}

/// Those who share a channel with the reader `$id`.
const SEEN: &str = " and exists (select 1 from channelmembers theirs join channelmembers mine \
                    on mine.channelid = theirs.channelid where theirs.userid = u.id and mine.userid = $id)";

fn standing(role: &Standing, arguments: &mut Vec<Arg<'_>>) -> String {
    match role {
        Standing::Site(name) => match name.as_str() {
            // Nearly everybody is a user among other things: asked for are those who are nothing else.
            "system_user" => "u.roles = 'system_user'".into(),
            name if name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') => {
                format!("' ' || u.roles || ' ' like '% {name} %'")
            }
            _ => "1 = 0".into(),
        },
        Standing::Team(id, name) => {
            arguments.push((*id).into());
            member("teammembers", "teamid", arguments.len(), name.trim_start_matches("team_"))
        }
        Standing::Channel(id, name) => {
            arguments.push((*id).into());
            member("channelmembers", "channelid", arguments.len(), name.trim_start_matches("channel_"))
        }
    }
}

fn member(table: &str, place: &str, number: usize, kind: &str) -> String {
    let flag = match kind {
        "admin" => "m.schemeadmin",
        "user" => "m.schemeuser and not m.schemeadmin",
        "guest" => "m.schemeguest",
        _ => "1 = 0",
    };
    let living = if table == "teammembers" { " and m.deleteat = 0" } else { "" };
    format!("exists (select 1 from {table} m where m.userid = u.id and m.{place} = ${number}{living} and {flag})")
}

fn in_place(place: Where) -> (&'static str, Id) {
    match place {
        Where::InTeam(id) => (
            " and exists (select 1 from teammembers m where m.userid = u.id and m.teamid = $id and m.deleteat = 0)",
            id,
        ),
        Where::NotInTeam(id) => (
            " and not exists (select 1 from teammembers m where m.userid = u.id and m.teamid = $id and m.deleteat = 0)",
            id,
        ),
        Where::InChannel(id) => {
            (" and exists (select 1 from channelmembers m where m.userid = u.id and m.channelid = $id)", id)
        }
        Where::NotInChannel(id) => {
            (" and not exists (select 1 from channelmembers m where m.userid = u.id and m.channelid = $id)", id)
        }
        Where::InGroup(id) => (
            " and exists (select 1 from groupmembers m where m.userid = u.id and m.groupid = $id and m.deleteat = 0)",
            id,
        ),
        Where::NotInGroup(id) => (
            " and not exists (select 1 from groupmembers m where m.userid = u.id and m.groupid = $id and m.deleteat = 0)",
            id,
        ),
    }
}

/// The names that may hold the term `$number`; a last name also after the first.
fn named(like: &str, number: usize, view: &View) -> String {
    let mut fields = vec!["u.username", "u.nickname"];
    if view.sees_full_names() {
        fields.extend(["u.firstname", "u.lastname", "(u.firstname || ' ' || u.lastname)"]);
    }
    if view.sees_emails() {
        fields.push("u.email");
    }
    let tests: Vec<String> = fields.iter().map(|field| format!("{field} {like} ${number} escape '\\'")).collect();
    format!(" and ({})", tests.join(" or "))
}

fn nfc(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.nfc().collect()
}

/// Whether there is a group of people of this id.
pub fn is_group(conn: &mut Conn<'_>, id: Id) -> Result<bool> {
    Ok(conn.first::<(Id,)>("select id from usergroups where id = $1", args![id])?.is_some())
}

/// Everybody with whom somebody shares a channel.
pub fn list_known(conn: &mut Conn<'_>, user: Id) -> Result<Vec<Id>> {
    // In one text, with those who are met twice in it: to tell them apart and to hand out rows would cost the database
    // three times what finding them does.
    let sql = "select coalesce(string_agg(other.userid, ' '), '') from channelmembers own \
               join channelmembers other on other.channelid = own.channelid \
               where own.userid = $1 and other.userid <> $1";
    let (all,): (String,) = conn.one(sql, args![user])?;
    let mut met = HashSet::new();
    Ok(all.split_whitespace().map(Id::parse).filter(|id| met.insert(*id)).collect())
}

/// How many accounts are in use.
pub fn count(conn: &mut Conn<'_>) -> Result<i64> {
    Ok(conn.one::<(i64,)>("select count(*) from users where deleteat = 0", args![])?.0)
}

struct InGroup(Id, User);

impl Row for InGroup {
    fn from_row(columns: &mut Columns<'_>) -> Result<InGroup> {
        Ok(InGroup(columns.next()?, User::from_row(columns)?))
    }
}

/// Who is in these group channels, besides somebody who is in them.
pub fn list_of_groups(conn: &mut Conn<'_>, user: Id, channels: &[Id]) -> Result<Vec<(Id, User)>> {
    let sql = format!(
        "select c.id, {} from channels c join channelmembers own on own.channelid = c.id and own.userid = $1 \
         join channelmembers m on m.channelid = c.id join users u on u.id = m.userid \
         where c.type = 'G' and c.id in list($2) and u.id <> $1 order by c.id, u.username",
        User::COLUMNS
    );
    let rows: Vec<InGroup> = conn.all(sql, args![user, channels])?;
    Ok(rows.into_iter().map(|InGroup(channel, user)| (channel, user)).collect())
}
