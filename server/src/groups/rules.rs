//! What a group may look like. Pure.

use super::wire::{Group, GroupPatch, GroupWithUserIds};
use crate::base::error::Refusal;
use crate::base::refuse;

/// People that come or go at once.
pub const MOST_MEMBERS: usize = 1000;

/// Refuses what is not a custom group that messages may name.
pub fn check_new(given: &GroupWithUserIds) -> Result<(), Refusal> {
    let failures = [
        (given.source != "custom", "app.group.crud_permission"),
        (!given.allow_reference, "api.custom_groups.must_be_referenceable"),
        (!given.id.is_empty(), "app.group.id.app_error"),
    ];
    match failures.into_iter().find(|(failed, _)| *failed) {
        Some((_, id)) => Err(refuse::with(400, id)),
        None => Ok(()),
    }
}

/// Refuses what is too long, missing or malformed, by the field's own error id.
pub fn check_group(group: &Group) -> Result<(), Refusal> {
    let display_name = group.display_name.chars().count();
    let failures = [
        (!(1..=64).contains(&group.name.len()), "name.invalid_length"),
        (matches!(group.name.as_str(), "all" | "channel" | "here"), "name.reserved_name"),
        (!group.name.bytes().all(is_plain), "name.invalid_chars"),
        (!(1..=128).contains(&display_name), "display_name"),
        (group.description.chars().count() > 1024, "description"),
    ];
    match failures.into_iter().find(|(failed, _)| *failed) {
        Some((_, what)) => Err(refuse::with(400, format!("model.group.{what}.app_error"))),
        None => Ok(()),
    }
}

fn is_plain(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_' | b'.')
}

/// The group with the change laid over it.
pub fn patched(group: Group, patch: GroupPatch) -> Result<Group, Refusal> {
    if patch.allow_reference == Some(false) {
        return Err(refuse::with(400, "api.custom_groups.must_be_referenceable"));
    }
    Ok(Group {
        name: patch.name.unwrap_or(group.name),
        display_name: patch.display_name.unwrap_or(group.display_name),
        description: patch.description.unwrap_or(group.description),
        ..group
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(name: &str, display_name: &str) -> String {
        let group = Group { name: name.into(), display_name: display_name.into(), ..Group::default() };
        check_group(&group).err().map(|refusal| refusal.id.into_owned()).unwrap_or_default()
    }

    #[test]
    fn names_are_plain_and_not_those_of_everybody() {
        assert_eq!(refused("crew-1.a_b", "Crew"), "");
        assert_eq!(refused("a b", "Crew"), "model.group.name.invalid_chars.app_error");
        assert_eq!(refused("Crew", "Crew"), "model.group.name.invalid_chars.app_error");
        assert_eq!(refused("here", "Crew"), "model.group.name.reserved_name.app_error");
        assert_eq!(refused("", "Crew"), "model.group.name.invalid_length.app_error");
        assert_eq!(refused("crew", ""), "model.group.display_name.app_error");
    }

    #[test]
    fn only_custom_groups_that_messages_may_name_are_made() {
        let new = |source: &str, named: bool, id: &str| GroupWithUserIds {
            source: source.into(),
            allow_reference: named,
            id: id.into(),
            ..GroupWithUserIds::default()
        };
        assert!(check_new(&new("custom", true, "")).is_ok());
        assert!(check_new(&new("ldap", true, "")).is_err());
        assert!(check_new(&new("custom", false, "")).is_err());
        assert!(check_new(&new("custom", true, "x")).is_err());
    }
}
