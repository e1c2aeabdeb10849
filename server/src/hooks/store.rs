//! The `incomingwebhooks` and `outgoingwebhooks` tables.

use super::wire::{IncomingHook, OutgoingHook};
use crate::args;
use crate::base::db::Conn;
use crate::base::http::Page;
use crate::base::{Id, Millis, Result};
use crate::events::Tx;

/// An incoming webhook that is not removed.
pub fn find_incoming(conn: &mut Conn<'_>, id: Id) -> Result<Option<IncomingHook>> {
    let sql = format!("select {} from incomingwebhooks h where h.id = $1 and h.deleteat = 0", IncomingHook::COLUMNS);
    conn.first(sql, args![id])
}

/// An outgoing webhook that is not removed.
pub fn find_outgoing(conn: &mut Conn<'_>, id: Id) -> Result<Option<OutgoingHook>> {
    let sql = format!("select {} from outgoingwebhooks h where h.id = $1 and h.deleteat = 0", OutgoingHook::COLUMNS);
    conn.first(sql, args![id])
}

/// Every outgoing webhook that is not removed.
pub fn list_every_outgoing(conn: &mut Conn<'_>) -> Result<Vec<OutgoingHook>> {
    let sql = format!("select {} from outgoingwebhooks h where h.deleteat = 0 order by h.id", OutgoingHook::COLUMNS);
    conn.all(sql, args![])
}

/// Which webhooks to list.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted {
    /// Of this team only, if one is given.
    pub team: Option<Id>,
    /// Of this channel only, if one is given.
    pub channel: Option<Id>,
    /// Of this person only, if one is given.
    pub owner: Option<Id>,
}

impl Wanted {
    /// Conditions over `h`, where `owner` is the column of whom it belongs to. `$1` team, `$2` channel, `$3` owner.
    fn conditions(&self, owner: &str) -> String {
        // Each argument is named in any case, so that the numbers of the rest stay.
        let part = |given: bool, column: &str, at: u8| match given {
            true => format!("{column} = ${at}"),
            false => format!("cast(${at} as text) = ''"),
        };
        format!(
            "h.deleteat = 0 and {} and {} and {}",
            part(self.team.is_some(), "h.teamid", 1),
            part(self.channel.is_some(), "h.channelid", 2),
            part(self.owner.is_some(), owner, 3)
        )
    }

    fn ids(&self) -> [Id; 3] {
        [self.team, self.channel, self.owner].map(Option::unwrap_or_default)
    }
}

/// A page of incoming webhooks.
pub fn list_incoming(conn: &mut Conn<'_>, wanted: Wanted, page: Page) -> Result<Vec<IncomingHook>> {
    let (columns, conditions) = (IncomingHook::COLUMNS, wanted.conditions("h.userid"));
    let sql = format!("select {columns} from incomingwebhooks h where {conditions} order by h.id limit $4 offset $5");
    let [team, channel, owner] = wanted.ids();
    conn.all(sql, args![team, channel, owner, page.size, page.offset()])
}

/// How many incoming webhooks there are.
pub fn count_incoming(conn: &mut Conn<'_>, wanted: Wanted) -> Result<i64> {
    let sql = format!("select count(*) from incomingwebhooks h where {}", wanted.conditions("h.userid"));
    let [team, channel, owner] = wanted.ids();
    Ok(conn.one::<(i64,)>(sql, args![team, channel, owner])?.0)
}

/// A page of outgoing webhooks.
pub fn list_outgoing(conn: &mut Conn<'_>, wanted: Wanted, page: Page) -> Result<Vec<OutgoingHook>> {
    let (columns, conditions) = (OutgoingHook::COLUMNS, wanted.conditions("h.creatorid"));
    let sql = format!("select {columns} from outgoingwebhooks h where {conditions} order by h.id limit $4 offset $5");
    let [team, channel, owner] = wanted.ids();
    conn.all(sql, args![team, channel, owner, page.size, page.offset()])
}

/// Writes an incoming webhook, new or changed.
pub fn save_incoming(tx: &mut Tx<'_>, hook: &IncomingHook) -> Result<()> {
    let sql = "insert into incomingwebhooks (id, createat, updateat, deleteat, userid, channelid, teamid, displayname, \
               description, username, iconurl, channellocked) \
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict (id) do update set \
               updateat = $3, channelid = $6, teamid = $7, displayname = $8, description = $9, username = $10, \
               iconurl = $11, channellocked = $12";
    let h = hook;
    let args = args![
        h.id,
        h.create_at,
        h.update_at,
        h.delete_at,
        h.user_id,
        h.channel_id,
        h.team_id,
        &h.display_name,
        &h.description,
        &h.username,
        &h.icon_url,
        h.channel_locked
    ];
    tx.run(sql, args)
}

/// Writes an outgoing webhook, new or changed.
pub fn save_outgoing(tx: &mut Tx<'_>, hook: &OutgoingHook) -> Result<()> {
    let sql = "insert into outgoingwebhooks (id, token, createat, updateat, deleteat, creatorid, channelid, teamid, \
               triggerwords, triggerwhen, callbackurls, displayname, description, contenttype, username, iconurl) \
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) \
               on conflict (id) do update set token = $2, updateat = $4, channelid = $7, triggerwords = $9, \
               triggerwhen = $10, callbackurls = $11, displayname = $12, description = $13, contenttype = $14, \
               username = $15, iconurl = $16";
    let h = hook;
    let list = |texts: &[String]| serde_json::to_string(texts).unwrap_or_default();
    let (words, urls) = (list(&h.trigger_words), list(&h.callback_urls));
    let args = args![
        h.id,
        h.token,
        h.create_at,
        h.update_at,
        h.delete_at,
        h.creator_id,
        h.channel_id,
        h.team_id,
        &words,
        h.trigger_when,
        &urls,
        &h.display_name,
        &h.description,
        &h.content_type,
        &h.username,
        &h.icon_url
    ];
    tx.run(sql, args)
}

/// Removes an incoming webhook.
pub fn remove_incoming(tx: &mut Tx<'_>, id: Id, now: Millis) -> Result<()> {
    tx.run("update incomingwebhooks set deleteat = $2, updateat = $2 where id = $1", args![id, now])
}

/// Removes an outgoing webhook.
pub fn remove_outgoing(tx: &mut Tx<'_>, id: Id, now: Millis) -> Result<()> {
    tx.run("update outgoingwebhooks set deleteat = $2, updateat = $2 where id = $1", args![id, now])
}
