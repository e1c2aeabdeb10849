//! What a post means for its thread, recorded in the post's own transaction.

use super::wire::Thread;
use super::{lists, store};
use crate::app::House;
use crate::base::{Id, Result};
use crate::events::{Event, Posted, Tx, Unread};
use crate::posts;

/// Hears the facts of rooms to the left.
pub fn record(house: &House, tx: &mut Tx<'_>, event: &Event) -> Result<()> {
    match event {
        Event::Posted(posted) if posted.post.root_id.is_some() => replied(house, tx, posted),
        Event::PostDeleted { post, .. } if post.root_id.is_some() => store::uncount_reply(tx, post.root_id),
        Event::PostDeleted { post, .. } => store::delete(tx, post.id, house.clock.now()),
        Event::ChannelsRead { user, channels, collapsed } => viewed(house, tx, *user, channels, *collapsed),
        Event::ChannelErased { channel } => store::erase_of_channel(tx, *channel),
        Event::PostsErased { ids } => store::erase(tx, ids),
        Event::MemberLeft { channel, user, .. } => store::leave_channel(tx, user.id, channel.id),
        _ => Ok(()),
    }
}

/// Where threads are not shown apart, who looks at a channel has seen its threads.
fn viewed(house: &House, tx: &mut Tx<'_>, user: Id, channels: &[Id], collapsed: bool) -> Result<()> {
    let settings = house.config.now();
    if !settings.thread_auto_follow || collapsed && posts::sees_collapsed(tx, &settings.collapsed_threads, user)? {
        return Ok(());
    }
    let now = house.clock.now();
    store::read_channels(tx, user, channels, now)?;
    if !collapsed {
        channels.iter().for_each(|channel| tx.tell(Event::ThreadsReadIn { user, channel: *channel, at: now }));
    }
    Ok(())
}

/// Counts the reply, lets those follow who should, and tells every follower.
fn replied(house: &House, tx: &mut Tx<'_>, posted: &Posted) -> Result<()> {
    let (post, root) = (&posted.post, posted.post.root_id);
    let at = post.create_at;
    let row = store::count_reply(tx, root, post.channel_id, posted.channel.team_id, post.user_id, at)?;
    let before = store::list_followers(tx, root)?;
    let follows = |id: &Id| before.iter().any(|earlier| earlier.user == *id);
    let is_settled = posted.followers.iter().all(follows);
    if !is_settled {
        store::add_followers(tx, root, &posted.followers, 0, at)?;
    }
    let mentioned: Vec<Id> = posted.mentions.iter().filter(|id| posted.followers.contains(id)).copied().collect();
    if !mentioned.is_empty() {
        store::count_mentions(tx, root, &mentioned, at)?;
    }
    let follows_own = house.config.now().thread_auto_follow;
    // Whose hook it is follows what it wrote, and has not seen it.
    let last_viewed = if post.props.contains_key("from_webhook") { 0 } else { at };
    let own = store::Membership { user: post.user_id, following: true, last_viewed, unread: Unread::default() };
    if follows_own {
        store::put_membership(tx, root, &own, at)?;
    }
    // In a thread that goes on among the same people only the author's place is another one now.
    let is_known = is_settled && mentioned.is_empty() && follows_own && follows(&post.user_id);
    let followers = if is_known {
        before.iter().map(|earlier| if earlier.user == own.user { own } else { *earlier }).collect()
    } else {
        store::list_followers(tx, root)?
    };
    if followers.is_empty() {
        return Ok(());
    }
    let participants = lists::participants(tx, &row.participants, true)?;
    let base = Thread {
        id: root,
        reply_count: row.reply_count,
        last_reply_at: row.last_reply_at,
        participants,
        post: posts::find(tx, root)?,
        ..Thread::default()
    };
    for follower in followers {
        let known = before.iter().find(|earlier| earlier.user == follower.user);
        // What was unread before this reply: of those who followed already, one reply less.
        let earlier = known.map_or(Unread::default(), |known| Unread {
            replies: (known.unread.replies - 1).max(0),
            mentions: known.unread.mentions,
        });
        let thread = Thread {
            last_viewed_at: follower.last_viewed,
            unread_replies: if follower.user == post.user_id { 0 } else { follower.unread.replies },
            unread_mentions: follower.unread.mentions,
            ..base.clone()
        };
        tx.tell(Event::ThreadUpdated {
            user: follower.user,
            team: posted.channel.team_id,
            thread: Box::new(thread),
            before: earlier,
        });
    }
    Ok(())
}
