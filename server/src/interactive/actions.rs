//! What a press does to the post, and what is told to one person.

use serde_json::Value;

use super::wire::Update;
use crate::app::House;
use crate::base::{Id, Result};
use crate::events::{Event, Tx};
use crate::hooks::slack;
use crate::posts::wire::{Post, PostPatch};
use crate::posts::{self, attachments};

/// Tells one person something that nobody keeps.
pub fn tell_one(house: &House, user: Id, post: Post) {
    let now = house.clock.tick();
    let mut post = Post {
        id: Id::new(),
        create_at: now,
        kind: "system_ephemeral".into(),
        user_id: if post.user_id.is_some() { post.user_id } else { user },
        ..post
    };
    attachments::tidy(&mut post.props);
    post.metadata = Some(posts::actions::metadata(&post));
    house.hub.tell(&Event::Ephemeral { user, post: post.into() });
}

/// Changes a post as the server behind its button wants it: words and props, everything else stays.
pub fn update(house: &House, tx: &mut Tx<'_>, post: Post, update: Update, literal: bool) -> Result<Post> {
    let kept = |key: &str| post.props.get(key).cloned().map(|value| (key.to_owned(), value));
    let mut props = update.props.unwrap_or_else(|| post.props.clone());
    // Who a post is from is not for the called server to change.
    for key in ["override_username", "override_icon_url", "override_icon_emoji", "from_webhook"] {
        if let Some((key, value)) = kept(key) {
            props.insert(key, value);
        }
    }
    let mut message = update.message;
    if !literal {
        let names = slack::names(tx, &[&message])?;
        message = slack::translate(&message, &names);
        let boxes = props.get_mut("attachments").and_then(Value::as_array_mut).into_iter().flatten();
        let boxes = boxes.filter_map(Value::as_object_mut);
        boxes.for_each(|one| slack::translate_all(std::slice::from_mut(one), &names));
    }
    let patch = PostPatch { message: Some(message), props: Some(props), ..PostPatch::default() };
    posts::actions::edit(house, tx, post, patch)
}
