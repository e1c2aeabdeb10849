//! Posts as another site wrote them down, kept without a word to clients.

use super::wire::Post;
use super::{rules, store};
use crate::args;
use crate::base::{Id, Result};
use crate::events::Tx;
use crate::files;

/// Writes a post over the one that its author wrote in its channel at the same time, or as a new one. Answers its id, and
/// whether it has files already.
pub fn keep_post(tx: &mut Tx<'_>, mut post: Post, least_hashtag: usize) -> Result<(Id, bool)> {
    rules::check_words(&post)?;
    post.hashtags = rules::hashtags(&post.message, least_hashtag);
    post.update_at = post.create_at.max(post.edit_at);
    let sql = "select p.id from posts p where p.channelid = $1 and p.createat = $2 and p.userid = $3 and p.rootid = $4 \
               and p.originalid = '' and p.deleteat = 0";
    let old: Option<(Id,)> = tx.first(sql, args![post.channel_id, post.create_at, post.user_id, post.root_id])?;
    match old {
        Some((id,)) => {
            post.id = id;
            post.file_ids = store::get(tx, id)?.file_ids;
            store::update(tx, &post)?;
        }
        None => {
            post.id = Id::new();
            store::insert(tx, &post)?;
        }
    }
    Ok((post.id, !post.file_ids.is_empty()))
}

/// Gives a post that was kept the files that came with it.
pub fn keep_files(tx: &mut Tx<'_>, post: Id, ids: &[Id]) -> Result<()> {
    let mut post = store::get(tx, post)?;
    post.file_ids =
        files::attach(tx, post.id, post.user_id, post.channel_id, ids)?.iter().map(|file| file.id).collect();
    store::update(tx, &post)
}
