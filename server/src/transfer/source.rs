//! What an export reads: rows by page, with names in place of ids.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use crate::args;
use crate::base::db::{Columns, Conn, Row};
use crate::base::{Id, Millis, Result};
use crate::posts::wire::Post;
use crate::teams::wire::Team;
use crate::users::wire::User;

/// Rows of a page.
pub const PAGE: i64 = 200;

/// A page of teams that are not archived, each with the name of its scheme.
pub fn teams(conn: &mut Conn<'_>, after: Id) -> Result<Vec<(Team, String)>> {
    let sql = format!(
        "select {}, coalesce(s.name, '') from teams t left join schemes s on s.id = t.schemeid and s.deleteat = 0 \
         where t.id > $1 and t.deleteat = 0 order by t.id limit $2",
        Team::COLUMNS
    );
    let found: Vec<Schemed> = conn.all(sql, args![after, PAGE])?;
    Ok(found.into_iter().map(|Schemed(team, scheme)| (team, scheme)).collect())
}

struct Schemed(Team, String);

impl Row for Schemed {
    fn from_row(columns: &mut Columns<'_>) -> Result<Schemed> {
        Ok(Schemed(Team::from_row(columns)?, columns.next()?))
    }
}

/// A channel's line, and its id.
pub struct ChannelLine {
    pub id: Id,
    pub line: Value,
}

impl Row for ChannelLine {
    fn from_row(columns: &mut Columns<'_>) -> Result<ChannelLine> {
        let id = columns.next()?;
        let mut text = || columns.next::<String>();
        let mut line = json!({
            "team": text()?, "name": text()?, "display_name": text()?, "type": text()?,
            "header": text()?, "purpose": text()?,
        });
        let deleted: Millis = columns.next()?;
        if deleted > 0 {
            line["deleted_at"] = deleted.into();
        }
        let scheme: String = columns.next()?;
        if !scheme.is_empty() {
            line["scheme"] = scheme.into();
        }
        Ok(ChannelLine { id, line })
    }
}

/// A page of open and private channels of teams that are not archived; with their schemes, if those are wanted.
pub fn channels(conn: &mut Conn<'_>, after: Id, archived: bool, schemes: bool) -> Result<Vec<ChannelLine>> {
    let sql = "select c.id, t.name, c.name, c.displayname, c.type, c.header, c.purpose, c.deleteat, coalesce(s.name, '') \
               from channels c join teams t on t.id = c.teamid and t.deleteat = 0 \
               left join schemes s on s.id = c.schemeid and s.deleteat = 0 and $4 \
               where c.id > $1 and c.type in ('O', 'P') and ($2 or c.deleteat = 0) order by c.id limit $3";
    conn.all(sql, args![after, archived, PAGE, schemes])
}

/// A page of accounts.
pub fn users(conn: &mut Conn<'_>, after: Id) -> Result<Vec<User>> {
    let sql = format!("select {} from users u where u.id > $1 order by u.id limit $2", User::COLUMNS);
    conn.all(sql, args![after, PAGE])
}

struct TeamRow {
    user: Id,
    team: Id,
    line: Value,
}

impl Row for TeamRow {
    fn from_row(columns: &mut Columns<'_>) -> Result<TeamRow> {
        let (user, team) = (columns.next()?, columns.next()?);
        let name: String = columns.next()?;
        let roles = roles(columns, ["team_guest", "team_user", "team_admin"])?;
        let mut line = json!({"name": name, "roles": roles, "channels": []});
        if let Some(theme) = columns.next::<Option<String>>()? {
            line["theme"] = theme.into();
        }
        Ok(TeamRow { user, team, line })
    }
}

struct MemberRow {
    user: Id,
    team: Id,
    line: Value,
}

impl Row for MemberRow {
    fn from_row(columns: &mut Columns<'_>) -> Result<MemberRow> {
        let (user, team) = (columns.next()?, columns.next()?);
        let name: String = columns.next()?;
        let roles = roles(columns, ["channel_guest", "channel_user", "channel_admin"])?;
        let props: Map<String, Value> = columns.json()?;
        let numbers = ["mention_count", "mention_count_root", "msg_count", "msg_count_root", "last_viewed_at"];
        let mut line = json!({"name": name, "roles": roles, "notify_props": props});
        for name in numbers {
            line[name] = columns.next::<i64>()?.into();
        }
        if columns.next::<bool>()? {
            line["favorite"] = true.into();
        }
        Ok(MemberRow { user, team, line })
    }
}

fn roles(columns: &mut Columns<'_>, names: [&str; 3]) -> Result<String> {
    let explicit: String = columns.next()?;
    let mut all: Vec<String> = explicit.split_whitespace().map(str::to_owned).collect();
    for name in names {
        if columns.next::<bool>()? {
            all.push(name.to_owned());
        }
    }
    Ok(all.join(" "))
}

/// The `teams` of these accounts' lines.
pub fn memberships(conn: &mut Conn<'_>, users: &[Id], archived: bool) -> Result<HashMap<Id, Vec<Value>>> {
    let sql = "select tm.userid, t.id, t.name, tm.roles, tm.schemeguest, tm.schemeuser, tm.schemeadmin, pr.value \
               from teammembers tm join teams t on t.id = tm.teamid and t.deleteat = 0 \
               left join preferences pr on pr.userid = tm.userid and pr.category = 'theme' and pr.name = t.id \
               where tm.userid in list($1) and tm.deleteat = 0 order by t.name";
    let teams: Vec<TeamRow> = conn.all(sql, args![users])?;
    let sql = "select cm.userid, c.teamid, c.name, cm.roles, cm.schemeguest, cm.schemeuser, cm.schemeadmin, \
               cm.notifyprops, cm.mentioncount, cm.mentioncountroot, cm.msgcount, cm.msgcountroot, cm.lastviewedat, \
               coalesce(pr.value = 'true', false) from channelmembers cm join channels c on c.id = cm.channelid \
               left join preferences pr on pr.userid = cm.userid and pr.category = 'favorite_channel' and pr.name = c.id \
               where cm.userid in list($1) and c.type in ('O', 'P') and ($2 or c.deleteat = 0) order by c.name";
    let members: Vec<MemberRow> = conn.all(sql, args![users, archived])?;
    let mut channels: HashMap<(Id, Id), Vec<Value>> = HashMap::new();
    for row in members {
        channels.entry((row.user, row.team)).or_default().push(row.line);
    }
    let mut all: HashMap<Id, Vec<Value>> = HashMap::new();
    for mut row in teams {
        row.line["channels"] = channels.remove(&(row.user, row.team)).unwrap_or_default().into();
        all.entry(row.user).or_default().push(row.line);
    }
    Ok(all)
}

/// A post with the names that its line needs.
pub struct PostRow {
    pub post: Post,
    pub username: String,
    /// Empty for direct and group channels.
    pub team: String,
    pub channel: String,
}

impl Row for PostRow {
    fn from_row(columns: &mut Columns<'_>) -> Result<PostRow> {
        Ok(PostRow {
            post: Post::from_row(columns)?,
            username: columns.next()?,
            team: columns.next()?,
            channel: columns.next()?,
        })
    }
}

/// A page of posts that begin a thread: of teams' channels, or of direct and group ones.
pub fn roots(conn: &mut Conn<'_>, after: Id, direct: bool, archived: bool) -> Result<Vec<PostRow>> {
    let sql = format!(
        "select {}, u.username, coalesce(t.name, ''), c.name from posts p cross join users u \
         cross join channels c left join teams t on t.id = c.teamid where u.id = p.userid and c.id = p.channelid \
         and p.id > $1 and length(p.rootid) = 0 and length(p.originalid) = 0 and p.deleteat = 0 and ($2 or c.deleteat = 0) \
         and (case when $3 then c.type in ('D', 'G') else c.type in ('O', 'P') and t.deleteat = 0 end) \
         order by p.id limit $4",
        Post::COLUMNS
    );
    conn.all(sql, args![after, archived, direct, PAGE])
}

/// The replies to these posts, the oldest first.
pub fn replies(conn: &mut Conn<'_>, roots: &[Id]) -> Result<Vec<PostRow>> {
    let sql = format!(
        "select {}, u.username, '', '' from posts p join users u on u.id = p.userid \
         where p.rootid in list($1) and length(p.originalid) = 0 and p.deleteat = 0 order by p.createat, p.id",
        Post::COLUMNS
    );
    conn.all(sql, args![roots])
}

/// The reactions on these posts: the post, and the line's part.
pub fn reactions(conn: &mut Conn<'_>, posts: &[Id]) -> Result<HashMap<Id, Vec<Value>>> {
    let sql = "select r.postid, u.username, r.emojiname, r.createat from reactions r join users u on u.id = r.userid \
               where r.postid in list($1) and r.deleteat = 0 order by r.createat";
    let rows: Vec<(Id, String, String, i64)> = conn.all(sql, args![posts])?;
    let lines = rows
        .into_iter()
        .map(|(post, user, emoji, at)| (post, json!({"user": user, "create_at": at, "emoji_name": emoji})));
    Ok(grouped(lines))
}

/// Who has flagged these posts.
pub fn flags(conn: &mut Conn<'_>, posts: &[Id]) -> Result<HashMap<Id, Vec<Value>>> {
    let ids: Vec<String> = posts.iter().map(Id::to_string).collect();
    let sql = "select pr.name, u.username from preferences pr join users u on u.id = pr.userid \
               where pr.category = 'flagged_post' and pr.name in list($1) and pr.value = 'true'";
    let rows: Vec<(Id, String)> = conn.all(sql, args![&ids])?;
    Ok(grouped(rows.into_iter().map(|(post, user)| (post, user.into()))))
}

/// Who follows the threads of these posts.
pub fn followers(conn: &mut Conn<'_>, posts: &[Id]) -> Result<HashMap<Id, Vec<Value>>> {
    let sql = "select m.postid, u.username, m.lastviewed, m.unreadmentions from threadmemberships m \
               join users u on u.id = m.userid where m.postid in list($1) and m.following";
    let rows: Vec<(Id, String, i64, i64)> = conn.all(sql, args![posts])?;
    let lines = rows.into_iter().map(|(post, user, viewed, mentions)| {
        (post, json!({"user": user, "last_viewed": viewed, "unread_mentions": mentions}))
    });
    Ok(grouped(lines))
}

/// A file of a post.
pub struct FileRow {
    pub post: Id,
    pub blob: String,
    /// Its path in the archive.
    pub path: String,
}

impl Row for FileRow {
    fn from_row(columns: &mut Columns<'_>) -> Result<FileRow> {
        let (id, post, blob) = (columns.next::<Id>()?, columns.next()?, columns.next()?);
        let name: String = columns.next()?;
        Ok(FileRow { post, blob, path: format!("{id}/{}", name.replace(['/', '\\'], "_")) })
    }
}

/// The files of these posts.
pub fn files(conn: &mut Conn<'_>, posts: &[Id]) -> Result<Vec<FileRow>> {
    let sql = "select f.id, f.postid, f.path, f.name from fileinfo f where f.postid in list($1) and f.deleteat = 0 \
               order by f.createat, f.id";
    conn.all(sql, args![posts])
}

/// A direct or group channel, and who is in it.
pub struct DirectRow {
    pub channel: Id,
    pub header: String,
    pub username: String,
    pub last_viewed_at: Millis,
    /// Whether this member has it among their favourites, and whether their list shows it.
    pub is_favourite: bool,
    pub is_shown: bool,
}

impl Row for DirectRow {
    fn from_row(columns: &mut Columns<'_>) -> Result<DirectRow> {
        Ok(DirectRow {
            channel: columns.next()?,
            header: columns.next()?,
            username: columns.next()?,
            last_viewed_at: columns.next()?,
            is_favourite: columns.next()?,
            is_shown: columns.next()?,
        })
    }
}

/// The members of a page of direct and group channels, channel by channel.
pub fn directs(conn: &mut Conn<'_>, after: Id) -> Result<Vec<DirectRow>> {
    // The other one of two, by the channel's name; of one alone that one.
    let other = "coalesce(nullif(replace(replace(c.name, cm.userid, ''), '__', ''), ''), cm.userid)";
    let sql = format!(
        "select c.id, c.header, u.username, cm.lastviewedat, coalesce(fa.value = 'true', false), \
               coalesce(sh.value = 'true', false) from channels c \
               join channelmembers cm on cm.channelid = c.id join users u on u.id = cm.userid \
               left join preferences fa on fa.userid = cm.userid and fa.category = 'favorite_channel' and fa.name = c.id \
               left join preferences sh on sh.userid = cm.userid \
               and sh.category = case when c.type = 'G' then 'group_channel_show' else 'direct_channel_show' end \
               and sh.name = case when c.type = 'G' then c.id else {other} end \
               where c.id in (select d.id from channels d where d.id > $1 and d.type in ('D', 'G') and d.deleteat = 0 \
               order by d.id limit $2) order by c.id, u.username"
    );
    conn.all(sql, args![after, PAGE])
}

/// The usernames of the members of these channels.
pub fn members(conn: &mut Conn<'_>, channels: &[Id]) -> Result<HashMap<Id, Vec<Value>>> {
    let sql = "select cm.channelid, u.username from channelmembers cm join users u on u.id = cm.userid \
               where cm.channelid in list($1) order by u.username";
    let rows: Vec<(Id, String)> = conn.all(sql, args![channels])?;
    Ok(grouped(rows.into_iter().map(|(channel, user)| (channel, user.into()))))
}

fn grouped(rows: impl Iterator<Item = (Id, Value)>) -> HashMap<Id, Vec<Value>> {
    let mut all: HashMap<Id, Vec<Value>> = HashMap::new();
    for (id, value) in rows {
        all.entry(id).or_default().push(value);
    }
    all
}
