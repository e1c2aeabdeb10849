//! Channels that become another's: moved to a team, or made of a group channel.

use std::sync::Arc;

use crate::access::ChannelPlace;
use crate::base::{Id, Millis, Result, refuse};
use crate::channels::wire::Channel;
use crate::channels::{rules, store};
use crate::events::{Event, Tx};
use crate::teams::{self, wire::Team};

/// Moves a channel to another team. Members who are not in that team leave it if `force`, else they are in the way.
pub fn move_channel(
    tx: &mut Tx<'_>,
    place: ChannelPlace,
    to: Team,
    force: bool,
    by: Id,
    now: Millis,
) -> Result<Channel> {
    let channel = place.channel;
    if channel.is_direct() || channel.name == rules::TOWN_SQUARE {
        return Err(refuse::with(403, "api.channel.move_channel.type.invalid").into());
    }
    let from = Arc::new(teams::get_team(tx, channel.team_id)?);
    let members = store::list_users(tx, channel.id)?;
    let ids: Vec<Id> = members.iter().map(|user| user.id).collect();
    let present = teams::list_members(tx, to.id, &ids)?;
    let strangers: Vec<_> =
        members.into_iter().filter(|user| !present.iter().any(|member| member.user_id == user.id)).collect();
    if !strangers.is_empty() && !force {
        return Err(refuse::with(400, "app.channel.move_channel.members_do_not_match.error").into());
    }
    let gone: Vec<Id> = strangers.iter().map(|user| user.id).collect();
    store::delete_people(tx, channel.id, &gone, now)?;
    let channel = Arc::new(Channel { team_id: to.id, scheme_id: None, update_at: now, ..channel });
    store::set_place(tx, &channel)?;
    for user in strangers {
        tx.tell(Event::MemberLeft { channel: channel.clone(), user: Arc::new(user), by, silent: false });
    }
    tx.tell(Event::ChannelMoved { channel: channel.clone(), from, by });
    Ok((*channel).clone())
}

/// Makes a private channel of a team of a group channel whose members are all in that team.
pub fn convert_to_channel(
    tx: &mut Tx<'_>,
    place: ChannelPlace,
    team: Id,
    name: String,
    display_name: &str,
    by: Id,
    now: Millis,
) -> Result<Channel> {
    let channel = Channel {
        team_id: team,
        kind: "P".into(),
        name,
        display_name: teams::display(display_name),
        update_at: now,
        ..place.channel
    };
    rules::check_channel(&channel)?;
    store::set_place(tx, &channel)?;
    let members = store::list_users(tx, channel.id)?.into_iter().map(|user| user.id).collect();
    tx.tell(Event::GroupConverted { channel: Arc::new(channel.clone()), members, by });
    Ok(channel)
}
