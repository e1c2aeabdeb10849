//! Following threads and reading them.

use super::wire::Thread;
use super::{lists, store};
use crate::app::House;
use crate::base::{Id, Millis, Result, refuse};
use crate::channels;
use crate::channels::wire::ChannelUnreadAt;
use crate::events::{Event, Tx, Unread};
use crate::posts::MentionMemory;
use crate::posts::wire::Post;
use crate::{args, posts};

/// Somebody follows a thread, or no longer does.
pub fn follow(house: &House, tx: &mut Tx<'_>, user: Id, team: Id, root: &Post, following: bool) -> Result<()> {
    let now = house.clock.tick();
    let known = store::find_membership(tx, root.id, user)?;
    let fresh = store::Membership { user, last_viewed: now, ..Default::default() };
    let membership = store::Membership { following, ..known.unwrap_or(fresh) };
    store::put_membership(tx, root.id, &membership, now)?;
    let reply_count = store::find(tx, root.id)?.map_or(0, |thread| thread.reply_count);
    tx.tell(Event::ThreadFollowChanged { user, team, thread_id: root.id, following, reply_count });
    Ok(())
}

/// Somebody has seen a thread up to a time, which may lie in the past: then what follows is unread again.
pub fn read(house: &House, tx: &mut Tx<'_>, user: Id, team: Id, root: Id, at: Millis) -> Result<Thread> {
    let now = house.clock.tick();
    let before = store::find_membership(tx, root, user)?.filter(|membership| membership.following);
    let before = before.ok_or_else(|| refuse::not_found("app.user.get_thread_membership_for_user.not_found"))?;
    let row = store::find(tx, root)?;
    let row = row.ok_or_else(|| refuse::not_found("app.user.get_threads_for_user.not_found"))?;
    let mentions = count_mentions(house, tx, user, row.channel, root, at)?;
    let seen = store::Membership { last_viewed: at, unread: Unread { mentions, replies: 0 }, ..before };
    store::put_membership(tx, root, &seen, now)?;
    let now_unread = store::find_membership(tx, root, user)?.unwrap_or(seen);
    tx.tell(Event::ThreadReadChanged {
        user,
        team,
        channel: row.channel,
        thread_id: root,
        at,
        now: now_unread.unread,
        before: before.unread,
    });
    let people = lists::people(tx, &row.participants, false)?;
    let post = posts::find(tx, root)?;
    Ok(lists::show(row, now_unread, post, &people))
}

/// How often the replies since a time mention somebody.
fn count_mentions(house: &House, tx: &mut Tx<'_>, user: Id, channel: Id, root: Id, at: Millis) -> Result<i64> {
    const MOST: i64 = 1_000;
    let keywords = house.room::<MentionMemory>().of(tx, channel)?;
    let sql = "select message from posts where rootid = $1 and createat >= $2 and deleteat = 0 and userid <> $3 \
               order by createat limit $4";
    let said: Vec<(String,)> = tx.all(sql, args![root, at, user, MOST])?;
    Ok(said.iter().filter(|(message,)| keywords.find(&[message]).people.contains(&user)).count() as i64)
}

/// Everything somebody follows in a team is read.
pub fn read_all(house: &House, tx: &mut Tx<'_>, user: Id, team: Id) -> Result<()> {
    store::read_all(tx, user, team, house.clock.tick())?;
    tx.tell(Event::ThreadsRead { user, team });
    Ok(())
}

/// Marks a post, and what follows it in its channel, as unread. With threads collapsed, a reply makes its thread
/// unread and leaves the channel as it is.
pub fn set_unread(
    house: &House,
    tx: &mut Tx<'_>,
    user: Id,
    post: &Post,
    team: Id,
    collapsed: bool,
) -> Result<ChannelUnreadAt> {
    if collapsed && post.root_id.is_some() {
        if store::find_membership(tx, post.root_id, user)?.is_none_or(|membership| !membership.following) {
            let root = posts::get(tx, post.root_id)?;
            follow(house, tx, user, team, &root, true)?;
        }
        read(house, tx, user, team, post.root_id, post.create_at - 1)?;
        return channels::unread_at(tx, user, post.channel_id);
    }
    let keywords = house.room::<MentionMemory>().of(tx, post.channel_id)?;
    let sql = "select message, rootid from posts where channelid = $1 and createat >= $2 and deleteat = 0 \
               and userid <> $3 order by createat limit 1000";
    let said: Vec<(String, Id)> = tx.all(sql, args![post.channel_id, post.create_at, user])?;
    let mentions = |message: &str| {
        let found = keywords.find(&[message]);
        found.people.contains(&user) || (found.channel && keywords.everyone().contains(&user))
    };
    let (mut all, mut roots) = (0, 0);
    for (_, root) in said.iter().filter(|(message, _)| mentions(message)) {
        all += 1;
        roots += i64::from(root.is_none());
    }
    let unread = channels::mark_unread_from(tx, user, post.channel_id, post.create_at, all, roots)?;
    tx.tell(Event::PostUnread { unread, post_id: post.id });
    Ok(unread)
}
