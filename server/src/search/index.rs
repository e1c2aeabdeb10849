//! Keeping the index: in the transaction of the fact, and for what was there before the index was.

use serde_json::{Map, Value};

use super::{store, words};
use crate::app::{App, House};
use crate::base::{Id, Result};
use crate::events::{Event, Tx};
use crate::posts::wire::Post;

/// Posts that are caught up with in one transaction.
const BATCH: i64 = 500;

/// Hears of posts, and writes their words beside them.
pub fn record(_: &House, tx: &mut Tx<'_>, fact: &Event) -> Result<()> {
    match fact {
        Event::Posted(posted) => {
            if let Some(words) = words_of_post(&posted.post) {
                store::put_new(tx, posted.post.id, posted.post.create_at, &words)?;
            }
            if posted.post.file_ids.is_empty() { Ok(()) } else { put_files(tx, posted.post.id) }
        }
        Event::PostEdited { post, .. } => {
            put(tx, post)?;
            if post.file_ids.is_empty() { Ok(()) } else { put_files(tx, post.id) }
        }
        Event::PostDeleted { post, .. } => {
            let gone = store::list_with_replies(tx, post.id)?;
            store::remove(tx, &gone)
        }
        _ => Ok(()),
    }
}

/// Writes the words of a post that people wrote, in place of those that are there.
pub fn put(tx: &mut Tx<'_>, post: &Post) -> Result<()> {
    let Some(words) = words_of_post(post) else { return Ok(()) };
    store::put(tx, post.id, post.create_at, &words)
}

/// The words of a post that people wrote.
fn words_of_post(post: &Post) -> Option<Vec<String>> {
    let is_found = !post.is_system() && !post.burns();
    is_found.then(|| words_of(&post.message, &post.props, &post.hashtags))
}

fn words_of(message: &str, props: &Map<String, Value>, hashtags: &str) -> Vec<String> {
    let mut all = words::of(message);
    let attachments = props.get("attachments").and_then(Value::as_array).into_iter().flatten();
    for attachment in attachments {
        for key in ["pretext", "title", "text", "fallback"] {
            all.extend(attachment.get(key).and_then(Value::as_str).map(words::of).unwrap_or_default());
        }
    }
    all.extend(hashtags.split_whitespace().map(words::of_hashtag));
    all
}

fn put_files(tx: &mut Tx<'_>, post: Id) -> Result<()> {
    // Ten files of a post at most.
    for (id, at, name, content) in store::list_files(tx, post)? {
        let mut all = words::of(&name);
        all.extend(words::of(&content));
        store::put(tx, id, at, &all)?;
    }
    Ok(())
}

/// Indexes, little by little, the posts that came without a fact: from before the index, or by an import.
pub fn catch_up(app: &App) {
    let house = app.clone();
    app.tasks.spawn(async move {
        if let Err(error) = catch_up_all(&house).await {
            tracing::warn!(%error, "posts from before are found after the next start");
        }
    });
}

async fn catch_up_all(app: &App) -> Result<()> {
    let mut after = Id::NONE;
    while !app.stopping.is_cancelled() {
        let found = app.db.read_long(move |conn| store::list_unindexed(conn, after, BATCH)).await?;
        let Some(last) = found.last().map(|post| post.id) else { break };
        after = last;
        let write = move |tx: &mut Tx<'_>| {
            found.iter().try_for_each(|post| {
                let props: Map<String, Value> = serde_json::from_str(&post.props).unwrap_or_default();
                store::put(tx, post.id, post.at, &words_of(&post.text, &props, &post.hashtags))
            })
        };
        app.db.write(write).await?;
    }
    Ok(())
}
