//! Where posts may be written, and which may be read: permission, asked for by the post.

use super::store;
use super::wire::Post;
use crate::access::{self, Actor, ChannelPlace, Granted, Permission};
use crate::base::db::Conn;
use crate::base::{Error, Id, Result, refuse};

/// A channel that the actor may write in: members need `create_post`, and `create_post_public` lets others write in
/// open channels.
pub fn place_to_post(conn: &mut Conn<'_>, actor: &Actor, channel: Id) -> Result<Granted<ChannelPlace>> {
    match access::channel(conn, actor, channel, Permission::CreatePost) {
        Err(_) => access::channel(conn, actor, channel, Permission::CreatePostPublic).and_then(|place| {
            if place.channel.is_open() { Ok(place) } else { Err(actor.lacks(Permission::CreatePost)) }
        }),
        granted => granted,
    }
}

/// A post that the actor may read; 404 when it is not there, 403 when it is not for them.
pub fn readable_post(conn: &mut Conn<'_>, actor: &Actor, id: Id, compliance: bool) -> Result<Post> {
    let post = store::get(conn, id)?;
    access::readable_channel(conn, actor, post.channel_id, compliance)?;
    Ok(post)
}

/// What is answered about a post that is not there: 403, which tells nothing, but 404 to those who may read them all.
pub fn no_post(actor: &Actor) -> Error {
    if actor.may(Permission::ReadChannelContent) {
        return refuse::not_found("app.post.get.app_error").into();
    }
    actor.lacks(Permission::ReadChannelContent)
}
