//! Keeping drafts and letting them go.

use std::sync::Arc;

use super::wire::Draft;
use super::{rules, store};
use crate::access::{Actor, ChannelPlace, Granted};
use crate::app::House;
use crate::base::{Id, Result, refuse};
use crate::events::{Event, Tx};

/// Keeps a draft in place of an earlier one; `None` for an empty one, which takes the earlier one away.
///
/// `connection` is the one that it was written on, which need not hear of it.
pub fn save(
    house: &House,
    tx: &mut Tx<'_>,
    actor: &Actor,
    place: &Granted<ChannelPlace>,
    given: Draft,
    connection: Id,
) -> Result<Option<Draft>> {
    if place.channel.is_deleted() {
        return Err(refuse::with(400, "api.draft.create_draft.can_not_draft_to_deleted.error").into());
    }
    rules::check(given.root_id, &given.message, &given.props, &given.file_ids)?;
    if given.message.is_empty() && given.file_ids.is_empty() {
        remove(tx, actor.id(), given.channel_id, given.root_id, connection)?;
        return Ok(None);
    }
    let now = house.clock.tick();
    let before = store::find(tx, actor.id(), given.channel_id, given.root_id)?;
    let metadata = super::metadata(tx, actor.id(), std::slice::from_ref(&given.file_ids))?.pop();
    let draft = Draft {
        user_id: actor.id(),
        create_at: before.map_or(now, |before| before.create_at),
        update_at: now,
        delete_at: 0,
        metadata,
        ..given
    };
    store::put(tx, &draft)?;
    tx.tell(Event::DraftSaved { draft: Arc::new(draft.clone()), connection });
    Ok(Some(draft))
}

/// Takes a draft away. That there is none is as good.
pub fn remove(tx: &mut Tx<'_>, user: Id, channel: Id, root: Id, connection: Id) -> Result<()> {
    if let Some(draft) = store::find(tx, user, channel, root)? {
        store::delete(tx, user, channel, root)?;
        tx.tell(Event::DraftDeleted { draft: Arc::new(draft), connection });
    }
    Ok(())
}
