//! When a person or the system wants the program to end.

use std::io;
use std::process;

/// What the shell expects of a program that was interrupted.
const INTERRUPTED: i32 = 130;

/// The signals that ask a program to end, caught from the moment this is made.
pub struct Signals(Caught);

impl Signals {
    /// Starts catching.
    pub fn new() -> io::Result<Self> {
        Ok(Self(Caught::new()?))
    }

    /// Returns at the first Ctrl-C or SIGTERM. A later one then ends the process at once: whoever asks twice does not
    /// want to wait for answers in flight.
    pub async fn asked(mut self) {
        self.0.next().await;
        tokio::spawn(async move {
            self.0.next().await;
            process::exit(INTERRUPTED);
        });
    }
}

#[cfg(unix)]
struct Caught {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Caught {
    fn new() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self { interrupt: signal(SignalKind::interrupt())?, terminate: signal(SignalKind::terminate())? })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

#[cfg(windows)]
struct Caught {
    interrupt: tokio::signal::windows::CtrlC,
    close: tokio::signal::windows::CtrlClose,
    shutdown: tokio::signal::windows::CtrlShutdown,
}

#[cfg(windows)]
impl Caught {
    fn new() -> io::Result<Self> {
        use tokio::signal::windows::{ctrl_c, ctrl_close, ctrl_shutdown};
        Ok(Self { interrupt: ctrl_c()?, close: ctrl_close()?, shutdown: ctrl_shutdown()? })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.close.recv() => {}
            _ = self.shutdown.recv() => {}
        }
    }
}
