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

/// What somebody follows, of the channels they are in.
fn from(wanted: &Wanted) -> String {
    format!(
        "from threadmemberships m join threads t on t.postid = m.postid \
         join channelmembers cm on cm.channelid = t.channelid and cm.userid = m.userid \
         where m.userid = $1 and m.following and t.threadteamid {} {}",
        if wanted.without_direct { "= $2" } else { "in ($2, '')" },
        if wanted.deleted { "" } else { "and t.threaddeleteat = 0" },
    )
}

/// The threads that somebody follows, newest reply first, and how many there are.
pub fn list(conn: &mut Conn<'_>, wanted: Wanted) -> Result<Threads> {
    let mut answer = Threads::default();
    if !wanted.only_threads {
        count(conn, &wanted, &mut answer)?;
    }
    if !wanted.only_totals {
        answer.threads = Some(page(conn, &wanted)?);
    }
    Ok(answer)
}

fn count(conn: &mut Conn<'_>, wanted: &Wanted, answer: &mut Threads) -> Result<()> {
    let sql = format!(
        "select count(*), count(*) filter (where t.lastreplyat > m.lastviewed), \
         cast(coalesce(sum(m.unreadmentions), 0) as bigint) {}",
        from(wanted)
    );
    let (total, unread, mentions) = conn.one::<(i64, i64, i64)>(sql, args![wanted.user, wanted.team])?;
    answer.total = total;
    answer.total_unread_threads = unread;
    answer.total_unread_mentions = mentions;
    if wanted.only_unread {
        answer.total = unread;
    }
    Ok(())
}

fn page(conn: &mut Conn<'_>, wanted: &Wanted) -> Result<Vec<Thread>> {
    let mut arguments = vec![Arg::from(wanted.user), Arg::from(wanted.team), Arg::from(wanted.size)];
    let mut more = String::new();
    if wanted.only_unread {
        more.push_str(" and t.lastreplyat > m.lastviewed");
    }
    if wanted.since > 0 {
        arguments.push(wanted.since.into());
        let at = arguments.len();
        more.push_str(&format!(" and (t.lastreplyat >= ${at} or m.lastupdated >= ${at} or t.threaddeleteat >= ${at})"));
    }
    for (beside, sign) in [(wanted.before, "<"), (wanted.after, ">")] {
        if let Some(beside) = beside {
            arguments.push(beside.into());
            let at = arguments.len();
            more.push_str(&format!(" and t.lastreplyat {sign} (select lastreplyat from threads where postid = ${at})"));
        }
    }
    let order = if wanted.after.is_some() { "asc" } else { "desc" };
    let order = format!("order by t.lastreplyat {order}, t.postid {order}");
    // First which, then what they hold: nothing is counted or read of threads that are on other pages.
    let sql = format!(
        "select {}, {MEMBERSHIP}, {} from threadmemberships m join threads t on t.postid = m.postid \
         join posts p on p.id = m.postid where m.userid = $1 \
         and m.postid in (select m.postid {}{more} {order} limit $3) {order}",
        ThreadRow::COLUMNS,
        Post::COLUMNS,
        from(wanted),
    );
    let rows: Vec<Followed> = conn.all(sql, &arguments)?;
    let everybody: Vec<Id> = rows.iter().flat_map(|row| row.thread.participants.iter().copied()).collect();
    let people = people(conn, &everybody, wanted.extended)?;
    Ok(rows.into_iter().map(|row| show(row.thread, row.membership, Some(row.post), &people)).collect())
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
