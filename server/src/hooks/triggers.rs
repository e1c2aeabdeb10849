//! The outgoing webhooks in memory, by team.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

pub use super::rules::trigger_word;
use super::store;
use super::wire::OutgoingHook;
use crate::app::App;
use crate::base::{Id, Result};
use crate::events::Event;

type ByTeam = HashMap<Id, Vec<Arc<OutgoingHook>>>;

/// The outgoing webhooks of every team, read once and again after a change.
#[derive(Default)]
pub struct Triggers {
    known: RwLock<Option<Arc<ByTeam>>>,
    /// Grows with each change, so that what was read before it is not kept after.
    changes: AtomicU64,
}

impl Triggers {
    /// The hooks of a team.
    pub async fn of_team(&self, app: &App, team: Id) -> Result<Vec<Arc<OutgoingHook>>> {
        Ok(self.all(app).await?.get(&team).cloned().unwrap_or_default())
    }

    async fn all(&self, app: &App) -> Result<Arc<ByTeam>> {
        if let Some(known) = self.known.read().unwrap_or_else(PoisonError::into_inner).clone() {
            return Ok(known);
        }
        let before = self.changes.load(Ordering::Acquire);
        let mut by_team = ByTeam::new();
        for hook in app.db.read(store::list_every_outgoing).await? {
            by_team.entry(hook.team_id).or_default().push(Arc::new(hook));
        }
        let by_team = Arc::new(by_team);
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        if before == self.changes.load(Ordering::Acquire) {
            *known = Some(by_team.clone());
        }
        Ok(by_team)
    }

    /// Forgets all when a hook was made, changed or removed.
    pub fn hear(&self, event: &Event) {
        if matches!(event, Event::OutgoingHooksChanged) {
            let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
            self.changes.fetch_add(1, Ordering::Release);
            *known = None;
        }
    }
}
