//! What may be typed next in a command. Pure.

use serde_json::Value;

use super::wire::{Command, Suggestion};

/// Suggestions for what was typed so far, with or without its slash, in the order of the triggers.
pub fn suggest(commands: &[Command], typed: &str) -> Vec<Suggestion> {
    let typed = typed.strip_prefix('/').unwrap_or(typed);
    let mut found: Vec<Suggestion> = match typed.split_once(' ') {
        None => commands.iter().filter_map(|command| trigger(command, typed)).collect(),
        Some((first, rest)) => {
            let command = commands.iter().find(|command| command.trigger.eq_ignore_ascii_case(first));
            let data = command.and_then(|command| command.autocomplete_data.as_ref());
            data.map(|data| parts(data, &format!("{first} "), rest)).unwrap_or_default()
        }
    };
    found.sort_by(|one, other| one.suggestion.cmp(&other.suggestion));
    found
}

fn trigger(command: &Command, typed: &str) -> Option<Suggestion> {
    command.trigger.starts_with(&typed.to_lowercase()).then(|| Suggestion {
        complete: command.trigger.clone(),
        suggestion: command.trigger.clone(),
        hint: command.auto_complete_hint.clone(),
        description: command.auto_complete_desc.clone(),
        icon_data: command.autocomplete_icon_data.clone(),
    })
}

fn text(data: &Value, key: &str) -> String {
    data.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// Sub-commands, or the hint of the text that comes next.
fn parts(data: &Value, before: &str, rest: &str) -> Vec<Suggestion> {
    let list = |key: &str| data.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
    let subs = list("SubCommands");
    if let Some((first, rest)) = rest.split_once(' ')
        && let Some(sub) = subs.iter().find(|sub| text(sub, "Trigger") == first)
    {
        return parts(sub, &format!("{before}{first} "), rest);
    }
    if !subs.is_empty() {
        let subs = subs.iter().filter(|sub| text(sub, "Trigger").starts_with(rest));
        return subs.map(|sub| suggestion(sub, before, &text(sub, "Trigger"), text(sub, "Hint"))).collect();
    }
    let next = list("Arguments").into_iter().find(|argument| text(argument, "Type") == "TextInput");
    next.map(|argument| {
        let hint = argument.get("Data").map(|data| text(data, "Hint")).unwrap_or_default();
        Suggestion { complete: format!("{before}{rest}"), ..suggestion(&argument, before, "", hint) }
    })
    .into_iter()
    .collect()
}

fn suggestion(data: &Value, before: &str, word: &str, hint: String) -> Suggestion {
    Suggestion {
        complete: format!("{before}{word}"),
        suggestion: word.to_owned(),
        hint,
        description: text(data, "HelpText"),
        icon_data: String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::catalogue;

    fn words(typed: &str) -> Vec<String> {
        suggest(catalogue::all(), typed).into_iter().map(|one| one.complete).collect()
    }

    #[test]
    fn a_word_that_begins_is_completed() {
        assert_eq!(words("/shr"), ["shrug"]);
        assert_eq!(words("/sh").len(), 3);
        assert_eq!(words("/invite "), [""; 0]);
        assert_eq!(words("/share-channel un"), ["share-channel uninvite", "share-channel unshare"]);
        assert_eq!(words("/nothing"), [""; 0]);
    }
}
