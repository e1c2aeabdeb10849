//! Everybody's presence, in memory.

use std::collections::{HashMap, HashSet};
use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use super::wire::Status;
use crate::base::Id;

/// Presence by person.
#[derive(Default)]
pub struct Presence(RwLock<State>);

#[derive(Default)]
struct State {
    by_user: HashMap<Id, Status>,
    changed: HashSet<Id>,
}

impl Presence {
    fn read(&self) -> RwLockReadGuard<'_, State> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, State> {
        self.0.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// What was known before the start. Nobody is there yet, whatever was written then.
    pub fn fill(&self, known: Vec<Status>) {
        let mut state = self.write();
        for mut status in known {
            super::rules::gone(&mut status);
            state.by_user.insert(status.user_id, status);
        }
    }

    /// Somebody's presence, if anything is known of it.
    pub fn find(&self, user: Id) -> Option<Status> {
        self.read().by_user.get(&user).cloned()
    }

    /// Somebody's presence; of whom nothing is known, offline.
    pub fn get(&self, user: Id) -> Status {
        self.find(user).unwrap_or_else(|| offline(user))
    }

    /// The word for everybody's presence of whom anything is known.
    pub fn all_words(&self) -> Vec<(Id, String)> {
        self.read().by_user.values().map(|status| (status.user_id, status.status.clone())).collect()
    }

    /// Applies a rule; answers the presence when the word for it changed.
    pub fn change(&self, user: Id, rule: impl FnOnce(&mut Status)) -> Option<Status> {
        let mut state = self.write();
        let status = state.by_user.entry(user).or_insert_with(|| offline(user));
        let before = status.status.clone();
        rule(status);
        let told = (status.status != before).then(|| status.clone());
        state.changed.insert(user);
        told
    }

    /// Ends every "do not disturb" whose time has come, in seconds; answers those who are back.
    pub fn end_quiet_times(&self, now: i64) -> Vec<Status> {
        let mut state = self.write();
        let State { by_user, changed } = &mut *state;
        let over = |status: &&mut Status| status.status == "dnd" && (1..=now).contains(&status.dnd_end_time);
        by_user
            .values_mut()
            .filter(over)
            .map(|status| {
                super::rules::end_quiet_time(status);
                changed.insert(status.user_id);
                status.clone()
            })
            .collect()
    }

    /// What changed since it was last asked.
    pub fn take_changed(&self) -> Vec<Status> {
        let mut state = self.write();
        let changed = std::mem::take(&mut state.changed);
        changed.iter().filter_map(|user| state.by_user.get(user).cloned()).collect()
    }

    /// These could not be written: they count as changed again.
    pub fn put_back(&self, rows: &[Status]) {
        self.write().changed.extend(rows.iter().map(|row| row.user_id));
    }
}

fn offline(user_id: Id) -> Status {
    Status { user_id, status: "offline".into(), ..Status::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_told_once_and_written_once() {
        let (presence, amy) = (Presence::default(), Id::parse("amy"));
        assert!(presence.change(amy, |status| super::super::rules::active(status, 1)).is_some());
        assert!(presence.change(amy, |status| super::super::rules::active(status, 2)).is_none());
        assert_eq!(presence.take_changed().len(), 1);
        assert!(presence.take_changed().is_empty());
    }

    #[test]
    fn quiet_times_end() {
        let (presence, amy) = (Presence::default(), Id::parse("amy"));
        presence.change(amy, |status| super::super::rules::active(status, 1));
        presence.change(amy, |status| super::super::rules::choose(status, "dnd", 100, 1));
        assert!(presence.end_quiet_times(99).is_empty());
        assert_eq!(presence.end_quiet_times(100)[0].status, "online");
        assert!(presence.end_quiet_times(100).is_empty());
    }
}
