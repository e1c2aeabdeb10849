//! What happens to channels and teams, told in them: "amy joined the channel."
//!
//! Hears the facts of rooms to the left inside their transactions, so that the fact and the post stand or fall
//! together. The words are the contract's: clients of other languages translate them by the post's type and props.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::wire::{Post, PostMetadata};
use super::{MentionMemory, store};
use crate::app::House;
use crate::args;
use crate::base::{Id, Result};
use crate::channels;
use crate::channels::wire::Channel;
use crate::events::{Event, Posted, Tx};
use crate::users::wire::User;

/// Writes the system posts of a fact.
pub fn record(house: &House, tx: &mut Tx<'_>, event: &Event) -> Result<()> {
    match event {
        Event::ChannelCreated { channel, by } => {
            let who = username(tx, *by)?;
            let words = format!("{who} joined the channel.");
            write(house, tx, channel, *by, "system_join_channel", words, json!({"username": who}))
        }
        Event::MemberJoined { channel, user, by, silent: false } if !channel.is_direct() => {
            if user.id == *by {
                let words = format!("{} joined the channel.", user.username);
                return write(
                    house,
                    tx,
                    channel,
                    *by,
                    "system_join_channel",
                    words,
                    json!({"username": user.username}),
                );
            }
            let adder = username(tx, *by)?;
            let guest = user.roles.split_whitespace().any(|role| role == "system_guest");
            let (kind, how) =
                if guest { ("system_add_guest_to_chan", "as guest ") } else { ("system_add_to_channel", "") };
            let words = format!("{} added to the channel {how}by {adder}.", user.username);
            let props = json!({
                "userId": by, "username": adder, "addedUserId": user.id, "addedUsername": user.username,
            });
            write_for(house, tx, channel, (*by, kind), words, props, &[user.id])
        }
        Event::MemberLeft { channel, user, by, silent: false } if !channel.is_direct() => {
            if user.id == *by {
                let words = format!("@{} left the channel.", user.username);
                let props = json!({"username": user.username, "disable_group_highlight": true});
                return write(house, tx, channel, *by, "system_leave_channel", words, props);
            }
            let words = format!("@{} removed from the channel.", user.username);
            let props = json!({"removedUserId": user.id, "removedUsername": user.username});
            write(house, tx, channel, *by, "system_remove_from_channel", words, props)
        }
        Event::ChannelUpdated { channel, before, by } => tell_changes(house, tx, channel, before, *by),
        Event::ChannelConverted { channel, by } => {
            let kind = if channel.is_open() { "Public" } else { "Private" };
            let words = format!("This channel has been converted to a {kind} Channel.");
            let props = json!({"username": username(tx, *by)?});
            write(house, tx, channel, *by, "system_change_chan_privacy", words, props)
        }
        Event::ChannelErased { channel } => store::erase_of_channel(tx, *channel),
        Event::ChannelMoved { channel, from, by } => {
            let words = format!("This channel has been moved to this team from {}.", from.name);
            let props = json!({"username": username(tx, *by)?});
            write(house, tx, channel, *by, "system_move_channel", words, props)
        }
        Event::GroupConverted { channel, members, by } => {
            let words = format!("{} created this channel from a group message.", username(tx, *by)?);
            let props = json!({"convertedByUserId": by, "gmMembersDuringConversionIDs": members});
            write(house, tx, channel, *by, "system_gm_to_channel", words, props)
        }
        Event::ChannelDeleted { channel, by } => {
            let who = username(tx, *by)?;
            let words = format!("{who} archived the channel.");
            write(house, tx, channel, *by, "system_channel_deleted", words, json!({"username": who}))
        }
        Event::ChannelRestored { channel, by } => {
            let who = username(tx, *by)?;
            let words = format!("{who} unarchived the channel.");
            write(house, tx, channel, *by, "system_channel_restored", words, json!({"username": who}))
        }
        // Told as their own doing, whoever put them into the team.
        Event::TeamJoined { team, user, .. } => {
            let Some(square) = channels::find_by_name(tx, team.id, "town-square")? else { return Ok(()) };
            let words = format!("{} joined the team.", user.username);
            write(house, tx, &square, user.id, "system_join_team", words, json!({"username": user.username}))
        }
        // They have left its channels by now, and hear of it no more.
        Event::TeamLeft { team, user, by } => {
            let Some(square) = channels::find_by_name(tx, team.id, "town-square")? else { return Ok(()) };
            let (kind, how) = if user.id == *by {
                ("system_leave_team", "left")
            } else {
                ("system_remove_from_team", "removed from")
            };
            let words = format!("{} {how} the team.", user.username);
            write(house, tx, &square, user.id, kind, words, json!({"username": user.username}))
        }
        _ => Ok(()),
    }
}

fn tell_changes(house: &House, tx: &mut Tx<'_>, now: &Channel, before: &Channel, by: Id) -> Result<()> {
    let who = username(tx, by)?;
    let changes = [
        ("displayname", "display name", &before.display_name, &now.display_name),
        ("header", "header", &before.header, &now.header),
        ("purpose", "purpose", &before.purpose, &now.purpose),
    ];
    for (key, called, old, new) in changes.into_iter().filter(|(_, _, old, new)| old != new) {
        let words = match (old.as_str(), new.as_str()) {
            (old, "") => format!("{who} removed the channel {called} (was: {old})"),
            ("", new) => format!("{who} updated the channel {called} to: {new}"),
            (old, new) => format!("{who} updated the channel {called} from: {old} to: {new}"),
        };
        let mut props = Map::from_iter([("username".to_owned(), json!(who))]);
        props.insert(format!("old_{key}"), json!(old));
        props.insert(format!("new_{key}"), json!(new));
        write(house, tx, now, by, &format!("system_{key}_change"), words, Value::Object(props))?;
    }
    Ok(())
}

fn username(tx: &mut Tx<'_>, user: Id) -> Result<String> {
    let found: Option<(String,)> = tx.first("select username from users where id = $1", args![user])?;
    Ok(found.map_or_else(String::new, |(name,)| name))
}

fn write(
    house: &House,
    tx: &mut Tx<'_>,
    channel: &Channel,
    by: Id,
    kind: &str,
    message: String,
    props: Value,
) -> Result<()> {
    write_for(house, tx, channel, (by, kind), message, props, &[])
}

/// Writes a system post that mentions these people: who was added is to see where.
fn write_for(
    house: &House,
    tx: &mut Tx<'_>,
    channel: &Channel,
    (by, kind): (Id, &str),
    message: String,
    props: Value,
    mentions: &[Id],
) -> Result<()> {
    let mentions = mentioned(house, tx, channel, by, mentions)?;
    let telling = Telling { sender: "System".into(), place: channel.display_name.clone(), mentions, set_online: true };
    put(house, tx, channel, by, (kind, message, props), telling)
}

/// Writes a post of the house to one person, in the direct channel of the two: its type, its words, its props.
pub fn write_to_person(
    house: &House,
    tx: &mut Tx<'_>,
    channel: &Channel,
    bot: &User,
    to: Id,
    (kind, message, props): (&str, String, Value),
) -> Result<()> {
    let sender = format!("@{}", bot.username);
    let telling = Telling { place: sender.clone(), sender, mentions: vec![to], set_online: false };
    put(house, tx, channel, bot.id, (kind, message, props), telling)
}

/// How clients are told of a post of the house.
struct Telling {
    sender: String,
    place: String,
    mentions: Vec<Id>,
    set_online: bool,
}

/// Writes a post that no person wrote, counts it, and tells it.
fn put(
    house: &House,
    tx: &mut Tx<'_>,
    channel: &Channel,
    by: Id,
    (kind, message, props): (&str, String, Value),
    telling: Telling,
) -> Result<()> {
    let now = house.clock.tick();
    let Value::Object(props) = props else { return Ok(()) };
    let mut post = Post {
        id: Id::new(),
        create_at: now,
        update_at: now,
        user_id: by,
        channel_id: channel.id,
        message,
        kind: kind.into(),
        props,
        ..Post::default()
    };
    store::insert(tx, &post)?;
    channels::count_post(tx, channel.id, &post)?;
    channels::count_mentions(tx, channel.id, &telling.mentions, true, false)?;
    post.metadata = Some(PostMetadata::default());
    let posted = Posted {
        post,
        preview: None,
        channel: channel.clone(),
        sender_name: telling.sender,
        channel_display_name: telling.place,
        mentions: telling.mentions,
        followers: Vec::new(),
        set_online: telling.set_online,
    };
    tx.tell(Event::Posted(Arc::new(posted)));
    Ok(())
}

/// Whom a system post mentions: in a group channel every other member, as each post does there; in an archived one
/// nobody.
fn mentioned(house: &House, tx: &mut Tx<'_>, channel: &Channel, by: Id, named: &[Id]) -> Result<Vec<Id>> {
    if channel.is_deleted() {
        return Ok(Vec::new());
    }
    if channel.kind != "G" {
        return Ok(named.to_vec());
    }
    let keywords = house.room::<MentionMemory>().of(tx, channel.id)?;
    Ok(keywords.members().filter(|member| *member != by).collect())
}

/// Tells an author that these people are not in the team.
pub fn not_in_team(people: &[(Id, String, bool)]) -> String {
    let (names, aren_t) = name_all(people);
    let (they, a_member) = if people.len() == 1 { ("they", "a member") } else { ("they", "members") };
    format!("{names} didn't get notified by this mention because {they} {aren_t} {a_member} of this team.")
}

/// Tells an author that these people are not in the channel, with what a client needs to offer adding them.
pub fn not_in_channel(people: &[(Id, String, bool)], post: Id) -> (String, Map<String, Value>) {
    let (names, _) = name_all(people);
    let ids: Vec<Id> = people.iter().map(|(id, _, _)| *id).collect();
    let usernames: Vec<&str> = people.iter().map(|(_, name, _)| name.as_str()).collect();
    let add = json!({
        "post_id": post, "usernames": usernames, "not_in_channel_usernames": usernames, "user_ids": ids,
        "not_in_channel_user_ids": ids, "not_in_groups_usernames": [], "not_in_groups_user_ids": [],
    });
    let words = format!("{names} did not hear of this mention: not in the channel.");
    (words, Map::from_iter([("add_channel_member".to_owned(), add)]))
}

/// `@amy`, `@amy and @bob`, `@amy, @bob and @cat`.
fn name_all(people: &[(Id, String, bool)]) -> (String, &'static str) {
    let names: Vec<String> = people.iter().map(|(_, name, _)| format!("@{name}")).collect();
    let text = match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    };
    (text, "aren't")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people(names: &[&str]) -> Vec<(Id, String, bool)> {
        names.iter().map(|name| (Id::parse(name), (*name).to_owned(), false)).collect()
    }

    #[test]
    fn strangers_are_named_in_a_sentence() {
        assert_eq!(
            not_in_team(&people(&["eve"])),
            "@eve didn't get notified by this mention because they aren't a member of this team."
        );
        assert!(not_in_team(&people(&["amy", "bob", "cat"])).starts_with("@amy, @bob and @cat didn't"));
        let (_, props) = not_in_channel(&people(&["eve"]), Id::parse("p"));
        assert_eq!(props["add_channel_member"]["usernames"], json!(["eve"]));
    }
}
