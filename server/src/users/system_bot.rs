//! The account that the house speaks to people with.

use super::actions::{self, NewAccount};
use super::store::{self, Key};
use super::wire::User;
use crate::app::House;
use crate::base::Result;
use crate::events::Tx;

/// Its name.
const NAME: &str = "system-bot";

/// The account that the house speaks to people with; made when it is wanted for the first time. Nobody can log in to
/// it: it has no password.
pub fn system_bot(house: &House, tx: &mut Tx<'_>) -> Result<User> {
    if let Some(bot) = store::find(tx, &Key::Username(NAME.into()))? {
        return Ok(bot);
    }
    let new = NewAccount { username: NAME.into(), email: format!("{NAME}@localhost"), ..NewAccount::default() };
    let mut user = new.into_user(&house.config.now().default_client_locale, house.clock.tick());
    user.first_name = "System".into();
    user.email_verified = true;
    Ok((*actions::create(tx, user, "", false, None)?).clone())
}
