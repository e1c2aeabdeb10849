//! Somebody without a session, for what the house does on their behalf.

use std::sync::Arc;

use super::RoleTable;
use crate::access::{Actor, Login};
use crate::app::House;
use crate::args;
use crate::base::db::Conn;
use crate::base::{Id, Result};

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
    let sql = "select u.username, u.roles, u.deleteat, b.userid is not null from users u \
               left join bots b on b.userid = u.id where u.id = $1";
    let Some((username, roles, delete_at, is_bot)): Option<(String, String, i64, bool)> =
        conn.first(sql, args![user])?
    else {
        return Ok(StandIn::Missing);
    };
    if delete_at > 0 {
        return Ok(StandIn::SwitchedOff);
    }
    let is_guest = roles.split_whitespace().any(|role| role == "system_guest");
    let login = Login {
        session_id: Id::NONE,
        user_id: user,
        username,
        roles,
        csrf: String::new(),
        is_oauth: false,
        is_guest,
        is_bot,
        expires_at: 0,
    };
    Ok(StandIn::Present(Actor::new(Arc::new(login), house.room::<RoleTable>().now())))
}
