//! Bots as another site wrote them down, kept without a word to clients.

use super::wire::Bot;
use super::{rules, store};
use crate::base::{Id, Millis, Result};
use crate::events::Tx;
use crate::users::{self, wire::User};

/// Writes a bot and its account over those of its name, or as new ones. Answers the account's id.
pub fn keep_bot(tx: &mut Tx<'_>, bot: Bot, now: Millis) -> Result<Id> {
    rules::check(&bot)?;
    let account = User {
        username: bot.username.clone(),
        email: format!("{}@localhost", bot.username.to_lowercase()),
        first_name: bot.display_name.clone(),
        roles: "system_user".into(),
        locale: "en".into(),
        delete_at: bot.delete_at,
        ..User::default()
    };
    let user_id = users::keep_user(tx, account, "", now)?;
    store::save(tx, &Bot { user_id, create_at: now, update_at: now, ..bot })?;
    Ok(user_id)
}
