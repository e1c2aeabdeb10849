//! The `sidebarcategories` and `sidebarchannels` tables.

use super::wire::Category;
use crate::args;
use crate::base::db::{Arg, Columns, Conn, Row};
use crate::base::{Id, Result};
use crate::events::Tx;

impl Row for Category {
    fn from_row(columns: &mut Columns<'_>) -> Result<Category> {
        Ok(Category {
            id: columns.next()?,
            user_id: columns.next()?,
            team_id: columns.next()?,
            sort_order: columns.next()?,
            sorting: columns.next()?,
            kind: columns.next()?,
            display_name: columns.next()?,
            muted: columns.next()?,
            collapsed: columns.next()?,
            channel_ids: Vec::new(),
        })
    }
}

/// Somebody's categories of a team, in order, with their channels. Empty when none were made yet.
pub fn list(conn: &mut Conn<'_>, user: Id, team: Id) -> Result<Vec<Category>> {
    let sql = "select k.id, k.userid, k.teamid, k.sortorder, k.sorting, k.type, k.displayname, k.muted, k.collapsed \
               from sidebarcategories k where k.userid = $1 and k.teamid = $2 order by k.sortorder, k.id";
    let mut categories: Vec<Category> = conn.all(sql, args![user, team])?;
    if categories.is_empty() {
        return Ok(categories);
    }
    // Every channel that is to be seen, with where it was put, if anywhere.
    let sql = "select c.id, c.type, coalesce(s.categoryid, '') from channelmembers cm \
               join channels c on c.id = cm.channelid and c.teamid in ($2, '') and c.deleteat = 0 \
               left join (select sc.channelid, sc.categoryid, sc.sortorder from sidebarchannels sc \
                          join sidebarcategories k on k.id = sc.categoryid and k.teamid = $2 \
                          where sc.userid = $1) s on s.channelid = c.id \
               where cm.userid = $1 order by coalesce(s.sortorder, 1000000), c.displayname, c.id";
    for (channel, kind, category) in conn.all::<(Id, String, String)>(sql, args![user, team])? {
        let fallback = if matches!(kind.as_str(), "D" | "G") { "direct_messages" } else { "channels" };
        let place = categories.iter().position(|known| known.id == category);
        let place = place.or_else(|| categories.iter().position(|known| known.kind == fallback));
        if let Some(category) = place.and_then(|place| categories.get_mut(place)) {
            category.channel_ids.push(channel);
        }
    }
    Ok(categories)
}

pub fn insert(tx: &mut Tx<'_>, categories: &[Category]) -> Result<()> {
    let mut arguments: Vec<Arg<'_>> = Vec::new();
    let mut values = Vec::new();
    for k in categories {
        let first = arguments.len() + 1;
        let numbers: Vec<String> = (first..first + 9).map(|number| format!("${number}")).collect();
        values.push(format!("({})", numbers.join(", ")));
        arguments.extend([(&k.id).into(), k.user_id.into(), k.team_id.into(), k.sort_order.into()]);
        arguments.extend([Arg::from(&k.sorting), (&k.kind).into(), (&k.display_name).into()]);
        arguments.extend([Arg::from(k.muted), k.collapsed.into()]);
    }
    let sql = format!(
        "insert into sidebarcategories (id, userid, teamid, sortorder, sorting, type, displayname, muted, collapsed) \
         values {} on conflict (id) do update set sortorder = excluded.sortorder, sorting = excluded.sorting, \
         displayname = excluded.displayname, muted = excluded.muted, collapsed = excluded.collapsed",
        values.join(", ")
    );
    tx.run(sql, &arguments)
}

/// A category by its id, whoever's it is, without its channels.
pub fn find(conn: &mut Conn<'_>, id: &str) -> Result<Option<Category>> {
    let sql = "select k.id, k.userid, k.teamid, k.sortorder, k.sorting, k.type, k.displayname, k.muted, k.collapsed \
               from sidebarcategories k where k.id = $1";
    conn.first(sql, args![id])
}

/// Puts exactly these channels, in this order, into a category.
pub fn put_channels(tx: &mut Tx<'_>, category: &Category) -> Result<()> {
    let user = category.user_id;
    tx.run("delete from sidebarchannels where userid = $1 and categoryid = $2", args![user, &category.id])?;
    if category.channel_ids.is_empty() {
        return Ok(());
    }
    let mut arguments: Vec<Arg<'_>> = vec![user.into(), (&category.id).into()];
    let mut values = Vec::new();
    for (place, channel) in category.channel_ids.iter().enumerate() {
        arguments.push(channel.into());
        values.push(format!("(${}, $1, $2, {})", arguments.len(), place * 10));
    }
    let sql =
        format!("insert into sidebarchannels (channelid, userid, categoryid, sortorder) values {}", values.join(", "));
    tx.run(sql, &arguments)
}

pub fn delete(tx: &mut Tx<'_>, id: &str) -> Result<()> {
    tx.run("delete from sidebarchannels where categoryid = $1", args![id])?;
    tx.run("delete from sidebarcategories where id = $1", args![id])
}

/// Of these channels those in which somebody is.
pub fn keep_joined(conn: &mut Conn<'_>, user: Id, channels: &[Id]) -> Result<Vec<Id>> {
    let sql = "select channelid from channelmembers where userid = $1 and channelid in list($2)";
    let joined: Vec<(Id,)> = conn.all(sql, args![user, channels])?;
    Ok(channels.iter().copied().filter(|channel| joined.iter().any(|(known,)| known == channel)).collect())
}

/// The favourites categories in which a channel may stand: of its team, or of all for one without.
pub fn list_favourites(conn: &mut Conn<'_>, user: Id, channel: Id) -> Result<Vec<(String, Id)>> {
    let sql = "select k.id, k.teamid from sidebarcategories k join channels c on c.id = $2 \
               where k.userid = $1 and k.type = 'favorites' and c.teamid in (k.teamid, '')";
    conn.all(sql, args![user, channel])
}
