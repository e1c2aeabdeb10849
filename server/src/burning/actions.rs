//! Revealing and burning.

use std::sync::Arc;

use super::{fire, store};
use crate::app::House;
use crate::base::{Error, Id, Millis, Result, refuse};
use crate::events::{Event, Tx};
use crate::posts::{self, Reader, wire::Post};

/// Shows a post to one of its readers, whose time begins now. Doing it twice changes nothing.
pub fn reveal(house: &House, tx: &mut Tx<'_>, user: Id, post: Post) -> Result<Post> {
    if !post.burns() {
        return Err(refuse::with(400, "app.reveal_post.not_burn_on_read.app_error").into());
    }
    let now = house.clock.now();
    let end = store::find_end(tx, post.id)?.ok_or_else(gone)?;
    if end <= now {
        return Err(refuse::with(400, "app.reveal_post.post_expired.app_error").into());
    }
    match store::find_receipt(tx, post.id, user)? {
        Some(until) if until <= now => return Err(gone()),
        Some(_) => return show(tx, user, post, now),
        None => {}
    }
    let duration = duration(house, &post);
    store::put_receipt(tx, post.id, user, now.saturating_add(duration).min(end))?;
    let post = show(tx, user, post, now)?;
    let recipients = store::list_recipients(tx, post.id)?;
    tx.tell(Event::PostRevealed { post: Arc::new(post.clone()), by: user, recipients });
    if store::count_unread(tx, &post)? == 0 {
        let at = now.saturating_add(duration).min(end);
        store::set_end(tx, post.id, at)?;
        tx.tell(Event::AllRevealed { post: Arc::new(post.clone()), at });
    }
    Ok(post)
}

/// How long a reader has, in milliseconds: what was promised when it was written.
fn duration(house: &House, post: &Post) -> Millis {
    let promised = post.props.get("read_duration").and_then(serde_json::Value::as_i64);
    promised.unwrap_or_else(|| house.config.now().burn_on_read_duration.saturating_mul(1000)).max(0)
}

fn show(tx: &mut Tx<'_>, user: Id, post: Post, now: Millis) -> Result<Post> {
    let mut one = vec![posts::dress_one(tx, post)?];
    posts::unveil(tx, &mut one, Reader { id: user, at: now })?;
    one.pop().ok_or_else(gone)
}

/// Burns a post: for all when its author does, and for one reader otherwise.
pub fn burn(house: &House, tx: &mut Tx<'_>, user: Id, post: Post) -> Result<()> {
    if !post.burns() {
        return Err(refuse::with(400, "app.burn_post.not_burn_on_read.app_error").into());
    }
    if post.user_id == user {
        return fire::burn_for_all(tx, post, user);
    }
    let now = house.clock.now();
    match store::find_receipt(tx, post.id, user)? {
        None => Err(refuse::with(400, "app.burn_post.not_revealed.app_error").into()),
        Some(until) if until <= now => Err(gone()),
        Some(_) => {
            store::put_receipt(tx, post.id, user, now)?;
            tx.tell(Event::PostBurnt { post_id: post.id, user });
            Ok(())
        }
    }
}

fn gone() -> Error {
    refuse::not_found("app.post.get.app_error").into()
}
