//! Calls the outgoing webhooks that a new post triggers, after it was committed, and posts what they answer.
//!
//! Open channels only, and only what people and bots post: what a webhook posts triggers none, or two could talk to
//! each other for ever. A call that fails is logged and forgotten.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};

use crate::app::App;
use crate::base::outgoing::{Answer, Call, Outgoing};
use crate::base::{Result, refuse};
use crate::events::{Event, Posted};
use crate::hooks::wire::{OutgoingHook, Reply};
use crate::hooks::{self, Triggers, trigger_word};
use crate::users::{self, Key};
use crate::{access, connections, sessions};

/// Begins to listen for posts.
pub fn settle_in(app: &App) {
    let (sender, mut posts) = tokio::sync::mpsc::unbounded_channel::<Arc<Posted>>();
    // The teller must get away at once: it leaves the post, and the task below looks for hooks.
    app.hub.listen(move |event| {
        if let Event::Posted(posted) = event {
            let _ = sender.send(posted.clone());
        }
    });
    let house = app.clone();
    app.tasks.spawn(async move {
        while let Some(Some(posted)) = house.stopping.run_until_cancelled(posts.recv()).await {
            if may_trigger(&house, &posted)
                && let Err(error) = call_all(&house, &posted).await
            {
                tracing::warn!(%error, "outgoing webhooks were not looked up");
            }
        }
    });
}

fn may_trigger(app: &App, posted: &Posted) -> bool {
    let post = &posted.post;
    app.config.now().enable_outgoing_webhooks
        && posted.channel.is_open()
        && !post.is_system()
        && !post.props.contains_key("from_webhook")
}

/// The word that triggers a hook for a post: empty when the hook wants everything of its channel.
fn trigger<'a>(hook: &'a OutgoingHook, posted: &Posted) -> Option<&'a str> {
    let here = hook.channel_id == posted.post.channel_id;
    if !here && hook.channel_id.is_some() {
        return None;
    }
    if here && hook.trigger_words.is_empty() {
        return Some("");
    }
    trigger_word(hook, posted.post.message.split_whitespace().next().unwrap_or_default())
}

async fn call_all(app: &App, posted: &Arc<Posted>) -> Result<()> {
    let hooks = app.room::<Triggers>().of_team(app, posted.channel.team_id).await?;
    for hook in hooks {
        let Some(word) = trigger(&hook, posted).map(str::to_owned) else { continue };
        for url in hook.callback_urls.clone() {
            let (app, hook, posted, word) = (app.clone(), hook.clone(), posted.clone(), word.clone());
            app.clone().tasks.spawn(async move {
                if let Err(error) = call(&app, &hook, &posted, &word, &url).await {
                    tracing::warn!(hook = %hook.id, %error, "an outgoing webhook was not called");
                }
            });
        }
    }
    Ok(())
}

async fn call(app: &App, hook: &OutgoingHook, posted: &Posted, word: &str, url: &str) -> Result<()> {
    let team = posted.channel.team_id;
    let sql = "select name from teams where id = $1";
    let domain: Option<(String,)> = app.db.read(move |conn| conn.first(sql, crate::args![team])).await?;
    let payload = payload(hook, posted, word, domain.map_or_else(String::new, |(name,)| name));
    let settings = app.config.now();
    let patience = Duration::from_secs(u64::try_from(settings.outgoing_integration_requests_timeout).unwrap_or(30));
    let call = match hook.content_type == "application/json" {
        true => Call::post(url, "application/json", payload.to_string()),
        false => Call::post(url, "application/x-www-form-urlencoded", form(&payload)),
    };
    let call = connections::introduce(app, call.with("accept", "application/json").within(patience)).await;
    let answer = app.room::<Outgoing>().send(&settings, call).await;
    let answer = answer.map_err(|failure| refuse::with(400, "hearth.outgoing").detail(failure.to_string()))?;
    respond(app, hook, posted, &answer).await
}

fn payload(hook: &OutgoingHook, posted: &Posted, word: &str, domain: String) -> Value {
    let (post, channel) = (&posted.post, &posted.channel);
    let files: Vec<&str> = post.file_ids.iter().map(|id| id.as_str()).collect();
    json!({
        "token": hook.token, "team_id": hook.team_id, "team_domain": domain, "channel_id": post.channel_id,
        "channel_name": channel.name, "timestamp": post.create_at, "user_id": post.user_id,
        "user_name": posted.sender_name.trim_start_matches('@'), "post_id": post.id, "text": post.message,
        "trigger_word": word, "file_ids": files.join(","),
    })
}

/// The same as a form, in which the time is in seconds.
fn form(payload: &Value) -> String {
    let fields = payload.as_object().into_iter().flatten().map(|(key, value)| match value {
        Value::String(text) => (key.as_str(), text.clone()),
        other if key == "timestamp" => (key.as_str(), (other.as_i64().unwrap_or(0) / 1000).to_string()),
        other => (key.as_str(), other.to_string()),
    });
    serde_urlencoded::to_string(fields.collect::<Vec<_>>()).unwrap_or_default()
}

/// Posts what the called server answered, if it is something to post.
async fn respond(app: &App, hook: &OutgoingHook, posted: &Posted, answer: &Answer) -> Result<()> {
    if !answer.is_fine() {
        return Ok(());
    }
    let Ok(reply) = serde_json::from_slice::<Reply>(&answer.body) else { return Ok(()) };
    let attachments: Vec<_> = reply.attachments.into_iter().flatten().flatten().collect();
    if reply.text.is_none() && attachments.is_empty() {
        return Ok(());
    }
    let or = |given: String, usual: &str| if given.is_empty() { usual.to_owned() } else { given };
    let post = &posted.post;
    let root = if post.root_id.is_some() { post.root_id } else { post.id };
    let mut props = reply.props.unwrap_or_default();
    props.insert("webhook_display_name".into(), hook.display_name.as_str().into());
    let new = hooks::Post {
        text: reply.text.unwrap_or_default(),
        username: or(reply.username, &hook.username),
        icon_url: or(reply.icon_url, &hook.icon_url),
        attachments,
        props,
        kind: reply.kind,
        root_id: if reply.response_type == "comment" { root } else { Default::default() },
        ..hooks::Post::default()
    };
    let (house, creator, channel) = (app.clone(), hook.creator_id, post.channel_id);
    app.db
        .write(move |tx| {
            let Some(owner) = users::find(tx, &Key::Id(creator))?.filter(|user| user.delete_at == 0) else {
                return Ok(());
            };
            let owner = sessions::on_behalf(&house, &owner);
            let place = access::hook_channel(tx, &owner, channel)?;
            hooks::post(&house, tx, &owner, &place, new).map(drop)
        })
        .await
}
