//! The `commands` and `commandwebhooks` tables.

use super::wire::{Command, Later};
use crate::args;
use crate::base::db::Conn;
use crate::base::{Id, Millis, Result};
use crate::events::Tx;

/// A command that is not removed.
pub fn find(conn: &mut Conn<'_>, id: Id) -> Result<Option<Command>> {
    let sql = format!("select {} from commands k where k.id = $1 and k.deleteat = 0", Command::COLUMNS);
    conn.first(sql, args![id])
}

/// The command of a team by its trigger.
pub fn find_by_trigger(conn: &mut Conn<'_>, team: Id, trigger: &str) -> Result<Option<Command>> {
    let sql = format!(
        "select {} from commands k where k.teamid = $1 and k.trigger = $2 and k.deleteat = 0",
        Command::COLUMNS
    );
    conn.first(sql, args![team, trigger])
}

/// The commands of a team, in the order of their triggers; 1,000 at most, which is more than anybody types.
pub fn list_of_team(conn: &mut Conn<'_>, team: Id) -> Result<Vec<Command>> {
    let sql = format!(
        "select {} from commands k where k.teamid = $1 and k.deleteat = 0 order by k.trigger limit 1000",
        Command::COLUMNS
    );
    conn.all(sql, args![team])
}

/// Writes a command, new or changed.
pub fn save(tx: &mut Tx<'_>, command: &Command) -> Result<()> {
    let sql = "insert into commands (id, token, createat, updateat, deleteat, creatorid, teamid, trigger, method, \
               username, iconurl, autocomplete, autocompletedesc, autocompletehint, displayname, description, url, \
               pluginid) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18) \
               on conflict (id) do update set token = $2, updateat = $4, teamid = $7, trigger = $8, method = $9, \
               username = $10, iconurl = $11, autocomplete = $12, autocompletedesc = $13, autocompletehint = $14, \
               displayname = $15, description = $16, url = $17, pluginid = $18";
    let k = command;
    let args = args![
        k.id,
        k.token,
        k.create_at,
        k.update_at,
        k.delete_at,
        k.creator_id,
        k.team_id,
        &k.trigger,
        &k.method,
        &k.username,
        &k.icon_url,
        k.auto_complete,
        &k.auto_complete_desc,
        &k.auto_complete_hint,
        &k.display_name,
        &k.description,
        &k.url,
        &k.plugin_id
    ];
    tx.run(sql, args)
}

/// Removes a command.
pub fn remove(tx: &mut Tx<'_>, id: Id, now: Millis) -> Result<()> {
    tx.run("update commands set deleteat = $2, updateat = $2 where id = $1", args![id, now])
}

/// Where a called server may still answer, if it was opened after `oldest`.
pub fn find_later(conn: &mut Conn<'_>, id: Id, oldest: Millis) -> Result<Option<Later>> {
    let sql = "select id, createat, commandid, userid, channelid, rootid from commandwebhooks \
               where id = $1 and createat >= $2";
    conn.first(sql, args![id, oldest])
}

/// Opens such a place, and closes those that were opened before `oldest`.
pub fn insert_later(tx: &mut Tx<'_>, later: &Later, oldest: Millis) -> Result<()> {
    tx.run("delete from commandwebhooks where createat < $1", args![oldest])?;
    let sql = "insert into commandwebhooks (id, createat, commandid, userid, channelid, rootid, usecount) \
               values ($1, $2, $3, $4, $5, $6, 0)";
    let l = later;
    tx.run(sql, args![l.id, l.create_at, l.command_id, l.user_id, l.channel_id, l.root_id])
}

/// Counts one use; answers whether it was one of the `most` that are allowed.
pub fn use_later(tx: &mut Tx<'_>, id: Id, most: i64) -> Result<bool> {
    let sql = "update commandwebhooks set usecount = usecount + 1 where id = $1 and usecount < $2";
    Ok(tx.change(sql, args![id, most])? > 0)
}
