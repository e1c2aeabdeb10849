//! Reporting, and deciding.

use indexmap::IndexMap;
use serde_json::{Value, json};

use super::settings::Flagging;
use super::{reviewers, rules};
use crate::access::Actor;
use crate::app::House;
use crate::attributes::properties::{self, Held};
use crate::attributes::wire::Field;
use crate::base::db::Conn;
use crate::base::{Id, Millis, Result, refuse};
use crate::events::Tx;
use crate::posts::wire::Post;
use crate::{channels, posts, threads, users};

/// The group that what is said about posts is kept in.
pub const GROUP: &str = "content_flagging";
/// Its fields, with their types.
const FIELDS: &[(&str, &str)] = &[
    ("status", "select"),
    ("reporting_user_id", "user"),
    ("reporting_reason", "select"),
    ("reporting_comment", "text"),
    ("reporting_time", "text"),
    ("flagged_post_id", "text"),
    ("reviewer_user_id", "user"),
    ("actor_user_id", "user"),
    ("actor_comment", "text"),
    ("action_time", "text"),
];
/// What stands in place of the words of a post that was removed.
const REMOVED: &str = "*Content deleted as part of Content Flagging review process*";

/// The fields by name.
pub fn fields(house: &House, tx: &mut Tx<'_>) -> Result<IndexMap<String, Field>> {
    properties::fields(tx, GROUP, FIELDS, house.clock.now())
}

/// Writes what is said about a post.
fn say(house: &House, tx: &mut Tx<'_>, post: Id, said: &[(&str, Value)]) -> Result<Millis> {
    let now = house.clock.tick();
    let fields = fields(house, tx)?;
    for (name, value) in said {
        if let Some(field) = fields.get(*name) {
            properties::put(tx, ("post", post), field, value, now)?;
        }
    }
    Ok(now)
}

/// What is said about a post by the name of the field; empty when it was never reported.
pub fn said(house: &House, tx: &mut Tx<'_>, post: Id) -> Result<IndexMap<String, Value>> {
    let fields = fields(house, tx)?;
    let held = properties::list(tx, GROUP, post)?;
    let named = held.into_iter().filter_map(|held| {
        let (name, _) = fields.iter().find(|(_, field)| field.id == held.field_id)?;
        Some((name.clone(), held.value))
    });
    Ok(named.collect())
}

/// The status of a post that was reported; 404 when it was not.
pub fn status(house: &House, tx: &mut Tx<'_>, post: Id) -> Result<String> {
    let status = said(house, tx, post)?.get("status").and_then(Value::as_str).map(str::to_owned);
    status.ok_or_else(|| refuse::not_found("app.data_spillage.no_status_property.app_error").into())
}

/// What is said about a post, as reviewers see it.
pub fn list_said(conn: &mut Conn<'_>, post: Id) -> Result<Vec<Held>> {
    properties::list(conn, GROUP, post)
}

/// Somebody reports a post, which hides it if the settings say so.
pub fn flag(
    house: &House,
    tx: &mut Tx<'_>,
    actor: &Actor,
    flagging: &Flagging,
    post: Post,
    team: Id,
    (reason, comment): (&str, &str),
) -> Result<()> {
    let deciding = reviewers::list(tx, flagging, team)?;
    if deciding.is_empty() {
        return Err(refuse::with(400, "api.data_spillage.error.not_available_on_team").into());
    }
    rules::check_report(reason, comment, &flagging.additional_settings)?;
    if !said(house, tx, post.id)?.is_empty() {
        return Err(refuse::with(400, "api.data_spillage.error.post_already_flagged").into());
    }
    let report = [
        ("status", json!("Pending")),
        ("reporting_user_id", json!(actor.id())),
        ("reporting_reason", json!(reason)),
        ("reporting_comment", json!(comment)),
        ("reporting_time", json!(house.clock.now())),
        ("flagged_post_id", json!(post.id)),
    ];
    say(house, tx, post.id, &report)?;
    let id = post.id;
    if flagging.additional_settings.hide_flagged_content {
        let bot = users::system_bot(house, tx)?;
        posts::actions::remove(house, tx, post, bot.id)?;
    }
    if flagging.notifies("flagged", "reviewers") {
        tell(house, tx, &deciding, "flagged", id)?;
    }
    Ok(())
}

/// Gives a report to one of the reviewers.
pub fn assign(house: &House, tx: &mut Tx<'_>, flagging: &Flagging, post: Id, reviewer: Id) -> Result<()> {
    let mut said = vec![("reviewer_user_id", json!(reviewer))];
    if status(house, tx, post)? == "Pending" {
        said.push(("status", json!("Assigned")));
    }
    say(house, tx, post, &said)?;
    if flagging.notifies("assigned", "reviewers") {
        tell(house, tx, &[reviewer], "assigned", post)?;
    }
    Ok(())
}

/// What a reviewer decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    Keep,
    Remove,
}

/// A reviewer decides, once.
pub fn decide(
    house: &House,
    tx: &mut Tx<'_>,
    actor: &Actor,
    flagging: &Flagging,
    post: Post,
    decision: Decision,
    comment: &str,
) -> Result<()> {
    let status = status(house, tx, post.id)?;
    rules::check_comment(comment, flagging.additional_settings.reviewer_comment_required)?;
    if !matches!(status.as_str(), "Pending" | "Assigned") {
        return Err(refuse::with(400, "api.data_spillage.error.post_not_in_progress").into());
    }
    let before = said(house, tx, post.id)?;
    let (word, event) = match decision {
        Decision::Keep => ("Retained", "dismissed"),
        Decision::Remove => ("Removed", "removed"),
    };
    let said = [
        ("status", json!(word)),
        ("actor_user_id", json!(actor.id())),
        ("actor_comment", json!(comment)),
        ("action_time", json!(house.clock.now())),
    ];
    say(house, tx, post.id, &said)?;
    let (id, author) = (post.id, post.user_id);
    match decision {
        Decision::Keep => keep(house, tx, post)?,
        Decision::Remove => remove(house, tx, post, actor.id())?,
    }
    let reporter = before.get("reporting_user_id").and_then(Value::as_str).map(Id::parse);
    let people = [("author", Some(author)), ("reporter", reporter)];
    let told = people.into_iter().filter(|(role, _)| flagging.notifies(event, role)).filter_map(|(_, person)| person);
    tell(house, tx, &told.collect::<Vec<_>>(), event, id)
}

fn keep(house: &House, tx: &mut Tx<'_>, post: Post) -> Result<()> {
    if post.delete_at > 0 {
        threads::revive(tx, post.id)?;
    }
    posts::actions::revive(house, tx, post).map(drop)
}

fn remove(house: &House, tx: &mut Tx<'_>, post: Post, by: Id) -> Result<()> {
    if post.delete_at == 0 {
        posts::actions::remove(house, tx, post.clone(), by)?;
    }
    posts::actions::overwrite(house, tx, post, REMOVED)
}

/// Tells people, each in a direct message of the house, what became of a report.
fn tell(house: &House, tx: &mut Tx<'_>, people: &[Id], event: &str, post: Id) -> Result<()> {
    let bot = users::system_bot(house, tx)?;
    let known = users::list_by_ids(tx, people, -1)?;
    for person in known.into_iter().filter(|person| person.delete_at == 0 && person.id != bot.id) {
        let language = crate::base::i18n::Language::of(&person.locale);
        let words = language.find(&format!("app.data_spillage.{event}"), post.as_str()).unwrap_or_default();
        let channel = channels::direct_with(house, tx, bot.id, person.id)?;
        posts::write_to_person(house, tx, &channel, &bot, person.id, ("", words, json!({"reported_post_id": post})))?;
    }
    Ok(())
}
