//! Reading threads: the list of those that somebody follows, and one of them.

use indexmap::IndexMap;

use super::store::{MEMBERSHIP, Membership, ThreadRow};
use super::wire::{Thread, Threads};
use crate::args;
use crate::base::db::{Arg, Columns, Conn, Row};
use crate::base::{Id, Millis, Result};
use crate::posts;
use crate::posts::wire::Post;
use crate::users::wire::{User, only_id};

/// Which threads of somebody.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted {
    pub user: Id,
    pub team: Id,
    pub size: i64,
    /// Only those changed since.
    pub since: Millis,
    /// Older than this thread.
    pub before: Option<Id>,
    /// Newer than this thread.
    pub after: Option<Id>,
    pub only_totals: bool,
    pub only_threads: bool,
    pub without_direct: bool,
    pub deleted: bool,
    pub only_unread: bool,
    /// Participants as whole users.
    pub extended: bool,
}

/// A thread together with somebody's place in it.
struct Followed {
    thread: ThreadRow,
    membership: Membership,
    post: Post,
}

impl Row for Followed {
    fn from_row(columns: &mut Columns<'_>) -> Result<Followed> {
        Ok(Followed {
            thread: ThreadRow::from_row(columns)?,
            membership: Membership::from_row(columns)?,
            post: Post::from_row(columns)?,
        })
    }
}

/// The threads that somebody follows, newest reply first, and how many there are.
pub fn list(conn: &mut Conn<'_>, wanted: Wanted) -> Result<Threads> {
    let mut answer = Threads::default();
    let mut page = Vec::new();
    for row in find(conn, &wanted)? {
        match row {
            Found::Thread(id) => page.push(id),
            Found::Counts { total, unread, mentions } => {
                answer.total = if wanted.only_unread { unread } else { total };
                answer.total_unread_threads = unread;
                answer.total_unread_mentions = mentions;
            }
        }
    }
    if !wanted.only_totals {
        answer.threads = Some(read(conn, &wanted, &page)?);
    }
    Ok(answer)
}

/// What one walk through all that somebody follows has found.
enum Found {
    Counts { total: i64, unread: i64, mentions: i64 },
    Thread(Id),
}

impl Row for Found {
    fn from_row(columns: &mut Columns<'_>) -> Result<Found> {
        let (id, total, unread, mentions) = <(Id, i64, i64, i64)>::from_row(columns)?;
        Ok(if id.is_some() { Found::Thread(id) } else { Found::Counts { total, unread, mentions } })
    }
}

/// Counts the threads that somebody follows in the channels they are in, and finds those of the page: once through all
/// of them for both, and nothing is read of threads that are on other pages.
fn find(conn: &mut Conn<'_>, wanted: &Wanted) -> Result<Vec<Found>> {
    let mut arguments = vec![Arg::from(wanted.user), Arg::from(wanted.team)];
    let mut also = |value: Arg<'static>| {
        arguments.push(value);
        arguments.len()
    };
    let mut is_changed = "true".to_owned();
    let mut arms = Vec::new();
    if !wanted.only_threads {
        let counts = "select '', count(*), count(*) filter (where isunread), \
                      cast(coalesce(sum(mentions), 0) as bigint) from followed";
        arms.push(counts.to_owned());
    }
    if !wanted.only_totals {
        let mut which = if wanted.only_unread { "isunread" } else { "true" }.to_owned();
        if wanted.since > 0 {
            let at = also(wanted.since.into());
            is_changed = format!("t.lastreplyat >= ${at} or m.lastupdated >= ${at} or t.threaddeleteat >= ${at}");
            which.push_str(" and ischanged");
        }
        for (beside, sign) in [(wanted.before, "<"), (wanted.after, ">")] {
            if let Some(beside) = beside {
                let at = also(beside.into());
                which.push_str(&format!(
                    " and lastreplyat {sign} (select lastreplyat from threads where postid = ${at})"
                ));
            }
        }
        let (order, limit) = (order(wanted), also(wanted.size.into()));
        arms.push(format!(
            "select * from (select postid, cast(0 as bigint), cast(0 as bigint), cast(0 as bigint) from followed \
             where {which} order by lastreplyat {order}, postid {order} limit ${limit}) page"
        ));
    }
    let sql = format!(
        "with followed as (select m.postid, t.lastreplyat, t.lastreplyat > m.lastviewed as isunread, \
         m.unreadmentions as mentions, {is_changed} as ischanged \
         from threadmemberships m join threads t on t.postid = m.postid \
         join channelmembers cm on cm.channelid = t.channelid and cm.userid = m.userid \
         where m.userid = $1 and m.following and t.threadteamid {} {}) {}",
        if wanted.without_direct { "= $2" } else { "in ($2, '')" },
        if wanted.deleted { "" } else { "and t.threaddeleteat = 0" },
        arms.join(" union all "),
    );
    conn.all(sql, &arguments)
}

/// These threads as somebody sees them.
fn read(conn: &mut Conn<'_>, wanted: &Wanted, page: &[Id]) -> Result<Vec<Thread>> {
    if page.is_empty() {
        return Ok(Vec::new());
    }
    let order = order(wanted);
    // Joined from the left, so that SQLite goes by these threads and not by all that are followed.
    let sql = format!(
        "select {}, {MEMBERSHIP}, {} from threads t \
         left join threadmemberships m on m.postid = t.postid and m.userid = $1 join posts p on p.id = t.postid \
         where t.postid in list($2) order by t.lastreplyat {order}, t.postid {order}",
        ThreadRow::COLUMNS,
        Post::COLUMNS,
    );
    let rows: Vec<Followed> = conn.all(sql, args![wanted.user, page])?;
    let everybody: Vec<Id> = rows.iter().flat_map(|row| row.thread.participants.iter().copied()).collect();
    let people = people(conn, &everybody, wanted.extended)?;
    Ok(rows.into_iter().map(|row| show(row.thread, row.membership, Some(row.post), &people)).collect())
}

fn order(wanted: &Wanted) -> &'static str {
    if wanted.after.is_some() { "asc" } else { "desc" }
}

/// A thread as somebody sees it.
pub fn show(row: ThreadRow, membership: Membership, post: Option<Post>, people: &IndexMap<Id, User>) -> Thread {
    Thread {
        id: row.root,
        reply_count: row.reply_count,
        last_reply_at: row.last_reply_at,
        last_viewed_at: membership.last_viewed,
        participants: row.participants.iter().filter_map(|id| people.get(id).cloned()).collect(),
        post,
        unread_replies: membership.unread.replies,
        unread_mentions: membership.unread.mentions,
        is_urgent: false,
        delete_at: row.delete_at,
    }
}

/// People by id: whole, or only their ids.
pub fn people(conn: &mut Conn<'_>, ids: &[Id], whole: bool) -> Result<IndexMap<Id, User>> {
    if !whole {
        let bare = |id: &Id| (*id, User { auth_data: Some(String::new()), ..only_id(*id) });
        return Ok(ids.iter().map(bare).collect());
    }
    posts::people(conn, ids.iter())
}

/// Those who took part, in order.
pub fn participants(conn: &mut Conn<'_>, ids: &[Id], whole: bool) -> Result<Vec<User>> {
    let people = people(conn, ids, whole)?;
    Ok(ids.iter().filter_map(|id| people.get(id).cloned()).collect())
}
