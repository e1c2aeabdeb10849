//! Making and changing bots, and their accounts with them.

use super::wire::{Bot, BotPatch};
use super::{rules, store};
use crate::access::Actor;
use crate::app::House;
use crate::base::{Id, Result, refuse};
use crate::events::{Event, Tx};
use crate::sessions;
use crate::users::actions::{NewAccount, UserPatch};
use crate::users::{self, Key};

/// Makes a bot of the actor's.
pub fn create(house: &House, tx: &mut Tx<'_>, actor: &Actor, new: BotPatch) -> Result<Bot> {
    let now = house.clock.tick();
    let bot = Bot {
        username: new.username.unwrap_or_default().to_lowercase(),
        display_name: new.display_name.unwrap_or_default(),
        description: new.description.unwrap_or_default(),
        owner_id: actor.id(),
        create_at: now,
        update_at: now,
        ..Bot::default()
    };
    rules::check(&bot)?;
    if users::find(tx, &Key::Username(bot.username.clone()))?.is_some() {
        return Err(refuse::with(400, "app.user.save.username_exists.app_error").into());
    }
    let account = NewAccount {
        email: format!("{}@localhost", bot.username),
        username: bot.username.clone(),
        first_name: bot.display_name.clone(),
        ..NewAccount::default()
    };
    let mut account = account.into_user("en", now);
    account.remote_id = None;
    (account.is_bot, account.bot_description) = (true, bot.description.clone());
    let bot = Bot { user_id: account.id, ..bot };
    store::save(tx, &bot)?;
    users::actions::create(tx, account, "", false, None)?;
    Ok(bot)
}

/// Changes a bot and its account.
pub fn edit(house: &House, tx: &mut Tx<'_>, mut bot: Bot, patch: BotPatch) -> Result<Bot> {
    bot.username = patch.username.map_or(bot.username, |name| name.to_lowercase());
    bot.display_name = patch.display_name.unwrap_or(bot.display_name);
    bot.description = patch.description.unwrap_or(bot.description);
    rules::check(&bot)?;
    bot.update_at = house.clock.tick();
    store::save(tx, &bot)?;
    if let Some(account) = users::find(tx, &Key::Id(bot.user_id))? {
        let names = UserPatch {
            username: Some(bot.username.clone()),
            email: Some(format!("{}@localhost", bot.username)),
            first_name: Some(bot.display_name.clone()),
            ..UserPatch::default()
        };
        users::actions::edit(house, tx, account, names)?;
    }
    Ok(bot)
}

/// Gives a bot to somebody else. Whether there is such a person is not asked, as by the official server.
pub fn assign(house: &House, tx: &mut Tx<'_>, bot: Bot, owner: Id) -> Result<Bot> {
    let bot = Bot { owner_id: owner, update_at: house.clock.tick(), ..bot };
    store::save(tx, &bot)?;
    Ok(bot)
}

/// Switches a bot off or on.
pub fn set_active(house: &House, tx: &mut Tx<'_>, bot: Bot, active: bool) -> Result<Bot> {
    let now = house.clock.tick();
    let bot = Bot { update_at: now, delete_at: if active { 0 } else { now }, ..bot };
    store::save(tx, &bot)?;
    if let Some(account) = users::find(tx, &Key::Id(bot.user_id))? {
        users::actions::set_active(house, tx, account, active)?;
    }
    Ok(bot)
}

/// Makes an account a person's that was a bot's: from now on it logs in by a password, already hashed.
pub fn convert(house: &House, tx: &mut Tx<'_>, bot: &Bot, patch: UserPatch, hash: &str) -> Result<users::wire::User> {
    let account = users::find(tx, &Key::Id(bot.user_id))?.ok_or_else(rules::missing)?;
    users::actions::set_password(house, tx, &account, hash)?;
    let renamed = patch.username.as_ref().is_some_and(|name| *name != account.username);
    let mut account = users::actions::edit(house, tx, account, patch)?;
    if renamed && account.last_picture_update <= 0 {
        account = users::actions::reset_picture(house, tx, account)?;
    }
    store::delete(tx, bot.user_id)?;
    Ok(account)
}

/// Makes an account a bot's that was a person's. It owns itself, keeps its name, and its sessions end: a bot has none.
pub fn convert_user(house: &House, tx: &mut Tx<'_>, id: Id) -> Result<Bot> {
    let user = users::get(tx, id)?;
    let now = house.clock.tick();
    let bot = Bot {
        user_id: user.id,
        username: user.username.clone(),
        display_name: user.first_name.clone(),
        owner_id: user.id,
        create_at: now,
        update_at: now,
        ..Bot::default()
    };
    store::save(tx, &bot)?;
    sessions::actions::end_of_user(tx, id)?;
    // Read again: clients are to be told of a bot.
    let account = users::get(tx, id)?;
    users::actions::edit(house, tx, account, UserPatch::default())?;
    Ok(bot)
}

/// Switches off the bots of people who are switched off.
pub fn record(house: &House, tx: &mut Tx<'_>, event: &Event) -> Result<()> {
    let Event::UserActivationChanged { user, active: false } = event else { return Ok(()) };
    if !house.config.now().disable_bots_when_owner_is_deactivated {
        return Ok(());
    }
    let ids = store::list_ids_of(tx, *user)?;
    if ids.is_empty() {
        return Ok(());
    }
    store::disable(tx, &ids, house.clock.tick())?;
    let accounts = users::list_by_ids(tx, &ids, 0)?;
    accounts.into_iter().try_for_each(|account| users::actions::set_active(house, tx, account, false))
}
