//! Accounts as another site wrote them down, kept without a word to clients.

use bytes::Bytes;

use super::store::{self, Key};
use super::wire::User;
use super::{actions, portrait, rules};
use crate::app::App;
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

/// Keeps somebody's picture; refuses what is none.
pub async fn keep_picture(app: &App, user: Id, picture: Bytes) -> Result<()> {
    portrait::put(app, user, picture).await?;
    let now = app.clock.tick();
    app.db
        .write(move |tx| {
            let user = store::get(tx, user)?;
            actions::set_picture(tx, user, now)
        })
        .await
}
