//! Sending what is due.

use std::sync::Arc;

use super::wire::ScheduledPost;
use super::{rules, store};
use crate::access;
use crate::app::{App, House};
use crate::base::alarm::Alarm;
use crate::base::{Error, Millis, Result};
use crate::events::{Event, Tx};
use crate::posts;
use crate::posts::wire::{Post, PostMetadata};
use crate::sessions::{StandIn, stand_in};

/// Posts that one look at the table finds.
const AT_ONCE: i64 = 100;

/// The alarm of this room.
#[derive(Default)]
pub struct Due(pub Alarm);

/// The posts for a channel that is removed for good go with it.
pub fn record(_: &House, tx: &mut Tx<'_>, event: &Event) -> Result<()> {
    match event {
        Event::ChannelErased { channel } => store::erase_of_channel(tx, *channel),
        _ => Ok(()),
    }
}

/// Sends what fell due while the house was away, and from now on what falls due.
pub fn settle_in(app: &App) {
    let (house, due) = (app.clone(), app.room::<Due>());
    let heard = due.clone();
    app.hub.listen(move |event| match event {
        Event::ScheduledPostCreated { post } | Event::ScheduledPostUpdated { post } => heard.0.tell(post.scheduled_at),
        _ => {}
    });
    app.tasks.spawn(async move { due.0.run(&house.clock, &house.stopping, || send_due(house.clone())).await });
}

/// Sends all that is due; answers when the next is.
async fn send_due(house: App) -> Result<Option<Millis>> {
    loop {
        let waiting = house.db.read(|conn| store::list_waiting(conn, AT_ONCE)).await?;
        let Some(first) = waiting.first() else { return Ok(None) };
        if first.scheduled_at > house.clock.now() {
            return Ok(Some(first.scheduled_at));
        }
        for post in waiting {
            if post.scheduled_at > house.clock.now() {
                return Ok(Some(post.scheduled_at));
            }
            send(&house, post).await?;
        }
    }
}

/// Sends one, or writes down why it could not be sent.
async fn send(house: &App, post: ScheduledPost) -> Result<()> {
    let (at_work, due) = (house.clone(), post.clone());
    let sent = house.db.write(move |tx| try_to_send(&at_work, tx, &due)).await;
    let code = match sent {
        Ok(None) => return Ok(()),
        Ok(Some(code)) => code,
        Err(Error::Refused(refusal)) => rules::code(&refusal.id),
        Err(broken) => return Err(broken),
    };
    let now = house.clock.now();
    let write = move |tx: &mut Tx<'_>| {
        store::set_error(tx, post.id, code, now)?;
        let post = ScheduledPost { error_code: code.into(), processed_at: now, update_at: now, ..post };
        tx.tell(Event::ScheduledPostUpdated { post: Arc::new(post) });
        Ok(())
    };
    house.db.write(write).await
}

/// Writes the post and takes its row away, in one transaction; answers what stands in the way, if something does.
fn try_to_send(house: &House, tx: &mut Tx<'_>, due: &ScheduledPost) -> Result<Option<&'static str>> {
    let actor = match stand_in(house, tx, due.user_id)? {
        StandIn::Present(actor) => actor,
        StandIn::SwitchedOff => return Ok(Some("user_deleted")),
        StandIn::Missing => return Ok(Some("user_missing")),
    };
    if let Some(code) = rules::obstacle(access::find_place(tx, &actor, due.channel_id)?.as_ref()) {
        return Ok(Some(code));
    }
    // Called off, or changed, since it was found: then it is not, or not now, to be sent.
    match store::find(tx, due.id)? {
        Some(now) if now.update_at == due.update_at => store::delete(tx, due.id)?,
        _ => return Ok(None),
    };
    let place = posts::place_to_post(tx, &actor, due.channel_id)?;
    posts::actions::create(house, tx, &actor, &place, as_post(due), false)?;
    tx.tell(Event::ScheduledPostDeleted { post: Arc::new(due.clone()) });
    Ok(None)
}

/// The post that it becomes.
fn as_post(due: &ScheduledPost) -> Post {
    let priority = serde_json::from_value(serde_json::Value::Object(due.priority.clone())).ok();
    let priority = priority.filter(|_| !due.priority.is_empty());
    Post {
        channel_id: due.channel_id,
        root_id: due.root_id,
        message: due.message.clone(),
        kind: due.kind.clone(),
        props: due.props.clone(),
        file_ids: due.file_ids.clone(),
        metadata: Some(PostMetadata { priority, ..PostMetadata::default() }),
        ..Post::default()
    }
}
