//! What is told over the websocket, to whom, and what becomes of a socket.

mod asking;
mod audience;
mod ending;
mod opening;
mod resuming;
mod slow;

use kit::Fact;

/// The connection that a `hello` names.
fn connection(hello: &Fact) -> String {
    hello.data()["connection_id"].as_str().expect("a connection").to_owned()
}
