//! The websocket: whoever is present hears at once what happens and concerns them.
//!
//! # How a fact travels
//!
//! The hub hands each fact to one task, `fanout.rs`, which alone owns the `index.rs`: who is present, and in which
//! channels and teams. So a fact costs as much as it has present receivers, and nothing here is locked for long.
//! `frame.rs` writes an event once, however many hear it; `backlog.rs` numbers it for each connection and keeps what
//! a connection was told last, so that it can resume after a cut. Each socket has one task, `socket.rs`, that takes
//! what is in its connection's backlog and writes it, and answers what the client asks (`requests.rs`).
//!
//! # What it promises
//!
//! - A connection's stream begins with `hello`, number 0, at a moment from which on nothing is left out. Numbers have
//!   no gaps, also across a resume.
//! - Nobody waits for a slow reader. Its backlog is bounded; when it is full the socket is cut off, and the client may
//!   come back and go on where it was.
//! - A fact that ends a session, a membership or an account is obeyed before it is told.
//!
//! It deliberately does not know how facts are told (`events/wire.rs`), nor keeps statuses.
//! A connection has two parts: the `Connection`, which outlives a cut by five minutes, and the socket it has now.

pub mod api;
mod backlog;
mod connection;
mod fanout;
mod frame;
mod index;
mod limits;
mod origin;
mod requests;
mod socket;
mod store;

use std::sync::OnceLock;

use tokio::sync::mpsc::UnboundedSender;
use tokio::sync::oneshot;

use crate::app::App;

pub use limits::Limits;

/// The way to the fan-out task, for the sockets.
#[derive(Default)]
struct Live {
    fanout: OnceLock<UnboundedSender<fanout::Command>>,
}

impl Live {
    /// Tells the fan-out task; false when there is none (the house is stopping, or never opened its doors).
    fn tell(&self, command: fanout::Command) -> bool {
        self.fanout.get().is_some_and(|fanout| fanout.send(command).is_ok())
    }

    /// Waits until every fact that was told before now is in the backlogs.
    async fn catch_up(&self) {
        let (answer, reached) = oneshot::channel();
        if self.tell(fanout::Command::Reached(answer)) {
            let _ = reached.await;
        }
    }
}

/// Begins to listen. Called once, when the house opens its doors.
pub fn settle_in(app: &App) {
    let (sender, commands) = tokio::sync::mpsc::unbounded_channel();
    let hear = sender.clone();
    // The teller is the database's writer: it must get away at once, so it leaves the fact and goes. The way is
    // unbounded because the one task at its end never waits for anything outside this process.
    app.hub.listen(move |event| {
        let _ = hear.send(fanout::Command::Fact(Box::new(event.clone())));
    });
    if app.room::<Live>().fanout.set(sender).is_ok() {
        app.tasks.spawn(fanout::Fanout::new(app.clone()).run(commands));
    }
}
