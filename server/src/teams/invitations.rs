//! Invitations that go by letter: to a team, or to channels of it as a guest.

use super::wire::Team;
use super::{no_team_invited, rules};
use crate::access::{self, Actor, Permission};
use crate::app::House;
use crate::base::config::Settings;
use crate::base::db::Conn;
use crate::base::error::Refusal;
use crate::base::{Id, Millis, Result, refuse};
use crate::events::Tx;
use crate::users::letters::{letter, link, query};
use crate::users::tokens::{self, Invitation, Kind};
use crate::users::wire::User;
use crate::users::{self, is_accepted_domain, is_email};

/// Letters to be written.
pub struct Call {
    pub emails: Vec<String>,
    pub channels: Vec<Id>,
    /// Words of the sender.
    pub message: String,
    pub is_guest: bool,
    /// Its link lets a guest in without a password.
    pub by_link: bool,
}

/// A letter, and the token in it.
pub struct Written {
    pub email: String,
    pub token: String,
    pub team: Team,
    pub sender: User,
}

/// Why no letter may go to an address.
pub fn refusal(call: &Call, team: &Team, email: &str, settings: &Settings) -> Option<Refusal> {
    let accepted = if call.is_guest {
        is_accepted_domain(email, &settings.guest_domains)
    } else {
        is_accepted_domain(email, &settings.restrict_creation_to_domains)
            && is_accepted_domain(email, &team.allowed_domains)
    };
    (!accepted).then(|| refuse::with(403, "api.team.invite_members.invalid_email.app_error").about(email))
}

/// Checks who invites where.
pub fn check(conn: &mut Conn<'_>, actor: &Actor, team: Id, call: &Call) -> Result<Team> {
    let place = access::find_team_place(conn, actor, team)?.ok_or_else(no_team_invited)?;
    if place.team.group_constrained == Some(true) && call.is_guest {
        return Err(refuse::with(403, "api.team.invite_guests.policy_enforced_channel.app_error").into());
    }
    let places = access::list_places(conn, actor, &call.channels)?;
    if places.len() < call.channels.len() {
        return Err(refuse::with(400, "model.guest.is_valid.channels.app_error").into());
    }
    if places.iter().any(|place| place.channel.team_id != team) {
        return Err(refuse::with(400, "api.team.invite_guests.channel_in_invalid_team.app_error").into());
    }
    let closed =
        places.iter().find(|place| !place.channel.is_open() && !place.may(Permission::ManagePrivateChannelMembers));
    match closed {
        Some(_) => Err(actor.lacks(Permission::ManagePrivateChannelMembers)),
        None => Ok(place.team),
    }
}

/// Keeps a token for each address.
pub fn write(
    tx: &mut Tx<'_>,
    actor: &Actor,
    team: Team,
    call: &Call,
    emails: Vec<String>,
    now: Millis,
) -> Result<Vec<Written>> {
    let sender = users::get(tx, actor.id())?;
    let invite = |email: &String| Invitation {
        team_id: team.id,
        email: email.clone(),
        channels: call.channels.clone(),
        sender_id: actor.id(),
        is_guest: call.is_guest,
    };
    let invitations: Vec<Invitation> = emails.iter().map(invite).collect();
    let kind = match (call.is_guest, call.by_link) {
        (true, true) => Kind::GuestLinkInvitation,
        (true, false) => Kind::GuestInvitation,
        (false, _) => Kind::TeamInvitation,
    };
    tokens::forget_old(tx, now)?;
    let tokens = tokens::issue(tx, kind, &invitations, now)?;
    let letters = emails.into_iter().zip(tokens);
    Ok(letters.map(|(email, token)| Written { email, token, team: team.clone(), sender: sender.clone() }).collect())
}

/// Sends the letters of a call.
pub fn send(house: &House, call: &Call, letters: Vec<Written>) {
    for Written { email, token, team, sender } in letters.into_iter().filter(|letter| is_email(&letter.email)) {
        let about = serde_json::json!({"display_name": team.display_name, "email": email, "name": team.name});
        let url = match call.by_link {
            true => link(house, &token),
            false => format!("{}/signup_user_complete/?d={}&t={token}", house.site_url(), query(&about.to_string())),
        };
        let kind = if call.is_guest { "guest" } else { "invite" };
        // The reader's language is not known yet: the sender's is the best guess.
        let letter = letter(house, kind, &sender.locale).with("sender", rules::shown_name(&sender));
        let letter = letter.with("team", &*team.display_name).quote(&*call.message).link(url);
        house.mail(&letter, &email);
    }
}
