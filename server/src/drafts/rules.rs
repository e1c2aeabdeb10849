//! What a draft may hold. Pure.

use serde_json::{Map, Value};

use crate::base::error::Refusal;
use crate::base::{Id, refuse};
use crate::posts::MESSAGE;

/// Characters that the props of a draft may have, as JSON.
const PROPS: usize = 8_000;
/// Files of a draft.
const FILES: usize = 10;

/// Refuses what could not be kept: of a draft, and of what is written for later.
pub fn check(root: Id, message: &str, props: &Map<String, Value>, files: &[Id]) -> Result<(), Refusal> {
    let refused = |what: &str| Err(refuse::with(400, format!("model.draft.is_valid.{what}.app_error")));
    if root.is_some() && !root.is_valid() {
        return refused("root_id");
    }
    if message.chars().count() > MESSAGE {
        return refused("message_length");
    }
    if files.len() > FILES {
        return refused("file_ids");
    }
    if serde_json::to_string(props).map_or(0, |text| text.chars().count()) > PROPS {
        return refused("props");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_long_is_named() {
        let check = |root: &str, message: &str, files: usize| {
            let id = check(Id::parse(root), message, &Map::new(), &vec![Id::new(); files]).err()?.id;
            id.split('.').nth(3).map(str::to_owned)
        };
        assert_eq!(check("", &"한".repeat(MESSAGE), 10), None);
        assert_eq!(check("junk", "", 0).as_deref(), Some("root_id"));
        assert_eq!(check("", &"x".repeat(MESSAGE + 1), 0).as_deref(), Some("message_length"));
        assert_eq!(check("", "", 11).as_deref(), Some("file_ids"));
    }
}
