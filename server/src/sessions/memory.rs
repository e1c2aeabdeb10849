//! Sessions in use, and the table of roles, in memory.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use super::rules::{self, Lengths};
use super::store::{self, InUse};
use super::tokens;
use crate::access::{Login, Roles};
use crate::app::App;
use crate::base::{Id, Millis, Result};
use crate::events::Event;

/// Sessions kept at most; past that, memory starts anew and fills from the database.
const MOST: usize = 50_000;
/// A session's use is written down once in this time.
const STEP: Millis = 5 * 60 * 1000;

/// The sessions in use, by token.
#[derive(Default)]
pub struct Sessions {
    by_token: RwLock<HashMap<String, Arc<Known>>>,
    /// Grows whenever something is forgotten, so that what was read before is not kept after.
    forgotten: AtomicU64,
}

struct Known {
    login: Arc<Login>,
    is_mobile: bool,
    last_activity_at: AtomicI64,
    expires_at: AtomicI64,
}

impl Sessions {
    /// The login of a token that is good now. Being asked for counts as use: it moves the session's end.
    pub async fn find(&self, app: &App, token: &str) -> Result<Option<Arc<Login>>> {
        let now = app.clock.now();
        let known = self.by_token.read().unwrap_or_else(PoisonError::into_inner).get(token).cloned();
        let known = match known {
            Some(known) => known,
            None => match self.read(app, token).await? {
                Some(known) => known,
                None => return Ok(None),
            },
        };
        if !known.is_good(app, now) {
            return Ok(None);
        }
        if known.last_activity_at.load(Ordering::Relaxed) + STEP <= now {
            touch(app, &known, now);
        }
        Ok(Some(known.login.clone()))
    }

    async fn read(&self, app: &App, token: &str) -> Result<Option<Arc<Known>>> {
        let before = self.forgotten.load(Ordering::Acquire);
        let wanted = token.to_owned();
        let mut found = app.db.read(move |conn| store::find_in_use(conn, &wanted)).await?;
        if found.is_none() && tokens::open(app, token).await? {
            let wanted = token.to_owned();
            found = app.db.read(move |conn| store::find_in_use(conn, &wanted)).await?;
        }
        let Some(known) = found.map(|found| Arc::new(Known::from(found))) else { return Ok(None) };
        let mut all = self.by_token.write().unwrap_or_else(PoisonError::into_inner);
        // Ended while it was read: good for this request, which began before, and not kept for the next one.
        if before == self.forgotten.load(Ordering::Acquire) {
            if all.len() >= MOST {
                all.clear();
            }
            all.insert(token.to_owned(), known.clone());
        }
        Ok(Some(known))
    }

    /// Forgets what a fact makes untrue.
    pub fn hear(&self, event: &Event) {
        match event {
            Event::SessionsEnded { user, session } => {
                self.forget(|login| login.user_id == *user && session.is_none_or(|id| login.session_id == id));
            }
            Event::UserUpdated { user } => self.forget(|login| login.user_id == user.id && login.roles != user.roles),
            Event::UserRoleUpdated { user, .. }
            | Event::UserActivationChanged { user, .. }
            | Event::MfaChanged { user, .. } => {
                self.forget(|login| login.user_id == *user);
            }
            _ => {}
        }
    }

    /// Forgets one session, whose row was changed.
    pub(super) fn forget_one(&self, session: Id) {
        self.forget(|login| login.session_id == session);
    }

    fn forget(&self, gone: impl Fn(&Login) -> bool) {
        let mut all = self.by_token.write().unwrap_or_else(PoisonError::into_inner);
        self.forgotten.fetch_add(1, Ordering::Release);
        all.retain(|_, known| !gone(&known.login));
    }
}

impl From<InUse> for Known {
    fn from(found: InUse) -> Known {
        Known {
            is_mobile: found.is_mobile,
            last_activity_at: found.last_activity_at.into(),
            expires_at: found.login.expires_at.into(),
            login: Arc::new(found.login),
        }
    }
}

impl Known {
    fn is_good(&self, app: &App, now: Millis) -> bool {
        let expires_at = self.expires_at.load(Ordering::Relaxed);
        (expires_at == 0 || expires_at > now) && !self.is_idle(app, now)
    }

    /// Only browsers' sessions end by being idle, and only where use does not move their end.
    fn is_idle(&self, app: &App, now: Millis) -> bool {
        let settings = app.config.now();
        let most = settings.session_idle_timeout_in_minutes.saturating_mul(60_000);
        let counts = most > 0 && !settings.extend_session_length_with_activity;
        counts
            && !self.is_mobile
            && !self.login.is_oauth
            && self.last_activity_at.load(Ordering::Relaxed).saturating_add(most) < now
    }
}

/// Writes the use of a session down, beside the request. Whoever moves the time first writes.
fn touch(app: &App, known: &Arc<Known>, now: Millis) {
    let before = known.last_activity_at.load(Ordering::Relaxed);
    if before + STEP > now
        || known.last_activity_at.compare_exchange(before, now, Ordering::Relaxed, Ordering::Relaxed).is_err()
    {
        return;
    }
    let settings = app.config.now();
    let lengths = Lengths::new(settings.session_length_web_in_hours, settings.session_length_mobile_in_hours);
    let expires_at = known.expires_at.load(Ordering::Relaxed);
    let moved = settings
        .extend_session_length_with_activity
        .then(|| rules::extended(now, expires_at, lengths.of(known.is_mobile)))
        .flatten();
    let expires_at = moved.unwrap_or(expires_at);
    known.expires_at.store(expires_at, Ordering::Relaxed);
    let (house, id) = (app.clone(), known.login.session_id);
    app.tasks.spawn(async move {
        if let Err(error) = house.db.write(move |tx| store::touch(tx, id, now, expires_at)).await {
            tracing::warn!(%error, "the use of a session could not be written down");
        }
    });
}

/// The table of roles in force.
#[derive(Default)]
pub struct RoleTable(RwLock<Arc<Roles>>);

impl RoleTable {
    /// The table now. Hold it for the length of a request.
    pub fn now(&self) -> Arc<Roles> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Takes over roles and schemes that were changed.
    pub fn hear(&self, event: &Event) {
        if let Event::RolesChanged { roles, schemes } = event {
            let mut table = self.0.write().unwrap_or_else(PoisonError::into_inner);
            *table = Arc::new(table.with(roles.clone(), schemes.clone()));
        }
    }

    /// Puts another table in force.
    pub fn put(&self, roles: Roles) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(roles);
    }
}
