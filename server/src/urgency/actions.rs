//! Taking note of posts.

use super::store;
use crate::app::House;
use crate::base::{Id, Millis, Result, refuse};
use crate::events::{Event, Tx};
use crate::posts;
use crate::posts::wire::{Acknowledgement, Post};

/// How long it can be taken back, in milliseconds.
const REGRET: Millis = 5 * 60 * 1000;

/// Somebody takes note of a post.
pub fn add(house: &House, tx: &mut Tx<'_>, user: Id, post: Post) -> Result<Acknowledgement> {
    let now = house.clock.tick();
    let acknowledgement =
        Acknowledgement { user_id: user, post_id: post.id, acknowledged_at: now, channel_id: post.channel_id };
    store::put(tx, &acknowledgement)?;
    tx.tell(Event::AcknowledgementAdded { acknowledgement: acknowledgement.clone() });
    tell_edited(house, tx, post, now)?;
    Ok(acknowledgement)
}

/// Takes it back, while that is not long ago.
pub fn remove(house: &House, tx: &mut Tx<'_>, user: Id, post: Post) -> Result<()> {
    let found = store::find(tx, post.id, user)?;
    let acknowledgement = found.ok_or_else(|| refuse::not_found("app.acknowledgement.get.app_error"))?;
    let now = house.clock.tick();
    if now - acknowledgement.acknowledged_at > REGRET {
        return Err(refuse::with(403, "api.acknowledgement.delete.deadline.app_error").into());
    }
    store::delete(tx, post.id, user)?;
    tx.tell(Event::AcknowledgementRemoved { acknowledgement });
    tell_edited(house, tx, post, now)
}

fn tell_edited(house: &House, tx: &mut Tx<'_>, mut post: Post, now: Millis) -> Result<()> {
    posts::set_updated(tx, post.id, now, None)?;
    post.update_at = now;
    posts::told_edited(house, tx, post).map(drop)
}
