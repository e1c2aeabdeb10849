//! One port for everything: it speaks HTTPS, and plain HTTP to those who may ([`PlainPolicy`]).
//!
//! The first byte of a connection tells which: TLS begins with 0x16, and no HTTP method does. A stranger who comes
//! without TLS is led to the same place over HTTPS. [`serve`] is the whole door; an upgraded connection (a websocket)
//! belongs to whoever upgraded it and is told to stop elsewhere.

mod listen;
mod policy;
#[cfg(test)]
mod tests;

use std::convert::Infallible;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use hyper::body::Incoming;
use hyper::header::{self, HeaderValue};
use hyper::http::request::Parts;
use hyper::http::uri::Authority;
use hyper::rt::{Read, Write};
use hyper::server::conn::{http1, http2};
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use rustls::ServerConfig;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};
use tokio_rustls::TlsAcceptor;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower::ServiceExt;

use super::error_response;
use crate::base::error::refuse;
use crate::base::i18n::Language;
use crate::base::ids::Id;

pub use self::listen::listen;
pub use self::policy::{Peer, PlainPolicy};

/// How long a new connection has for its first byte, and then again for its handshake.
const HANDSHAKE_TIME: Duration = Duration::from_secs(10);
/// Handshakes that may go on at once; the rest wait their turn.
const HANDSHAKES: usize = 512;
/// How long a connection may stay silent before or between requests.
const HEADER_TIME: Duration = Duration::from_secs(60);
/// How long answers in flight have when the port closes.
const STOP_TIME: Duration = Duration::from_secs(10);
/// The most that is read ahead from an HTTP/1 connection; request headers must fit.
const READ_BUFFER: usize = 16 * 1024;

/// Serves `router` on `listener` until `stop`, then lets answers in flight finish (10 seconds at most).
///
/// Without `tls` everybody is served in the clear. Every request carries a [`Peer`] in its extensions.
pub async fn serve(
    listener: TcpListener,
    tls: Option<Arc<ServerConfig>>,
    router: Router,
    policy: PlainPolicy,
    stop: CancellationToken,
) {
    let port = Arc::new(Port::new(tls, router, policy, stop));
    let connections = TaskTracker::new();
    while let Some((stream, from)) = port.stop.run_until_cancelled(accept(&listener)).await {
        connections.spawn(port.clone().meet(stream, from));
    }
    drop(listener);
    connections.close();
    if timeout(STOP_TIME, connections.wait()).await.is_err() {
        tracing::warn!(open = connections.len(), "connections are cut off before their answers were finished");
        port.cut.cancel();
        connections.wait().await;
    }
}

/// The next connection. Out of file handles or memory, it waits until some are free again.
async fn accept(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    loop {
        match listener.accept().await {
            Ok(accepted) => return accepted,
            Err(error) if is_about_one_connection(&error) => {}
            Err(error) => {
                tracing::warn!(%error, "no connection can be accepted; trying again in a second");
                sleep(Duration::from_secs(1)).await;
            }
        }
    }
}

fn is_about_one_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset, Interrupted};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset | Interrupted)
}

/// What all connections share.
struct Port {
    tls: Option<TlsAcceptor>,
    router: Router,
    policy: PlainPolicy,
    handshakes: Semaphore,
    http1: http1::Builder,
    http2: http2::Builder<TokioExecutor>,
    /// Answers in flight may finish, nothing new begins.
    stop: CancellationToken,
    /// Nothing may go on.
    cut: CancellationToken,
}

/// How a request came in.
#[derive(Clone, Copy)]
struct Way {
    ip: IpAddr,
    /// Our own end of the connection.
    here: Option<SocketAddr>,
    tls: bool,
}

impl Port {
    fn new(tls: Option<Arc<ServerConfig>>, router: Router, policy: PlainPolicy, stop: CancellationToken) -> Self {
        let mut http1 = http1::Builder::new();
        http1.timer(TokioTimer::new()).header_read_timeout(HEADER_TIME).max_buf_size(READ_BUFFER);
        let mut http2 = http2::Builder::new(TokioExecutor::new());
        http2
            .timer(TokioTimer::new())
            .keep_alive_interval(HEADER_TIME)
            .max_concurrent_streams(128)
            .max_header_list_size(READ_BUFFER as u32)
            .max_send_buf_size(64 * 1024);
        let handshakes = Semaphore::new(HANDSHAKES);
        Self { tls: tls.map(Into::into), router, policy, handshakes, http1, http2, stop, cut: CancellationToken::new() }
    }

    /// Finds out what a new connection speaks, and speaks it.
    async fn meet(self: Arc<Self>, stream: TcpStream, from: SocketAddr) {
        // Without it small answers wait for the acknowledgement of earlier ones. A failure costs only time.
        let _ = stream.set_nodelay(true);
        let way = Way { ip: from.ip().to_canonical(), here: stream.local_addr().ok(), tls: false };
        let first = self.stop.run_until_cancelled(timeout(HANDSHAKE_TIME, first_byte(&stream))).await;
        let Some(Ok(Some(first))) = first else { return };
        match &self.tls {
            Some(tls) if first == 0x16 => {
                let Some(stream) = self.shake_hands(tls, stream).await else { return };
                let speaks_http2 = stream.get_ref().1.alpn_protocol() == Some(b"h2");
                // Boxed: the size of a task is that of its largest part, and thousands wait in the smaller ones.
                if speaks_http2 {
                    Box::pin(self.speak_http2(TokioIo::new(stream), Way { tls: true, ..way })).await;
                } else {
                    Box::pin(self.speak_http1(TokioIo::new(stream), Way { tls: true, ..way })).await;
                }
            }
            _ => Box::pin(self.speak_http1(TokioIo::new(stream), way)).await,
        }
    }

    async fn shake_hands(
        &self,
        tls: &TlsAcceptor,
        stream: TcpStream,
    ) -> Option<tokio_rustls::server::TlsStream<TcpStream>> {
        let handshake = async {
            let _turn = self.handshakes.acquire().await;
            tls.accept(stream).await
        };
        let shaken = self.stop.run_until_cancelled(timeout(HANDSHAKE_TIME, Box::pin(handshake))).await?;
        match shaken {
            Ok(Ok(stream)) => return Some(stream),
            // Mostly clients that do not trust the certificate yet.
            Ok(Err(error)) => tracing::debug!(%error, "a TLS handshake failed"),
            Err(_) => tracing::debug!("a TLS handshake took too long"),
        }
        None
    }

    async fn speak_http1<I: Read + Write + Unpin + Send + 'static>(self: &Arc<Self>, io: I, way: Way) {
        let port = self.clone();
        let service = service_fn(move |request| port.clone().answer(request, way));
        let connection = self.http1.serve_connection(io, service).with_upgrades();
        self.follow(connection, http1::UpgradeableConnection::graceful_shutdown).await;
    }

    async fn speak_http2<I: Read + Write + Unpin + Send + 'static>(self: &Arc<Self>, io: I, way: Way) {
        let port = self.clone();
        let service = service_fn(move |request| port.clone().answer(request, way));
        let connection = self.http2.serve_connection(io, service);
        self.follow(connection, http2::Connection::graceful_shutdown).await;
    }

    /// Lets a connection live until its end or ours, for which it is asked to `close`.
    async fn follow<C: Future>(&self, connection: C, close: fn(Pin<&mut C>)) {
        let mut connection = pin!(connection);
        let stopped = tokio::select! {
            _ = connection.as_mut() => false,
            () = self.stop.cancelled() => true,
        };
        if stopped {
            close(connection.as_mut());
            self.cut.run_until_cancelled(connection).await;
        }
    }

    async fn answer(self: Arc<Self>, request: Request<Incoming>, way: Way) -> Result<Response<Body>, Infallible> {
        let (mut parts, body) = request.into_parts();
        if !way.tls && self.tls.is_some() && !self.policy.allows_plain(way.ip) {
            return Ok(lead_to_https(&parts, way.here));
        }
        let peer = self.policy.peer(way.ip, way.tls, &parts);
        parts.extensions.insert(peer);
        self.router.clone().oneshot(Request::from_parts(parts, Body::new(body))).await
    }
}

/// The first byte of a connection, left where it is; `None` when the other end is gone.
async fn first_byte(stream: &TcpStream) -> Option<u8> {
    let mut byte = [0];
    match stream.peek(&mut byte).await {
        Ok(1) => Some(byte[0]),
        _ => None,
    }
}

/// The answer to a stranger without TLS: the same place over HTTPS, or a refusal when a body would have to be repeated.
fn lead_to_https(request: &Parts, here: Option<SocketAddr>) -> Response<Body> {
    let safe = matches!(request.method, Method::GET | Method::HEAD);
    let location = safe.then(|| https_address(request, here)).flatten();
    let mut answer = match location {
        Some(location) => {
            let mut answer = Response::new(Body::empty());
            // Temporary, because a browser remembers a permanent one even after the server has moved.
            *answer.status_mut() = StatusCode::TEMPORARY_REDIRECT;
            answer.headers_mut().insert(header::LOCATION, location);
            answer
        }
        None => needs_https(request),
    };
    answer.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    answer
}

fn https_address(request: &Parts, here: Option<SocketAddr>) -> Option<HeaderValue> {
    let named = request.headers.get(header::HOST).and_then(|host| host.to_str().ok()?.parse::<Authority>().ok());
    // A name and a port, never `user@`: the address must lead back to us.
    let host = match named {
        Some(host) if !host.as_str().contains('@') => host.to_string(),
        _ => here?.to_string(),
    };
    let path = request.uri.path_and_query().map_or("/", |path| path.as_str());
    HeaderValue::try_from(format!("https://{host}{path}")).ok()
}

fn needs_https(request: &Parts) -> Response<Body> {
    let language = request.headers.get(header::ACCEPT_LANGUAGE).and_then(|tags| tags.to_str().ok());
    let refusal = refuse::with(400, "hearth.needs_https").into();
    error_response(&refusal, Id::new(), Language::of(language.unwrap_or_default()), false)
}
