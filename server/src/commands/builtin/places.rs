//! Commands about channels and who is in them.

use super::{Speech, go_to};
use crate::access::{self, Permission};
use crate::app::App;
use crate::base::{Error, Id, Result};
use crate::channels::{self, asked, wire::ChannelPatch};
use crate::commands::rules;
use crate::commands::run::Setting;
use crate::commands::wire::Answer;
use crate::events::Tx;
use crate::posts::wire::Post;
use crate::users::{self, Key, wire::User};
use crate::{posts, sessions};

/// /header, /purpose, /rename
pub async fn change(app: &App, setting: &Setting, speech: Speech) -> Result<Answer> {
    let text = setting.text.clone();
    if text.is_empty() && setting.trigger != "header" && setting.trigger != "purpose" {
        return Ok(speech.say("needs_message", &setting.trigger));
    }
    let patch = match setting.trigger.as_str() {
        "header" => ChannelPatch { header: Some(text), ..ChannelPatch::default() },
        "purpose" => ChannelPatch { purpose: Some(text), ..ChannelPatch::default() },
        _ => ChannelPatch { display_name: Some(text), ..ChannelPatch::default() },
    };
    let (actor, channel, now) = (setting.actor.clone(), setting.place.channel.id, app.clock.now());
    app.db.write(move |tx| asked::change(tx, &actor, channel, patch, now)).await?;
    Ok(Answer::default())
}

/// The first word, without its sign.
fn first(setting: &Setting, sign: char) -> String {
    let word = setting.text.split_whitespace().next().unwrap_or_default();
    word.strip_prefix(sign).unwrap_or(word).to_lowercase()
}

/// /join ~channel, /open ~channel
pub async fn join(app: &App, setting: &Setting, speech: Speech) -> Result<Answer> {
    let name = first(setting, '~');
    let (actor, team, now) = (setting.actor.clone(), team_id(setting), app.clock.now());
    let wanted = name.clone();
    let work = move |tx: &mut Tx<'_>| {
        let Some(channel) = channels::find_by_name(tx, team, &wanted)? else { return Ok(None) };
        if channels::find_member(tx, channel.id, actor.id())?.is_none() {
            asked::add(tx, &actor, channel.id, &[actor.id()], now)?;
        }
        Ok(Some(channel.name))
    };
    match app.db.write(work).await {
        Ok(Some(name)) => Ok(go_to(setting, &name)),
        Ok(None) => Ok(speech.say("join_unknown", &name)),
        Err(Error::Refused(_)) => Ok(speech.say("join_refused", &name)),
        Err(broken) => Err(broken),
    }
}

fn team_id(setting: &Setting) -> Id {
    setting.team.as_ref().map(|team| team.id).unwrap_or_default()
}

/// /leave
pub async fn leave(app: &App, setting: &Setting, speech: Speech) -> Result<Answer> {
    let (actor, channel, now) = (setting.actor.clone(), setting.place.channel.id, app.clock.now());
    let work = move |tx: &mut Tx<'_>| {
        let Some(user) = users::find(tx, &Key::Id(actor.id()))? else { return Ok(()) };
        asked::remove(tx, &actor, channel, user, now)
    };
    match app.db.write(work).await {
        Ok(()) => Ok(go_to(setting, "town-square")),
        Err(Error::Refused(_)) => Ok(speech.say("leave_refused", "")),
        Err(broken) => Err(broken),
    }
}

/// /mute ~channel: or the one where it is typed.
pub async fn mute(app: &App, setting: &Setting, speech: Speech) -> Result<Answer> {
    let name = first(setting, '~');
    let (actor, team, here, now) =
        (setting.actor.clone(), team_id(setting), setting.place.channel.clone(), app.clock.now());
    let wanted = name.clone();
    let work = move |tx: &mut Tx<'_>| {
        let channel = if wanted.is_empty() { Some(here) } else { channels::find_by_name(tx, team, &wanted)? };
        let Some(channel) = channel else { return Ok(None) };
        let muted = asked::toggle_mute(tx, &actor, channel.id, now)?;
        Ok(muted.map(|muted| (muted, channel.display_name)))
    };
    Ok(match app.db.write(work).await? {
        Some((true, shown)) => speech.say("muted", &shown),
        Some((false, shown)) => speech.say("unmuted", &shown),
        None => speech.say("mute_unknown", &name),
    })
}

/// /invite @user… ~channel…
pub async fn invite(app: &App, setting: &Setting, speech: Speech) -> Result<Answer> {
    let (people, places) = (rules::named(&setting.text, '@'), rules::named(&setting.text, '~'));
    let mut lines: Vec<String> = Vec::new();
    if people.is_empty() {
        return Ok(speech.say("invite_whom", ""));
    }
    let mut here = Vec::new();
    let team = team_id(setting);
    if places.is_empty() {
        here.push(setting.place.channel.clone());
    }
    for name in places {
        let wanted = name.clone();
        match app.db.read(move |conn| channels::find_by_name(conn, team, &wanted)).await? {
            Some(channel) => here.push(channel),
            None => lines.push(speech.say("mute_unknown", &name).text),
        }
    }
    let found = app.db.read({
        let people = people.clone();
        move |conn| users::list_by_usernames(conn, &people)
    });
    let found = found.await?;
    for name in people {
        let Some(user) = found.iter().find(|user| user.username == name && user.delete_at == 0) else {
            lines.push(speech.say("invite_unknown", &name).text);
            continue;
        };
        for channel in &here {
            let elsewhere = channel.id != setting.place.channel.id;
            lines.extend(invite_one(app, setting, speech, user, (channel.id, &channel.name), elsewhere).await?);
        }
    }
    let text = lines.join("\n");
    Ok(Answer { response_type: if text.is_empty() { "" } else { "ephemeral" }.into(), text, ..Answer::default() })
}

async fn invite_one(
    app: &App,
    setting: &Setting,
    speech: Speech,
    user: &User,
    (channel, channel_name): (Id, &str),
    elsewhere: bool,
) -> Result<Option<String>> {
    let (actor, id, now) = (setting.actor.clone(), user.id, app.clock.now());
    let work = move |tx: &mut Tx<'_>| {
        if channels::find_member(tx, channel, id)?.is_some() {
            return Ok(false);
        }
        asked::add(tx, &actor, channel, &[id], now).map(|()| true)
    };
    Ok(match app.db.write(work).await {
        Ok(true) => elsewhere.then(|| speech.say("invited", &format!("@{} → ~{channel_name}", user.username)).text),
        Ok(false) => Some(speech.say("invite_present", &user.username).text),
        Err(Error::Refused(_)) => Some(speech.say("invite_refused", &user.username).text),
        Err(broken) => return Err(broken),
    })
}

/// /kick @user, /remove @user
pub async fn kick(app: &App, setting: &Setting, speech: Speech) -> Result<Answer> {
    let name = first(setting, '@');
    if name.is_empty() {
        return Ok(speech.say("needs_message", &setting.trigger));
    }
    let (actor, channel, now) = (setting.actor.clone(), setting.place.channel.id, app.clock.now());
    let wanted = name.clone();
    let work = move |tx: &mut Tx<'_>| {
        let Some(user) = users::find(tx, &Key::Username(wanted))? else { return Ok(Some("invite_unknown")) };
        if channels::find_member(tx, channel, user.id)?.is_none() {
            return Ok(Some("kick_absent"));
        }
        asked::remove(tx, &actor, channel, user, now).map(|()| None)
    };
    match app.db.write(work).await {
        Ok(None) => Ok(Answer::default()),
        Ok(Some(key)) => Ok(speech.say(key, &name)),
        Err(Error::Refused(_)) => Ok(speech.say("kick_refused", &name)),
        Err(broken) => Err(broken),
    }
}

/// Writes the words after the names, if there are any, in a channel of the person's.
fn write(app: &App, tx: &mut Tx<'_>, setting: &Setting, channel_id: Id, message: &str) -> Result<()> {
    if message.is_empty() {
        return Ok(());
    }
    let Some(user) = users::find(tx, &Key::Id(setting.actor.id()))? else { return Ok(()) };
    let author = sessions::on_behalf(app, &user);
    let place = access::channel(tx, &author, channel_id, Permission::CreatePost)?;
    let post = Post { channel_id, message: message.to_owned(), ..Post::default() };
    posts::actions::create(app, tx, &author, &place, post, true).map(drop)
}

/// /msg @user words
pub async fn message(app: &App, setting: &Setting, speech: Speech) -> Result<Answer> {
    let name = first(setting, '@');
    let words = setting.text.split_once(char::is_whitespace).map_or("", |(_, words)| words).trim().to_owned();
    let (house, typed) = (app.clone(), setting.clone());
    let work = move |tx: &mut Tx<'_>| {
        let Some(user) = users::find(tx, &Key::Username(name))? else { return Ok(None) };
        typed.actor.demand(Permission::CreateDirectChannel)?;
        let (settings, now) = (house.config.now(), house.clock.tick());
        let id = typed.actor.id();
        let channel = channels::create_direct(tx, &typed.actor, id, user.id, &settings, now)?;
        write(&house, tx, &typed, channel.id, &words)?;
        Ok(Some(channel.name))
    };
    Ok(match app.db.write(work).await? {
        Some(channel) => go_to(setting, &channel),
        None => speech.say("msg_unknown", ""),
    })
}

/// /groupmsg @user,@user words
pub async fn group_message(app: &App, setting: &Setting, speech: Speech) -> Result<Answer> {
    // The names may have spaces after their commas: the words begin at the first word that is no name.
    let text = setting.text.as_str();
    let words = text
        .split_inclusive(char::is_whitespace)
        .skip_while(|word| word.trim().is_empty() || word.trim_start().starts_with(['@', ',']));
    let (words, people) = (words.collect::<String>().trim().to_owned(), text);
    let names = rules::named(&people[..people.len() - words.len()], '@');
    let (house, typed) = (app.clone(), setting.clone());
    let work = move |tx: &mut Tx<'_>| {
        let found: Vec<Id> = users::list_by_usernames(tx, &names)?.iter().map(|user| user.id).collect();
        if names.is_empty() || found.len() != names.len() {
            return Ok(None);
        }
        let now = house.clock.tick();
        let channel = asked::group(tx, &typed.actor, found, now)?;
        write(&house, tx, &typed, channel.id, &words)?;
        Ok(Some(channel.name))
    };
    match app.db.write(work).await {
        Ok(Some(channel)) => Ok(go_to(setting, &channel)),
        Ok(None) => Ok(speech.say("msg_unknown", "")),
        Err(Error::Refused(_)) => Ok(speech.say("group_refused", "")),
        Err(broken) => Err(broken),
    }
}
