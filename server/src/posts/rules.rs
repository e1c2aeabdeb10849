//! What a post may be and who may change it. Pure.

use serde_json::{Map, Value};

use super::wire::{BURNS, Post, Priority};
use crate::base::config::Settings;
use crate::base::error::Refusal;
use crate::base::{Id, Millis, refuse};

/// Characters a message may have. Announced to clients as `MaxPostSize`.
pub const MESSAGE: usize = 16_383;
/// Characters that the props a client sends may have, as JSON.
const PROPS: usize = 760_000;
/// Characters of all hashtags together.
const HASHTAGS: usize = 1_000;
/// Files of a post.
const FILES: usize = 10;
/// Characters of a type.
const KIND: usize = 26;
/// Characters of a priority.
const PRIORITY: usize = 32;
/// Characters of a client's own id for a post it sends.
const PENDING: usize = 190;

/// Refuses a new post that could not be kept.
pub fn check_new(post: &Post) -> Result<(), Refusal> {
    let ours = matches!(post.kind.as_str(), "" | "me" | "slack_attachment" | BURNS) || post.kind.starts_with("custom_");
    if !ours || post.kind.len() > KIND {
        return Err(refuse::with(400, "api.context.invalid_body_param.app_error").about("type"));
    }
    if post.id.is_some() {
        return Err(refuse::with(400, "app.post.save.existing.app_error"));
    }
    if post.pending_post_id.len() > PENDING {
        return Err(refuse::invalid_param("pending_post_id"));
    }
    check_words(post)
}

/// Refuses, in hardened mode, what makes a post look like a program's.
pub fn check_props(props: &Map<String, Value>, settings: &Settings) -> Result<(), Refusal> {
    const OF_PROGRAMS: &[&str] = &[
        "from_webhook",
        "from_bot",
        "from_plugin",
        "from_oauth_app",
        "override_username",
        "override_icon_url",
        "override_icon_emoji",
        "webhook_display_name",
    ];
    let disguised = OF_PROGRAMS.iter().any(|name| props.contains_key(*name));
    if settings.experimental_enable_hardened_mode && disguised { Err(refuse::invalid_param("props")) } else { Ok(()) }
}

/// Refuses words, props or files that are too many.
pub fn check_words(post: &Post) -> Result<(), Refusal> {
    if post.message.chars().count() > MESSAGE {
        return Err(refuse::with(400, "model.post.is_valid.message_length.app_error"));
    }
    if props_length(post) > PROPS {
        return Err(refuse::with(400, "model.post.is_valid.props.app_error"));
    }
    if post.file_ids.len() > FILES {
        return Err(refuse::with(400, "model.post.is_valid.file_ids.app_error"));
    }
    Ok(())
}

fn props_length(post: &Post) -> usize {
    if post.props.is_empty() { 0 } else { serde_json::to_string(&post.props).map_or(0, |text| text.chars().count()) }
}

/// Refuses a reply to something that cannot be replied to: `root` is what was found under the id.
pub fn check_root(root: Option<&Post>, channel: Id) -> Result<(), Refusal> {
    match root {
        Some(root) if root.channel_id != channel => {
            Err(refuse::with(400, "api.post.create_post.channel_root_id.app_error"))
        }
        Some(root) if root.burns() => Err(refuse::with(400, "api.post.create_post.burn_on_read.app_error")),
        Some(root) if root.root_id.is_none() && root.delete_at == 0 => Ok(()),
        _ => Err(refuse::with(400, "api.post.create_post.root_id.app_error")),
    }
}

/// Refuses a priority that the post may not have.
pub fn check_priority(post: &Post, priority: &Priority, by_guest: bool, settings: &Settings) -> Result<(), Refusal> {
    let refused =
        |status, what: &str| Err(refuse::with(status, format!("api.post.post_priority.{what}.request_error")));
    let persistent = priority.persistent_notifications == Some(true);
    let may_persist =
        settings.allow_persistent_notifications && (!by_guest || settings.allow_persistent_notifications_for_guests);
    if !settings.post_priority || (persistent && !may_persist) {
        return refused(403, "priority_post_not_allowed_for_user");
    }
    if post.root_id.is_some() {
        return refused(400, "priority_post_only_allowed_for_root_post");
    }
    if persistent && priority.priority.as_deref() != Some("urgent") {
        return refused(400, "urgent_persistent_notification_post");
    }
    if priority.priority.as_ref().is_none_or(|word| word.len() > PRIORITY) {
        return Err(refuse::with(400, "app.post.save.app_error"));
    }
    Ok(())
}

/// Refuses a post that is to notify again and again when it names nobody, everybody, or too many.
pub fn check_recipients(named: usize, everyone: bool, settings: &Settings) -> Result<(), Refusal> {
    let most = usize::try_from(settings.persistent_notification_max_recipients).unwrap_or(0);
    if everyone || named == 0 || named > most {
        let id = "api.post.post_priority.persistent_notification_validation_error.request_error";
        return Err(refuse::with(400, id));
    }
    Ok(())
}

/// Refuses a change of a post that burns: it stands as it was written.
pub fn check_lasts(post: &Post, refusal: &'static str) -> Result<(), Refusal> {
    if post.burns() { Err(refuse::with(400, refusal)) } else { Ok(()) }
}

/// Refuses a change of the words of a post that may not be changed, or no longer. `limit` is in seconds, -1 for ever.
pub fn check_edit(post: &Post, now: Millis, limit: i64) -> Result<(), Refusal> {
    if post.is_system() {
        return Err(refuse::with(400, "api.post.update_post.system_message.app_error").about(post.id.as_str()));
    }
    if limit >= 0 && now > post.create_at.saturating_add(limit.saturating_mul(1000)) {
        return Err(refuse::with(400, "api.post.update_post.permissions_time_limit.app_error").about(limit.to_string()));
    }
    Ok(())
}

/// Whether somebody sees threads apart from their channels: by `CollapsedThreads`, and by their own choice where that
/// leaves it to them.
pub fn is_collapsed(setting: &str, choice: &str) -> bool {
    match setting {
        "disabled" => false,
        "default_off" => choice == "on",
        "default_on" => choice != "off",
        _ => true,
    }
}

/// The hashtags of a message, separated by spaces, in their order. `least` is how many letters one needs.
pub fn hashtags(message: &str, least: usize) -> String {
    let words = message.split(|c: char| c.is_whitespace() || matches!(c, ',' | '!' | '?' | '(' | ')' | ';' | ':'));
    let mut tags = words.filter_map(|word| hashtag(word, least)).fold(String::new(), |mut tags, tag| {
        if !tags.is_empty() {
            tags.push(' ');
        }
        tags.push_str(tag);
        tags
    });
    while tags.chars().count() > HASHTAGS {
        let end = tags.rfind(' ').unwrap_or(0);
        tags.truncate(end);
    }
    tags
}

/// `#` and a letter, then letters, digits, `-`, `_` and `.`; the last is a letter or digit.
fn hashtag(word: &str, least: usize) -> Option<&str> {
    let word = word.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '#');
    let word = word.trim_end_matches(|c: char| !c.is_alphanumeric());
    let letters = word.strip_prefix('#')?;
    let fits = letters.chars().next()?.is_alphabetic()
        && letters.chars().count() >= least
        && letters.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
    fits.then_some(word)
}

/// The texts in which people may be mentioned: the message, and the words of its attachments.
pub fn spoken(post: &Post) -> Vec<&str> {
    let attachments = post.props.get("attachments").and_then(Value::as_array).into_iter().flatten();
    let texts = attachments.flat_map(|one| ["pretext", "text"].map(|key| one.get(key).and_then(Value::as_str)));
    std::iter::once(post.message.as_str()).chain(texts.flatten()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn post(message: &str) -> Post {
        Post { message: message.into(), channel_id: Id::parse("c"), ..Post::default() }
    }

    #[test]
    fn only_people_s_own_types_may_be_sent() {
        for (kind, fine) in [("", true), ("me", true), ("custom_poll", true), ("system_generic", false), ("x", false)] {
            let post = Post { kind: kind.into(), ..post("hi") };
            assert_eq!(check_new(&post).is_ok(), fine, "{kind}");
        }
    }

    #[test]
    fn a_message_is_counted_in_characters() {
        assert!(check_new(&post(&"한".repeat(MESSAGE))).is_ok());
        assert!(check_new(&post(&"x".repeat(MESSAGE + 1))).is_err());
    }

    #[test]
    fn replies_go_to_roots_of_the_same_channel() {
        let (here, elsewhere) = (Id::parse("c"), Id::parse("d"));
        let root = post("root");
        let reply = Post { root_id: Id::parse("r"), ..post("reply") };
        let gone = Post { delete_at: 1, ..post("gone") };
        assert!(check_root(Some(&root), here).is_ok());
        for (root, channel) in [(None, here), (Some(&reply), here), (Some(&gone), here), (Some(&root), elsewhere)] {
            assert!(check_root(root, channel).is_err());
        }
    }

    #[test]
    fn a_limit_ends_editing() {
        let old = Post { create_at: 1_000, ..post("old") };
        for (now, limit, fine) in [(99_000, -1, true), (2_000, 1, true), (2_001, 1, false), (1_001, 0, false)] {
            assert_eq!(check_edit(&old, now, limit).is_ok(), fine, "{now} {limit}");
        }
        assert!(check_edit(&Post { kind: "system_generic".into(), ..old }, 0, -1).is_err());
    }

    #[test]
    fn hashtags_are_found_between_other_words() {
        for (message, tags) in [
            ("with #tag and", "#tag"),
            ("#one,#two-b. (#three)", "#one #two-b #three"),
            ("#한국어 좋다", "#한국어"),
            ("#ab #1abc # ## #-x", ""),
            ("no tags", ""),
        ] {
            assert_eq!(hashtags(message, 3), tags, "{message}");
        }
    }
}
