//! The routes of presses and dialogs.

use axum::Router;
use axum::extract::State;
use axum::routing::post;
use serde_json::{Value, json};

use super::wire::{Choices, OpenDialog, Press, Pressed, Reaction, Submission, Verdict};
use super::{Triggers, actions, call};
use crate::access::{self, Actor, Permission};
use crate::app::App;
use crate::args;
use crate::base::db::Conn;
use crate::base::http::{Body, Json, Ok, Params, Unread, ok};
use crate::base::{Id, Result, refuse};
use crate::channels::{self, wire::Channel};
use crate::events::Event;
use crate::posts::wire::Post;
use crate::posts::{self, Seals, WHISPER, Whispered, attachments};

/// The routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/posts/{post_id}/actions/{action_id}", post(press))
        .route("/actions/dialogs/open", post(open_dialog))
        .route("/actions/dialogs/submit", post(submit_dialog))
        .route("/actions/dialogs/lookup", post(look_up))
}

/// What a button calls, and where it is.
struct Button {
    post: Post,
    channel: Channel,
    team_domain: String,
    url: String,
    kind: String,
    data_source: String,
    context: Value,
}

/// Which button of which post is pressed, and what came with it when nobody kept the post.
struct Pressing {
    post: Id,
    action: String,
    told: Option<Whispered>,
}

fn find_button(conn: &mut Conn<'_>, actor: &Actor, pressing: Pressing, compliance: bool) -> Result<Button> {
    let Pressing { post: id, action, told } = pressing;
    let post = match &told {
        Some(told) => Some(told.post(id)),
        None => posts::find(conn, id)?.filter(|post| post.delete_at == 0),
    };
    let post = post.ok_or_else(|| actor.lacks(Permission::ReadChannelContent))?;
    let place = access::readable_channel(conn, actor, post.channel_id, compliance)?.into_inner();
    let missing = || refuse::not_found("api.post.do_action.action_id.app_error").about(&action);
    let found = match &told {
        Some(told) => &told.action,
        None => attachments::find_action(&post.props, &action).ok_or_else(missing)?,
    };
    let text = |value: Option<&Value>| value.and_then(Value::as_str).unwrap_or_default().to_owned();
    let integration = found.get("integration").ok_or_else(missing)?;
    let domain: Option<(String,)> = conn.first("select name from teams where id = $1", args![place.channel.team_id])?;
    Result::Ok(Button {
        team_domain: domain.map_or_else(String::new, |(name,)| name),
        url: text(integration.get("url")),
        kind: text(found.get("type")),
        data_source: text(found.get("data_source")),
        context: integration.get("context").cloned().unwrap_or(Value::Null),
        channel: place.channel,
        post,
    })
}

/// What is pressed. A cookie speaks for a post that nobody kept, and for no other.
async fn find_pressing(app: &App, actor: &Actor, post: Id, action: String, cookie: &str) -> Result<Pressing> {
    let is_kept = cookie.is_empty() || app.db.read(move |conn| posts::find(conn, post)).await?.is_some();
    let told = match is_kept {
        true => None,
        false => {
            app.room::<Seals>().open(actor.id(), post, &action, cookie).ok_or_else(|| call::failed("cookie"))?.into()
        }
    };
    Result::Ok(Pressing { post, action, told })
}

/// POST /posts/{post_id}/actions/{action_id}
async fn press(State(app): State<App>, actor: Actor, at: Params, body: Unread) -> Result<Json<Pressed>> {
    let (id, action) = (at.id("post_id")?, at.text("action_id").to_owned());
    // As the official server: a body that cannot be read is a press without a choice.
    let given: Press = body.read_or_default();
    let (presser, compliance) = (actor.clone(), app.config.now().compliance_enable);
    let pressing = find_pressing(&app, &actor, id, action, &given.cookie).await?;
    let button = app.db.read(move |conn| find_button(conn, &presser, pressing, compliance)).await?;
    let trigger = app.room::<Triggers>().make(actor.id(), app.clock.now());
    let mut context = button.context.clone();
    if button.kind == "select" {
        if !context.is_object() {
            context = json!({});
        }
        context["selected_option"] = given.selected_option.into();
    }
    let mut payload = json!({
        "user_id": actor.id(), "user_name": actor.login().username, "channel_id": button.channel.id,
        "channel_name": button.channel.name, "team_id": button.channel.team_id, "team_domain": button.team_domain,
        "post_id": button.post.id, "trigger_id": trigger.full, "type": button.kind, "data_source": button.data_source,
    });
    if !context.is_null() {
        payload["context"] = context;
    }
    let answer = call::send(&app, &button.url, &payload).await?;
    let reaction: Reaction = serde_json::from_slice(&answer.body).map_err(call::failed)?;
    react(&app, actor.id(), button.post, reaction).await?;
    Result::Ok(Json(Pressed { status: "OK", trigger_id: trigger.client }))
}

async fn react(app: &App, presser: Id, post: Post, reaction: Reaction) -> Result<()> {
    let is_kept = post.kind != WHISPER;
    let about = Post {
        channel_id: post.channel_id,
        // Nothing can be said in a thread under what nobody kept.
        root_id: if post.root_id.is_some() || !is_kept { post.root_id } else { post.id },
        message: reaction.ephemeral_text,
        ..Post::default()
    };
    let literal = reaction.skip_slack_parsing;
    match reaction.update {
        Some(update) if is_kept => {
            let house = app.clone();
            app.db.write(move |tx| actions::update(&house, tx, post, update, literal)).await?;
        }
        Some(update) => actions::update_told(app, presser, post, update, literal).await?,
        None => {}
    }
    if !about.message.is_empty() {
        posts::whisper(app, presser, about);
    }
    Result::Ok(())
}

/// POST /actions/dialogs/open: nobody asks who it is, the trigger id says whose window it is for.
async fn open_dialog(State(app): State<App>, Body(given): Body<OpenDialog>) -> Result<Ok> {
    if given.url.is_empty() {
        return Err(refuse::invalid_param("url").into());
    }
    let life = i64::try_from(call::patience(&app).as_millis()).unwrap_or(30_000);
    let found = app.room::<Triggers>().read(&given.trigger_id, app.clock.now(), life);
    let (client, user) =
        found.ok_or_else(|| refuse::with(400, "interactive_message.decode_trigger_id.signature_failed"))?;
    let dialog = json!({"trigger_id": client, "url": given.url, "dialog": given.dialog});
    app.hub.tell(&Event::DialogOpened { user, dialog: dialog.to_string() });
    ok()
}

/// Refuses who may not read the channel or is not in the team.
async fn check_place(app: &App, actor: Actor, given: &Submission) -> Result<()> {
    let (channel, team) = (given.channel_id, given.team_id);
    let compliance = app.config.now().compliance_enable;
    let read = move |conn: &mut Conn<'_>| {
        if !channels::get_place(conn, &actor, channel)?.may_read(compliance) {
            return Err(actor.lacks(Permission::ReadChannelContent));
        }
        access::team(conn, &actor, team, Permission::ViewTeam).map(drop)
    };
    app.db.read(read).await
}

/// POST /actions/dialogs/submit: a form that was filled in or let go, or whose choice asks for another form.
async fn submit_dialog(
    State(app): State<App>,
    actor: Actor,
    Body(mut given): Body<Submission>,
) -> Result<Json<Verdict>> {
    if given.url.is_empty() {
        return Err(refuse::invalid_param("url").into());
    }
    given.user_id = actor.id();
    check_place(&app, actor, &given).await?;
    given.kind = given.occasion().into();
    let answer = call_dialog(&app, given).await?;
    if answer.is_empty() {
        return Result::Ok(Json(Verdict::default()));
    }
    let verdict: Verdict = serde_json::from_slice(&answer).map_err(call::failed)?;
    if !verdict.can_be_shown() {
        return Err(refuse::with(400, "app.submit_interactive_dialog.invalid_response").about(&verdict.kind).into());
    }
    Result::Ok(Json(verdict))
}

/// POST /actions/dialogs/lookup
async fn look_up(State(app): State<App>, actor: Actor, Body(mut given): Body<Submission>) -> Result<Json<Choices>> {
    if given.url.is_empty() || !crate::hooks::is_web_address(&given.url) {
        return Err(refuse::invalid_param("url").into());
    }
    given.user_id = actor.id();
    check_place(&app, actor, &given).await?;
    given.kind = "dialog_lookup".into();
    let answer = call_dialog(&app, given).await?;
    serde_json::from_slice(&answer).map(Json).map_err(call::failed)
}

async fn call_dialog(app: &App, mut given: Submission) -> Result<Vec<u8>> {
    let url = std::mem::take(&mut given.url);
    let body = serde_json::to_value(&given).map_err(call::failed)?;
    call::send(app, &url, &body).await.map(|answer| answer.body.to_vec())
}
