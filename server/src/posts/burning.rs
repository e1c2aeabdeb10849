//! Posts that burn once they are read. Their words are never in the `posts` table: `burning` keeps them apart, so that
//! nothing that reads posts, now or later, shows them by mistake. Here they are put back for whom they are for.

use std::collections::HashMap;

use super::dress::Reader;
use super::wire::{Post, PostMetadata};
use crate::args;
use crate::base::config::Settings;
use crate::base::db::{Columns, Conn, Row};
use crate::base::{Id, Millis, Result, refuse};
use crate::channels::wire::Channel;
use crate::files;

/// Gives a new post that burns its times, or says why there can be none.
pub fn prepare(conn: &mut Conn<'_>, post: &mut Post, channel: &Channel, settings: &Settings) -> Result<()> {
    let refused = |status, what: &str| {
        Err(refuse::with(status, format!("api.post.fill_in_post_props.burn_on_read.{what}.app_error")).into())
    };
    if !settings.enable_burn_on_read {
        return refused(501, "config");
    }
    if post.root_id.is_some() {
        return Err(refuse::with(400, "api.post.create_post.burn_on_read.app_error").into());
    }
    if channel.kind == "D" {
        let sql = "select b.userid is not null from channelmembers cm left join bots b on b.userid = cm.userid \
                   where cm.channelid = $1";
        let people: Vec<(bool,)> = conn.all(sql, args![channel.id])?;
        if people.len() < 2 {
            return refused(400, "self_dm");
        }
        if people.iter().any(|(is_bot,)| *is_bot) {
            return refused(400, "bot_dm");
        }
    }
    let millis = |seconds: i64| seconds.max(0).saturating_mul(1000);
    post.props.insert("expire_at".into(), (post.create_at.saturating_add(millis(settings.burn_on_read_most))).into());
    post.props.insert("read_duration".into(), millis(settings.burn_on_read_duration).into());
    Ok(())
}

/// What of a post may be kept with all others, and shown to everybody: of one that burns, not its words and files.
pub fn veiled(post: &Post) -> Post {
    let mut veiled = post.clone();
    if veiled.burns() {
        (veiled.message, veiled.file_ids) = (String::new(), Vec::new());
        if let Some(metadata) = &mut veiled.metadata {
            (metadata.files, metadata.embeds) = (Vec::new(), Vec::new());
        }
    }
    veiled
}

struct Kept {
    post: Id,
    message: String,
    file_ids: Vec<Id>,
    /// When it burns for all.
    end: Millis,
    /// Until when the reader may read it; `None` before they revealed it.
    until: Option<Millis>,
}

impl Row for Kept {
    fn from_row(columns: &mut Columns<'_>) -> Result<Kept> {
        Ok(Kept {
            post: columns.next()?,
            message: columns.next()?,
            file_ids: columns.json()?,
            end: columns.next()?,
            until: columns.next()?,
        })
    }
}

/// Puts the words back for authors and for those who revealed them, and takes out what burnt for the reader.
pub fn unveil(conn: &mut Conn<'_>, posts: &mut Vec<Post>, reader: Reader) -> Result<()> {
    let burning = posts.iter().filter(|post| post.burns() && post.delete_at == 0);
    let ids: Vec<Id> = burning.map(|post| post.id).collect();
    if ids.is_empty() || reader.id.is_none() {
        return Ok(());
    }
    let sql = "select t.postid, t.message, t.fileids, t.expireat, r.expireat from temporaryposts t \
               left join readreceipts r on r.postid = t.postid and r.userid = $2 where t.postid in list($1)";
    let kept: Vec<Kept> = conn.all(sql, args![&ids, reader.id])?;
    let mut kept: HashMap<Id, Kept> = kept.into_iter().map(|kept| (kept.post, kept)).collect();
    let own: Vec<Id> = posts.iter().filter(|post| post.user_id == reader.id).map(|post| post.id).collect();
    let mut recipients = recipients(conn, &own)?;
    let files = files::list_of_posts(conn, &ids)?;
    posts.retain_mut(|post| {
        if !post.burns() || post.delete_at > 0 {
            return true;
        }
        let Some(kept) = kept.remove(&post.id) else { return false };
        let own = post.user_id == reader.id;
        let expire_at = kept.until.unwrap_or(0);
        // The author's time begins when everybody has revealed it: until then it ends when it was to end at first.
        let first = post.props.get("expire_at").and_then(serde_json::Value::as_i64).unwrap_or(0);
        let countdown = if kept.end < first { kept.end } else { 0 };
        if !own && kept.until.is_some_and(|until| until <= reader.at) {
            return false;
        }
        if own || kept.until.is_some() {
            (post.message, post.file_ids) = (kept.message, kept.file_ids);
            let metadata = post.metadata.get_or_insert_with(PostMetadata::default);
            metadata.files = files.iter().filter(|file| file.post_id == post.id).cloned().collect();
            metadata.expire_at = if own { countdown } else { expire_at };
            metadata.recipients = if own { recipients.remove(&post.id).unwrap_or_default() } else { Vec::new() };
        }
        true
    });
    Ok(())
}

/// Who has revealed these posts.
fn recipients(conn: &mut Conn<'_>, posts: &[Id]) -> Result<HashMap<Id, Vec<Id>>> {
    let sql = "select postid, userid from readreceipts where postid in list($1) order by expireat, userid";
    let mut all: HashMap<Id, Vec<Id>> = HashMap::new();
    for (post, user) in conn.all::<(Id, Id)>(sql, args![posts])? {
        all.entry(post).or_default().push(user);
    }
    Ok(all)
}
