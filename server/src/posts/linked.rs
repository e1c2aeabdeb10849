//! What a link to elsewhere shows below a post: what lies there.
//!
//! A post is written and told at once; nobody waits for other sites. What lies behind its first link is looked up
//! afterwards, and told as a change of the post that leaves its words alone.

use std::sync::Arc;

use tokio::sync::Semaphore;
use tokio::sync::mpsc::channel;

use super::links::first_link;
use super::wire::Post;
use super::{actions, store};
use crate::app::{App, House};
use crate::base::db::Conn;
use crate::base::{Id, Millis, Result};
use crate::events::{Event, Tx};
use crate::linkmetadata;

/// Links that are looked up at once.
const AT_ONCE: usize = 4;
/// Links that wait for it; what comes on top shows nothing.
const WAITING: usize = 200;
/// For so long a link is not looked up again.
const FRESH: Millis = 60 * 60 * 1000;

/// A link to be looked up.
struct Wish {
    post: Id,
    url: String,
    /// What was found out since then is good enough.
    since: Millis,
}

/// Begins to look up what new and changed posts link to.
pub fn settle_in(app: &App) {
    let (sender, mut wishes) = channel::<Wish>(WAITING);
    let house = app.clone();
    // The teller must get away at once: it leaves the link, and the task below goes out.
    app.hub.listen(move |event| {
        let (post, since) = match event {
            Event::Posted(posted) => (&posted.post, house.clock.now() - FRESH),
            Event::PostEdited { post, .. } => (post.as_ref(), 0),
            _ => return,
        };
        if let Some(url) = link(post).filter(|url| linkmetadata::is_wanted(&house.config.now(), url)) {
            let _ = sender.try_send(Wish { post: post.id, url, since });
        }
    });
    let house = app.clone();
    app.tasks.spawn(async move {
        let seats = Arc::new(Semaphore::new(AT_ONCE));
        while let Some(Some(wish)) = house.stopping.run_until_cancelled(wishes.recv()).await {
            let Ok(seat) = seats.clone().acquire_owned().await else { return };
            let house = house.clone();
            house.clone().tasks.spawn(async move {
                if let Err(error) = look_up(&house, wish).await {
                    tracing::warn!(%error, "a post shows nothing of its link");
                }
                drop(seat);
            });
        }
    });
}

/// The link of a post that may show something.
fn link(post: &Post) -> Option<String> {
    let has_attachments =
        post.props.get("attachments").and_then(serde_json::Value::as_array).is_some_and(|all| !all.is_empty());
    if post.delete_at > 0 || post.is_system() || post.burns() || has_attachments {
        return None;
    }
    first_link(&post.message)
}

async fn look_up(house: &App, wish: Wish) -> Result<()> {
    let Wish { post, url, since } = wish;
    let asked = vec![url.clone()];
    if house.db.read(move |conn| linkmetadata::list_since(conn, &asked, since)).await?.contains_key(&url) {
        return Ok(());
    }
    let found = linkmetadata::fetch(house, &url).await;
    let told = house.clone();
    house
        .db
        .write(move |tx| {
            let before = linkmetadata::list(tx, std::slice::from_ref(&url))?.remove(&url).unwrap_or_default();
            linkmetadata::put(tx, &url, &found, told.clock.now())?;
            if before == found { Ok(()) } else { tell(&told, tx, post, &url) }
        })
        .await
}

/// Tells the post again, if it still shows this link.
fn tell(house: &House, tx: &mut Tx<'_>, id: Id, url: &str) -> Result<()> {
    let Some(mut post) = store::find(tx, id)?.filter(|post| link(post).as_deref() == Some(url)) else { return Ok(()) };
    post.update_at = house.clock.tick();
    store::set_updated(tx, post.id, post.update_at, None)?;
    actions::told_edited(house, tx, post).map(drop)
}

/// Shows what is known of these posts' links.
pub fn show<'a>(conn: &mut Conn<'_>, posts: impl IntoIterator<Item = &'a mut Post>) -> Result<()> {
    let mut linking: Vec<(String, &mut Post)> =
        posts.into_iter().filter_map(|post| link(post).map(|url| (url, post))).collect();
    if linking.is_empty() {
        return Ok(());
    }
    let urls: Vec<String> = linking.iter().map(|(url, _)| url.clone()).collect();
    let found = linkmetadata::list(conn, &urls)?;
    for (url, post) in &mut linking {
        if let Some(found) = found.get(url) {
            found.show(url, post.metadata.get_or_insert_default());
        }
    }
    Ok(())
}
