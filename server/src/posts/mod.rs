//! What is said in channels: posts, their edits, pins, and the mentions in them. The model room: others copy it.
//!
//! A post is written by [`actions::create`] in one transaction: the row, the channel's counters, the mentions, and
//! `Posted` in the outbox; what other rooms make of a post (threads, notices) they do on that fact. Reading is in
//! `lists.rs`. What happens to channels and teams becomes system posts in `system.rs`, which listens and is called
//! by nobody. Read `rules.rs` and `mentions.rs` first: they decide, without I/O.
//!
//! Deliberately not here: replies' counters and followers (`threads`), emoji on posts (`reactions`).

pub mod actions;
pub mod api;
pub mod attachments;
mod burning;
mod dress;
mod highlights;
mod keep;
mod linked;
mod links;
mod lists;
mod memory;
pub mod mentions;
mod places;
mod previews;
pub mod rules;
mod store;
mod system;
mod whispers;
pub mod wire;

use std::time::Duration;

use crate::app::App;
use crate::base::{Millis, Result};

pub use actions::told_edited;
pub use burning::unveil;
pub use dress::{Reader, dress, dress_for, dress_one};
pub use keep::{keep_files, keep_post};
pub use lists::{found, people};
pub use memory::MentionMemory;
pub use places::{no_post, place_to_post, readable_post};
pub use previews::show as show_previews;
pub use rules::MESSAGE;
pub use store::{find, get, list, recount_reactions, sees_collapsed, set_updated};
pub use system::{record, write_to_person};
pub use whispers::{SENDER, Seals, WHISPER, Whispered, whisper, whisper_again};

/// How long a client's own id stands for its post.
const REMEMBERED: Millis = 24 * 60 * 60 * 1000;
/// How often those that stood long enough are forgotten.
const TIDIED_EVERY: Duration = Duration::from_secs(60 * 60);

/// Begins to listen for what changes mentions, and to tidy up.
pub async fn settle_in(app: &App) -> Result<()> {
    whispers::settle_in(app).await?;
    let memory = app.room::<MentionMemory>();
    app.hub.listen(move |event| memory.hear(event));
    linked::settle_in(app);
    let house = app.clone();
    app.tasks.spawn(async move {
        while house.stopping.run_until_cancelled(tokio::time::sleep(TIDIED_EVERY)).await.is_some() {
            let before = house.clock.now() - REMEMBERED;
            if let Err(error) = house.db.write(move |tx| store::forget_pending(tx, before)).await {
                tracing::warn!(%error, "what clients sent twice is forgotten later");
            }
        }
    });
    Ok(())
}
