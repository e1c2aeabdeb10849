//! Sessions in use, and the table of roles, in memory.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use super::store;
use crate::access::{Login, Roles};
use crate::app::App;
use crate::base::Result;
use crate::events::Event;

/// Sessions kept at most; past that, memory starts anew and fills from the database.
const MOST: usize = 50_000;

/// The sessions in use, by token.
#[derive(Default)]
pub struct Sessions {
    by_token: RwLock<HashMap<String, Arc<Login>>>,
}

impl Sessions {
    /// The login of a token that is good now.
    pub async fn find(&self, app: &App, token: &str) -> Result<Option<Arc<Login>>> {
        let now = app.clock.now();
        let known = self.by_token.read().unwrap_or_else(PoisonError::into_inner).get(token).cloned();
        if let Some(login) = known {
            return Ok(Some(login).filter(|login| is_good(login, now)));
        }
        let wanted = token.to_owned();
        let found = app.db.read(move |conn| store::find_login(conn, &wanted)).await?.map(Arc::new);
        let Some(login) = found.filter(|login| is_good(login, now)) else { return Ok(None) };
        let mut all = self.by_token.write().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MOST {
            all.clear();
        }
        all.insert(token.to_owned(), login.clone());
        Ok(Some(login))
    }

    /// Forgets what a fact makes untrue.
    pub fn hear(&self, event: &Event) {
        match event {
            Event::SessionsEnded { user, session } => {
                self.forget(|login| login.user_id == *user && session.is_none_or(|id| login.session_id == id));
            }
            Event::UserUpdated { user } => self.forget(|login| login.user_id == user.id),
            Event::UserRoleUpdated { user, .. } | Event::UserActivationChanged { user, .. } => {
                self.forget(|login| login.user_id == *user);
            }
            _ => {}
        }
    }

    fn forget(&self, gone: impl Fn(&Login) -> bool) {
        let mut all = self.by_token.write().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, login| !gone(login));
    }
}

fn is_good(login: &Login, now: i64) -> bool {
    login.expires_at == 0 || login.expires_at > now
}

/// The table of roles in force.
#[derive(Default)]
pub struct RoleTable(RwLock<Arc<Roles>>);

impl RoleTable {
    /// The table now. Hold it for the length of a request.
    pub fn now(&self) -> Arc<Roles> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Puts another table in force.
    pub fn put(&self, roles: Roles) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(roles);
    }
}
