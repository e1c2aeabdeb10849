//! The commands that the server knows, as clients list them.

use std::sync::LazyLock;

use super::wire::Command;

const LIST: &str = include_str!("../../../config/commands.json");

static COMMANDS: LazyLock<Vec<Command>> = LazyLock::new(|| {
    let known: Vec<Command> = serde_json::from_str(LIST).unwrap_or_default();
    known.into_iter().map(|command| Command { auto_complete: true, ..command }).collect()
});

/// All of them, in the order of their triggers.
pub fn all() -> &'static [Command] {
    &COMMANDS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_command_is_listed_once_and_can_be_run() {
        assert!(all().is_sorted_by(|one, other| one.trigger < other.trigger));
        for command in all() {
            assert!(crate::commands::builtin::is_known(&command.trigger), "/{}", command.trigger);
        }
        assert!(all().len() > 20);
    }
}
