//! Teams: who belongs together, and who may join.
//!
//! A team is open or by invitation; an invitation is a secret in a link, which anybody with an account may use.
//! Memberships are never deleted, they end (`delete_at`), so that what somebody was comes back with them. Channels of
//! a team are another room's: it hears of teams made, joined and left. Pictures of teams are
//! not here; `invitations.rs` writes those that go by mail. Read `rules.rs` first, then `actions.rs`.

mod actions;
pub mod api;
mod invitations;
mod keep;
mod rules;
mod store;
pub mod wire;

use std::sync::Arc;

use wire::{Team, TeamMember};

use crate::access::{Actor, Permission};
use crate::app::House;
use crate::base::db::Conn;
use crate::base::error::Error;
use crate::base::{Id, Result, refuse};
use crate::events::{Event, Tx};
use crate::users::wire::User;

pub use actions::{Joining, join};
pub use keep::{keep_member, keep_scheme, keep_team};
pub use rules::{Flags, Standing, check_flags, display, flags, is_guest};
pub use store::may_see_all;

/// A team by its id, archived ones too.
pub fn find_team(conn: &mut Conn<'_>, id: Id) -> Result<Option<Team>> {
    store::find(conn, id)
}

/// A team by its id, archived ones too; 404 when there is none.
pub fn get_team(conn: &mut Conn<'_>, id: Id) -> Result<Team> {
    store::find(conn, id)?.ok_or_else(no_team)
}

/// A team by its name; 404 when there is none.
pub fn get_team_by_name(conn: &mut Conn<'_>, name: &str) -> Result<Team> {
    let found = store::find_named(conn, name)?;
    found.ok_or_else(|| refuse::not_found("app.team.get_by_name.missing.app_error").into())
}

/// A team by its invitation; 404 when it is nobody's.
pub fn get_team_by_invite(conn: &mut Conn<'_>, invite: &str) -> Result<Team> {
    let found = store::find_by_invite(conn, invite)?;
    found.ok_or_else(|| refuse::not_found("app.team.get_by_invite_id.finding.app_error").into())
}

/// A membership that holds.
pub fn find_member(conn: &mut Conn<'_>, team: Id, user: Id) -> Result<Option<TeamMember>> {
    Ok(store::find_member(conn, team, user)?.filter(|member| member.delete_at == 0))
}

/// Those of these people who are members of a team.
pub fn list_members(conn: &mut Conn<'_>, team: Id, users: &[Id]) -> Result<Vec<TeamMember>> {
    store::list_members_by_ids(conn, team, None, users)
}

/// Accounts by their ids, in no order; unknown ids are left out.
pub fn list_users(conn: &mut Conn<'_>, ids: &[Id]) -> Result<Vec<User>> {
    store::list_users(conn, ids)
}

/// The teams that every member of a channel is in, the actor among them, as the actor may see them.
pub fn common_teams(conn: &mut Conn<'_>, actor: &Actor, channel: Id) -> Result<Vec<Team>> {
    let seen = store::list_common(conn, actor.id(), channel)?;
    Ok(seen.into_iter().map(|seen| api::show(actor, seen)).collect())
}

/// The reader, if it may see only people with whom it shares a channel.
pub fn seen_by(actor: &Actor) -> Option<Id> {
    (!actor.may(Permission::ViewMembers)).then(|| actor.id())
}

/// Whoever comes with a team's invitation is in that team; who becomes a guest is one in every team.
pub fn record(house: &House, tx: &mut Tx<'_>, fact: &Event) -> Result<()> {
    if let Event::StandingChanged { user, is_guest } = fact {
        return store::set_standing(tx, user.id, *is_guest);
    }
    let (Event::UserCreated { user, invited_to: Some(team) } | Event::InvitedToChannels { user, team, .. }) = fact
    else {
        return Ok(());
    };
    let team = Arc::new(get_team(tx, *team)?);
    let joining = Joining { by: user.id, most: house.config.now().max_users_per_team, now: house.clock.now() };
    join(tx, &team, std::slice::from_ref(user), &joining)?;
    Ok(())
}

fn no_team() -> Error {
    refuse::not_found("app.team.get.find.app_error").into()
}

fn no_team_invited() -> Error {
    refuse::not_found("app.team.get_by_invite_id.finding.app_error").into()
}
