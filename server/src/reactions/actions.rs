//! Putting an emoji on a post, and taking it off.

use super::store;
use super::wire::Reaction;
use crate::app::House;
use crate::base::{Id, Result, refuse};
use crate::events::{Event, Tx};
use crate::posts;
use crate::posts::wire::Post;

/// Adds a reaction; one that is there already is answered as it is, and nobody is told.
pub fn add(house: &House, tx: &mut Tx<'_>, post: &Post, user: Id, new: Reaction) -> Result<Reaction> {
    if let Some(known) = store::find(tx, post.id, user, &new.emoji_name)? {
        return Ok(known);
    }
    let most = house.config.now().unique_emoji_reaction_limit_per_post;
    if !store::has_emoji(tx, post.id, &new.emoji_name)? && store::count_emoji(tx, post.id)? >= most {
        return Err(refuse::with(400, "app.reaction.save.save.too_many_reactions").into());
    }
    let now = house.clock.tick();
    let reaction = Reaction {
        user_id: user,
        post_id: post.id,
        channel_id: post.channel_id,
        emoji_name: new.emoji_name,
        create_at: if new.create_at > 0 { new.create_at } else { now },
        update_at: now,
        delete_at: 0,
        remote_id: Some(String::new()),
    };
    store::insert(tx, &reaction)?;
    posts::set_updated(tx, post.id, now, Some(true))?;
    tx.tell(Event::ReactionAdded { reaction: reaction.clone() });
    Ok(reaction)
}

/// Takes a reaction off; one that is not there is as good as gone.
pub fn remove(house: &House, tx: &mut Tx<'_>, post: &Post, user: Id, emoji: &str) -> Result<()> {
    let Some(mut reaction) = store::find(tx, post.id, user, emoji)? else { return Ok(()) };
    let now = house.clock.tick();
    store::delete(tx, &reaction, now)?;
    let left = store::count_emoji(tx, post.id)? > 0;
    posts::set_updated(tx, post.id, now, Some(left))?;
    // As the official server tells it: without the place and the time of the reaction that is gone.
    (reaction.update_at, reaction.create_at) = (now, 0);
    tx.tell(Event::ReactionRemoved { reaction });
    Ok(())
}
