//! Teams and members as another site wrote them down, kept without a word to clients.

use super::rules::{self, Standing};
use super::store;
use super::wire::{Team, TeamMember};
use crate::base::{Id, Millis, Result};
use crate::events::Tx;

/// Writes a team over the one of its name, or as a new one. Answers its id.
pub fn keep_team(tx: &mut Tx<'_>, mut team: Team, now: Millis) -> Result<Id> {
    let old = store::find_named(tx, &team.name)?;
    team.update_at = now;
    match old {
        Some(old) => {
            team.id = old.id;
            team.invite_id = old.invite_id;
            rules::check_team(&team)?;
            store::update(tx, &team)?;
        }
        None => {
            team.id = Id::new();
            team.create_at = now;
            team.invite_id = Id::new().to_string();
            rules::check_team(&team)?;
            store::insert(tx, &team)?;
        }
    }
    Ok(team.id)
}

/// Gives a team a scheme.
pub fn keep_scheme(tx: &mut Tx<'_>, team: Id, scheme: Id, now: Millis) -> Result<()> {
    store::set_scheme(tx, team, scheme, now)
}

/// Writes that somebody is in a team. `explicit` are roles besides that of the standing.
pub fn keep_member(tx: &mut Tx<'_>, team: Id, user: Id, standing: Standing, explicit: &str, now: Millis) -> Result<()> {
    store::put_members(tx, team, &[user], standing, now)?;
    if explicit.is_empty() {
        return Ok(());
    }
    let member = TeamMember {
        team_id: team,
        user_id: user,
        explicit_roles: explicit.to_owned(),
        scheme_guest: standing == Standing::Guest,
        scheme_user: standing != Standing::Guest,
        scheme_admin: standing == Standing::Admin,
        ..TeamMember::default()
    };
    store::update_member(tx, &member)
}
