//! Writing posts for later, changing them, and calling them off.

use std::sync::Arc;

use super::wire::ScheduledPost;
use super::{rules, store};
use crate::access::{Actor, ChannelPlace, Granted};
use crate::app::House;
use crate::base::{Id, Result, refuse};
use crate::events::{Event, Tx};
use crate::posts;

/// Keeps a post for later. The author's own id for it is taken over.
pub fn create(
    house: &House,
    tx: &mut Tx<'_>,
    actor: &Actor,
    place: &Granted<ChannelPlace>,
    given: ScheduledPost,
) -> Result<ScheduledPost> {
    if place.channel.is_deleted() {
        return Err(refuse::with(400, "app.save_scheduled_post.channel_deleted.app_error").into());
    }
    let now = house.clock.tick();
    let post = ScheduledPost {
        id: if given.id.is_some() { given.id } else { Id::new() },
        create_at: now,
        update_at: now,
        delete_at: 0,
        user_id: actor.id(),
        processed_at: 0,
        error_code: String::new(),
        ..given
    };
    rules::check(&post, now)?;
    store::insert(tx, &post)?;
    tx.tell(Event::ScheduledPostCreated { post: Arc::new(post.clone()) });
    Ok(post)
}

/// Changes the words, the files, the priority and the time; where it goes stays. What could not be sent waits again.
pub fn edit(house: &House, tx: &mut Tx<'_>, actor: &Actor, id: Id, given: ScheduledPost) -> Result<ScheduledPost> {
    let missing = || refuse::not_found("app.update_scheduled_post.existing_scheduled_post.not_exist");
    let old = store::find(tx, id)?.ok_or_else(missing)?;
    if old.user_id != actor.id() {
        return Err(refuse::with(403, "app.update_scheduled_post.update_permission.error").into());
    }
    posts::place_to_post(tx, actor, old.channel_id)?;
    let now = house.clock.tick();
    rules::check(&given, now)?;
    let post = ScheduledPost {
        update_at: now,
        message: given.message,
        props: given.props,
        file_ids: given.file_ids,
        priority: given.priority,
        metadata: given.metadata,
        scheduled_at: given.scheduled_at,
        processed_at: now,
        error_code: String::new(),
        ..old
    };
    store::update(tx, &post)?;
    // As the official server: the time of the change is kept, and shown only by the next list.
    let post = ScheduledPost { processed_at: 0, ..post };
    tx.tell(Event::ScheduledPostUpdated { post: Arc::new(post.clone()) });
    Ok(post)
}

/// Calls one off.
pub fn remove(tx: &mut Tx<'_>, actor: &Actor, id: Id) -> Result<ScheduledPost> {
    let missing = || refuse::not_found("app.delete_scheduled_post.existing_scheduled_post.not_exist");
    let post = store::find(tx, id)?.ok_or_else(missing)?;
    if post.user_id != actor.id() {
        return Err(refuse::with(403, "app.delete_scheduled_post.delete_permission.error").into());
    }
    store::delete(tx, id)?;
    tx.tell(Event::ScheduledPostDeleted { post: Arc::new(post.clone()) });
    Ok(post)
}
