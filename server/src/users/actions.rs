//! Making and changing accounts.

use std::sync::Arc;

use serde::Deserialize;

use super::wire::{Texts, User};
use super::{rules, store};
use crate::base::{Id, Millis, Result};
use crate::events::{Event, Tx};

/// An account to be made, as it is asked for. Everything else of an account is not for its maker to say.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct NewAccount {
    pub email: String,
    pub username: String,
    pub password: String,
    pub nickname: String,
    pub first_name: String,
    pub last_name: String,
    pub position: String,
    pub locale: String,
    pub props: Texts,
    pub notify_props: Texts,
    pub timezone: Texts,
}

impl NewAccount {
    /// The account, with defaults for what was not said.
    pub fn into_user(self, default_locale: &str, now: Millis) -> User {
        let or = |texts: Texts, usual: fn() -> Texts| if texts.is_empty() { usual() } else { texts };
        let id = Id::new();
        let username = if self.username.is_empty() { id.to_string() } else { self.username };
        User {
            id,
            create_at: now,
            update_at: now,
            last_password_update: now,
            username: username.to_lowercase(),
            email: self.email.to_lowercase(),
            nickname: self.nickname,
            first_name: self.first_name,
            last_name: self.last_name,
            position: self.position,
            roles: "system_user".into(),
            locale: if rules::is_locale(&self.locale) { self.locale } else { default_locale.to_owned() },
            props: self.props,
            notify_props: or(self.notify_props, rules::default_notify_props),
            timezone: Some(or(self.timezone, rules::default_timezone)),
            remote_id: Some(String::new()),
            ..User::default()
        }
    }
}

/// Makes an account. The first one of the house becomes system admin; of two who come at once, one is refused.
pub fn create(
    tx: &mut Tx<'_>,
    mut user: User,
    password: &str,
    is_first: bool,
    invited_to: Option<Id>,
) -> Result<Arc<User>> {
    if is_first {
        store::take_first_place(tx, user.id)?;
        user.roles = "system_user system_admin".into();
    }
    store::insert(tx, &user, password)?;
    let user = Arc::new(user);
    tx.tell(Event::UserCreated { user: user.clone(), invited_to });
    Ok(user)
}
