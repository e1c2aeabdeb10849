//! A connection as its client knows it: an id, and a stream of numbered events that outlives a cut.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use serde_json::{Map, Value};
use tokio::sync::Notify;

use super::backlog::{Backlog, Pushed, Resumed};
use super::frame::Frame;
use super::limits::Limits;
use crate::access::Login;
use crate::base::Id;

/// What the fan-out task and the socket's task share.
pub struct Connection {
    /// Its id, which `hello` names.
    pub id: Id,
    /// Whose it is.
    pub user: Id,
    /// The session that opened it.
    pub session: Id,
    /// There may be something for the socket.
    wake: Notify,
    state: Mutex<State>,
}

struct State {
    login: Arc<Login>,
    backlog: Backlog<Arc<Frame>>,
    scope: Scope,
    /// Counts the sockets: only the last one may take events.
    turn: u32,
    ending: Option<Ending>,
    /// Since when there is no socket.
    gone: Option<Instant>,
}

/// How a socket ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// With a close frame.
    Farewell,
    /// At once: its reader is too slow to hear of it, or not there.
    Cut,
}

/// What there is for a socket.
pub enum Next {
    /// Events, the first with this number.
    Events(i64),
    /// Nothing.
    Nothing,
    /// It is over.
    Over(Ending),
}

/// What the client says it looks at: slots that hold a channel or "", unset until it says so.
#[derive(Debug, Default)]
struct Scope {
    channel: Option<Id>,
    thread: Option<Id>,
    thread_view: Option<Id>,
}

impl Connection {
    /// A new one, whose first event is `hello`, and its first socket.
    pub fn new(login: Arc<Login>, limits: &Limits, hello: impl FnOnce(Id) -> Frame) -> Connection {
        let id = Id::new();
        let mut backlog = Backlog::new(limits.sent);
        backlog.push(Arc::new(hello(id)), false, limits.waiting.max(1));
        let (user, session) = (login.user_id, login.session_id);
        let state = State { login, backlog, scope: Scope::default(), turn: 0, ending: None, gone: None };
        Connection { id, user, session, wake: Notify::new(), state: Mutex::new(state) }
    }

    /// Adds an event and wakes the socket. When there is no room the socket is cut off; an event that is lost for a
    /// connection without a socket ends the connection: false.
    pub fn hear(&self, frame: &Arc<Frame>, channel: Id, limits: &Limits) -> bool {
        let mut state = self.lock();
        if frame.is_for_onlookers() && !state.scope.covers(channel) {
            return true;
        }
        let mut pushed = state.backlog.push(frame.clone(), frame.is_expendable(), limits.waiting);
        if pushed == Pushed::Full && state.gone.is_none() {
            tracing::debug!(connection = %self.id, "a slow reader is cut off");
            state.leave();
            pushed = state.backlog.push(frame.clone(), frame.is_expendable(), limits.waiting);
        }
        drop(state);
        self.wake.notify_one();
        pushed != Pushed::Full
    }

    /// What there is for the socket of this `turn`: events go into `out`, `most` at most.
    pub fn next(&self, turn: u32, most: usize, out: &mut Vec<Arc<Frame>>) -> Next {
        let mut state = self.lock();
        if let Some(ending) = state.ending_of(turn) {
            return Next::Over(ending);
        }
        let number = state.backlog.take(most, out);
        if out.is_empty() { Next::Nothing } else { Next::Events(number) }
    }

    /// Waits until there may be something.
    pub async fn woken(&self) {
        self.wake.notified().await;
    }

    /// Waits until the socket of this `turn` is over.
    pub async fn over(&self, turn: u32) -> Ending {
        loop {
            if let Some(ending) = self.lock().ending_of(turn) {
                return ending;
            }
            self.woken().await;
        }
    }

    /// The socket of this `turn` is no more; false when another has taken over, or it was cut off before.
    pub fn part(&self, turn: u32) -> bool {
        let mut state = self.lock();
        let parted = state.turn == turn;
        if parted {
            state.leave();
        }
        drop(state);
        // What woke the old socket may have been meant for its successor.
        self.wake.notify_one();
        parted
    }

    /// A new socket goes on from event `number`; its turn, unless that is not possible.
    pub fn resume(&self, login: Arc<Login>, number: i64) -> Option<u32> {
        let mut state = self.lock();
        if state.gone.is_none() || state.ending.is_some() || state.backlog.resume(number) == Resumed::Lost {
            return None;
        }
        state.gone = None;
        state.login = login;
        Some(state.turn)
    }

    /// Ends the socket, with a close frame.
    pub fn end(&self) {
        self.lock().ending = Some(Ending::Farewell);
        self.wake.notify_one();
    }

    /// Whether a socket is there.
    pub fn has_socket(&self) -> bool {
        self.lock().gone.is_none()
    }

    /// Since when no socket is there.
    pub fn gone_since(&self) -> Option<Instant> {
        self.lock().gone
    }

    /// The login in force.
    pub fn login(&self) -> Arc<Login> {
        self.lock().login.clone()
    }

    /// Puts other account roles in force.
    pub fn change_roles(&self, roles: &str, is_guest: bool) {
        let mut state = self.lock();
        let login = Login { roles: roles.to_owned(), is_guest, ..Login::clone(&state.login) };
        state.login = Arc::new(login);
    }

    /// Remembers what the client looks at: the data of its `presence`.
    pub fn look_at(&self, data: &Map<String, Value>) {
        let text = |key: &str| data.get(key).and_then(Value::as_str).map(Id::parse);
        let mut state = self.lock();
        if let Some(channel) = text("channel_id") {
            state.scope.channel = Some(channel);
        }
        if let Some(thread) = text("thread_channel_id") {
            let is_view = data.get("is_thread_view").and_then(Value::as_bool) == Some(true);
            let slot = if is_view { &mut state.scope.thread_view } else { &mut state.scope.thread };
            *slot = Some(thread);
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn ending_of(&self, turn: u32) -> Option<Ending> {
        if self.turn == turn { self.ending } else { Some(Ending::Cut) }
    }

    fn leave(&mut self) {
        self.turn = self.turn.wrapping_add(1);
        self.gone = Some(Instant::now());
        self.backlog.pause();
    }
}

impl Scope {
    /// Whether an event for onlookers of `channel` is for this client: also while it has not said all.
    fn covers(&self, channel: Id) -> bool {
        [self.channel, self.thread, self.thread_view].iter().any(|slot| slot.is_none_or(|seen| seen == channel))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::events::audience::Audience;
    use crate::events::wire::Telling;
    use serde_json::json;

    fn connection(limits: &Limits) -> Connection {
        let login = Login {
            session_id: Id::new(),
            user_id: Id::new(),
            username: String::new(),
            roles: String::new(),
            token: String::new(),
            csrf: String::new(),
            is_oauth: false,
            is_guest: false,
            is_bot: false,
            lacks_mfa: false,
            expires_at: 0,
        };
        Connection::new(Arc::new(login), limits, |id| Frame::hello(Id::NONE, id, "", ""))
    }

    fn frame(name: &'static str) -> Arc<Frame> {
        let (data, audience) = (Map::new(), Audience::all());
        Arc::new(Frame::shared(&Telling {
            name,
            data,
            audience,
            among: Default::default(),
            personal: Default::default(),
        }))
    }

    fn take(connection: &Connection, turn: u32) -> Vec<&'static str> {
        let mut out = Vec::new();
        connection.next(turn, 99, &mut out);
        out.iter().map(|frame| frame.name).collect()
    }

    #[test]
    fn a_slow_reader_is_cut_off_and_goes_on() {
        let limits = Limits { waiting: 2, ..Limits::default() };
        let connection = connection(&limits);
        assert_eq!(take(&connection, 0), ["hello"]);
        for _ in 0..3 {
            assert!(connection.hear(&frame("posted"), Id::NONE, &limits));
        }
        assert!(!connection.has_socket());
        assert!(matches!(connection.next(0, 9, &mut Vec::new()), Next::Over(Ending::Cut)));
        assert!(!connection.part(0), "it was gone already");
        let turn = connection.resume(connection.login(), 1).expect("a turn");
        assert_eq!(take(&connection, turn), ["posted"; 3]);
    }

    #[test]
    fn what_nobody_can_hear_any_more_ends_the_connection() {
        let limits = Limits { waiting: 1, ..Limits::default() };
        let connection = connection(&limits);
        take(&connection, 0);
        assert!(connection.part(0));
        assert!(connection.hear(&frame("posted"), Id::NONE, &limits));
        assert!(!connection.hear(&frame("posted"), Id::NONE, &limits));
    }

    #[test]
    fn a_connection_with_a_socket_is_nobody_elses() {
        let connection = connection(&Limits::default());
        assert_eq!(connection.resume(connection.login(), 0), None);
        connection.end();
        assert!(matches!(connection.next(0, 9, &mut Vec::new()), Next::Over(Ending::Farewell)));
    }

    #[test]
    fn onlookers_are_told_of_what_they_look_at() {
        let (here, there) = (Id::new(), Id::new());
        let limits = Limits::default();
        let connection = connection(&limits);
        take(&connection, 0);
        let hear = |channel| connection.hear(&frame("typing"), channel, &limits);
        let look = |data: Value| connection.look_at(data.as_object().expect("an object"));
        look(json!({"channel_id": here}));
        hear(there);
        assert_eq!(take(&connection, 0), ["typing"], "it has not said all yet");
        look(json!({"thread_channel_id": "", "is_thread_view": true}));
        look(json!({"thread_channel_id": ""}));
        hear(there);
        assert_eq!(take(&connection, 0), [""; 0]);
        hear(here);
        assert_eq!(take(&connection, 0), ["typing"]);
        connection.hear(&frame("posted"), there, &limits);
        assert_eq!(take(&connection, 0), ["posted"]);
    }
}
