//! The routes of posts: `write.rs` for what changes them, `read.rs` for what shows them.

mod read;
mod write;

use axum::Router;
use axum::routing::{get, post, put};

use super::store;
use super::wire::Post;
use crate::access::{self, Actor, ChannelPlace, Permission};
use crate::app::App;
use crate::base::db::Conn;
use crate::base::{Id, Result};

/// The routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/posts", post(write::create_post))
        .route("/posts/ids", post(read::list_posts_by_ids))
        .route("/posts/rewrite", post(write::rewrite_post))
        .route("/posts/ephemeral", post(write::create_ephemeral_post))
        .route("/posts/{post_id}", get(read::get_post).put(write::update_post).delete(write::delete_post))
        .route("/posts/{post_id}/patch", put(write::patch_post))
        .route("/posts/{post_id}/edit_history", get(read::list_edit_history))
        .route("/posts/{post_id}/restore/{restore_version_id}", post(write::restore_version))
        .route("/posts/{post_id}/thread", get(read::get_thread))
        .route("/posts/{post_id}/info", get(read::get_post_info))
        .route("/posts/{post_id}/move", post(write::move_thread))
        .route("/posts/{post_id}/pin", post(write::pin_post))
        .route("/posts/{post_id}/unpin", post(write::unpin_post))
        .route("/channels/{channel_id}/posts", get(read::list_channel_posts))
        .route("/channels/{channel_id}/pinned", get(read::list_pinned_posts))
        .route("/users/{user_id}/posts/flagged", get(read::list_flagged_posts))
        .route("/users/{user_id}/channels/{channel_id}/posts/unread", get(read::list_unread_posts))
}

/// A post and what the actor may do where it is; 403 when it is not there, as for one that is not for them.
fn post_to_change(conn: &mut Conn<'_>, actor: &Actor, id: Id) -> Result<(Post, ChannelPlace)> {
    let forbidden = || actor.lacks(Permission::EditPost);
    let post = store::find(conn, id)?.filter(|post| post.delete_at == 0).ok_or_else(forbidden)?;
    let place = access::find_place(conn, actor, post.channel_id)?.ok_or_else(forbidden)?;
    Ok((post, place))
}
