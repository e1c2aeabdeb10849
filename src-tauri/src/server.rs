//! The server inside the app: started on launch, stopped on quit. Nothing else here knows it.

use std::env;
use std::sync::{Mutex, PoisonError};

use hearth::{Config, Logs, Server};
use tauri::AppHandle;
use tokio::runtime::{Builder, Runtime};

/// A running server and the threads it runs on.
pub struct House {
    runtime: Runtime,
    server: Mutex<Option<Server>>,
    url: String,
    address: String,
    _logs: Logs,
}

impl House {
    /// Starts the server in the usual data directory, or the one that `HEARTH_DATA_DIR` names. The error is a sentence
    /// for a person.
    pub fn open(app: &AppHandle) -> Result<Self, String> {
        let data_dir = env::var_os("HEARTH_DATA_DIR").filter(|folder| !folder.is_empty()).map(Into::into);
        let config = Config { data_dir, ..Config::of_process() };
        let logs = hearth::prepare(&config).map_err(|error| error.sentence())?;
        let runtime = Builder::new_multi_thread().enable_all().build().map_err(|error| error.to_string())?;
        let server = runtime.block_on(Server::start(config)).map_err(|error| error.sentence())?;
        runtime.spawn(quit_when_told(app.clone()));
        let url = server.url();
        let address = server.lan_urls().into_iter().next().unwrap_or_else(|| url.clone());
        Ok(Self { runtime, server: Mutex::new(Some(server)), url, address, _logs: logs })
    }

    /// Where the window finds the page.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// What to tell other people: the address on the network, or the one on this machine when it listens to no other.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Lets answers in flight finish and closes the database. Again is harmless.
    pub fn stop(&self) {
        let server = self.server.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(server) = server {
            self.runtime.block_on(server.stop());
        }
    }
}

/// A session that ends tells its programs so; on Unix by a signal.
async fn quit_when_told(app: AppHandle) {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut told) = signal(SignalKind::terminate()) {
            told.recv().await;
            app.exit(0);
        }
    }
    #[cfg(not(unix))]
    drop(app);
}
