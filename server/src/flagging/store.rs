//! The tables of reviewers.

use indexmap::IndexMap;

use super::settings::{Reviewers, TeamReviewers};
use crate::args;
use crate::base::db::Conn;
use crate::base::{Id, Result};
use crate::events::Tx;

/// Fills in who is named as reviewer.
pub fn fill_in(conn: &mut Conn<'_>, reviewers: &mut Reviewers) -> Result<()> {
    const MOST: i64 = 1_000;
    let common = "select userid from contentflaggingcommonreviewers order by userid limit $1";
    reviewers.common_reviewer_ids = conn.all::<(Id,)>(common, args![MOST])?.into_iter().map(|(id,)| id).collect();
    let teams = "select teamid, enabled from contentflaggingteamsettings order by teamid limit $1";
    let mut by_team: IndexMap<Id, TeamReviewers> = IndexMap::new();
    for (team, enabled) in conn.all::<(Id, Option<bool>)>(teams, args![MOST])? {
        by_team.insert(team, TeamReviewers { enabled, reviewer_ids: Vec::new() });
    }
    let people = "select teamid, userid from contentflaggingteamreviewers order by teamid, userid limit $1";
    for (team, user) in conn.all::<(Id, Id)>(people, args![MOST])? {
        by_team.entry(team).or_default().reviewer_ids.push(user);
    }
    reviewers.team_reviewers_setting = by_team;
    Ok(())
}

/// Writes who is named as reviewer, in place of those before.
pub fn replace(tx: &mut Tx<'_>, reviewers: &Reviewers) -> Result<()> {
    tx.run("delete from contentflaggingcommonreviewers", args![])?;
    tx.run("delete from contentflaggingteamsettings", args![])?;
    tx.run("delete from contentflaggingteamreviewers", args![])?;
    let common = "insert into contentflaggingcommonreviewers (userid) select u.id from users u where u.id in list($1)";
    tx.run(common, args![&reviewers.common_reviewer_ids])?;
    // A handful of teams at most has settings of its own, and they are written once in a long while.
    for (team, setting) in &reviewers.team_reviewers_setting {
        let sql = "insert into contentflaggingteamsettings (teamid, enabled) values ($1, $2)";
        tx.run(sql, args![team, setting.enabled])?;
        let sql = "insert into contentflaggingteamreviewers (teamid, userid) \
                   select cast($1 as text), u.id from users u where u.id in list($2)";
        tx.run(sql, args![team, &setting.reviewer_ids])?;
    }
    Ok(())
}

/// The people who run a team, and may log in.
pub fn list_team_admins(conn: &mut Conn<'_>, team: Id) -> Result<Vec<Id>> {
    let sql = "select tm.userid from teammembers tm join users u on u.id = tm.userid and u.deleteat = 0 \
               where tm.teamid = $1 and tm.schemeadmin and tm.deleteat = 0 order by tm.userid limit 200";
    Ok(conn.all::<(Id,)>(sql, args![team])?.into_iter().map(|(id,)| id).collect())
}

/// The people who run the site, and are in a team.
pub fn list_system_admins(conn: &mut Conn<'_>, team: Id) -> Result<Vec<Id>> {
    let sql = "select tm.userid from teammembers tm join users u on u.id = tm.userid and u.deleteat = 0 \
               where tm.teamid = $1 and tm.deleteat = 0 and ' ' || u.roles || ' ' like '% system_admin %' \
               order by tm.userid limit 200";
    Ok(conn.all::<(Id,)>(sql, args![team])?.into_iter().map(|(id,)| id).collect())
}
