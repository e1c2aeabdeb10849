//! The routes of posts that burn. They work on as long as there are such posts, whatever the setting says.

use axum::Router;
use axum::extract::State;
use axum::routing::{delete, get};

use super::actions;
use crate::access::{self, Actor};
use crate::app::App;
use crate::base::db::Conn;
use crate::base::http::{Json, Ok, Params, ok};
use crate::base::{Id, Result, refuse};
use crate::events::Tx;
use crate::posts;
use crate::posts::wire::Post;

/// The routes.
pub fn routes() -> Router<App> {
    Router::new().route("/posts/{post_id}/reveal", get(reveal_post)).route("/posts/{post_id}/burn", delete(burn_post))
}

/// A post of a channel that the actor is in, and may read; `stranger` is the refusal of somebody who only may read.
fn post_of_member(
    conn: &mut Conn<'_>,
    actor: &Actor,
    id: Id,
    compliance: bool,
    stranger: &'static str,
) -> Result<Post> {
    let post = posts::get(conn, id)?;
    let place = access::readable_channel(conn, actor, post.channel_id, compliance)?;
    if place.is_member { Result::Ok(post) } else { Err(refuse::with(403, stranger).into()) }
}

/// GET /posts/{post_id}/reveal: starts the reader's time, although it is a GET.
async fn reveal_post(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Post>> {
    let id = at.id("post_id")?;
    let (house, compliance) = (app.clone(), app.config.now().compliance_enable);
    let reveal = move |tx: &mut Tx<'_>| {
        let stranger = "api.post.reveal_post.user_not_in_channel.app_error";
        let post = post_of_member(tx, &actor, id, compliance, stranger)?;
        if post.user_id == actor.id() {
            return Err(refuse::with(400, "api.post.reveal_post.cannot_reveal_own_post.app_error").into());
        }
        actions::reveal(&house, tx, actor.id(), post)
    };
    app.db.write(reveal).await.map(Json)
}

/// DELETE /posts/{post_id}/burn
async fn burn_post(State(app): State<App>, actor: Actor, at: Params) -> Result<Ok> {
    let id = at.id("post_id")?;
    let (house, compliance) = (app.clone(), app.config.now().compliance_enable);
    let burn = move |tx: &mut Tx<'_>| {
        let post = post_of_member(tx, &actor, id, compliance, "api.post.burn_post.user_not_in_channel.app_error")?;
        actions::burn(&house, tx, actor.id(), post)
    };
    app.db.write(burn).await?;
    ok()
}
