//! Emoji as another site had them.

use bytes::Bytes;

use super::wire::Emoji;
use super::{api, store};
use crate::app::App;
use crate::base::{Id, Result};
use crate::events::{Event, Tx};

/// Where an emoji's picture lies among the blobs.
pub fn blob(id: Id) -> String {
    format!("emoji/{id}/image")
}

/// Keeps an emoji: a new one, or another picture for the one of its name.
pub async fn keep_emoji(app: &App, name: &str, picture: Bytes) -> Result<()> {
    api::check_name(name)?;
    let picture = api::prepare(picture).await?;
    let wanted = vec![name.to_owned()];
    if let Some(known) = app.db.read(move |conn| store::list_named(conn, &wanted)).await?.pop() {
        return app.blobs.put(&blob(known.id), picture).await.map(drop);
    }
    let (now, name) = (app.clock.tick(), name.to_owned());
    let emoji = Emoji { id: Id::new(), create_at: now, update_at: now, name, ..Emoji::default() };
    app.blobs.put(&blob(emoji.id), picture).await?;
    let insert = move |tx: &mut Tx<'_>| {
        store::insert(tx, &emoji)?;
        tx.tell(Event::EmojiAdded { emoji });
        Ok(())
    };
    app.db.write(insert).await
}
