//! Accounts as another site wrote them down, kept without a word to clients.

use super::rules;
use super::store::{self, Key};
use super::wire::User;
use crate::base::{Id, Millis, Result};
use crate::events::Tx;

/// Writes an account over the one of its username, or as a new one with a hash of its password. Answers its id.
pub fn keep_user(tx: &mut Tx<'_>, mut user: User, hash: &str, now: Millis) -> Result<Id> {
    user.username = user.username.to_lowercase();
    user.email = user.email.to_lowercase();
    user.update_at = now;
    if user.notify_props.is_empty() {
        user.notify_props = rules::default_notify_props();
    }
    user.timezone.get_or_insert_with(rules::default_timezone);
    match store::find(tx, &Key::Username(user.username.clone()))? {
        Some(old) => {
            user.id = old.id;
            user.last_picture_update = old.last_picture_update;
            rules::check_account(&user)?;
        }
        None => {
            user.id = Id::new();
            user.create_at = now;
            user.last_password_update = now;
            user.remote_id = Some(String::new());
            rules::check_account(&user)?;
            store::insert(tx, &user, hash)?;
        }
    }
    store::update(tx, &user)?;
    Ok(user.id)
}
