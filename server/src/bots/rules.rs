//! What a bot must be like, and who may know of it or change it. Pure.

use super::wire::Bot;
use crate::access::{Actor, Permission};
use crate::base::{Error, Result, refuse};
use crate::users;

/// Refuses a bot whose fields are not as they must be.
pub fn check(bot: &Bot) -> Result<()> {
    let refused = |field: &str| Err(refuse::with(400, format!("model.bot.is_valid.{field}.app_error")).into());
    if !users::is_username(&bot.username) {
        return refused("username");
    }
    if bot.description.chars().count() > 1024 {
        return refused("description");
    }
    if bot.display_name.chars().count() > 64 {
        return Err(refuse::with(400, "model.user.is_valid.first_name.app_error").into());
    }
    Ok(())
}

/// A bot that the caller may not know of is none.
pub fn missing() -> Error {
    refuse::not_found("store.sql_bot.get.missing.app_error").into()
}

/// Refuses with 404 whoever may not read the bot.
pub fn check_reads(actor: &Actor, bot: &Bot) -> Result<()> {
    let own = bot.owner_id == actor.id() && actor.may(Permission::ReadBots);
    if own || actor.may(Permission::ReadOthersBots) { Ok(()) } else { Err(missing()) }
}

/// Refuses with 403 whoever may read the bot and not change it, with 404 whoever may not even read it.
pub fn check_changes(actor: &Actor, bot: &Bot) -> Result<()> {
    let needed = if bot.owner_id == actor.id() { Permission::ManageBots } else { Permission::ManageOthersBots };
    if actor.may(needed) {
        return Ok(());
    }
    check_reads(actor, bot)?;
    Err(actor.lacks(needed))
}
