//! What a link to another post shows below it: that post, to those who may read it, and to nobody else.
//!
//! Which post a message links to is found out when it is written, and kept in `props.previewed_post`: pages of posts
//! are not searched for links. The preview itself is never kept. Each reader gets it as the other post is now.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use serde_json::{Value, json};

use super::links::{first_link, linked_post};
use super::wire::Post;
use super::{dress, store};
use crate::access::{self, Actor, ChannelPlace};
use crate::app::House;
use crate::args;
use crate::base::db::Conn;
use crate::base::{Id, Result};
use crate::channels::wire::Channel;
use crate::events::{Preview, Tx};
use crate::sessions::RoleTable;

/// The prop that names the other post.
const PREVIEWED: &str = "previewed_post";

/// Finds out which post the message of a new or changed post links to, and keeps that in its props.
///
/// What a client wrote there itself does not count, and a link to what the author may not read is a link and no more.
pub fn find(house: &House, tx: &mut Tx<'_>, post: &mut Post) -> Result<()> {
    post.props.remove(PREVIEWED);
    let settings = house.config.now();
    if !settings.enable_permalink_previews || post.burns() {
        return Ok(());
    }
    let linked = first_link(&post.message).and_then(|link| linked_post(&link, &settings.site_url));
    let Some(linked) = linked else { return Ok(()) };
    let Some(target) = store::find(tx, linked)?.filter(may_be_shown) else { return Ok(()) };
    if readers(house, tx, post, target.channel_id)?.contains(&post.user_id) {
        post.props.insert(PREVIEWED.into(), linked.as_str().into());
    }
    Ok(())
}

/// The preview of a post for those in its channel who may have it; `None` when it shows none.
pub fn of(house: &House, tx: &mut Tx<'_>, post: &Post) -> Result<Option<Arc<Preview>>> {
    let Some(id) = previewed(post) else { return Ok(None) };
    let Some(target) = targets(tx, &[id])?.pop() else { return Ok(None) };
    let channels = channels_of(tx, &[target.channel_id])?;
    let Some((channel, team)) = channels.get(&target.channel_id) else { return Ok(None) };
    let readers = readers(house, tx, post, target.channel_id)?;
    Ok(Some(Arc::new(Preview { embed: embed(&target, channel, team), readers })))
}

/// Who looks at a post and may read the channel that it links into.
fn readers(house: &House, tx: &mut Tx<'_>, post: &Post, into: Id) -> Result<HashSet<Id>> {
    let roles = house.room::<RoleTable>().now();
    let compliance = house.config.now().compliance_enable;
    access::list_readers(tx, &roles, into, post.channel_id, compliance)
}

/// Shows the actor what these posts link to, where they may read it.
pub fn show<'a>(
    conn: &mut Conn<'_>,
    actor: &Actor,
    compliance: bool,
    posts: impl IntoIterator<Item = &'a mut Post>,
) -> Result<()> {
    let mut linking: Vec<(Id, &mut Post)> = posts
        .into_iter()
        .filter(|post| post.delete_at == 0)
        .filter_map(|post| previewed(post).map(|id| (id, post)))
        .collect();
    if linking.is_empty() {
        return Ok(());
    }
    let ids: Vec<Id> = linking.iter().map(|(id, _)| *id).collect();
    let targets: HashMap<Id, Post> = targets(conn, &ids)?.into_iter().map(|post| (post.id, post)).collect();
    let into: Vec<Id> = targets.values().map(|post| post.channel_id).collect();
    let may_read = |place: &ChannelPlace| place.may_read(compliance);
    let readable: Vec<Id> = access::list_places(conn, actor, &into)?
        .iter()
        .filter(|place| may_read(place))
        .map(|place| place.channel.id)
        .collect();
    let channels = channels_of(conn, &readable)?;
    for (id, post) in &mut linking {
        let Some(target) = targets.get(id) else { continue };
        let Some((channel, team)) = channels.get(&target.channel_id) else { continue };
        post.metadata.get_or_insert_default().embeds.push(embed(target, channel, team));
    }
    Ok(())
}

/// The post that one shows below it.
fn previewed(post: &Post) -> Option<Id> {
    post.props.get(PREVIEWED).and_then(Value::as_str).map(Id::parse).filter(|id| id.is_valid())
}

/// Posts that are shown below others. One that shows a third itself is shown without that.
fn targets(conn: &mut Conn<'_>, ids: &[Id]) -> Result<Vec<Post>> {
    let mut found = store::list(conn, ids)?;
    found.retain(may_be_shown);
    dress(conn, &mut found)?;
    Ok(found)
}

fn may_be_shown(post: &Post) -> bool {
    post.delete_at == 0 && !post.burns()
}

/// Channels, and what their teams are called in links; empty for what belongs to no team.
fn channels_of(conn: &mut Conn<'_>, ids: &[Id]) -> Result<HashMap<Id, (Channel, String)>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let sql = format!(
        "select {}, coalesce(t.name, '') from channels c left join teams t on t.id = c.teamid where c.id in list($1)",
        Channel::COLUMNS
    );
    let found: Vec<Named> = conn.all(sql, args![ids])?;
    Ok(found.into_iter().map(|Named(channel, team)| (channel.id, (channel, team))).collect())
}

struct Named(Channel, String);

impl crate::base::db::Row for Named {
    fn from_row(columns: &mut crate::base::db::Columns<'_>) -> Result<Named> {
        Ok(Named(Channel::from_row(columns)?, columns.next()?))
    }
}

fn embed(post: &Post, channel: &Channel, team: &str) -> Value {
    json!({
        "type": "permalink",
        "data": {
            "post_id": post.id, "post": post, "team_name": team, "channel_display_name": channel.display_name,
            "channel_type": channel.kind, "channel_id": channel.id,
        },
    })
}
