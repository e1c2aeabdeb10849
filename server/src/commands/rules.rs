//! What a command must be like, and how one is typed. Pure.

use super::wire::Command;
use super::{builtin, catalogue};
use crate::base::error::Refusal;
use crate::base::{Result, refuse};
use crate::hooks::is_web_address;

/// Refuses a command that could not be kept.
pub fn check(command: &Command) -> Result<(), Refusal> {
    let long = |text: &str, most: usize| text.chars().count() > most;
    let trigger = &command.trigger;
    let checks = [
        ("trigger", trigger.is_empty() || trigger.len() > 128 || trigger.starts_with('/') || trigger.contains(' ')),
        ("url", command.url.is_empty() || command.url.len() > 1024),
        ("url_http", !is_web_address(&command.url)),
        ("method", !matches!(command.method.as_str(), "G" | "P")),
        ("display_name", long(&command.display_name, 64)),
        ("description", long(&command.description, 128)),
        ("autocomplete_data", long(&command.auto_complete_desc, 1024) || long(&command.auto_complete_hint, 1024)),
    ];
    match checks.iter().find(|(_, wrong)| *wrong) {
        Some((field, _)) => Err(refuse::with(400, format!("model.command.is_valid.{field}.app_error"))),
        None => Ok(()),
    }
}

/// Whether a trigger is one of ours.
pub fn is_taken(trigger: &str) -> bool {
    builtin::is_known(trigger) || catalogue::all().iter().any(|command| command.trigger == trigger)
}

/// The trigger, in lower case, and the rest of what was typed; refused when it is no command.
pub fn read(typed: &str) -> Result<(String, &str), Refusal> {
    let start = || refuse::with(400, "api.command.execute_command.start.app_error");
    let words = typed.strip_prefix('/').filter(|words| !words.is_empty()).ok_or_else(start)?;
    let (trigger, rest) = words.split_once(char::is_whitespace).unwrap_or((words, ""));
    Ok((trigger.to_lowercase(), rest.trim()))
}

/// The names after `sign` in what was typed, each once: `@amy`, `~town-square`.
pub fn named(text: &str, sign: char) -> Vec<String> {
    let name = |word: &str| {
        let name = word.strip_prefix(sign)?;
        let name: String = name.chars().take_while(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.')).collect();
        let name = name.trim_end_matches('.').to_lowercase();
        (!name.is_empty()).then_some(name)
    };
    let mut names: Vec<String> = Vec::new();
    for found in text.split(|c: char| c.is_whitespace() || c == ',').filter_map(name) {
        if !names.contains(&found) && names.len() < 50 {
            names.push(found);
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_read() {
        assert_eq!(read("/Me  waves ").ok(), Some(("me".into(), "waves")));
        assert_eq!(read("/shrug").ok(), Some(("shrug".into(), "")));
        assert_eq!(read("/code a\n b").ok(), Some(("code".into(), "a\n b")));
        for bad in ["", "/", "me"] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn names_are_found_in_what_is_typed() {
        assert_eq!(named("@Amy, @bob. ~town-square @amy @", '@'), ["amy", "bob"]);
        assert_eq!(named("one ~town-square", '~'), ["town-square"]);
    }

    #[test]
    fn a_command_names_what_is_wrong() {
        let fine = Command {
            trigger: "go".into(),
            url: "http://example.com".into(),
            method: "P".into(),
            ..Command::default()
        };
        let refused = |command: Command| check(&command).err().map(|refusal| refusal.id.to_string());
        let is = |field: &str| Some(format!("model.command.is_valid.{field}.app_error"));
        assert_eq!(refused(fine.clone()), None);
        assert_eq!(refused(Command { trigger: "/go".into(), ..fine.clone() }), is("trigger"));
        assert_eq!(refused(Command { url: String::new(), ..fine.clone() }), is("url"));
        assert_eq!(refused(Command { url: "nope".into(), ..fine.clone() }), is("url_http"));
        assert_eq!(refused(Command { method: "X".into(), ..fine.clone() }), is("method"));
        assert_eq!(refused(Command { display_name: "d".repeat(65), ..fine }), is("display_name"));
    }
}
