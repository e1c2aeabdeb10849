//! How long the websocket waits, and how much it keeps.

use std::time::Duration;

/// The bounds of a connection. [`House::keep`](crate::app::House::keep) puts other ones in force for new sockets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// A socket without a session has this long for its challenge.
    pub challenge: Duration,
    /// A ping goes out this often.
    pub ping: Duration,
    /// A socket from which nothing came for this long is dropped.
    pub silence: Duration,
    /// One write may take this long.
    pub write: Duration,
    /// A connection without a socket is kept this long for its client to come back.
    pub kept: Duration,
    /// The last events that went out, kept to be sent again.
    pub sent: usize,
    /// Events that may wait for a socket; the next one cuts it off. Half of them, and the expendable ones are left out.
    pub waiting: usize,
    /// Bytes of a client's frame.
    pub frame: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            challenge: Duration::from_secs(5),
            ping: Duration::from_secs(60),
            silence: Duration::from_secs(100),
            write: Duration::from_secs(30),
            kept: Duration::from_secs(300),
            sent: 128,
            waiting: 256,
            frame: 8192,
        }
    }
}
