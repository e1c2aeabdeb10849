//! What webhooks must be like, and how long texts are split. Pure.

use serde_json::{Map, Value};

use super::wire::{IncomingHook, OutgoingHook};
use crate::base::error::Refusal;
use crate::base::{Result, refuse};
use crate::posts::MESSAGE;
use crate::users;

/// Characters that the attachments of one post may have, as JSON.
const ATTACHMENTS: usize = 700_000;

/// Whether a text has more than so many characters.
pub fn long(text: &str, most: usize) -> bool {
    text.chars().count() > most
}

/// A web address of at most 1,024 bytes.
pub fn is_web_address(url: &str) -> bool {
    let rest = url.strip_prefix("http://").or_else(|| url.strip_prefix("https://"));
    url.len() <= 1024 && rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/') && !rest.contains(' '))
}

/// Refuses an incoming webhook that could not be kept.
pub fn check_incoming(hook: &IncomingHook) -> Result<(), Refusal> {
    if !hook.username.is_empty() && !users::is_username(&hook.username) {
        return Err(refuse::with(400, "api.incoming_webhook.invalid_username.app_error"));
    }
    let checks = [
        ("display_name", long(&hook.display_name, 64)),
        ("description", long(&hook.description, 500)),
        ("icon_url", long(&hook.icon_url, 1024)),
    ];
    match checks.iter().find(|(_, wrong)| *wrong) {
        Some((field, _)) => Err(refuse::with(400, format!("model.incoming_hook.{field}.app_error"))),
        None => Ok(()),
    }
}

/// Refuses an outgoing webhook that could not be kept.
pub fn check_outgoing(hook: &OutgoingHook) -> Result<(), Refusal> {
    let joined = |list: &[String]| list.iter().map(|one| one.len() + 3).sum::<usize>() > 1024;
    let valid = |field: &str| format!("is_valid.{field}");
    let checks = [
        (valid("words"), joined(&hook.trigger_words)),
        (valid("trigger_words"), hook.trigger_words.iter().any(String::is_empty)),
        (valid("callback"), hook.callback_urls.is_empty() || joined(&hook.callback_urls)),
        (valid("url"), hook.callback_urls.iter().any(|url| !is_web_address(url))),
        (valid("display_name"), long(&hook.display_name, 64)),
        (valid("description"), long(&hook.description, 500)),
        (valid("content_type"), long(&hook.content_type, 128) || !(0..=1).contains(&hook.trigger_when)),
        ("username".into(), long(&hook.username, 64)),
        ("icon_url".into(), long(&hook.icon_url, 1024)),
    ];
    match checks.into_iter().find(|(_, wrong)| *wrong) {
        Some((field, _)) => Err(refuse::with(400, format!("model.outgoing_hook.{field}.app_error"))),
        None => Ok(()),
    }
}

/// Whether two outgoing webhooks would both call the same address for the same post.
pub fn intersect(one: &OutgoingHook, other: &OutgoingHook) -> bool {
    let common = |a: &[String], b: &[String]| a.iter().any(|text| b.contains(text));
    let words = one.trigger_words.is_empty() && other.trigger_words.is_empty()
        || common(&one.trigger_words, &other.trigger_words);
    one.id != other.id
        && one.channel_id == other.channel_id
        && words
        && common(&one.callback_urls, &other.callback_urls)
}

/// The trigger word of a hook that the first word of a message is or begins with.
pub fn trigger_word<'a>(hook: &'a OutgoingHook, first: &str) -> Option<&'a str> {
    let hit = |word: &&String| if hook.trigger_when == 1 { first.starts_with(word.as_str()) } else { *word == first };
    hook.trigger_words.iter().filter(|word| !word.is_empty()).find(hit).map(String::as_str)
}

/// The parts of a post that is too long for one: texts in order, the attachments with the last of them and after it.
pub fn split(
    text: String,
    attachments: Vec<Map<String, Value>>,
) -> Result<Vec<(String, Vec<Map<String, Value>>)>, Refusal> {
    let letters: Vec<char> = text.chars().collect();
    let mut parts: Vec<(String, Vec<Map<String, Value>>)> =
        letters.chunks(MESSAGE).map(|part| (part.iter().collect(), Vec::new())).collect();
    if parts.is_empty() {
        parts.push((String::new(), Vec::new()));
    }
    let mut used = 0;
    for attachment in attachments {
        let size = serde_json::to_string(&attachment).map_or(0, |text| text.chars().count());
        if size > ATTACHMENTS {
            return Err(refuse::with(400, "web.incoming_webhook.split_props_length.app_error"));
        }
        used += size;
        if used > ATTACHMENTS {
            parts.push((String::new(), Vec::new()));
            used = size;
        }
        if let Some((_, list)) = parts.last_mut() {
            list.push(attachment);
        }
    }
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hook(words: &[&str], when: i64) -> OutgoingHook {
        OutgoingHook {
            trigger_words: words.iter().map(|word| (*word).to_owned()).collect(),
            trigger_when: when,
            callback_urls: vec!["http://example.com/x".into()],
            ..OutgoingHook::default()
        }
    }

    #[test]
    fn a_word_triggers_as_a_whole_or_by_its_beginning() {
        assert_eq!(trigger_word(&hook(&["fire"], 0), "fire"), Some("fire"));
        assert_eq!(trigger_word(&hook(&["boom"], 1), "boomerang"), Some("boom"));
        for (when, first) in [(0, "firefox"), (0, "FIRE"), (1, "xfire"), (0, "")] {
            assert_eq!(trigger_word(&hook(&["fire", ""], when), first), None, "{first}");
        }
    }

    #[test]
    fn an_outgoing_hook_names_what_is_wrong() {
        let refused = |hook: &OutgoingHook| check_outgoing(hook).err().map(|refusal| refusal.id.to_string());
        let is = |field: &str| Some(format!("model.outgoing_hook.is_valid.{field}.app_error"));
        assert_eq!(refused(&hook(&["a"], 0)), None);
        assert_eq!(refused(&hook(&[""], 0)), is("trigger_words"));
        assert_eq!(refused(&hook(&[&"w".repeat(1100)], 0)), is("words"));
        assert_eq!(refused(&hook(&["a"], 9)), is("content_type"));
        assert_eq!(refused(&OutgoingHook { callback_urls: vec![], ..hook(&["a"], 0) }), is("callback"));
        assert_eq!(refused(&OutgoingHook { callback_urls: vec!["ftp://x".into()], ..hook(&["a"], 0) }), is("url"));
    }

    #[test]
    fn a_long_text_becomes_several_posts() {
        let one = Map::from_iter([("text".to_owned(), Value::from("in a box"))]);
        let parts = split("한".repeat(MESSAGE + 5), vec![one.clone()]).expect("parts");
        assert_eq!(parts.iter().map(|(text, _)| text.chars().count()).collect::<Vec<_>>(), [MESSAGE, 5]);
        assert_eq!((parts[0].1.len(), parts[1].1.len()), (0, 1));
        assert_eq!(split(String::new(), vec![one]).expect("parts").len(), 1);
    }
}
