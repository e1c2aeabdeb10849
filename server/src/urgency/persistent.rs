//! Notifying again, until somebody who was named does something about it.

use std::sync::Arc;

use super::store::{self, Persistent};
use crate::app::{App, House};
use crate::args;
use crate::base::alarm::Alarm;
use crate::base::{Id, Millis, Result};
use crate::channels::wire::Channel;
use crate::events::{Event, Posted, Tx};
use crate::posts::wire::Post;
use crate::posts::{self, MentionMemory};

/// Posts that one look at the table finds.
const AT_ONCE: i64 = 100;

/// The alarm of this room.
#[derive(Default)]
struct Due(Alarm);

/// Keeps account of posts that notify again, in the transactions of what begins and ends it.
pub fn record(house: &House, tx: &mut Tx<'_>, event: &Event) -> Result<()> {
    let now = house.clock.now();
    match event {
        Event::Posted(posted) if is_persistent(&posted.post) => store::begin(tx, posted.post.id, now),
        Event::Posted(posted) if posted.post.root_id.is_some() => {
            answered(house, tx, posted.post.root_id, posted.post.user_id)
        }
        Event::ReactionAdded { reaction } => answered(house, tx, reaction.post_id, reaction.user_id),
        Event::AcknowledgementAdded { acknowledgement } => {
            answered(house, tx, acknowledgement.post_id, acknowledgement.user_id)
        }
        Event::PostDeleted { post, .. } => store::end(tx, post.id, now),
        Event::ChannelErased { channel } => store::erase_of_channel(tx, *channel),
        Event::ChannelDeleted { channel, .. } => store::end_in_channel(tx, channel.id, now),
        _ => Ok(()),
    }
}

fn is_persistent(post: &Post) -> bool {
    let priority = post.metadata.as_ref().and_then(|metadata| metadata.priority.as_ref());
    priority.is_some_and(|priority| priority.persistent_notifications == Some(true))
}

/// One of those whom the post names did something about it.
fn answered(house: &House, tx: &mut Tx<'_>, post: Id, by: Id) -> Result<()> {
    if !store::is_persistent(tx, post)? {
        return Ok(());
    }
    let Some(post) = posts::find(tx, post)? else { return Ok(()) };
    let named = named(house, tx, &post)?;
    if named.contains(&by) { store::end(tx, post.id, house.clock.now()) } else { Ok(()) }
}

/// Whom a post names, without its author.
fn named(house: &House, tx: &mut Tx<'_>, post: &Post) -> Result<Vec<Id>> {
    let keywords = house.room::<MentionMemory>().of(tx, post.channel_id)?;
    let sql = format!("select {} from channels c where c.id = $1", Channel::COLUMNS);
    let direct = tx.first::<Channel>(sql, args![post.channel_id])?.is_some_and(|channel| channel.kind == "D");
    let people: Vec<Id> = if direct {
        keywords.members().collect()
    } else {
        keywords.find(&posts::rules::spoken(post)).people.into_iter().collect()
    };
    Ok(people.into_iter().filter(|person| *person != post.user_id).collect())
}

/// Notifies again whatever is due, from now on.
pub fn settle_in(app: &App) {
    let (house, due, heard) = (app.clone(), app.room::<Due>(), app.clone());
    let told = due.clone();
    app.hub.listen(move |event| match event {
        Event::Posted(posted) if is_persistent(&posted.post) => told.0.tell(heard.clock.now() + interval(&heard)),
        Event::ConfigChanged { .. } => told.0.tell(heard.clock.now()),
        _ => {}
    });
    app.tasks.spawn(async move { due.0.run(&house.clock, &house.stopping, || notify_due(house.clone())).await });
}

/// Milliseconds between two notifications.
fn interval(house: &House) -> Millis {
    house.config.now().persistent_notification_interval.max(1).saturating_mul(60_000)
}

async fn notify_due(house: App) -> Result<Option<Millis>> {
    loop {
        let oldest = house.db.read(|conn| store::list_oldest(conn, AT_ONCE)).await?;
        if oldest.is_empty() {
            return Ok(None);
        }
        for one in oldest {
            let due = one.last_sent_at.saturating_add(interval(&house));
            if due > house.clock.now() {
                return Ok(Some(due));
            }
            let at_work = house.clone();
            house.db.write(move |tx| notify(&at_work, tx, one)).await?;
        }
    }
}

fn notify(house: &House, tx: &mut Tx<'_>, one: Persistent) -> Result<()> {
    let now = house.clock.now();
    let settings = house.config.now();
    let post = posts::find(tx, one.post)?.filter(|post| post.delete_at == 0);
    let Some(post) = post.filter(|_| one.sent < settings.persistent_notification_max_count) else {
        return store::end(tx, one.post, now);
    };
    let to = named(house, tx, &post)?;
    let sql = format!("select {} from channels c where c.id = $1 and c.deleteat = 0", Channel::COLUMNS);
    let Some(channel) = tx.first::<Channel>(sql, args![post.channel_id])?.filter(|_| !to.is_empty()) else {
        return store::end(tx, one.post, now);
    };
    store::count(tx, one.post, now)?;
    let author: Option<(String,)> = tx.first("select username from users where id = $1", args![post.user_id])?;
    let sender_name = author.map_or_else(String::new, |(name,)| format!("@{name}"));
    let channel_display_name = posts::actions::shown_name(&channel, &sender_name);
    let posted = Posted {
        post: posts::dress_one(tx, post)?,
        preview: None,
        channel,
        sender_name,
        channel_display_name,
        mentions: Vec::new(),
        followers: Vec::new(),
        set_online: false,
    };
    tx.tell(Event::NotifiedAgain { posted: Arc::new(posted), to });
    Ok(())
}
