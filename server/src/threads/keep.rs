//! Threads whose replies another site wrote down.

use super::store::{self, Membership};
use crate::base::{Id, Millis, Result};
use crate::events::{Tx, Unread};

/// Somebody who follows a thread.
pub struct Follower {
    pub user: Id,
    pub last_viewed: Millis,
    pub mentions: i64,
}

/// Counts the replies of a root anew, and writes who follows it.
pub fn keep_thread(tx: &mut Tx<'_>, root: Id, channel: Id, team: Id, followers: &[Follower]) -> Result<()> {
    let Some(last) = store::rebuild(tx, root, channel, team)? else { return Ok(()) };
    for follower in followers {
        let unread = Unread { replies: 0, mentions: follower.mentions };
        let last_viewed = follower.last_viewed;
        store::put_membership(
            tx,
            root,
            &Membership { user: follower.user, following: true, last_viewed, unread },
            last,
        )?;
    }
    Ok(())
}
