//! What goes with posts besides their words: reactions, files, emoji, priorities, who took note of them, what they link
//! to. A handful of queries for any number of posts.

use std::collections::HashMap;

use indexmap::IndexMap;

use super::actions::metadata;
use super::lists::count_threads;
use super::wire::{Acknowledgement, Post, Priority};
use super::{burning, linked, rules};
use crate::args;
use crate::base::db::Conn;
use crate::base::{Id, Millis, Result};
use crate::emoji;
use crate::emoji::wire::Emoji;
use crate::files;
use crate::files::wire::FileInfo;
use crate::reactions::wire::Reaction;

/// Who reads, and when: what burns is not for everybody, and not for ever.
#[derive(Debug, Clone, Copy, Default)]
pub struct Reader {
    /// `Id::NONE` is nobody in particular: what many will read.
    pub id: Id,
    pub at: Millis,
}

/// Gives posts their metadata, and the words of those that burn to whom they are for; what burnt for the reader is
/// taken out.
pub fn dress_for(conn: &mut Conn<'_>, posts: &mut Vec<Post>, reader: Reader) -> Result<()> {
    dress(conn, posts)?;
    burning::unveil(conn, posts, reader)
}

/// Gives posts their metadata, as everybody may see it. A deleted post loses its words.
pub fn dress(conn: &mut Conn<'_>, posts: &mut [Post]) -> Result<()> {
    let reacted: Vec<Id> = posts.iter().filter(|post| post.has_reactions).map(|post| post.id).collect();
    let mut reactions: IndexMap<Id, Vec<Reaction>> = IndexMap::new();
    if !reacted.is_empty() {
        let sql = format!(
            "select {} from reactions r where r.postid in list($1) and r.deleteat = 0 order by r.createat",
            Reaction::COLUMNS
        );
        for reaction in conn.all::<Reaction>(sql, args![&reacted])? {
            reactions.entry(reaction.post_id).or_default().push(reaction);
        }
    }
    let mut files = files_of(conn, posts)?;
    let reacted = reactions.values().flatten().map(|reaction| reaction.emoji_name.as_str());
    let custom = emoji::list_used(conn, posts.iter().flat_map(rules::spoken), reacted)?;
    let (mut priorities, mut noted) = notices(conn, posts)?;
    for post in posts.iter_mut() {
        if post.delete_at > 0 {
            post.message = String::new();
            post.metadata = Some(Default::default());
            continue;
        }
        let mut metadata = metadata(post);
        metadata.files = files.swap_remove(&post.id).unwrap_or_default();
        if !custom.is_empty() {
            metadata.emojis = emojis_of(post, reactions.get(&post.id), &custom);
        }
        metadata.reactions = reactions.swap_remove(&post.id).unwrap_or_default();
        metadata.priority = priorities.remove(&post.id);
        metadata.acknowledgements = noted.remove(&post.id).unwrap_or_default();
        post.metadata = Some(metadata);
    }
    linked::show(conn, posts)
}

/// Those of these emoji that a post or its reactions use.
fn emojis_of(post: &Post, reactions: Option<&Vec<Reaction>>, custom: &[Emoji]) -> Vec<Emoji> {
    let said: Vec<String> = rules::spoken(post).into_iter().flat_map(emoji::names_in).collect();
    let reacted = |name: &str| reactions.into_iter().flatten().any(|reaction| reaction.emoji_name == name);
    custom.iter().filter(|emoji| said.contains(&emoji.name) || reacted(&emoji.name)).cloned().collect()
}

/// The files of those of these posts that have some.
fn files_of(conn: &mut Conn<'_>, posts: &[Post]) -> Result<IndexMap<Id, Vec<FileInfo>>> {
    let with_files: Vec<Id> = posts.iter().filter(|post| !post.file_ids.is_empty()).map(|post| post.id).collect();
    let mut files: IndexMap<Id, Vec<FileInfo>> = IndexMap::new();
    if !with_files.is_empty() {
        for file in files::list_of_posts(conn, &with_files)? {
            files.entry(file.post_id).or_default().push(file);
        }
    }
    Ok(files)
}

type Priorities = HashMap<Id, Priority>;
type Noted = HashMap<Id, Vec<Acknowledgement>>;

/// How much these posts want to be noticed, and by whom they were.
fn notices(conn: &mut Conn<'_>, posts: &[Post]) -> Result<(Priorities, Noted)> {
    let ids: Vec<Id> =
        posts.iter().filter(|post| post.delete_at == 0 && !post.is_system()).map(|post| post.id).collect();
    if ids.is_empty() {
        return Ok(Default::default());
    }
    let sql = "select postid, channelid, priority, requestedack, persistentnotifications from postspriority \
               where postid in list($1)";
    let priorities: Vec<Priority> = conn.all(sql, args![&ids])?;
    let sql = format!(
        "select {} from postacknowledgements a where a.postid in list($1) order by a.acknowledgedat",
        Acknowledgement::COLUMNS
    );
    let mut noted = Noted::new();
    for acknowledgement in conn.all::<Acknowledgement>(sql, args![&ids])? {
        noted.entry(acknowledgement.post_id).or_default().push(acknowledgement);
    }
    Ok((priorities.into_iter().map(|priority| (priority.post_id, priority)).collect(), noted))
}

/// One post with its metadata and its thread's number of replies.
pub fn dress_one(conn: &mut Conn<'_>, post: Post) -> Result<Post> {
    let mut one = [post];
    count_threads(conn, &mut one)?;
    dress(conn, &mut one)?;
    let [post] = one;
    Ok(post)
}
