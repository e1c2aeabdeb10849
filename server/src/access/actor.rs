//! Somebody whose session was checked.

use std::sync::Arc;

use super::{Permission, Permissions, Roles};
use crate::base::{Id, Result, refuse};

/// What is known of a session from its row: held in memory while the session is used.
#[derive(Debug, Clone)]
pub struct Login {
    /// The session's id.
    pub session_id: Id,
    /// Whose it is.
    pub user_id: Id,
    /// What they are called.
    pub username: String,
    /// Role names of the account, separated by spaces.
    pub roles: String,
    /// What the session is known by outside.
    pub token: String,
    /// What the session's cookie must be accompanied by.
    pub csrf: String,
    /// A session of another program that acts for the person.
    pub is_oauth: bool,
    /// The person is a guest.
    pub is_guest: bool,
    /// It is a bot.
    pub is_bot: bool,
    /// The account could use a second factor, and does not: no bot's, and none that logs in elsewhere.
    pub lacks_mfa: bool,
    /// When the session ends, in milliseconds; 0 is never.
    pub expires_at: i64,
}

/// Somebody whose session was checked, and what they may do on the whole site. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Actor {
    login: Arc<Login>,
    roles: Arc<Roles>,
    permissions: Permissions,
}

impl Actor {
    /// Of a checked session. Only `sessions` calls this.
    pub fn new(login: Arc<Login>, roles: Arc<Roles>) -> Actor {
        let permissions = roles.of(&login.roles);
        Actor { login, roles, permissions }
    }

    /// The person.
    pub fn id(&self) -> Id {
        self.login.user_id
    }

    /// The session.
    pub fn login(&self) -> &Login {
        &self.login
    }

    /// The table of roles as it was when the request began.
    pub fn roles(&self) -> &Roles {
        &self.roles
    }

    /// What the account's own roles allow.
    pub fn permissions(&self) -> &Permissions {
        &self.permissions
    }

    /// Whether the account's own roles allow it, everywhere.
    pub fn may(&self, permission: Permission) -> bool {
        self.permissions.has(permission)
    }

    /// Refuses with 403 unless the account's own roles allow it.
    pub fn demand(&self, permission: Permission) -> Result<()> {
        if self.may(permission) { Ok(()) } else { Err(self.lacks(permission)) }
    }

    /// Whether it is this person, or somebody who may act for others.
    pub fn is_or_may(&self, user: Id, permission: Permission) -> bool {
        self.id() == user || self.may(permission)
    }

    /// Refuses with 403 unless it is this person or somebody who may edit other users.
    ///
    /// The caller checks, where it matters, that nobody below a system admin edits one.
    pub fn demand_self(&self, user: Id) -> Result<()> {
        if self.is_or_may(user, Permission::EditOtherUsers) {
            Ok(())
        } else {
            Err(self.lacks(Permission::EditOtherUsers))
        }
    }

    /// The refusal of a permission.
    pub fn lacks(&self, permission: Permission) -> crate::base::Error {
        refuse::forbidden().detail(format!("userId={}, permission={}", self.id(), permission.id())).into()
    }
}
