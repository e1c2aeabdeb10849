//! The routes of acknowledgements.

use axum::Router;
use axum::extract::State;
use axum::routing::post;

use super::actions;
use crate::access::{self, Actor};
use crate::app::App;
use crate::base::db::Conn;
use crate::base::http::{Json, Ok, Params, ok};
use crate::base::{Id, Result, refuse};
use crate::events::Tx;
use crate::posts;
use crate::posts::wire::{Acknowledgement, Post};

/// The routes.
pub fn routes() -> Router<App> {
    Router::new().route("/users/{user_id}/posts/{post_id}/ack", post(acknowledge_post).delete(unacknowledge_post))
}

/// A post that the actor may read: 403 when there never was one (404 for who may read all), 404 when it is deleted. `archived` is the refusal of
/// an archived channel.
fn post_to_note(conn: &mut Conn<'_>, actor: &Actor, id: Id, compliance: bool, archived: &'static str) -> Result<Post> {
    let post = posts::find(conn, id)?.ok_or_else(|| posts::no_post(actor))?;
    let place = access::readable_channel(conn, actor, post.channel_id, compliance)?;
    if post.delete_at > 0 {
        return Err(refuse::not_found("app.post.get.app_error").into());
    }
    if place.channel.is_deleted() { Err(refuse::with(403, archived).into()) } else { Result::Ok(post) }
}

/// POST /users/{user_id}/posts/{post_id}/ack
async fn acknowledge_post(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Acknowledgement>> {
    let (user, id) = (at.user(actor.id())?, at.id("post_id")?);
    actor.demand_self(user)?;
    let (house, compliance) = (app.clone(), app.config.now().compliance_enable);
    let add = move |tx: &mut Tx<'_>| {
        let post = post_to_note(tx, &actor, id, compliance, "api.acknowledgement.save.archived_channel.app_error")?;
        actions::add(&house, tx, user, post)
    };
    app.db.write(add).await.map(Json)
}

/// DELETE /users/{user_id}/posts/{post_id}/ack
async fn unacknowledge_post(State(app): State<App>, actor: Actor, at: Params) -> Result<Ok> {
    let (user, id) = (at.user(actor.id())?, at.id("post_id")?);
    actor.demand_self(user)?;
    let (house, compliance) = (app.clone(), app.config.now().compliance_enable);
    let remove = move |tx: &mut Tx<'_>| {
        let post = post_to_note(tx, &actor, id, compliance, "api.acknowledgement.delete.archived_channel.app_error")?;
        actions::remove(&house, tx, user, post)
    };
    app.db.write(remove).await?;
    ok()
}
