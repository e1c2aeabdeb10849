//! Running what somebody typed.

use std::collections::BTreeMap;

use serde_json::Value;

use super::answers::{self, Asked};
use super::wire::{Answer, Command, Later, Typed};
use super::{builtin, rules, store};
use crate::access::{self, Actor, ChannelPlace, Permission};
use crate::app::App;
use crate::args;
use crate::base::db::Conn;
use crate::base::http::Site;
use crate::base::outgoing::{Call, Outgoing};
use crate::base::{Error, Id, Millis, Result, refuse};
use crate::connections;
use crate::interactive::{Triggers, call};
use crate::posts::attachments;
use crate::teams::{self, wire::Team};

/// How long a called server may answer later.
pub const OPEN_FOR: Millis = 30 * 60 * 1000;

/// Who typed what, and where.
#[derive(Debug, Clone)]
pub struct Setting {
    pub actor: Actor,
    pub place: ChannelPlace,
    /// The team of the channel, or the one that the client shows beside a direct channel.
    pub team: Option<Team>,
    pub root: Id,
    /// Where this server is found, without a slash at the end.
    pub site: String,
    pub trigger: String,
    /// What was typed after the trigger.
    pub text: String,
}

/// Runs a command and answers what came of it.
pub async fn execute(app: &App, actor: Actor, typed: Typed, site: &Site) -> Result<Answer> {
    let start = || refuse::with(400, "api.command.execute_command.start.app_error");
    if !typed.channel_id.is_valid() {
        return Err(start().into());
    }
    let (trigger, text) = rules::read(&typed.command)?;
    let text = text.to_owned();
    let find = move |conn: &mut Conn<'_>| find_setting(conn, actor, &typed, trigger, text);
    let (mut setting, custom) = app.db.read(find).await?;
    setting.site = site.url(&app.config.now());
    let Setting { actor, place, root, .. } = &setting;
    let asked = Asked { user: actor.id(), channel: place.channel.id, root: *root };
    let trigger = app.room::<Triggers>().make(actor.id(), app.clock.now());
    let custom = custom.filter(|_| app.config.now().enable_commands);
    let mut answer = match &custom {
        Some(command) => call_out(app, &setting, command, &trigger.full).await?,
        None => builtin::run(app, &setting).await?.ok_or_else(|| unknown(&setting.trigger))?,
    };
    answers::give(app, asked, custom.as_ref(), &answer).await?;
    tidy(&mut answer);
    answer.trigger_id = trigger.client.to_string();
    Ok(answer)
}

fn unknown(trigger: &str) -> Error {
    refuse::not_found("api.command.execute_command.not_found.app_error").about(trigger).into()
}

fn find_setting(
    conn: &mut Conn<'_>,
    actor: Actor,
    typed: &Typed,
    trigger: String,
    text: String,
) -> Result<(Setting, Option<Command>)> {
    let place = access::channel(conn, &actor, typed.channel_id, Permission::CreatePost)?.into_inner();
    if place.channel.is_deleted() {
        return Err(refuse::with(400, "api.command.execute_command.deleted.error").into());
    }
    let team = if place.channel.is_direct() { typed.team_id } else { place.channel.team_id };
    if place.channel.is_direct() && team.is_some() {
        access::team(conn, &actor, team, Permission::ViewTeam)?;
    }
    let team = teams::find_team(conn, team)?;
    let custom = match &team {
        Some(team) => store::find_by_trigger(conn, team.id, &trigger)?,
        None => None,
    };
    Ok((Setting { actor, place, team, root: typed.root_id, site: String::new(), trigger, text }, custom))
}

/// Attachments with every key, as clients expect them.
fn tidy(answer: &mut Answer) {
    if let Some(list) = answer.attachments.take() {
        let mut props = serde_json::Map::from_iter([("attachments".to_owned(), Value::from(list))]);
        attachments::tidy(&mut props);
        attachments::hide_calls(&mut props);
        answer.attachments = props.get("attachments").and_then(Value::as_array).cloned();
    }
    answer.extra_responses.iter_mut().flatten().for_each(tidy);
}

/// Asks the server behind a team's command.
async fn call_out(app: &App, setting: &Setting, command: &Command, trigger: &str) -> Result<Answer> {
    let settings = app.config.now();
    if setting.site.is_empty() {
        return Err(refuse::with(400, "api.command.execute_command.site_url_required.app_error").into());
    }
    let now = app.clock.tick();
    let later = Later {
        id: Id::new(),
        create_at: now,
        command_id: command.id,
        user_id: setting.actor.id(),
        channel_id: setting.place.channel.id,
        root_id: setting.root,
    };
    let response_url = format!("{}/hooks/commands/{}", setting.site, later.id);
    app.db.write(move |tx| store::insert_later(tx, &later, now - OPEN_FOR)).await?;
    let named = setting.clone();
    let mut fields = app.db.read(move |conn| named_fields(conn, &named)).await?;
    fields.extend(fields_of(setting, command, trigger, response_url));
    let form = serde_urlencoded::to_string(&fields).unwrap_or_default();
    let call = match command.method.as_str() {
        "G" => Call::get(format!("{}{}{form}", command.url, if command.url.contains('?') { '&' } else { '?' })),
        _ => Call::post(&command.url, "application/x-www-form-urlencoded", form),
    };
    let call = call.with("accept", "application/json").with("authorization", &format!("Token {}", command.token));
    let call = connections::introduce(app, call.within(call::patience(app))).await;
    let answer = app.room::<Outgoing>().send(&settings, call).await;
    let answer = answer.map_err(|failure| failed(&setting.trigger, failure))?;
    if answer.status != 200 {
        return Err(failed(&setting.trigger, format!("status={}", answer.status)));
    }
    read(answer.header("content-type"), &answer.body).map_err(|error| failed(&setting.trigger, error))
}

fn failed(trigger: &str, detail: impl ToString) -> Error {
    let refusal = refuse::with(400, "api.command.execute_command.failed.app_error");
    refusal.about(trigger).detail(detail.to_string()).into()
}

/// An answer as JSON, or as words for the person alone.
pub fn read(content_type: &str, body: &[u8]) -> Result<Answer, serde_json::Error> {
    let kind = content_type.split(';').next().unwrap_or_default().trim();
    if kind.eq_ignore_ascii_case("application/json") {
        let mut value: Value = serde_json::from_slice(body)?;
        if let Value::Object(fields) = &mut value {
            fields.retain(|_, value| !value.is_null());
        }
        return serde_json::from_value(value);
    }
    Ok(Answer { text: String::from_utf8_lossy(body).into_owned(), ..Answer::default() })
}

fn fields_of(setting: &Setting, command: &Command, trigger: &str, response_url: String) -> Vec<(&'static str, String)> {
    let (channel, login) = (&setting.place.channel, setting.actor.login());
    let team = setting.team.as_ref();
    vec![
        ("token", command.token.to_string()),
        ("team_id", team.map_or_else(String::new, |team| team.id.to_string())),
        ("team_domain", team.map_or_else(String::new, |team| team.name.clone())),
        ("channel_id", channel.id.to_string()),
        ("channel_name", channel.name.clone()),
        ("user_id", login.user_id.to_string()),
        ("user_name", login.username.clone()),
        ("command", format!("/{}", setting.trigger)),
        ("text", setting.text.clone()),
        ("root_id", setting.root.to_string()),
        ("trigger_id", trigger.to_owned()),
        ("response_url", response_url),
    ]
}

/// The people and channels that the text names, with their ids.
fn named_fields(conn: &mut Conn<'_>, setting: &Setting) -> Result<Vec<(&'static str, String)>> {
    let people = rules::named(&setting.text, '@');
    let channels = rules::named(&setting.text, '~');
    let mut fields = Vec::new();
    if !people.is_empty() {
        let sql = "select username, id from users where username in list($1) and deleteat = 0";
        let found: Vec<(String, Id)> = conn.all(sql, args![&people])?;
        put(&mut fields, ["user_mentions", "user_mentions_ids"], &people, found);
    }
    if !channels.is_empty() {
        let sql =
            "select name, id from channels where teamid = $2 and name in list($1) and type = 'O' and deleteat = 0";
        let found: Vec<(String, Id)> = conn.all(sql, args![&channels, setting.place.channel.team_id])?;
        put(&mut fields, ["channel_mentions", "channel_mentions_ids"], &channels, found);
    }
    Ok(fields)
}

fn put(fields: &mut Vec<(&'static str, String)>, keys: [&'static str; 2], order: &[String], found: Vec<(String, Id)>) {
    let found: BTreeMap<String, Id> = found.into_iter().collect();
    for (name, id) in order.iter().filter_map(|name| Some((name, found.get(name)?))) {
        fields.push((keys[0], name.clone()));
        fields.push((keys[1], id.to_string()));
    }
}
