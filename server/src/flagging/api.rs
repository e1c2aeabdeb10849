//! The routes of content flagging.

use axum::Router;
use axum::extract::State;
use axum::routing::{get, post, put};
use indexmap::IndexMap;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::actions::{self, Decision};
use super::reviewers;
use super::settings::{Flagging, SECTION};
use super::store;
use crate::access::{self, Actor, Permission};
use crate::app::App;
use crate::attributes::properties::Held;
use crate::attributes::wire::Field;
use crate::base::db::Conn;
use crate::base::http::{Body, Json, Params, Unread};
use crate::base::{Id, Result, refuse};
use crate::channels::wire::Channel;
use crate::events::Tx;
use crate::posts::wire::Post;
use crate::system::{self, Change};
use crate::users::wire::User;
use crate::{args, posts, users};

/// The routes.
pub fn routes() -> Router<App> {
    let of_post = "/content_flagging/post/{post_id}";
    Router::new()
        .route("/content_flagging/config", get(get_config).put(update_config))
        .route("/content_flagging/flag/config", get(get_flag_config))
        .route("/content_flagging/fields", get(list_fields))
        .route("/content_flagging/team/{team_id}/status", get(get_team_status))
        .route("/content_flagging/team/{team_id}/reviewers/search", get(search_reviewers))
        .route(of_post, get(get_post))
        .route(&format!("{of_post}/field_values"), get(list_field_values))
        .route(&format!("{of_post}/flag"), post(flag_post))
        .route(&format!("{of_post}/keep"), put(keep_post))
        .route(&format!("{of_post}/remove"), put(remove_post))
        .route(&format!("{of_post}/assign/{{content_reviewer_id}}"), post(assign_reviewer))
}

/// The settings; 501 while flagging is switched off.
fn enabled(app: &App) -> Result<Flagging> {
    let flagging = Flagging::of(&app.config.now());
    if flagging.enable_content_flagging {
        return Ok(flagging);
    }
    Err(refuse::with(501, "api.data_spillage.error.disabled").into())
}

/// Done, with the counters that the official server sends along.
fn done() -> Json<Value> {
    Json(json!({
        "status": "OK", "err": "",
        "payload": {
            "users_last_update_at": 0, "user_errors": null, "users_syncd": null,
            "posts_last_update_at": 0, "post_errors": null, "reactions_last_update_at": 0, "reaction_errors": null,
            "acknowledgements_last_update_at": 0, "acknowledgement_errors": null, "status_errors": null,
        },
    }))
}

/// GET /content_flagging/config
async fn get_config(State(app): State<App>, actor: Actor) -> Result<Json<Flagging>> {
    actor.demand(Permission::ManageSystem)?;
    let mut flagging = Flagging::of(&app.config.now());
    let read = move |conn: &mut Conn<'_>| {
        store::fill_in(conn, &mut flagging.reviewer_settings)?;
        Ok(Json(flagging))
    };
    app.db.read(read).await
}

/// PUT /content_flagging/config: what is left out is as usual.
async fn update_config(State(app): State<App>, actor: Actor, body: Unread) -> Result<Json<Value>> {
    actor.demand(Permission::ManageSystem)?;
    let flagging = Flagging::sent(body.read()?)?;
    flagging.check()?;
    let section = Map::from_iter([(SECTION.to_owned(), flagging.section())]);
    system::change_config(&app, &actor, section, Change::Patch).await?;
    app.db.write(move |tx| store::replace(tx, &flagging.reviewer_settings)).await?;
    Ok(done())
}

/// GET /content_flagging/flag/config: what somebody who reports is asked; for reviewers of a team also who hears.
async fn get_flag_config(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Value>> {
    let mut flagging = enabled(&app)?;
    let settings = &flagging.additional_settings;
    let mut config = json!({
        "reasons": settings.reasons,
        "reporter_comment_required": settings.reporter_comment_required,
        "reviewer_comment_required": settings.reviewer_comment_required,
    });
    let Some(team) = at.query("team_id").map(Id::parse) else { return Ok(Json(config)) };
    config["notify_reporter_on_removal"] = flagging.notifies("removed", "reporter").into();
    config["notify_reporter_on_dismissal"] = flagging.notifies("dismissed", "reporter").into();
    let read = move |conn: &mut Conn<'_>| {
        store::fill_in(conn, &mut flagging.reviewer_settings)?;
        reviewers::demand(conn, &flagging, team, &actor)?;
        Ok(Json(config))
    };
    app.db.read(read).await
}

/// GET /content_flagging/fields
async fn list_fields(State(app): State<App>, _: Actor) -> Result<Json<IndexMap<String, Field>>> {
    enabled(&app)?;
    let house = app.clone();
    app.db.write(move |tx| actions::fields(&house, tx)).await.map(Json)
}

/// GET /content_flagging/team/{team_id}/status
async fn get_team_status(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Value>> {
    let mut flagging = enabled(&app)?;
    let team = at.id("team_id")?;
    let read = move |conn: &mut Conn<'_>| {
        access::team(conn, &actor, team, Permission::ViewTeam)?;
        store::fill_in(conn, &mut flagging.reviewer_settings)?;
        let enabled = !reviewers::list(conn, &flagging, team)?.is_empty();
        Ok(Json(json!({"enabled": enabled})))
    };
    app.db.read(read).await
}

/// GET /content_flagging/team/{team_id}/reviewers/search
async fn search_reviewers(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Vec<User>>> {
    let mut flagging = enabled(&app)?;
    let team = at.id("team_id")?;
    let term = at.query("term").unwrap_or_default().trim_start_matches('@').to_lowercase();
    let view = users::View::of(&actor, &app.config.now());
    let read = move |conn: &mut Conn<'_>| {
        store::fill_in(conn, &mut flagging.reviewer_settings)?;
        reviewers::demand(conn, &flagging, team, &actor)?;
        let ids = reviewers::list(conn, &flagging, team)?;
        let mut people = users::list_by_ids(conn, &ids, -1)?;
        let fits = |name: &String| name.to_lowercase().starts_with(&term);
        people.retain(|user| [&user.username, &user.nickname, &user.first_name, &user.last_name].into_iter().any(fits));
        Ok(Json(view.show_all(people)))
    };
    app.db.read(read).await
}

/// A post, also one that is hidden, and its team, for those who decide about it.
fn post_to_review(conn: &mut Conn<'_>, actor: &Actor, flagging: &mut Flagging, id: Id) -> Result<(Post, Id)> {
    let post = posts::find(conn, id)?.ok_or_else(|| refuse::not_found("app.post.get.app_error"))?;
    let sql = format!("select {} from channels c where c.id = $1", Channel::COLUMNS);
    let channel: Option<Channel> = conn.first(sql, args![post.channel_id])?;
    let team = channel.map_or(Id::NONE, |channel| channel.team_id);
    store::fill_in(conn, &mut flagging.reviewer_settings)?;
    reviewers::demand(conn, flagging, team, actor)?;
    Ok((post, team))
}

/// GET /content_flagging/post/{post_id}: the post with its words, hidden or not.
async fn get_post(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Post>> {
    let mut flagging = enabled(&app)?;
    let (id, house) = (at.id("post_id")?, app.clone());
    let read = move |tx: &mut Tx<'_>| {
        let (mut post, _) = post_to_review(tx, &actor, &mut flagging, id)?;
        actions::status(&house, tx, id)?;
        let delete_at = std::mem::take(&mut post.delete_at);
        let mut post = posts::dress_one(tx, post)?;
        post.delete_at = delete_at;
        Ok(Json(post))
    };
    app.db.write(read).await
}

/// GET /content_flagging/post/{post_id}/field_values: `null` when it was never reported.
async fn list_field_values(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Option<Vec<Held>>>> {
    let mut flagging = enabled(&app)?;
    let id = at.id("post_id")?;
    let read = move |conn: &mut Conn<'_>| {
        post_to_review(conn, &actor, &mut flagging, id)?;
        let said = actions::list_said(conn, id)?;
        Ok(Json((!said.is_empty()).then_some(said)))
    };
    app.db.read(read).await
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Report {
    reason: String,
    comment: String,
}

/// POST /content_flagging/post/{post_id}/flag
async fn flag_post(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    Body(report): Body<Report>,
) -> Result<Json<Value>> {
    let mut flagging = enabled(&app)?;
    let (id, house) = (at.id("post_id")?, app.clone());
    let compliance = app.config.now().compliance_enable;
    let flag = move |tx: &mut Tx<'_>| {
        let post = posts::get(tx, id)?;
        let place = access::readable_channel(tx, &actor, post.channel_id, compliance)?;
        store::fill_in(tx, &mut flagging.reviewer_settings)?;
        let said = (report.reason.as_str(), report.comment.as_str());
        actions::flag(&house, tx, &actor, &flagging, post, place.channel.team_id, said)
    };
    app.db.write(flag).await?;
    Ok(done())
}

/// POST /content_flagging/post/{post_id}/assign/{content_reviewer_id}
async fn assign_reviewer(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Value>> {
    let mut flagging = enabled(&app)?;
    let (id, reviewer, house) = (at.id("post_id")?, at.id("content_reviewer_id")?, app.clone());
    let assign = move |tx: &mut Tx<'_>| {
        let (_, team) = post_to_review(tx, &actor, &mut flagging, id)?;
        reviewers::demand_of(tx, &flagging, team, reviewer)?;
        actions::assign(&house, tx, &flagging, id, reviewer)
    };
    app.db.write(assign).await?;
    Ok(done())
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Verdict {
    comment: String,
}

/// PUT /content_flagging/post/{post_id}/keep
async fn keep_post(state: State<App>, actor: Actor, at: Params, body: Body<Verdict>) -> Result<Json<Value>> {
    decide(state, actor, at, body, Decision::Keep).await
}

/// PUT /content_flagging/post/{post_id}/remove
async fn remove_post(state: State<App>, actor: Actor, at: Params, body: Body<Verdict>) -> Result<Json<Value>> {
    decide(state, actor, at, body, Decision::Remove).await
}

async fn decide(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    Body(verdict): Body<Verdict>,
    decision: Decision,
) -> Result<Json<Value>> {
    let mut flagging = enabled(&app)?;
    let (id, house) = (at.id("post_id")?, app.clone());
    let decide = move |tx: &mut Tx<'_>| {
        let (post, _) = post_to_review(tx, &actor, &mut flagging, id)?;
        actions::decide(&house, tx, &actor, &flagging, post, decision, &verdict.comment)
    };
    app.db.write(decide).await?;
    Ok(done())
}
