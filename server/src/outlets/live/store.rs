//! What the websocket asks the database: memberships and sessions. It writes nothing.

use super::index::Memberships;
use crate::args;
use crate::base::db::Conn;
use crate::base::{Id, Millis, Result};

/// Where somebody is a member, in one query.
pub fn memberships(conn: &mut Conn<'_>, user: Id) -> Result<Memberships> {
    let sql = "select cm.channelid, '' from channelmembers cm where cm.userid = $1 \
               union all select '', tm.teamid from teammembers tm where tm.userid = $1 and tm.deleteat = 0";
    let rows: Vec<(Id, Id)> = conn.all(sql, args![user])?;
    let mut found = Memberships::default();
    for (channel, team) in rows {
        if channel.is_some() {
            found.channels.push(channel);
        } else {
            found.teams.push(team);
        }
    }
    Ok(found)
}

/// When a session ends; `None` when it has ended, or its account is switched off. 0 is never.
pub fn session_end(conn: &mut Conn<'_>, session: Id, now: Millis) -> Result<Option<Millis>> {
    let sql = "select s.expiresat, u.deleteat from sessions s join users u on u.id = s.userid where s.id = $1";
    let found: Option<(Millis, Millis)> = conn.first(sql, args![session])?;
    Ok(found.and_then(|(end, deleted)| (deleted == 0 && (end == 0 || end > now)).then_some(end)))
}
