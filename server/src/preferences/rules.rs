//! What a choice may be. Pure.

use super::wire::Preference;
use crate::base::error::Refusal;
use crate::base::{Id, refuse};

/// Choices that one call may make or take back.
const AT_ONCE: std::ops::RangeInclusive<usize> = 1..=100;

/// Refuses a list that is empty, too long, of somebody else, or with a choice that cannot be kept. `foreign` is the
/// error id of somebody else's.
pub fn check(preferences: &[Preference], user: Id, foreign: &'static str) -> Result<(), Refusal> {
    if !AT_ONCE.contains(&preferences.len()) {
        return Err(refuse::invalid_param("preferences"));
    }
    if preferences.iter().any(|one| one.user_id != user) {
        return Err(refuse::with(403, foreign));
    }
    preferences.iter().try_for_each(check_one)
}

/// Whether a name can be asked for: two or more letters, digits, `-` or `_`.
pub fn is_name(name: &str) -> bool {
    name.len() >= 2 && name.bytes().all(|letter| letter.is_ascii_alphanumeric() || b"-_".contains(&letter))
}

/// As it is kept: a theme that cannot be read is none.
pub fn settle(mut one: Preference) -> Preference {
    if one.category == "theme" && serde_json::from_str::<serde::de::IgnoredAny>(&one.value).is_err() {
        one.value = "null".into();
    }
    one
}

fn check_one(one: &Preference) -> Result<(), Refusal> {
    if one.category.is_empty() || one.category.chars().count() > 32 {
        return Err(refuse::with(400, "model.preference.is_valid.category.app_error"));
    }
    if one.name.chars().count() > 32 {
        return Err(refuse::with(400, "model.preference.is_valid.name.app_error"));
    }
    if one.value.chars().count() > 20_000 {
        return Err(refuse::with(400, "model.preference.is_valid.value.app_error"));
    }
    let most_shown = one.category == "sidebar_settings" && one.name == "limit_visible_dms_gms";
    if most_shown && !one.value.parse().is_ok_and(|shown: u32| (1..=40).contains(&shown)) {
        return Err(refuse::with(400, "model.preference.is_valid.limit_visible_dms_gms.app_error"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(category: &str, name: &str, value: &str) -> Preference {
        Preference { user_id: Id::parse("amy"), category: category.into(), name: name.into(), value: value.into() }
    }

    #[test]
    fn a_theme_that_cannot_be_read_is_none() {
        assert_eq!(settle(one("theme", "", "not json")).value, "null");
        assert_eq!(settle(one("theme", "", "{}")).value, "{}");
        assert_eq!(settle(one("last", "x", "not json")).value, "not json");
    }

    #[test]
    fn choices_have_bounds() {
        for (choice, fine) in [
            (one("display_settings", "x", "y"), true),
            (one("", "x", "y"), false),
            (one(&"c".repeat(33), "x", "y"), false),
            (one("c", &"n".repeat(33), "y"), false),
            (one("c", "n", &"v".repeat(20_001)), false),
            (one("theme", "", "{}"), true),
            (one("sidebar_settings", "limit_visible_dms_gms", "41"), false),
            (one("sidebar_settings", "limit_visible_dms_gms", "40"), true),
        ] {
            assert_eq!(check(&[choice.clone()], Id::parse("amy"), "x").is_ok(), fine, "{choice:?}");
        }
        assert!(check(&[], Id::parse("amy"), "x").is_err());
        assert!(check(&[one("a", "b", "c")], Id::parse("bob"), "x").is_err_and(|refusal| refusal.status == 403));
    }
}
