//! Time as the contract counts it: whole milliseconds since 1970.

use std::pin::pin;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tokio::sync::Notify;

/// Milliseconds since 1970; 0 means never.
pub type Millis = i64;

/// The one source of time. It never goes back, and no two calls of [`Clock::tick`] answer the same.
#[derive(Debug, Default)]
pub struct Clock {
    last: AtomicI64,
    /// How far it is ahead of the machine's clock.
    ahead: AtomicI64,
    moved: Notify,
}

impl Clock {
    /// The time now. Two calls may answer the same.
    pub fn now(&self) -> Millis {
        self.wall().max(self.last.load(Ordering::Relaxed))
    }

    /// A time of its own, later than every earlier tick: posts of one channel sort by it.
    pub fn tick(&self) -> Millis {
        let now = self.wall();
        let before = self.last.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |last| Some(now.max(last + 1)));
        match before {
            Ok(last) | Err(last) => now.max(last + 1),
        }
    }

    /// Lets `by` milliseconds pass at once, for stories that would have to wait: what falls due meanwhile is done.
    pub fn pass(&self, by: Millis) {
        self.ahead.fetch_add(by.max(0), Ordering::AcqRel);
        self.moved.notify_waiters();
    }

    /// Waits until so much time has passed, by itself or by [`Clock::pass`].
    pub async fn wait(&self, time: Duration) {
        let from = self.ahead.load(Ordering::Acquire);
        let mut slept = pin!(tokio::time::sleep(time));
        loop {
            // Listened to before it is looked: the clock may be moved right after.
            let mut moved = pin!(self.moved());
            moved.as_mut().enable();
            let passed = self.ahead.load(Ordering::Acquire) - from;
            if u128::from(passed.unsigned_abs()) >= time.as_millis() {
                return;
            }
            tokio::select! {
                () = &mut slept => return,
                () = moved => {}
            }
        }
    }

    /// Returns when [`Clock::pass`] is called after the future was made and polled or enabled.
    pub(super) fn moved(&self) -> tokio::sync::futures::Notified<'_> {
        self.moved.notified()
    }

    fn wall(&self) -> Millis {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |past| past.as_millis() as Millis);
        since.saturating_add(self.ahead.load(Ordering::Acquire))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_all_different_and_rise() {
        let clock = Clock::default();
        let ticks: Vec<_> = (0..1000).map(|_| clock.tick()).collect();
        assert!(ticks.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(clock.now() >= ticks[999]);
    }

    #[test]
    fn time_that_is_let_pass_has_passed() {
        let clock = Clock::default();
        let before = clock.now();
        clock.pass(60_000);
        assert!(clock.now() >= before + 60_000);
        clock.pass(-60_000);
        assert!(clock.now() >= before + 60_000, "it never goes back");
    }
}
