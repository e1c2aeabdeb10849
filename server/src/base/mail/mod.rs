//! Letters: written in the reader's language (`letter.rs`), carried by the site's SMTP server (`smtp.rs`).
//!
//! A letter goes out beside the request that asked for it ([`Mailer::post`]): a slow server delays nobody, and one
//! that refuses is a line in the log, never a failure of what the letter tells of. How many wait is bounded.

mod letter;
mod smtp;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::Semaphore;
use tokio_util::task::TaskTracker;

pub use letter::Letter;
pub use smtp::{Smtp, is_set_up, send};

/// Letters that wait at most; more are dropped and logged: a mail server that is away must not fill the memory.
const MOST_WAITING: usize = 2_000;
/// Connections to the mail server at once.
const AT_ONCE: usize = 4;

/// A letter, ready to be carried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// The reader's address.
    pub to: String,
    /// The subject, of one line.
    pub subject: String,
    /// For readers that show no HTML.
    pub text: String,
    /// For those that do.
    pub html: String,
}

/// Carries letters in the background.
pub struct Mailer {
    waiting: Arc<AtomicUsize>,
    turns: Arc<Semaphore>,
}

impl Default for Mailer {
    fn default() -> Mailer {
        Mailer { waiting: Arc::default(), turns: Arc::new(Semaphore::new(AT_ONCE)) }
    }
}

impl Mailer {
    /// Sends a letter soon, and does not wait for it.
    pub fn post(&self, tasks: &TaskTracker, smtp: Smtp, mail: Mail) {
        if self.waiting.fetch_add(1, Ordering::Relaxed) >= MOST_WAITING {
            self.waiting.fetch_sub(1, Ordering::Relaxed);
            tracing::warn!("a letter was dropped: too many wait for the mail server");
            return;
        }
        let (waiting, turns) = (self.waiting.clone(), self.turns.clone());
        tasks.spawn(async move {
            if let Ok(_turn) = turns.acquire().await
                && let Err(error) = send(&smtp, &mail).await
            {
                tracing::warn!(%error, "a letter could not be sent");
            }
            waiting.fetch_sub(1, Ordering::Relaxed);
        });
    }
}
