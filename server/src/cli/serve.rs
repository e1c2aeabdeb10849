//! `hearth serve`: start, say where, and wait until somebody wants it to stop.

use std::io::{self, Write};

use hearth::{Config, Server};

use super::args::ServeArguments;
use super::greeting::Greeting;
use super::{Failure, stop};

/// Serves until Ctrl-C or SIGTERM.
pub async fn run(config: Config, arguments: ServeArguments) -> Result<(), Failure> {
    let config = Config { listen: arguments.listen, ui: arguments.ui, ..config };
    let _logs = hearth::prepare(&config)?;
    let stop = stop::Signals::new().map_err(Failure::of("waiting for signals"))?;
    let server = Server::start(config).await?;
    greet(&server);
    stop.asked().await;
    tracing::info!("stopping");
    server.stop().await;
    Ok(())
}

fn greet(server: &Server) {
    let greeting = Greeting {
        here: server.url(),
        network: server.lan_urls(),
        authority: server.authority_file().map(Into::into),
        setup: server.setup_token().map(|token| setup_link(server, &token)),
    };
    // Nobody may be listening to what we say: that is no reason not to serve.
    let mut out = io::stdout().lock();
    let _ = write!(out, "{greeting}").and_then(|()| out.flush());
}

/// The link for the first account: on the network when there is one, because this machine itself needs none.
fn setup_link(server: &Server, token: &str) -> String {
    let address = server.lan_urls().into_iter().next().unwrap_or_else(|| server.url());
    format!("{address}/setup?token={token}")
}
