//! One socket: a task that writes what its connection has for it, and reads what the client asks.

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::ws::{Message, WebSocket};
use bytes::Bytes;
use futures_util::SinkExt;
use tokio::sync::oneshot;
use tokio::time::{Instant, sleep_until, timeout};

use super::connection::{Connection, Ending, Next};
use super::fanout::{Command, Opening};
use super::frame::Frame;
use super::limits::Limits;
use super::requests::{self, CHALLENGE, Request};
use super::{Live, store};
use crate::access::Login;
use crate::app::App;
use crate::base::i18n::Language;
use crate::base::{Id, Millis};
use crate::sessions::Sessions;
use crate::status;

/// Events that are taken from the backlog at once, and go out in as few writes as fit.
const AT_ONCE: usize = 32;
/// How long the other side has to answer a close frame.
const GOODBYE: Duration = Duration::from_millis(500);

/// Who comes, and with what wish.
pub struct Visit {
    /// The session of the upgrade request; without one a challenge must follow.
    pub login: Option<Arc<Login>>,
    /// The connection it had before, and the number of the event it expects next.
    pub resume: Option<(Id, i64)>,
    /// The language of error sentences.
    pub language: Language,
}

/// Serves a socket to its end.
pub async fn serve(app: App, mut socket: WebSocket, visit: Visit) {
    let _stay = app.tasks.token();
    let limits = app.room::<Limits>();
    let login = match visit.login {
        Some(login) => Some(login),
        None => Box::pin(be_challenged(&app, &mut socket, &limits)).await,
    };
    let Some(login) = login else { return close(socket).await };
    let (answer, opened) = oneshot::channel();
    app.room::<Live>().tell(Command::Open(Opening { login, resume: visit.resume, answer }));
    // Nothing comes when the house is stopping, or the database is away.
    let Ok((connection, turn)) = opened.await else { return close(socket).await };
    let ending = Talk::new(&app, &mut socket, &connection, turn, limits, visit.language).live().await;
    app.room::<Live>().tell(Command::Gone(connection, turn));
    if ending == Ending::Farewell {
        close(socket).await;
    }
}

/// Says goodbye, and gives the other side a moment to hear it.
pub async fn close(mut socket: WebSocket) {
    let goodbye = async {
        if socket.send(Message::Close(None)).await.is_ok() {
            while let Some(Ok(_)) = socket.recv().await {}
        }
    };
    let _ = timeout(GOODBYE, Box::pin(goodbye)).await;
}

/// Waits for the challenge of a socket that came without a session; nothing else is answered before it.
async fn be_challenged(app: &App, socket: &mut WebSocket, limits: &Limits) -> Option<Arc<Login>> {
    let challenge = async {
        loop {
            let request = match socket.recv().await?.ok()? {
                Message::Text(text) => Request::from_text(&text)?,
                Message::Binary(bytes) => Request::from_binary(&bytes)?,
                Message::Close(_) => return None,
                Message::Ping(_) | Message::Pong(_) => continue,
            };
            if request.action == CHALLENGE {
                let login = app.room::<Sessions>().find(app, request.text("token")).await.ok()??;
                socket.send(Message::Text(requests::ok(request.seq, None).into())).await.ok()?;
                return Some(login);
            }
        }
    };
    app.stopping.run_until_cancelled(timeout(limits.challenge, challenge)).await?.ok()?
}

type Answering = Pin<Box<dyn Future<Output = Option<String>> + Send>>;

/// A socket with its connection.
struct Talk<'a> {
    app: &'a App,
    socket: &'a mut WebSocket,
    connection: &'a Arc<Connection>,
    turn: u32,
    limits: Arc<Limits>,
    language: Language,
    /// The request that is being answered. The next one is read after it; events go out meanwhile.
    answering: Option<Answering>,
    batch: Vec<Arc<Frame>>,
    /// When something came in last.
    heard: Instant,
    next_ping: Instant,
    /// When the session ends, as far as is known.
    session_end: Option<Instant>,
}

impl<'a> Talk<'a> {
    fn new(
        app: &'a App,
        socket: &'a mut WebSocket,
        connection: &'a Arc<Connection>,
        turn: u32,
        limits: Arc<Limits>,
        language: Language,
    ) -> Talk<'a> {
        let heard = Instant::now();
        let next_ping = heard + limits.ping;
        let (answering, batch) = (None, Vec::new());
        Talk { app, socket, connection, turn, limits, language, answering, batch, heard, next_ping, session_end: None }
    }

    async fn live(mut self) -> Ending {
        match self.talk().await {
            Ok(()) => Ending::Farewell,
            Err(ending) => ending,
        }
    }

    async fn talk(&mut self) -> Result<(), Ending> {
        // A session that ended while its socket was being opened was not heard of here.
        Box::pin(self.check_session()).await?;
        let timer = sleep_until(self.deadline());
        tokio::pin!(timer);
        loop {
            self.write_events().await?;
            tokio::select! {
                () = self.connection.woken() => {}
                frame = self.socket.recv(), if self.answering.is_none() => match frame {
                    Some(Ok(frame)) => self.hear(frame)?,
                    _ => return Ok(()),
                },
                answer = answered(&mut self.answering) => {
                    self.answering = None;
                    self.write_events().await?;
                    if let Some(answer) = answer {
                        self.write([Message::Text(answer.into())].into_iter()).await?;
                    }
                }
                () = &mut timer => {
                    Box::pin(self.look_at_the_clock()).await?;
                    timer.as_mut().reset(self.deadline());
                }
            }
        }
    }

    /// Writes what there is, until there is nothing more.
    async fn write_events(&mut self) -> Result<(), Ending> {
        loop {
            let mut batch = std::mem::take(&mut self.batch);
            match self.connection.next(self.turn, AT_ONCE, &mut batch) {
                Next::Over(ending) => return Err(ending),
                Next::Nothing => return Ok(()),
                Next::Events(first) => {
                    let numbered = (first..).zip(batch.drain(..));
                    let messages = numbered.map(|(number, frame)| Message::Text(frame.numbered(number).into()));
                    self.write(messages).await?;
                }
            }
            self.batch = batch;
        }
    }

    /// Writes, unless it takes too long, or the connection takes the socket's turn away meanwhile.
    async fn write(&mut self, mut messages: impl Iterator<Item = Message>) -> Result<(), Ending> {
        let writing = async {
            for message in messages.by_ref() {
                self.socket.feed(message).await?;
            }
            self.socket.flush().await
        };
        tokio::select! {
            biased;
            written = timeout(self.limits.write, writing) => written.ok().and_then(Result::ok).ok_or(Ending::Cut),
            ending = self.connection.over(self.turn) => Err(ending),
        }
    }

    fn hear(&mut self, frame: Message) -> Result<(), Ending> {
        self.heard = Instant::now();
        let request = match frame {
            Message::Text(text) => Request::from_text(&text),
            Message::Binary(bytes) => Request::from_binary(&bytes),
            Message::Close(_) => None,
            Message::Pong(_) => {
                status::still_there(self.app, self.connection.user);
                return Ok(());
            }
            Message::Ping(_) => return Ok(()),
        };
        let request = request.ok_or(Ending::Farewell)?;
        let answer = requests::answer(self.app.clone(), self.connection.clone(), self.language, request);
        self.answering = Some(Box::pin(answer));
        Ok(())
    }

    fn deadline(&self) -> Instant {
        let silent = self.heard + self.limits.silence;
        self.session_end.into_iter().fold(self.next_ping.min(silent), Instant::min)
    }

    async fn look_at_the_clock(&mut self) -> Result<(), Ending> {
        let now = Instant::now();
        if now >= self.heard + self.limits.silence {
            return Err(Ending::Cut);
        }
        if self.session_end.is_some_and(|end| now >= end) {
            self.check_session().await?;
        }
        if now >= self.next_ping {
            self.next_ping = now + self.limits.ping;
            self.write([Message::Ping(Bytes::new())].into_iter()).await?;
        }
        Ok(())
    }

    /// Finds out when the session ends now: activity moves its end.
    async fn check_session(&mut self) -> Result<(), Ending> {
        let (session, now) = (self.connection.session, self.app.clock.now());
        let end: Option<Millis> = match self.app.db.read(move |conn| store::session_end(conn, session, now)).await {
            Ok(end) => end,
            Err(error) => {
                tracing::error!(%error, "a socket's session cannot be checked");
                None
            }
        };
        let end = end.ok_or(Ending::Farewell)?;
        self.session_end = (end != 0).then(|| Instant::now() + Duration::from_millis(end.abs_diff(now)));
        Ok(())
    }
}

/// The answer that is being made; never, when none is.
async fn answered(answering: &mut Option<Answering>) -> Option<String> {
    match answering {
        Some(answering) => answering.await,
        None => std::future::pending().await,
    }
}
