//! What becomes of a command's answer: a post in the channel, or words to one person.

use serde_json::{Map, Value};

use super::wire::{Answer, Command};
use crate::access::{self, Permission};
use crate::app::{App, House};
use crate::base::{Id, Result};
use crate::events::Tx;
use crate::hooks::slack;
use crate::posts::wire::Post;
use crate::users::{self, Key};
use crate::{posts, sessions};

/// Whose command it was, and where.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    pub user: Id,
    pub channel: Id,
    pub root: Id,
}

/// Other answers that come with one, at most.
const EXTRA: usize = 20;

/// Posts or tells an answer and those that come with it. `command` is the team's command that gave it; `None` is ours.
pub async fn give(app: &App, asked: Asked, command: Option<&Command>, answer: &Answer) -> Result<()> {
    let extra = answer.extra_responses.iter().flatten().take(EXTRA);
    for one in std::iter::once(answer).chain(extra) {
        if one.text.is_empty() && one.attachments.as_ref().is_none_or(Vec::is_empty) {
            continue;
        }
        let (house, given, command) = (app.clone(), one.clone(), command.cloned());
        let alone = app.db.write(move |tx| settle(&house, tx, asked, command.as_ref(), given)).await?;
        if let Some(post) = alone {
            posts::whisper(app, asked.user, post);
        }
    }
    Ok(())
}

/// Posts an answer that is for the channel; gives back one that is for the person alone.
fn settle(
    house: &House,
    tx: &mut Tx<'_>,
    asked: Asked,
    command: Option<&Command>,
    mut answer: Answer,
) -> Result<Option<Post>> {
    let mut boxes: Vec<Map<String, Value>> =
        answer.attachments.take().into_iter().flatten().filter_map(|one| one.as_object().cloned()).collect();
    if !answer.skip_slack_parsing {
        let mut texts = slack::texts(&boxes);
        texts.push(&answer.text);
        let names = slack::names(tx, &texts)?;
        answer.text = slack::translate(&answer.text, &names);
        slack::translate_all(&mut boxes, &names);
    }
    let props = own_props(house, command, &mut answer, boxes);
    let post = Post {
        channel_id: if answer.channel_id.is_some() { answer.channel_id } else { asked.channel },
        root_id: asked.root,
        user_id: asked.user,
        message: answer.text,
        kind: answer.kind,
        props,
        ..Post::default()
    };
    if answer.response_type != "in_channel" {
        return Ok(Some(post));
    }
    let Some(user) = users::find(tx, &Key::Id(asked.user))? else { return Ok(None) };
    let author = sessions::on_behalf(house, &user);
    let place = access::channel(tx, &author, post.channel_id, Permission::CreatePost)?;
    posts::actions::create(house, tx, &author, &place, post, true)?;
    Ok(None)
}

/// What an answer may say of its post, and what we say of it.
fn own_props(
    house: &House,
    command: Option<&Command>,
    answer: &mut Answer,
    boxes: Vec<Map<String, Value>>,
) -> Map<String, Value> {
    let settings = house.config.now();
    let mut props = answer.props.take().unwrap_or_default();
    let mut from_hook = command.is_some();
    let first = |own: Option<&str>, given: &str| match own {
        Some(own) if !own.is_empty() => own.to_owned(),
        _ => given.to_owned(),
    };
    if settings.enable_post_username_override {
        let name = first(command.map(|command| command.username.as_str()), &answer.username);
        if !name.is_empty() {
            props.insert("override_username".into(), name.into());
            from_hook = true;
        }
    }
    if settings.enable_post_icon_override {
        let icon = first(command.map(|command| command.icon_url.as_str()), &answer.icon_url);
        props.insert("override_icon_url".into(), icon.into());
    }
    if from_hook {
        props.insert("from_webhook".into(), "true".into());
    }
    if !boxes.is_empty() {
        props.insert("attachments".into(), boxes.into_iter().map(Value::from).collect::<Vec<_>>().into());
    }
    props
}
