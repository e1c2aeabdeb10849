//! Making and changing commands.

use super::wire::Command;
use super::{rules, store};
use crate::app::House;
use crate::base::{Id, Result, refuse};
use crate::events::Tx;

/// Keeps a command, new or changed.
pub fn save(house: &House, tx: &mut Tx<'_>, mut command: Command) -> Result<Command> {
    command.trigger = command.trigger.to_lowercase();
    let other = store::find_by_trigger(tx, command.team_id, &command.trigger)?;
    if rules::is_taken(&command.trigger) || other.is_some_and(|other| other.id != command.id) {
        return Err(refuse::with(400, "api.command.duplicate_trigger.app_error").into());
    }
    rules::check(&command)?;
    command.update_at = house.clock.tick();
    if command.create_at == 0 {
        command.create_at = command.update_at;
    }
    store::save(tx, &command)?;
    Ok(command)
}

/// Gives a command another token.
pub fn renew_token(house: &House, tx: &mut Tx<'_>, command: Command) -> Result<Command> {
    let command = Command { token: Id::new(), update_at: house.clock.tick(), ..command };
    store::save(tx, &command)?;
    Ok(command)
}

/// Gives a command to another team.
pub fn move_to(house: &House, tx: &mut Tx<'_>, command: Command, team: Id) -> Result<()> {
    let command = Command { team_id: team, update_at: house.clock.tick(), ..command };
    store::save(tx, &command)
}

/// Removes a command.
pub fn remove(house: &House, tx: &mut Tx<'_>, command: &Command) -> Result<()> {
    store::remove(tx, command.id, house.clock.tick())
}
