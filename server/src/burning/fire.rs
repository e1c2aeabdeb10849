//! What burns by itself, and with the post.

use super::store;
use crate::app::{App, House};
use crate::base::alarm::Alarm;
use crate::base::{Id, Millis, Result};
use crate::events::{Event, Tx};
use crate::posts;
use crate::posts::wire::Post;

/// Posts that one look at the table finds.
const AT_ONCE: i64 = 100;

/// The alarm of this room.
#[derive(Default)]
struct Due(Alarm);

/// Keeps the words of a new post apart, and lets them go with it.
pub fn record(_: &House, tx: &mut Tx<'_>, event: &Event) -> Result<()> {
    match event {
        Event::Kindled(posted) => store::insert(tx, &posted.post, end(&posted.post)),
        Event::ChannelErased { .. } => store::delete_orphans(tx),
        Event::PostDeleted { post, .. } if post.burns() => store::delete(tx, post.id),
        _ => Ok(()),
    }
}

/// Until when a new post waits to be revealed.
fn end(post: &Post) -> Millis {
    post.props.get("expire_at").and_then(serde_json::Value::as_i64).unwrap_or(post.create_at)
}

/// Burns whatever is due, from now on.
pub fn settle_in(app: &App) {
    let (house, due) = (app.clone(), app.room::<Due>());
    let told = due.clone();
    app.hub.listen(move |event| match event {
        Event::Kindled(posted) => told.0.tell(end(&posted.post)),
        Event::AllRevealed { at, .. } => told.0.tell(*at),
        _ => {}
    });
    app.tasks.spawn(async move { due.0.run(&house.clock, &house.stopping, || burn_due(house.clone())).await });
}

async fn burn_due(house: App) -> Result<Option<Millis>> {
    loop {
        let first = house.db.read(|conn| store::list_first(conn, AT_ONCE)).await?;
        if first.is_empty() {
            return Ok(None);
        }
        for (id, at) in first {
            if at > house.clock.now() {
                return Ok(Some(at));
            }
            house.db.write(move |tx| burn_one(tx, id)).await?;
        }
    }
}

fn burn_one(tx: &mut Tx<'_>, id: Id) -> Result<()> {
    match posts::find(tx, id)? {
        Some(post) => {
            let author = post.user_id;
            burn_for_all(tx, post, author)
        }
        None => store::delete(tx, id),
    }
}

/// Takes a post out for good. What is told of it says only that it burnt.
pub fn burn_for_all(tx: &mut Tx<'_>, post: Post, by: Id) -> Result<()> {
    let ashes = Post {
        message: "*Content deleted as part of burning the post*".into(),
        props: Default::default(),
        file_ids: Vec::new(),
        metadata: None,
        ..post
    };
    store::delete(tx, ashes.id)?;
    posts::actions::erase(tx, ashes, by)
}
