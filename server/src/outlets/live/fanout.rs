//! The one task that knows who is present. It brings facts to connections, opens connections and forgets them.
//!
//! It waits for nothing outside this process, so whoever tells it something may go on at once. A person's first
//! connection needs their memberships from the database: a task of its own reads them, and changes that are heard
//! meanwhile are laid over what it read. A fact that is heard later was committed later, or is in what was read.
//!
//! Invariant: a connection's `hello` is put into its backlog at the moment from which on the index brings it
//! everything (`nothing_is_missed_while_the_first_socket_opens`).

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{mpsc, oneshot};

use super::Live;
use super::connection::Connection;
use super::frame::Frame;
use super::index::{Change, Index, Memberships, Rank, changes};
use super::limits::Limits;
use super::store;
use crate::access::{Login, Permission};
use crate::app::App;
use crate::base::{Id, Result};
use crate::events::Event;
use crate::events::wire::{Telling, tellings};
use crate::sessions::RoleTable;
use crate::status;

/// Commands done before others get their turn.
const AT_ONCE: usize = 64;
/// How often connections are looked for whose clients did not come back.
const SWEEP: Duration = Duration::from_secs(60);

/// What the task is told.
pub enum Command {
    /// Something happened.
    Fact(Box<Event>),
    /// A socket wants its connection.
    Open(Opening),
    /// The memberships of somebody whose first socket waits.
    Loaded(Id, Result<Memberships>),
    /// A socket is no more; the connection, and the socket's turn.
    Gone(Arc<Connection>, u32),
    /// Somebody wants to know when everything up to here is done.
    Reached(oneshot::Sender<()>),
}

/// A socket that wants its connection.
pub struct Opening {
    /// The session that opened it.
    pub login: Arc<Login>,
    /// The connection it had before, and the number of the event it expects next.
    pub resume: Option<(Id, i64)>,
    /// Where the connection goes, and the socket's turn. Dropped when there is none to be had.
    pub answer: oneshot::Sender<(Arc<Connection>, u32)>,
}

/// The task.
pub struct Fanout {
    app: App,
    hostname: String,
    index: Index<Arc<Connection>>,
    loading: HashMap<Id, Loading>,
}

/// Somebody whose memberships are being read.
#[derive(Default)]
struct Loading {
    waiting: Vec<Opening>,
    changes: Vec<Change>,
}

impl Fanout {
    /// Nobody is present yet.
    pub fn new(app: App) -> Fanout {
        let hostname = gethostname::gethostname().to_string_lossy().into_owned();
        Fanout { app, hostname, index: Index::default(), loading: HashMap::new() }
    }

    /// Does what it is told, in order, until the house stops; then ends every socket.
    pub async fn run(mut self, mut commands: mpsc::UnboundedReceiver<Command>) {
        let stopping = self.app.stopping.clone();
        let mut sweep = tokio::time::interval(SWEEP);
        let mut batch = Vec::with_capacity(AT_ONCE);
        loop {
            tokio::select! {
                biased;
                () = stopping.cancelled() => break,
                _ = sweep.tick() => self.sweep(),
                count = commands.recv_many(&mut batch, AT_ONCE) => {
                    if count == 0 {
                        break;
                    }
                    batch.drain(..).for_each(|command| self.obey(command));
                    // The sockets that were woken, before the next batch.
                    tokio::task::yield_now().await;
                }
            }
        }
        for person in self.index.everybody() {
            person.connections.iter().for_each(|connection| connection.end());
        }
    }

    fn limits(&self) -> Arc<Limits> {
        self.app.room::<Limits>()
    }

    fn obey(&mut self, command: Command) {
        match command {
            Command::Fact(event) => {
                self.follow(&event);
                self.bring(&event);
            }
            Command::Open(opening) => self.open(opening),
            Command::Loaded(user, memberships) => self.admit(user, memberships),
            Command::Gone(connection, turn) => self.part(&connection, turn),
            Command::Reached(answer) => drop(answer),
        }
    }

    /// Makes what is known here true again, before anybody is told.
    fn follow(&mut self, event: &Event) {
        for change in changes(event) {
            if let Some(loading) = self.loading.get_mut(&change.user()) {
                loading.changes.push(change);
            }
            self.index.apply(&change);
        }
        match event {
            Event::SessionsEnded { user, session } => self.end(*user, *session),
            Event::UserActivationChanged { user, active: false } => self.end(*user, None),
            Event::UserRoleUpdated { user, roles } => self.change_roles(*user, roles),
            Event::UserUpdated { user } => self.change_roles(user.id, &user.roles),
            Event::RoleUpdated { .. } => self.rank_everybody(),
            _ => {}
        }
    }

    fn end(&mut self, user: Id, session: Option<Id>) {
        let Some(person) = self.index.find(user) else { return };
        let (ended, stay) = std::mem::take(&mut person.connections)
            .into_iter()
            .partition(|connection| session.is_none_or(|session| session == connection.session));
        person.connections = stay;
        let ended: Vec<Arc<Connection>> = ended;
        ended.iter().for_each(|connection| connection.end());
        self.depart_if_alone(user);
    }

    fn change_roles(&mut self, user: Id, roles: &str) {
        let rank = rank(&self.app, roles);
        let Some(person) = self.index.find(user) else { return };
        person.rank = rank;
        person.connections.iter().for_each(|connection| connection.change_roles(roles, rank.is_guest));
    }

    fn rank_everybody(&mut self) {
        for person in self.index.everybody() {
            if let Some(connection) = person.connections.first() {
                person.rank = rank(&self.app, &connection.login().roles);
            }
        }
    }

    /// Tells a fact to everybody whom it concerns and who is present.
    fn bring(&mut self, event: &Event) {
        if self.index.is_empty() {
            return;
        }
        let about = match event {
            Event::UserCreated { user, .. } | Event::UserUpdated { user } => Some(user.id),
            _ => None,
        };
        for telling in tellings(event) {
            for lost in self.bring_one(&telling, about) {
                self.forget(&lost);
            }
        }
    }

    /// Answers the connections that can no longer go on. Guests hear `about` somebody only when they know them.
    fn bring_one(&self, telling: &Telling, about: Option<Id>) -> Vec<Arc<Connection>> {
        let (audience, limits) = (&telling.audience, self.limits());
        let mut written: Option<Arc<Frame>> = None;
        let mut lost = Vec::new();
        self.index.receivers(audience, |person| {
            let is_stranger = |other| person.rank.is_guest && !self.index.know_each_other(person.user, other);
            if about.is_some_and(is_stranger) || !telling.among.has(person.user) {
                return;
            }
            let shared = written.get_or_insert_with(|| Arc::new(Frame::shared(telling)));
            let own = telling.personal.get(&person.user).map(|members| Arc::new(shared.with(members)));
            let frame = own.as_ref().unwrap_or(shared);
            for connection in &person.connections {
                let only_other = audience.connection_id.is_some() && audience.connection_id != connection.id;
                if only_other || audience.omit_connection_id == connection.id {
                    continue;
                }
                if !connection.hear(frame, audience.channel_id, &limits) {
                    lost.push(connection.clone());
                }
            }
        });
        lost
    }

    fn open(&mut self, opening: Opening) {
        let user = opening.login.user_id;
        if self.index.find(user).is_some() {
            return self.attach(opening);
        }
        if let Some(loading) = self.loading.get_mut(&user) {
            return loading.waiting.push(opening);
        }
        self.loading.insert(user, Loading { waiting: vec![opening], changes: Vec::new() });
        let app = self.app.clone();
        self.app.tasks.spawn(async move {
            let memberships = app.db.read(move |conn| store::memberships(conn, user)).await;
            app.room::<Live>().tell(Command::Loaded(user, memberships));
        });
    }

    /// Somebody is present from now on.
    fn admit(&mut self, user: Id, memberships: Result<Memberships>) {
        let Some(loading) = self.loading.remove(&user) else { return };
        let memberships = match memberships {
            Ok(memberships) => memberships,
            // Their sockets close, and the clients try again.
            Err(error) => return tracing::error!(%error, "memberships cannot be read"),
        };
        let Some(first) = loading.waiting.first() else { return };
        self.index.arrive(user, rank(&self.app, &first.login.roles), &memberships);
        loading.changes.iter().for_each(|change| self.index.apply(change));
        loading.waiting.into_iter().for_each(|opening| self.attach(opening));
    }

    /// Gives a socket of somebody present the connection it had, or a new one.
    fn attach(&mut self, opening: Opening) {
        let Opening { login, resume, answer } = opening;
        let user = login.user_id;
        let (connection, turn) = match self.resume(&login, resume) {
            Some(resumed) => resumed,
            None => (self.connect(login), 0),
        };
        status::came_online(&self.app, user);
        if let Err((connection, turn)) = answer.send((connection, turn)) {
            self.part(&connection, turn);
        }
    }

    fn resume(&mut self, login: &Arc<Login>, resume: Option<(Id, i64)>) -> Option<(Arc<Connection>, u32)> {
        let (id, number) = resume?;
        let kept = self.limits().kept;
        let person = self.index.find(login.user_id)?;
        let connection = person.connections.iter().find(|connection| connection.id == id)?.clone();
        // One that still has a socket stays with it.
        let since = connection.gone_since()?;
        match connection.resume(login.clone(), number) {
            Some(turn) if since.elapsed() < kept => Some((connection, turn)),
            _ => {
                person.connections.retain(|known| known.id != id);
                None
            }
        }
    }

    fn connect(&mut self, login: Arc<Login>) -> Arc<Connection> {
        let version = crate::system::version_id(&self.app);
        let version = version.to_str().unwrap_or_default();
        let user = login.user_id;
        let hello = |id| Frame::hello(user, id, version, &self.hostname);
        let connection = Arc::new(Connection::new(login, &self.limits(), hello));
        if let Some(person) = self.index.find(user) {
            person.connections.push(connection.clone());
        }
        connection
    }

    /// A socket is no more. Its connection is kept for a while.
    fn part(&mut self, connection: &Arc<Connection>, turn: u32) {
        connection.part(turn);
        let person = self.index.find(connection.user);
        if !person.is_some_and(|person| person.connections.iter().any(|other| other.has_socket())) {
            status::went_offline(&self.app, connection.user);
        }
    }

    fn forget(&mut self, connection: &Arc<Connection>) {
        let Some(person) = self.index.find(connection.user) else { return };
        person.connections.retain(|known| known.id != connection.id);
        self.depart_if_alone(connection.user);
    }

    /// Forgets the connections whose clients did not come back.
    fn sweep(&mut self) {
        let kept = self.limits().kept;
        let mut alone = Vec::new();
        for person in self.index.everybody() {
            let waits = |connection: &Arc<Connection>| connection.gone_since().is_none_or(|at| at.elapsed() < kept);
            person.connections.retain(waits);
            if person.connections.is_empty() {
                alone.push(person.user);
            }
        }
        alone.into_iter().for_each(|user| self.depart_if_alone(user));
    }

    fn depart_if_alone(&mut self, user: Id) {
        if self.index.find(user).is_some_and(|person| person.connections.is_empty()) {
            self.index.depart(user);
        }
    }
}

/// What the roles of an account make of somebody.
fn rank(app: &App, roles: &str) -> Rank {
    let table = app.room::<RoleTable>().now();
    Rank {
        is_admin: table.of(roles).has(Permission::ManageSystem),
        is_guest: roles.split_whitespace().any(|role| role == "system_guest"),
    }
}
