//! What a press does to the post.

use serde_json::{Map, Value};

use super::wire::Update;
use crate::app::{App, House};
use crate::base::db::Conn;
use crate::base::{Id, Result};
use crate::events::Tx;
use crate::hooks::slack;
use crate::posts;
use crate::posts::wire::{Post, PostPatch};

/// Changes a post as the server behind its button wants it: words and props, everything else stays.
pub fn update(house: &House, tx: &mut Tx<'_>, post: Post, update: Update, literal: bool) -> Result<Post> {
    let (message, props) = renew(tx, &post, update, literal)?;
    let patch = PostPatch { message: Some(message), props: Some(props), ..PostPatch::default() };
    posts::actions::edit(house, tx, post, patch)
}

/// Changes in the same way what only this person was told.
pub async fn update_told(app: &App, person: Id, post: Post, update: Update, literal: bool) -> Result<()> {
    let renewed = move |conn: &mut Conn<'_>| {
        let (message, props) = renew(conn, &post, update, literal)?;
        Ok(Post { message, props, ..post })
    };
    let post = app.db.read(renewed).await?;
    posts::whisper_again(app, person, post);
    Ok(())
}

/// The words and the props that a post is to have.
fn renew(conn: &mut Conn<'_>, post: &Post, update: Update, literal: bool) -> Result<(String, Map<String, Value>)> {
    let mut props = update.props.unwrap_or_else(|| post.props.clone());
    for key in posts::SENDER {
        if let Some(value) = post.props.get(key) {
            props.insert(key.to_owned(), value.clone());
        }
    }
    let mut message = update.message;
    if !literal {
        let names = slack::names(conn, &[&message])?;
        message = slack::translate(&message, &names);
        let boxes = props.get_mut("attachments").and_then(Value::as_array_mut).into_iter().flatten();
        let boxes = boxes.filter_map(Value::as_object_mut);
        boxes.for_each(|one| slack::translate_all(std::slice::from_mut(one), &names));
    }
    Ok((message, props))
}
