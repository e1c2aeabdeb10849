//! Reading posts: pages of a channel, threads, what is pinned or saved. A page is a handful of queries, whatever is in
//! it; none is asked in a loop.

use indexmap::IndexMap;

use super::dress::{Reader, dress_for};
use super::store;
use super::wire::{Post, PostList};
use crate::args;
use crate::base::db::{Arg, Columns, Conn, Row};
use crate::base::{Id, Millis, Result, refuse};
use crate::users::wire::{User, for_others, only_id};

/// Posts of a `since` answer at most.
const CHANGES: i64 = 1_000;

/// How posts are to be shown.
#[derive(Debug, Clone, Copy, Default)]
pub struct View {
    /// Who reads.
    pub reader: Reader,
    /// Only roots, each with what its thread has.
    pub collapsed: bool,
    /// Participants as whole users.
    pub extended: bool,
    /// Without the other posts of threads.
    pub alone: bool,
    /// Deleted posts too.
    pub deleted: bool,
}

/// Which posts of a channel.
#[derive(Debug, Clone, Copy)]
pub enum Which {
    /// The newest, page by page.
    Page { offset: i64, size: i64 },
    /// Older than a post.
    Before { post: Id, offset: i64, size: i64 },
    /// Newer than a post.
    After { post: Id, offset: i64, size: i64 },
    /// Changed since.
    Since(Millis),
}

/// A page of a channel.
pub fn channel(conn: &mut Conn<'_>, channel: Id, which: Which, view: View) -> Result<PostList> {
    match which {
        Which::Since(at) => since(conn, channel, at, view),
        Which::Page { offset, size } => {
            let (found, more) = page(conn, channel, Side::Older, Millis::MAX, offset, size, view)?;
            let newest = found.first().map(|post| post.create_at).filter(|_| offset > 0);
            let next = match newest {
                Some(at) => neighbour(conn, channel, Side::Newer, at, view)?,
                None => Id::NONE,
            };
            let mut list = finish(conn, found, next, more, view)?;
            if !view.collapsed && !view.alone {
                // As the official server: a plain page brings the replies themselves, and does not count them.
                list.posts.values_mut().for_each(|post| post.reply_count = 0);
            }
            Ok(list)
        }
        Which::Before { post, offset, size } => {
            let at = time_of(conn, post)?;
            let (found, more) = page(conn, channel, Side::Older, at, offset, size, view)?;
            let next = if offset == 0 { post } else { Id::NONE };
            finish(conn, found, next, more, view)
        }
        Which::After { post, offset, size } => {
            let at = time_of(conn, post)?;
            let (mut found, more) = page(conn, channel, Side::Newer, at, offset, size, view)?;
            found.reverse();
            finish(conn, found, more, if offset == 0 { post } else { Id::NONE }, view)
        }
    }
}

/// What somebody has not read yet of a channel, with some of what they have.
pub fn unread(conn: &mut Conn<'_>, channel: Id, seen: Millis, before: i64, after: i64, view: View) -> Result<PostList> {
    let (mut found, next) = page(conn, channel, Side::Newer, seen, 0, after, view)?;
    found.reverse();
    let from = seen.saturating_add(1);
    let (older, prev) = page(conn, channel, Side::Older, from, 0, before, view)?;
    found.extend(older);
    let mut list = finish(conn, found, next, prev, view)?;
    list.has_next = Some(false);
    Ok(list)
}

/// Posts that are no replies, and those that are no earlier versions. Not `= ''`: for that SQLite looks in the index
/// of replies, or of versions, in which nearly every post of the house stands under nothing.
const ROOT: &str = "and length(p.rootid) = 0";
const NO_VERSION: &str = "and length(p.originalid) = 0";

#[derive(Clone, Copy, PartialEq)]
enum Side {
    Older,
    Newer,
}

/// Posts on one side of a time, nearest first, and the one after them.
fn page(
    conn: &mut Conn<'_>,
    channel: Id,
    side: Side,
    at: Millis,
    offset: i64,
    size: i64,
    view: View,
) -> Result<(Vec<Post>, Id)> {
    let (sign, order) = if side == Side::Older { ("<", "desc") } else { (">", "asc") };
    let sql = format!(
        "select {} from posts p where p.channelid = $1 and p.createat {sign} $2 {} {} \
         order by p.createat {order} limit $3 offset $4",
        Post::COLUMNS,
        if view.deleted { NO_VERSION } else { "and p.deleteat = 0" },
        if view.collapsed { ROOT } else { "" },
    );
    let mut found: Vec<Post> = conn.all(sql, args![channel, at, size + 1, offset])?;
    let more = if found.len() as i64 > size { found.pop().map_or(Id::NONE, |post| post.id) } else { Id::NONE };
    Ok((found, more))
}

/// The nearest post on one side of a time.
fn neighbour(conn: &mut Conn<'_>, channel: Id, side: Side, at: Millis, view: View) -> Result<Id> {
    Ok(page(conn, channel, side, at, 0, 1, view)?.0.first().map_or(Id::NONE, |post| post.id))
}

fn time_of(conn: &mut Conn<'_>, post: Id) -> Result<Millis> {
    let found: Option<(i64,)> = conn.first("select createat from posts where id = $1", args![post])?;
    // As the official server: next to a post that is not there, there is nothing.
    Ok(found.map_or(0, |(at,)| at))
}

/// What changed in a channel since a time, deleted posts and old versions included, newest first.
///
/// First what was written since, as the index has it, then what is older and was changed: so only the latter, little
/// nearly always, is sorted.
fn since(conn: &mut Conn<'_>, channel: Id, at: Millis, view: View) -> Result<PostList> {
    let select = |which: &str, at: &str| {
        let root = if view.collapsed { ROOT } else { "" };
        let columns = Post::COLUMNS;
        format!("select {columns} from posts p where p.channelid = $1 and {which} {root} order by {at} desc limit $3")
    };
    let written = select("p.createat > $2", "p.createat");
    let mut found: Vec<Post> = conn.all(written, args![channel, at, CHANGES])?;
    let left = CHANGES - found.len() as i64;
    if left > 0 {
        // The pluses keep the engine from walking the whole channel for the order. What was changed has an index.
        let changed = select("p.updateat > p.createat and p.updateat > $2 and +p.createat <= $2", "+p.createat");
        found.extend(conn.all::<Post>(changed, args![channel, at, left])?);
    }
    finish(conn, found, Id::NONE, Id::NONE, View { deleted: true, ..view })
}

fn finish(conn: &mut Conn<'_>, mut found: Vec<Post>, next: Id, prev: Id, view: View) -> Result<PostList> {
    let mut order: Vec<Id> = found.iter().map(|post| post.id).collect();
    if view.collapsed {
        collapse(conn, &mut found, view)?;
    } else {
        count_threads(conn, &mut found)?;
        if !view.alone {
            add_threads(conn, &mut found)?;
        }
    }
    dress_for(conn, &mut found, view.reader)?;
    let posts: IndexMap<Id, Post> = found.into_iter().map(|post| (post.id, post)).collect();
    order.retain(|id| posts.contains_key(id));
    Ok(PostList { order, posts, next_post_id: next, prev_post_id: prev, ..PostList::default() })
}

/// Adds the other posts of the threads that these posts belong to.
fn add_threads(conn: &mut Conn<'_>, posts: &mut Vec<Post>) -> Result<()> {
    let roots = roots(posts);
    if roots.is_empty() {
        return Ok(());
    }
    let sql = format!(
        "select {} from posts p where (p.rootid in list($1) or p.id in list($1)) and p.deleteat = 0",
        Post::COLUMNS
    );
    let known: std::collections::HashSet<Id> = posts.iter().map(|post| post.id).collect();
    let mut more: Vec<Post> = conn.all(sql, args![&roots])?;
    more.retain(|post| !known.contains(&post.id));
    count_threads(conn, &mut more)?;
    posts.extend(more);
    Ok(())
}

/// The roots of the threads that these posts are in. A post without replies is in none.
fn roots(posts: &[Post]) -> Vec<Id> {
    let root = |post: &Post| if post.root_id.is_some() { post.root_id } else { post.id };
    let mut roots: Vec<Id> =
        posts.iter().filter(|post| post.root_id.is_some() || post.reply_count > 0).map(root).collect();
    roots.sort();
    roots.dedup();
    roots
}

/// A thread as the list of posts needs it.
struct ThreadRow {
    root: Id,
    replies: i64,
    last_reply_at: Millis,
    participants: Vec<Id>,
    following: Option<bool>,
}

impl Row for ThreadRow {
    fn from_row(columns: &mut Columns<'_>) -> Result<ThreadRow> {
        Ok(ThreadRow {
            root: columns.next()?,
            replies: columns.next()?,
            last_reply_at: columns.next()?,
            participants: columns.json()?,
            following: columns.next()?,
        })
    }
}

fn threads(conn: &mut Conn<'_>, roots: &[Id], reader: Id) -> Result<IndexMap<Id, ThreadRow>> {
    let sql = "select t.postid, t.replycount, t.lastreplyat, t.participants, m.following from threads t \
               left join threadmemberships m on m.postid = t.postid and m.userid = $2 where t.postid in list($1)";
    let rows: Vec<ThreadRow> = conn.all(sql, args![roots, reader])?;
    Ok(rows.into_iter().map(|row| (row.root, row)).collect())
}

/// Gives every post the number of replies of its thread.
pub fn count_threads(conn: &mut Conn<'_>, posts: &mut [Post]) -> Result<()> {
    let roots: Vec<Id> = posts.iter().map(|post| if post.root_id.is_some() { post.root_id } else { post.id }).collect();
    let threads = threads(conn, &roots, Id::NONE)?;
    for (post, root) in posts.iter_mut().zip(roots) {
        post.reply_count = threads.get(&root).map_or(0, |thread| thread.replies);
    }
    Ok(())
}

/// Gives every root what its thread has, for readers who see threads collapsed.
fn collapse(conn: &mut Conn<'_>, posts: &mut [Post], view: View) -> Result<()> {
    let ids: Vec<Id> = posts.iter().filter(|post| post.root_id.is_none()).map(|post| post.id).collect();
    let threads = threads(conn, &ids, view.reader.id)?;
    let people =
        if view.extended { people(conn, threads.values().flat_map(|t| &t.participants))? } else { IndexMap::new() };
    for post in posts.iter_mut() {
        let Some(thread) = threads.get(&post.id) else { continue };
        post.reply_count = thread.replies;
        post.last_reply_at = thread.last_reply_at;
        post.is_following = Some(thread.following.unwrap_or(false));
        let who = thread.participants.iter();
        post.participants = Some(if view.extended {
            who.filter_map(|id| people.get(id).cloned()).collect()
        } else {
            who.map(|id| only_id(*id)).collect()
        });
    }
    Ok(())
}

/// People as others see them, by id.
pub fn people<'a>(conn: &mut Conn<'_>, ids: impl Iterator<Item = &'a Id>) -> Result<IndexMap<Id, User>> {
    let ids: Vec<Id> = ids.copied().collect();
    let sql = format!("select {} from users u where u.id in list($1)", User::COLUMNS);
    let found: Vec<User> = conn.all(sql, args![&ids])?;
    Ok(found.into_iter().map(|user| (user.id, for_others(&user, true, true))).collect())
}

/// Which part of a thread.
#[derive(Debug, Clone, Copy, Default)]
pub struct Part {
    /// Posts at most; 0 is the whole thread.
    pub size: i64,
    /// From the end towards the root.
    pub up: bool,
    /// Beyond this post …
    pub from_post: Id,
    /// … which was made at this time.
    pub from: Millis,
    /// Changed since, in place of made since.
    pub changed: Option<Millis>,
}

/// A thread: the root first, then replies from the oldest to the newest (clients put the root there themselves and
/// take the last one for their next step).
pub fn thread(conn: &mut Conn<'_>, any: &Post, part: Part, view: View) -> Result<PostList> {
    let root = if any.root_id.is_some() { store::get(conn, any.root_id)? } else { any.clone() };
    if view.alone {
        return finish(conn, vec![root], Id::NONE, Id::NONE, view);
    }
    let (mut replies, more) = replies(conn, root.id, part)?;
    if part.up {
        replies.reverse();
    }
    let mut posts = vec![root];
    posts.append(&mut replies);
    let mut list = finish(conn, posts, Id::NONE, Id::NONE, View { alone: true, ..view })?;
    list.has_next = Some(more);
    Ok(list)
}

fn replies(conn: &mut Conn<'_>, root: Id, part: Part) -> Result<(Vec<Post>, bool)> {
    let (sign, order) = if part.up { ("<", "desc") } else { (">", "asc") };
    let column = if part.changed.is_some() { "updateat" } else { "createat" };
    let from = match (part.changed, part.up && part.from == 0) {
        (Some(at), _) => at,
        (None, true) => Millis::MAX,
        (None, false) => part.from,
    };
    let sql = format!(
        "select {} from posts p where p.rootid = $1 and p.deleteat = 0 \
         and (p.{column} {sign} $2 or (p.{column} = $2 and p.id {sign} $3 and $3 <> '')) \
         order by p.{column} {order}, p.id {order} limit $4",
        Post::COLUMNS
    );
    let most = if part.size == 0 { 100_000 } else { part.size };
    let mut found: Vec<Post> = conn.all(sql, args![root, from, part.from_post, most + 1])?;
    let more = found.len() as i64 > most;
    found.truncate(usize::try_from(most).unwrap_or(0));
    Ok((found, more))
}

/// What is pinned in a channel, newest first.
pub fn pinned(conn: &mut Conn<'_>, channel: Id, reader: Reader) -> Result<PostList> {
    let sql = format!(
        "select {} from posts p where p.channelid = $1 and p.ispinned and p.deleteat = 0 order by p.createat limit 1000",
        Post::COLUMNS
    );
    let mut found: Vec<Post> = conn.all(sql, args![channel])?;
    found.reverse();
    finish(conn, found, Id::NONE, Id::NONE, View { reader, alone: true, ..View::default() })
}

/// Whose saved posts, and from where.
#[derive(Debug, Clone, Copy)]
pub struct Saved {
    pub user: Id,
    /// The time now.
    pub at: Millis,
    pub channel: Option<Id>,
    pub team: Option<Id>,
    pub offset: i64,
    pub size: i64,
}

/// What somebody saved, of the channels they are in, newest first.
pub fn saved(conn: &mut Conn<'_>, saved: Saved) -> Result<PostList> {
    let mut arguments = vec![Arg::from(saved.user), Arg::from(saved.size), Arg::from(saved.offset)];
    let mut more = String::new();
    if let Some(channel) = saved.channel {
        arguments.push(channel.into());
        more.push_str(&format!(" and p.channelid = ${}", arguments.len()));
    }
    if let Some(team) = saved.team {
        arguments.push(team.into());
        more.push_str(&format!(" and c.teamid in (${}, '')", arguments.len()));
    }
    let sql = format!(
        // In this order: from what was saved to the posts, whatever channel is asked for.
        "select {} from preferences f cross join posts p cross join channels c cross join channelmembers cm \
         where p.id = f.name and p.deleteat = 0 and c.id = p.channelid and cm.channelid = p.channelid \
         and cm.userid = f.userid and f.userid = $1 and f.category = 'flagged_post'{more} \
         order by p.createat desc limit $2 offset $3",
        Post::COLUMNS
    );
    let found: Vec<Post> = conn.all(sql, &arguments)?;
    finish(
        conn,
        found,
        Id::NONE,
        Id::NONE,
        View { reader: Reader { id: saved.user, at: saved.at }, alone: true, ..View::default() },
    )
}

/// Posts that were searched for and found, in their order. The words of those that burn are not among what is found.
pub fn found(conn: &mut Conn<'_>, posts: Vec<Post>, reader: Id) -> Result<PostList> {
    let reader = Reader { id: reader, at: Millis::MAX };
    finish(conn, posts, Id::NONE, Id::NONE, View { reader, alone: true, ..View::default() })
}

/// The newest change in a channel, for its ETag.
pub fn newest_change(conn: &mut Conn<'_>, channel: Id) -> Result<Millis> {
    let sql = "select coalesce(max(at), 0) from (select max(createat) as at from posts where channelid = $1 \
               union all select max(updateat) from posts where channelid = $1 and updateat > createat) newest";
    Ok(conn.one::<(i64,)>(sql, args![channel])?.0)
}

/// Refuses a page that starts at what is no post's id.
pub fn check_ids(before: Option<&str>, after: Option<&str>) -> Result<()> {
    for (name, given) in [("before", before), ("after", after)] {
        if given.is_some_and(|given| !Id::parse(given).is_valid()) {
            return Err(refuse::invalid_param(name).into());
        }
    }
    Ok(())
}
