//! What happens to channels when something happens to teams.

use std::sync::Arc;

use crate::access::wire::Scheme;
use crate::app::House;
use crate::base::{Id, Result};
use crate::channels::wire::Channel;
use crate::channels::{rules, store};
use crate::events::{Event, Tx};
use crate::teams::{self, Standing, wire::Team};
use crate::users::wire::User;

/// A new team has its default channels, who joins it is in them, and who leaves it is in none of its channels. A
/// channel whose scheme was deleted has none.
pub fn record(house: &House, tx: &mut Tx<'_>, fact: &Event) -> Result<()> {
    match fact {
        Event::TeamCreated { team, .. } => make_defaults(house, tx, team),
        Event::TeamJoined { team, user, .. } => join_defaults(house, tx, team, user),
        Event::TeamLeft { team, user, by } => leave_all(house, tx, team, user, *by),
        Event::ChannelUpdated { channel, before, by } if is_bound(channel) && !is_bound(before) => {
            dismiss(house, tx, channel, *by)
        }
        Event::RolesChanged { schemes, .. } => drop_schemes(tx, schemes),
        Event::StandingChanged { user, is_guest } => change_standing(house, tx, user, *is_guest),
        Event::InvitedToChannels { user, team, channels, by } => join_invited(house, tx, user, *team, channels, *by),
        _ => Ok(()),
    }
}

fn is_bound(channel: &Channel) -> bool {
    channel.group_constrained == Some(true)
}

/// A channel that is bound to its groups has only their members, and no group can be linked to it: everybody leaves.
/// The square stays as it is, since nobody leaves that.
fn dismiss(house: &House, tx: &mut Tx<'_>, channel: &Arc<Channel>, by: Id) -> Result<()> {
    if channel.name == rules::TOWN_SQUARE {
        return Ok(());
    }
    let users = store::list_users(tx, channel.id)?;
    store::delete_all_members(tx, channel.id, house.clock.now())?;
    for user in users {
        tx.tell(Event::MemberLeft { channel: channel.clone(), user: Arc::new(user), by, silent: false });
    }
    Ok(())
}

fn drop_schemes(tx: &mut Tx<'_>, schemes: &[Scheme]) -> Result<()> {
    let gone = schemes.iter().filter(|scheme| scheme.delete_at > 0 && scheme.is_for_channels());
    let gone: Vec<Id> = gone.map(|scheme| scheme.id).collect();
    if gone.is_empty() { Ok(()) } else { store::drop_schemes(tx, &gone) }
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

/// Who becomes a guest keeps the channels they are in; who becomes a member joins those that every member is in.
fn change_standing(house: &House, tx: &mut Tx<'_>, user: &Arc<User>, is_guest: bool) -> Result<()> {
    store::set_standing(tx, user.id, is_guest)?;
    if is_guest {
        return Ok(());
    }
    let mut names = house.config.now().experimental_default_channels.clone();
    if names.is_empty() {
        names.push("off-topic".into());
    }
    names.push(rules::TOWN_SQUARE.into());
    let channels = store::list_missed(tx, user.id, &names)?;
    let ids: Vec<Id> = channels.iter().map(|channel| channel.id).collect();
    if !ids.is_empty() {
        store::put_members(tx, &ids, &[user.id], Standing::Member, house.clock.now())?;
    }
    for channel in channels {
        let silent = channel.name == rules::TOWN_SQUARE;
        tx.tell(Event::MemberJoined { channel: Arc::new(channel), user: user.clone(), by: user.id, silent });
    }
    Ok(())
}

/// Who came with an invitation joins the channels that it names, as far as they are still there.
fn join_invited(house: &House, tx: &mut Tx<'_>, user: &Arc<User>, team: Id, channels: &[Id], by: Id) -> Result<()> {
    let mut channels = store::list_by_ids(tx, channels)?;
    channels.retain(|channel| channel.team_id == team && channel.delete_at == 0);
    let ids: Vec<Id> = channels.iter().map(|channel| channel.id).collect();
    let present = store::list_memberships_in(tx, user.id, &ids)?;
    channels.retain(|channel| !present.contains(&channel.id));
    let ids: Vec<Id> = channels.iter().map(|channel| channel.id).collect();
    if ids.is_empty() {
        return Ok(());
    }
    let standing = if teams::is_guest(user) { Standing::Guest } else { Standing::Member };
    store::put_members(tx, &ids, &[user.id], standing, house.clock.now())?;
    for channel in channels {
        tx.tell(Event::MemberJoined { channel: Arc::new(channel), user: user.clone(), by, silent: false });
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
