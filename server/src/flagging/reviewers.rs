//! Who decides about the posts of a team.

use super::settings::Flagging;
use super::store;
use crate::access::Actor;
use crate::base::db::Conn;
use crate::base::{Id, Result, refuse};

/// Everybody who decides about the posts of a team; `Id::NONE` is for direct messages. Settings with their reviewers.
pub fn list(conn: &mut Conn<'_>, flagging: &Flagging, team: Id) -> Result<Vec<Id>> {
    let settings = &flagging.reviewer_settings;
    let mut people = Vec::new();
    if settings.common_reviewers {
        people.extend(&settings.common_reviewer_ids);
    } else {
        match settings.team_reviewers_setting.get(&team).filter(|setting| setting.enabled == Some(true)) {
            Some(setting) => people.extend(&setting.reviewer_ids),
            None => return Ok(people),
        }
    }
    if settings.team_admins_as_reviewers {
        people.extend(store::list_team_admins(conn, team)?);
    }
    if settings.system_admins_as_reviewers {
        people.extend(store::list_system_admins(conn, team)?);
    }
    people.sort();
    people.dedup();
    Ok(people)
}

/// Refuses with 403 unless the actor decides about the posts of the team.
pub fn demand(conn: &mut Conn<'_>, flagging: &Flagging, team: Id, who: &Actor) -> Result<()> {
    demand_of(conn, flagging, team, who.id())
}

/// As [`demand`], of anybody.
pub fn demand_of(conn: &mut Conn<'_>, flagging: &Flagging, team: Id, who: Id) -> Result<()> {
    if list(conn, flagging, team)?.contains(&who) {
        return Ok(());
    }
    Err(refuse::with(403, "api.data_spillage.error.user_not_reviewer").into())
}
