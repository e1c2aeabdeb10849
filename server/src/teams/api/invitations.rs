//! Inviting people by letter.

use axum::extract::State;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::access::{self, Actor, Permission};
use crate::app::App;
use crate::base::error::Refusal;
use crate::base::http::{self, Json, Params, Unread, ok};
use crate::base::mail;
use crate::base::{Error, Id, Result, refuse};
use crate::events::Tx;
use crate::teams::invitations::{self, Call};
use crate::users::tokens::{self, Kind};
use crate::users::{Postage, is_email};

/// Addresses of one call at most.
const MOST: usize = 1000;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Members {
    emails: Vec<String>,
    #[serde(rename = "channelIds")]
    channel_ids: Vec<Id>,
    message: String,
}

/// A list of addresses, or one with channels and words.
fn read_members(body: &Unread) -> Result<Members> {
    if let Ok(emails) = body.read::<Vec<String>>() {
        return Ok(Members { emails, ..Members::default() });
    }
    let id = "api.team.invite_members_to_team_and_channels.invalid_body.app_error";
    body.read().map_err(|_| refuse::with(400, id).into())
}

fn tidy(emails: Vec<String>) -> Vec<String> {
    let mut emails: Vec<String> = emails.iter().map(|email| email.trim().to_lowercase()).collect();
    emails.sort();
    emails.dedup();
    emails
}

/// POST /api/v4/teams/{team_id}/invite/email
pub async fn invite_members(State(app): State<App>, actor: Actor, at: Params, body: Unread) -> Result<Json<Value>> {
    let id = at.id("team_id")?;
    let members = read_members(&body)?;
    let emails = tidy(members.emails);
    if emails.is_empty() || emails.len() > MOST {
        return Err(refuse::invalid_param("user_email").into());
    }
    let call =
        Call { emails, channels: members.channel_ids, message: members.message, is_guest: false, by_link: false };
    let wanted = &[Permission::InviteUser, Permission::AddUserToTeam];
    invite(app, actor, id, call, wanted, at.flag("graceful")).await
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Guests {
    emails: Vec<String>,
    channels: Vec<String>,
    message: String,
}

/// POST /api/v4/teams/{team_id}/invite-guests/email
pub async fn invite_guests(State(app): State<App>, actor: Actor, at: Params, body: Unread) -> Result<Json<Value>> {
    let id = at.id("team_id")?;
    let settings = app.config.now();
    if !settings.guest_accounts_enable {
        return Err(refuse::with(403, "api.team.invite_guests_to_channels.disabled.error").into());
    }
    let asker = actor.clone();
    app.db.read(move |conn| access::demand_team(conn, &asker, id, Permission::InviteGuest)).await?;
    let invalid = |_| refuse::with(400, "api.team.invite_guests_to_channels.invalid_body.app_error");
    let guests: Guests = body.read().map_err(invalid)?;
    let by_link = at.flag("guest_magic_link");
    if by_link && !settings.guest_magic_link {
        return Err(refuse::with(403, "api.team.invite_guests_to_channels.guest_magic_link_disabled.error").into());
    }
    let wrong = |what: &str| Error::from(refuse::with(400, format!("model.guest.is_valid.{what}.app_error")));
    let emails = tidy(guests.emails);
    if emails.is_empty() || emails.len() > MOST {
        return Err(wrong("emails"));
    }
    if !emails.iter().all(|email| is_email(email)) {
        return Err(wrong("email"));
    }
    if guests.channels.is_empty() || guests.channels.len() > MOST {
        return Err(wrong("channels"));
    }
    let channels: Vec<Id> = guests.channels.iter().map(|id| Id::parse(id)).collect();
    if !channels.iter().all(Id::is_valid) {
        return Err(wrong("channel"));
    }
    let call = Call { emails, channels, message: guests.message, is_guest: true, by_link };
    invite(app, actor, id, call, &[Permission::InviteGuest], at.flag("graceful")).await
}

async fn invite(
    app: App,
    actor: Actor,
    team: Id,
    mut call: Call,
    wanted: &'static [Permission],
    graceful: bool,
) -> Result<Json<Value>> {
    call.channels.sort_unstable();
    call.channels.dedup();
    let house = app.clone();
    let (settings, now) = (app.config.now(), app.clock.now());
    let write = move |tx: &mut Tx<'_>| {
        for permission in wanted {
            access::demand_team(tx, &actor, team, *permission)?;
        }
        // Guests come by letter alone, so theirs go out whatever members may send; but nobody's where no server was named.
        let allowed = call.is_guest || settings.enable_email_invitations;
        if !allowed || !mail::is_set_up(&settings) {
            return Err(refuse::with(501, "api.team.invite_members.disabled.app_error").into());
        }
        let team = invitations::check(tx, &actor, team, &call)?;
        let refused: Vec<Option<Refusal>> =
            call.emails.iter().map(|email| invitations::refusal(&call, &team, email, &settings)).collect();
        if let Some(refusal) = refused.iter().flatten().next().filter(|_| !graceful) {
            return Err(refusal.clone().into());
        }
        let sound = call.emails.iter().zip(&refused).filter(|(_, refusal)| refusal.is_none());
        let sound: Vec<String> = sound.map(|(email, _)| email.clone()).collect();
        house.room::<Postage>().pay(actor.id(), sound.len(), now)?;
        let letters = invitations::write(tx, &actor, team, &call, sound, now)?;
        Ok((call, letters, refused))
    };
    let (call, letters, refused) = app.db.write(write).await?;
    invitations::send(&app, &call, letters);
    if !graceful {
        return Ok(Json(json!({"status": "OK"})));
    }
    let outcome = call.emails.iter().zip(refused).map(|(email, refusal)| {
        let error = refusal.map(|refusal| {
            let message = crate::base::i18n::Language::English.error(&refusal.id, refusal.status, &refusal.about);
            json!({"id": refusal.id, "message": message, "detailed_error": "", "status_code": refusal.status})
        });
        json!({"email": email, "error": error})
    });
    Ok(Json(outcome.collect()))
}

const CALLED_OFF: [Kind; 3] = [Kind::TeamInvitation, Kind::GuestInvitation, Kind::GuestLinkInvitation];

/// DELETE /api/v4/teams/invites/email: no invitation that went by letter is good any longer.
pub async fn cancel_invitations(State(app): State<App>, actor: Actor) -> Result<http::Ok> {
    actor.demand(Permission::InvalidateEmailInvite)?;
    app.db.write(|tx| tokens::forget(tx, &CALLED_OFF)).await?;
    ok()
}
