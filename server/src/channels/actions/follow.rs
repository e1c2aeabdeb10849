//! What happens to channels when something happens to teams.

use std::sync::Arc;

use crate::app::House;
use crate::base::{Id, Result};
use crate::channels::wire::Channel;
use crate::channels::{rules, store};
use crate::events::{Event, Tx};
use crate::teams::{self, Standing, wire::Team};
use crate::users::wire::User;

/// A new team has its default channels, who joins it is in them, and who leaves it is in none of its channels.
pub fn record(house: &House, tx: &mut Tx<'_>, fact: &Event) -> Result<()> {
    match fact {
        Event::TeamCreated { team, .. } => make_defaults(house, tx, team),
        Event::TeamJoined { team, user, .. } => join_defaults(house, tx, team, user),
        Event::TeamLeft { team, user, by } => leave_all(house, tx, team, user, *by),
        _ => Ok(()),
    }
}

fn make_defaults(house: &House, tx: &mut Tx<'_>, team: &Team) -> Result<()> {
    for (name, display_name) in [(rules::TOWN_SQUARE, "Town Square"), ("off-topic", "Off-Topic")] {
        let now = house.clock.now();
        let channel = Channel {
            id: Id::new(),
            create_at: now,
            update_at: now,
            team_id: team.id,
            kind: "O".into(),
            name: name.into(),
            display_name: display_name.into(),
            ..Channel::default()
        };
        store::insert(tx, &channel)?;
    }
    Ok(())
}

/// Guests are only where they were asked to come.
///
/// They come by themselves, whoever put them into the team; and in the square, where that is told, they just stand.
fn join_defaults(house: &House, tx: &mut Tx<'_>, team: &Team, user: &Arc<User>) -> Result<()> {
    if teams::is_guest(user) {
        return Ok(());
    }
    let mut names = house.config.now().experimental_default_channels.clone();
    if names.is_empty() {
        names.push("off-topic".into());
    }
    names.push(rules::TOWN_SQUARE.into());
    let channels = store::list_by_names(tx, team.id, &names)?;
    let ids: Vec<Id> = channels.iter().map(|channel| channel.id).collect();
    let is_admin = !team.email.is_empty() && team.email == user.email;
    let standing = if is_admin { Standing::Admin } else { Standing::Member };
    store::put_members(tx, &ids, &[user.id], standing, house.clock.now())?;
    for channel in channels {
        let silent = channel.name == rules::TOWN_SQUARE;
        tx.tell(Event::MemberJoined { channel: Arc::new(channel), user: user.clone(), by: user.id, silent });
    }
    Ok(())
}

fn leave_all(house: &House, tx: &mut Tx<'_>, team: &Team, user: &Arc<User>, by: Id) -> Result<()> {
    let channels = store::list_of_team(tx, user.id, team.id)?;
    let ids: Vec<Id> = channels.iter().map(|channel| channel.id).collect();
    if ids.is_empty() {
        return Ok(());
    }
    store::delete_members(tx, &ids, user.id, house.clock.now())?;
    for channel in channels {
        tx.tell(Event::MemberLeft { channel: Arc::new(channel), user: user.clone(), by, silent: true });
    }
    Ok(())
}
