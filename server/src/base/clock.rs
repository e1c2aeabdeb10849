//! Time as the contract counts it: whole milliseconds since 1970.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

/// Milliseconds since 1970; 0 means never.
pub type Millis = i64;

/// The one source of time. It never goes back, and no two calls of [`Clock::tick`] answer the same.
#[derive(Debug, Default)]
pub struct Clock {
    last: AtomicI64,
}

impl Clock {
    /// The time now. Two calls may answer the same.
    pub fn now(&self) -> Millis {
        wall().max(self.last.load(Ordering::Relaxed))
    }

    /// A time of its own, later than every earlier tick: posts of one channel sort by it.
    pub fn tick(&self) -> Millis {
        let now = wall();
        let before = self.last.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |last| Some(now.max(last + 1)));
        match before {
            Ok(last) | Err(last) => now.max(last + 1),
        }
    }
}

fn wall() -> Millis {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |past| past.as_millis() as Millis)
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
}
