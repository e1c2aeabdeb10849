//! Work that is due at a time: an [`Alarm`] sleeps until the next due time, or until it is told of an earlier one.
//!
//! It remembers nothing. Due times live in tables: the work does what is due, and answers when the next thing is;
//! so a restart forgets nothing, and what fell due while the house was away is done at once.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use super::clock::{Clock, Millis};
use super::error::Result;

/// How long it rests after work that failed.
const REST: Millis = 30_000;
/// How long it sleeps before it looks at the clock again, which may have been set, or stood still with the machine.
const GLANCE: Millis = 60_000;
/// No time at all.
const NEVER: Millis = Millis::MAX;

/// One alarm, kept in memory by the room whose work it wakes.
#[derive(Debug)]
pub struct Alarm {
    earliest: AtomicI64,
    told: Notify,
}

impl Default for Alarm {
    fn default() -> Alarm {
        Alarm { earliest: AtomicI64::new(NEVER), told: Notify::new() }
    }
}

impl Alarm {
    /// Something is due at `at`. Told after the commit that wrote it.
    pub fn tell(&self, at: Millis) {
        if self.earliest.fetch_min(at, Ordering::AcqRel) > at {
            self.told.notify_one();
        }
    }

    /// Works now, and whenever something is due, until the house stops. `work` does all that is due and answers when
    /// it wants to be called next; when it fails it is called again half a minute later.
    pub async fn run<F, W>(&self, clock: &Clock, stopping: &CancellationToken, mut work: F)
    where
        F: FnMut() -> W,
        W: Future<Output = Result<Option<Millis>>>,
    {
        loop {
            // Forgotten before the work looks: what is told from here on may be something that it did not see.
            self.earliest.store(NEVER, Ordering::Release);
            match work().await {
                Ok(next) => _ = self.earliest.fetch_min(next.unwrap_or(NEVER), Ordering::AcqRel),
                Err(error) => {
                    tracing::warn!(%error, "work that is due is done later");
                    self.earliest.fetch_min(clock.now() + REST, Ordering::AcqRel);
                }
            }
            if stopping.run_until_cancelled(self.sleep(clock)).await.is_none() {
                return;
            }
        }
    }

    async fn sleep(&self, clock: &Clock) {
        loop {
            // Listened to before the clock is read: it may be moved right after.
            let mut moved = std::pin::pin!(clock.moved());
            moved.as_mut().enable();
            let (due, now) = (self.earliest.load(Ordering::Acquire), clock.now());
            if due <= now {
                return;
            }
            let nap = tokio::time::sleep(Duration::from_millis((due - now).min(GLANCE).unsigned_abs()));
            tokio::select! {
                () = self.told.notified() => {}
                () = moved => {}
                () = nap, if due != NEVER => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use tokio::sync::mpsc;

    use super::*;

    #[tokio::test]
    async fn it_works_at_once_when_told_and_when_due() {
        let (alarm, clock) = (Arc::new(Alarm::default()), Arc::new(Clock::default()));
        let stop = CancellationToken::new();
        let (done, mut worked) = mpsc::unbounded_channel();
        let running = tokio::spawn({
            let (alarm, clock, stop) = (alarm.clone(), clock.clone(), stop.clone());
            async move {
                let mut times = 0;
                let work = || {
                    times += 1;
                    _ = done.send(times);
                    let next = (times == 2).then(|| clock.now() + 20);
                    std::future::ready(Ok(next))
                };
                alarm.run(&clock, &stop, work).await;
            }
        });
        assert_eq!(worked.recv().await, Some(1));
        alarm.tell(clock.now());
        assert_eq!(worked.recv().await, Some(2));
        assert_eq!(worked.recv().await, Some(3), "it is due by itself");
        stop.cancel();
        assert!(running.await.is_ok());
        assert_eq!(worked.recv().await, None);
    }
}
