//! The `bots` table.

use super::rules;
use super::wire::Bot;
use crate::args;
use crate::base::db::Conn;
use crate::base::http::Page;
use crate::base::{Id, Millis, Result};
use crate::events::Tx;

/// A bot; 404 when there is none, or it is switched off and only living ones are asked for.
pub fn get(conn: &mut Conn<'_>, id: Id, deleted: bool) -> Result<Bot> {
    let sql = format!("select {} from bots b join users u on u.id = b.userid where b.userid = $1", Bot::COLUMNS);
    let found: Option<Bot> = conn.first(sql, args![id])?;
    found.filter(|bot| deleted || bot.delete_at == 0).ok_or_else(rules::missing)
}

/// Which bots to list.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    /// Those of one person; of all when it is `None`.
    pub owner: Option<Id>,
    /// Also those that are switched off.
    pub deleted: bool,
    /// Only those whose owner is switched off.
    pub orphaned: bool,
}

/// A page of bots, the oldest first.
pub fn list(conn: &mut Conn<'_>, wanted: Wanted, page: Page) -> Result<Vec<Bot>> {
    let owner = wanted.owner.map_or("", |_| "and b.ownerid = $3");
    let living = if wanted.deleted { "" } else { "and b.deleteat = 0" };
    let orphaned = match wanted.orphaned {
        true => "and exists (select 1 from users o where o.id = b.ownerid and o.deleteat <> 0)",
        false => "",
    };
    let sql = format!(
        "select {} from bots b join users u on u.id = b.userid where b.createat > 0 {owner} {living} {orphaned} \
         order by b.createat, b.userid limit $1 offset $2",
        Bot::COLUMNS
    );
    match wanted.owner {
        Some(owner) => conn.all(sql, args![page.size, page.offset(), owner]),
        None => conn.all(sql, args![page.size, page.offset()]),
    }
}

/// The living bots of somebody.
pub fn list_ids_of(conn: &mut Conn<'_>, owner: Id) -> Result<Vec<Id>> {
    let sql = "select userid from bots where ownerid = $1 and deleteat = 0";
    Ok(conn.all::<(Id,)>(sql, args![owner])?.into_iter().map(|(id,)| id).collect())
}

/// Writes a bot, new or changed; its names are those of its account.
pub fn save(tx: &mut Tx<'_>, bot: &Bot) -> Result<()> {
    let sql = "insert into bots (userid, description, ownerid, createat, updateat, deleteat, lasticonupdate) \
               values ($1, $2, $3, $4, $5, $6, $7) on conflict (userid) do update set description = $2, \
               ownerid = $3, updateat = $5, deleteat = $6, lasticonupdate = $7";
    let b = bot;
    let args = args![b.user_id, &b.description, b.owner_id, b.create_at, b.update_at, b.delete_at, b.last_icon_update];
    tx.run(sql, args)
}

/// Switches bots off.
pub fn disable(tx: &mut Tx<'_>, ids: &[Id], now: Millis) -> Result<()> {
    tx.run("update bots set deleteat = $2, updateat = $2 where userid in list($1)", args![ids, now])
}

/// The account is no bot any longer.
pub fn delete(tx: &mut Tx<'_>, id: Id) -> Result<()> {
    tx.run("delete from bots where userid = $1", args![id])
}
