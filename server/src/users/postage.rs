//! How many letters somebody may have sent in an hour.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use crate::base::{Id, Millis, Result, refuse};

/// Letters that one person may have sent at once, and again an hour later.
const MOST: usize = 20;
const HOUR: Millis = 60 * 60 * 1000;

/// Who has sent how many letters lately.
#[derive(Default)]
pub struct Postage {
    sent: Mutex<HashMap<Id, Vec<Millis>>>,
}

impl Postage {
    /// Counts `letters` of somebody; refuses when they would be too many for one hour.
    pub fn pay(&self, by: Id, letters: usize, now: Millis) -> Result<()> {
        let mut sent = self.sent.lock().unwrap_or_else(PoisonError::into_inner);
        sent.values_mut().for_each(|times| times.retain(|at| at + HOUR > now));
        sent.retain(|_, times| !times.is_empty());
        let times = sent.entry(by).or_default();
        if times.len() + letters > MOST {
            return Err(refuse::with(413, "app.email.rate_limit_exceeded.app_error").into());
        }
        times.extend(std::iter::repeat_n(now, letters));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_sends_more_letters_than_an_hour_holds() {
        let (postage, amy, bob) = (Postage::default(), Id::new(), Id::new());
        assert!(postage.pay(amy, MOST, 0).is_ok());
        assert!(postage.pay(amy, 1, HOUR - 1).is_err());
        assert!(postage.pay(bob, 1, HOUR - 1).is_ok());
        assert!(postage.pay(amy, 1, HOUR).is_ok());
    }
}
