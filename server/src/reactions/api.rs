//! The routes of reactions.

use axum::Router;
use axum::extract::State;
use axum::routing::{delete, get, post};
use indexmap::IndexMap;

use super::wire::Reaction;
use super::{actions, store};
use crate::access::{self, Actor, Permission};
use crate::app::App;
use crate::base::db::Conn;
use crate::base::http::{Body, Json, List, Ok, Params, ok};
use crate::base::{Id, Result, refuse};
use crate::emoji;
use crate::events::Tx;
use crate::posts;
use crate::posts::wire::Post;

/// The routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/reactions", post(create_reaction))
        .route("/posts/{post_id}/reactions", get(list_reactions))
        .route("/posts/ids/reactions", post(list_reactions_of_posts))
        .route("/users/{user_id}/posts/{post_id}/reactions/{emoji_name}", delete(delete_reaction))
}

/// POST /reactions
async fn create_reaction(State(app): State<App>, actor: Actor, Body(new): Body<Reaction>) -> Result<Json<Reaction>> {
    if !new.user_id.is_valid() || !new.post_id.is_valid() || !emoji::is_name(&new.emoji_name) {
        return Err(refuse::with(400, "api.reaction.save_reaction.invalid.app_error").into());
    }
    if new.user_id != actor.id() {
        return Err(refuse::with(403, "api.reaction.save_reaction.user_id.app_error").into());
    }
    let house = app.clone();
    let add = move |tx: &mut Tx<'_>| {
        let post = post_to_mark(
            tx,
            &actor,
            new.post_id,
            Permission::AddReaction,
            "api.reaction.save.archived_channel.app_error",
        )?;
        if !emoji::exists(tx, &new.emoji_name)? {
            return Err(refuse::not_found("app.emoji.get_by_name.no_result").about(&new.emoji_name).into());
        }
        actions::add(&house, tx, &post, actor.id(), new)
    };
    app.db.write(add).await.map(Json)
}

/// A post in a channel where the actor has the permission; `archived` is the refusal of a channel that is archived.
fn post_to_mark(
    conn: &mut Conn<'_>,
    actor: &Actor,
    id: Id,
    permission: Permission,
    archived: &'static str,
) -> Result<Post> {
    let post = posts::find(conn, id)?.filter(|post| post.delete_at == 0).ok_or_else(|| actor.lacks(permission))?;
    let place = access::channel(conn, actor, post.channel_id, permission)?;
    if place.channel.is_deleted() { Err(refuse::with(403, archived).into()) } else { Result::Ok(post) }
}

/// DELETE /users/{user_id}/posts/{post_id}/reactions/{emoji_name}
async fn delete_reaction(State(app): State<App>, actor: Actor, at: Params) -> Result<Ok> {
    let (user, id) = (at.user(actor.id())?, at.id("post_id")?);
    let name = at.text("emoji_name").to_owned();
    if !emoji::is_name(&name) {
        return Err(refuse::invalid_url_param("emoji_name").into());
    }
    let house = app.clone();
    let remove = move |tx: &mut Tx<'_>| {
        let archived = "api.reaction.delete.archived_channel.app_error";
        let post = post_to_mark(tx, &actor, id, Permission::RemoveReaction, archived)?;
        if user != actor.id() {
            access::channel(tx, &actor, post.channel_id, Permission::RemoveOthersReactions)?;
        }
        actions::remove(&house, tx, &post, user, &name)
    };
    app.db.write(remove).await?;
    ok()
}

/// GET /posts/{post_id}/reactions: `null` when there are none.
async fn list_reactions(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Option<Vec<Reaction>>>> {
    let id = at.id("post_id")?;
    let compliance = app.config.now().compliance_enable;
    let read = move |conn: &mut Conn<'_>| {
        check_readable(conn, &actor, &[id], compliance)?;
        let found = store::list(conn, &[id])?;
        Result::Ok(Json((!found.is_empty()).then_some(found)))
    };
    app.db.read(read).await
}

/// POST /posts/ids/reactions
async fn list_reactions_of_posts(
    State(app): State<App>,
    actor: Actor,
    List(ids): List,
) -> Result<Json<IndexMap<Id, Vec<Reaction>>>> {
    const MOST: usize = 1000;
    let ids: Vec<Id> = ids.iter().map(|id| Id::parse(id)).collect();
    if ids.len() > MOST {
        return Err(refuse::invalid_param("post_ids").into());
    }
    let compliance = app.config.now().compliance_enable;
    let read = move |conn: &mut Conn<'_>| {
        check_readable(conn, &actor, &ids, compliance)?;
        let mut all: IndexMap<Id, Vec<Reaction>> = ids.iter().map(|id| (*id, Vec::new())).collect();
        for reaction in store::list(conn, &ids)? {
            all.entry(reaction.post_id).or_default().push(reaction);
        }
        Result::Ok(Json(all))
    };
    app.db.read(read).await
}

/// Refuses unless every one of these posts is there and may be read. Who may do everything may ask for what is not.
fn check_readable(conn: &mut Conn<'_>, actor: &Actor, ids: &[Id], compliance: bool) -> Result<()> {
    let found = posts::list(conn, ids)?;
    let forbidden = || actor.lacks(Permission::ReadChannelContent);
    if ids.iter().any(|id| !found.iter().any(|post| post.id == *id)) && !actor.may(Permission::ManageSystem) {
        return Err(forbidden());
    }
    let mut channels: Vec<Id> = found.iter().map(|post| post.channel_id).collect();
    channels.sort();
    channels.dedup();
    let places = access::list_places(conn, actor, &channels)?;
    if places.iter().all(|place| place.may_read(compliance)) { Result::Ok(()) } else { Err(forbidden()) }
}
