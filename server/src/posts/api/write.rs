//! Writing, changing and deleting posts.

use axum::extract::State;
use serde::Deserialize;

use super::post_to_change;
use crate::access::{self, Actor, Permission};
use crate::app::App;
use crate::base::db::Conn;
use crate::base::http::{Body, Created, Json, Ok, Params, ok};
use crate::base::{Id, Result, refuse};
use crate::events::Tx;
use crate::posts::wire::{Post, PostPatch};
use crate::posts::{actions, place_to_post, previews, store, whispers};
use crate::status;

/// POST /posts
pub async fn create_post(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    Body(new): Body<Post>,
) -> Result<Created<Post>> {
    let set_online = at.query("set_online") != Some("false");
    let (house, author) = (app.clone(), actor.clone());
    let post = app
        .db
        .write(move |tx| {
            let place = place_to_post(tx, &actor, new.channel_id)?;
            actions::create(&house, tx, &actor, &place, new, set_online)
        })
        .await?;
    if set_online {
        status::active(&app, author.id());
    }
    Result::Ok(Created(post))
}

/// Authors need `edit_post`, others `edit_others_posts` too.
fn editable_post(conn: &mut Conn<'_>, actor: &Actor, id: Id) -> Result<Post> {
    let (post, place) = post_to_change(conn, actor, id)?;
    let foreign = post.user_id != actor.id();
    if !place.may(Permission::EditPost) || (foreign && !place.may(Permission::EditOthersPosts)) {
        return Err(actor.lacks(Permission::EditPost));
    }
    if place.channel.is_deleted() {
        return Err(refuse::with(400, "api.post.update_post.can_not_update_post_in_deleted.error").into());
    }
    Result::Ok(post)
}

/// PUT /posts/{post_id}
pub async fn update_post(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    Body(new): Body<Post>,
) -> Result<Json<Post>> {
    let id = at.id("post_id")?;
    if new.id != id {
        return Err(refuse::invalid_param("id").into());
    }
    let patch = PostPatch {
        message: Some(new.message),
        is_pinned: Some(new.is_pinned),
        props: Some(new.props),
        has_reactions: Some(new.has_reactions),
        file_ids: None,
    };
    change_post(app, actor, id, patch).await
}

/// PUT /posts/{post_id}/patch
pub async fn patch_post(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    Body(patch): Body<PostPatch>,
) -> Result<Json<Post>> {
    let id = at.id("post_id")?;
    change_post(app, actor, id, patch).await
}

async fn change_post(app: App, actor: Actor, id: Id, patch: PostPatch) -> Result<Json<Post>> {
    let house = app.clone();
    let change = move |tx: &mut Tx<'_>| {
        let post = editable_post(tx, &actor, id)?;
        let mut changed = actions::edit(&house, tx, post, patch)?;
        previews::show(tx, &actor, house.config.now().compliance_enable, [&mut changed])?;
        Result::Ok(changed)
    };
    app.db.write(change).await.map(Json)
}

/// DELETE /posts/{post_id}
pub async fn delete_post(State(app): State<App>, actor: Actor, at: Params) -> Result<Ok> {
    let (id, permanent) = (at.id("post_id")?, at.flag("permanent"));
    if permanent {
        if !app.config.now().enable_api_post_deletion {
            return Err(refuse::with(501, "api.post.delete_post.not_enabled.app_error").into());
        }
        actor.demand(Permission::ManageSystem)?;
    }
    let house = app.clone();
    let remove = move |tx: &mut Tx<'_>| {
        let post = store::get(tx, id)?;
        let own = post.user_id == actor.id();
        let needed = if own { Permission::DeletePost } else { Permission::DeleteOthersPosts };
        access::channel(tx, &actor, post.channel_id, needed)?;
        if permanent { actions::erase(tx, post, actor.id()) } else { actions::remove(&house, tx, post, actor.id()) }
    };
    app.db.write(remove).await?;
    ok()
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Ephemeral {
    user_id: Id,
    post: Option<Post>,
}

/// POST /posts/ephemeral: tells one person, and keeps no record.
pub async fn create_ephemeral_post(
    State(app): State<App>,
    actor: Actor,
    Body(new): Body<Ephemeral>,
) -> Result<Created<serde_json::Value>> {
    if new.user_id.is_none() {
        return Err(refuse::invalid_param("user_id").into());
    }
    let Some(post) = new.post else { return Err(refuse::invalid_param("post").into()) };
    actor.demand(Permission::CreatePostEphemeral)?;
    let post = Post {
        user_id: actor.id(),
        channel_id: post.channel_id,
        root_id: post.root_id,
        message: post.message,
        props: post.props,
        ..Post::default()
    };
    let post = whispers::whisper(&app, new.user_id, post);
    // What was never kept has no list of files, not an empty one.
    let mut answer = serde_json::to_value(&post).unwrap_or_default();
    answer["file_ids"] = serde_json::Value::Null;
    Result::Ok(Created(answer))
}

/// POST /posts/{post_id}/restore/{restore_version_id}
pub async fn restore_version(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Post>> {
    let (id, version) = (at.id("post_id")?, Id::parse(at.text("restore_version_id")));
    let house = app.clone();
    let restore = move |tx: &mut Tx<'_>| {
        let (post, place) = post_to_change(tx, &actor, id)?;
        let known = store::find(tx, version)?.is_some_and(|found| found.original_id == id);
        if post.user_id != actor.id() || !place.may(Permission::EditPost) || !known {
            return Err(actor.lacks(Permission::EditPost));
        }
        actions::restore(&house, tx, post, version)
    };
    app.db.write(restore).await.map(Json)
}

/// POST /posts/{post_id}/pin
pub async fn pin_post(State(app): State<App>, actor: Actor, at: Params) -> Result<Ok> {
    set_pinned(app, actor, at.id("post_id")?, true).await
}

/// POST /posts/{post_id}/unpin
pub async fn unpin_post(State(app): State<App>, actor: Actor, at: Params) -> Result<Ok> {
    set_pinned(app, actor, at.id("post_id")?, false).await
}

async fn set_pinned(app: App, actor: Actor, id: Id, pinned: bool) -> Result<Ok> {
    let (house, compliance) = (app.clone(), app.config.now().compliance_enable);
    let change = move |tx: &mut Tx<'_>| {
        let (post, place) = post_to_change(tx, &actor, id)?;
        if !place.may_read(compliance) {
            return Err(actor.lacks(Permission::ReadChannelContent));
        }
        if place.channel.is_deleted() {
            return Err(refuse::with(403, "api.post.save_is_pinned_post.town_square_read_only").into());
        }
        actions::pin(&house, tx, post, pinned)
    };
    app.db.write(change).await?;
    ok()
}

/// POST /posts/{post_id}/move: switched off on the official server, for everybody.
pub async fn move_thread(_: Actor, at: Params) -> Result<Ok> {
    at.id("post_id")?;
    Err(refuse::with(501, "api.post.move_thread.disabled.app_error").into())
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Rewrite {
    agent_id: String,
    message: String,
    action: String,
}

/// POST /posts/rewrite: for an agent outside this house, which is not there.
pub async fn rewrite_post(_: Actor, Body(wanted): Body<Rewrite>) -> Result<Ok> {
    for (field, given) in [("agent_id", wanted.agent_id), ("message", wanted.message), ("action", wanted.action)] {
        if given.is_empty() {
            return Err(refuse::invalid_param(field).into());
        }
    }
    Err(refuse::with(501, "hearth.no_agent").into())
}
