//! Somebody without a session, for what the house does on their behalf at a later time.

use super::on_behalf;
use crate::access::Actor;
use crate::app::House;
use crate::args;
use crate::base::db::Conn;
use crate::base::{Id, Result};
use crate::users::wire::User;

/// What became of an account that something is to be done for.
#[derive(Debug)]
pub enum StandIn {
    /// They may do what they may do now.
    Present(Actor),
    /// The account is switched off.
    SwitchedOff,
    /// There is no such account.
    Missing,
}

/// Somebody with the rights that they have at this moment.
pub fn stand_in(house: &House, conn: &mut Conn<'_>, user: Id) -> Result<StandIn> {
    let found: Option<User> =
        conn.first(format!("select {} from users u where u.id = $1", User::COLUMNS), args![user])?;
    Ok(match found {
        None => StandIn::Missing,
        Some(user) if user.delete_at > 0 => StandIn::SwitchedOff,
        Some(user) => StandIn::Present(on_behalf(house, &user)),
    })
}
