//! The route of reminders.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::routing::post;
use serde::Deserialize;
use serde_json::json;

use super::sending::{Due, team_name};
use super::store::{self, Reminder};
use crate::access::{self, Actor, Permission};
use crate::app::App;
use crate::args;
use crate::base::http::{Body, Ok, Params, ok};
use crate::base::{Id, Result};
use crate::events::{Event, Tx};
use crate::posts;
use crate::posts::wire::Post;

/// The routes.
pub fn routes() -> Router<App> {
    Router::new().route("/users/{user_id}/posts/{post_id}/reminder", post(set_reminder))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Wanted {
    /// In seconds.
    target_time: i64,
}

/// POST /users/{user_id}/posts/{post_id}/reminder
async fn set_reminder(State(app): State<App>, actor: Actor, at: Params, body: Body<Wanted>) -> Result<Ok> {
    let (user, id) = (at.user(actor.id())?, at.id("post_id")?);
    let reminder = Reminder { post: id, user, target_time: body.0.target_time };
    actor.demand_self(user)?;
    let (house, compliance) = (app.clone(), app.config.now().compliance_enable);
    let set = move |tx: &mut Tx<'_>| {
        let post = posts::find(tx, id)?.filter(|post| post.delete_at == 0);
        let post = post.ok_or_else(|| actor.lacks(Permission::ReadChannelContent))?;
        let place = access::readable_channel(tx, &actor, post.channel_id, compliance)?;
        store::put(tx, reminder)?;
        let team = team_name(tx, &place, &actor)?;
        let author: Option<(String,)> = tx.first("select username from users where id = $1", args![post.user_id])?;
        let now = house.clock.tick();
        let told = confirmation(&post, reminder, &team, author.map(|(name,)| name), now);
        tx.tell(Event::Ephemeral { user, post: Arc::new(told) });
        Result::Ok(())
    };
    app.db.write(set).await?;
    app.room::<Due>().0.tell(reminder.at());
    ok()
}

/// What tells somebody, and nobody else, that they will be reminded.
fn confirmation(post: &Post, reminder: Reminder, team: &str, author: Option<String>, now: i64) -> Post {
    let props = json!({
        "target_time": reminder.target_time, "team_name": team, "post_id": post.id,
        "username": author.unwrap_or_default(), "type": "reminder",
    });
    Post {
        id: Id::new(),
        create_at: now,
        update_at: now,
        user_id: reminder.user,
        channel_id: post.channel_id,
        root_id: if post.root_id.is_some() { post.root_id } else { post.id },
        kind: "system_ephemeral".into(),
        props: props.as_object().cloned().unwrap_or_default(),
        metadata: Some(Default::default()),
        ..Post::default()
    }
}
