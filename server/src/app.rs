//! What a handler can reach: the database, the configuration, the time, and what rooms keep in memory.
//!
//! It knows no noun. A room that keeps something in memory puts it here when the server starts
//! ([`House::keep`]) and finds it by its type ([`House::room`]).

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::ops::Deref;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock, PoisonError, RwLock, Weak};

use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::base::Result;
use crate::base::blobs::Blobs;
use crate::base::clock::Clock;
use crate::base::config::Configuration;
use crate::base::db::Listener;
use crate::base::mail::{Letter, Mailer, Smtp};
use crate::events::{Db, Event, Hub, Tx};

/// The house, as every handler holds it.
#[derive(Clone)]
pub struct App(Arc<House>);

/// What is in the house.
pub struct House {
    /// The database.
    pub db: Db,
    /// The configuration.
    pub config: Arc<Configuration>,
    /// Stored bytes.
    pub blobs: Blobs,
    /// Where facts are told.
    pub hub: Hub,
    /// The time.
    pub clock: Clock,
    /// The data directory.
    pub folder: PathBuf,
    /// Tasks that live as long as the server; waited for when it stops.
    pub tasks: TaskTracker,
    /// Cancelled when the server begins to stop.
    pub stopping: CancellationToken,
    rooms: RwLock<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>,
}

impl App {
    /// A house with nothing in memory yet.
    pub fn new(db: Db, config: Arc<Configuration>, blobs: Blobs, hub: Hub, folder: PathBuf) -> App {
        App(Arc::new(House {
            db,
            config,
            blobs,
            hub,
            clock: Clock::default(),
            folder,
            tasks: TaskTracker::new(),
            stopping: CancellationToken::new(),
            rooms: RwLock::default(),
        }))
    }
}

impl Deref for App {
    type Target = House;
    fn deref(&self) -> &House {
        &self.0
    }
}

impl House {
    /// Sends a letter to an address, beside whatever goes on; nothing when the site has no mail server.
    pub fn mail(&self, letter: &Letter, to: &str) {
        let settings = self.config.now();
        if !settings.smtp_server.is_empty() {
            self.room::<Mailer>().post(&self.tasks, Smtp::of(&settings), letter.to(to));
        }
    }

    /// Where the world reaches this site, without a slash at the end.
    pub fn site_url(&self) -> String {
        let settings = self.config.now();
        match settings.site_url.trim_end_matches('/') {
            "" => "http://localhost:8065".to_owned(),
            url => url.to_owned(),
        }
    }

    /// Puts what a room keeps in memory where [`House::room`] finds it.
    pub fn keep<T: Send + Sync + 'static>(&self, thing: T) {
        let mut rooms = self.rooms.write().unwrap_or_else(PoisonError::into_inner);
        rooms.insert(TypeId::of::<T>(), Arc::new(thing));
    }

    /// What a room keeps in memory; made with its default when nobody put it there.
    pub fn room<T: Default + Send + Sync + 'static>(&self) -> Arc<T> {
        let found = self.rooms.read().unwrap_or_else(PoisonError::into_inner).get(&TypeId::of::<T>()).cloned();
        if let Some(thing) = found.and_then(|thing| thing.downcast().ok()) {
            return thing;
        }
        let mut rooms = self.rooms.write().unwrap_or_else(PoisonError::into_inner);
        let thing = rooms.entry(TypeId::of::<T>()).or_insert_with(|| Arc::new(T::default())).clone();
        thing.downcast().unwrap_or_default()
    }
}

/// A room's record of other rooms' facts: hears a fact inside its transaction and may add to it.
pub type Recorder = fn(&House, &mut Tx<'_>, &Event) -> Result<()>;

/// Carries facts from transactions to the recorders, before the commit, and to the hub, after it.
pub struct Courier {
    house: OnceLock<Weak<House>>,
    recorders: &'static [Recorder],
    hub: Hub,
}

impl Courier {
    /// Carries to these.
    pub fn new(recorders: &'static [Recorder], hub: Hub) -> Courier {
        Courier { house: OnceLock::new(), recorders, hub }
    }

    /// From now on the recorders hear: the house stands.
    pub fn moves_in(&self, app: &App) {
        let _ = self.house.set(Arc::downgrade(&app.0));
    }
}

impl Listener<Event> for Courier {
    fn before_commit(&self, tx: &mut Tx<'_>, fact: &Event) -> Result<()> {
        match self.house.get().and_then(Weak::upgrade) {
            Some(house) => self.recorders.iter().try_for_each(|record| record(&house, tx, fact)),
            None => Ok(()),
        }
    }

    fn told(&self, facts: Vec<Event>) {
        facts.iter().for_each(|fact| self.hub.tell(fact));
    }
}
