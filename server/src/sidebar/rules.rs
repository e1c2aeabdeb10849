//! What categories may be. Pure.

use super::wire::Category;
use crate::base::Id;

/// Categories stand this far apart, as the official server numbers them.
pub const STEP: i64 = 10;

/// The categories that are always there: favourites, channels, direct messages.
pub fn built_in(user: Id, team: Id) -> [Category; 3] {
    let one = |place: i64, kind: &str, name: &str, sorting: &str| Category {
        id: format!("{kind}_{user}_{team}"),
        user_id: user,
        team_id: team,
        sort_order: place * STEP,
        sorting: sorting.into(),
        kind: kind.into(),
        display_name: name.into(),
        ..Category::default()
    };
    [
        one(0, "favorites", "Favorites", ""),
        one(1, "channels", "Channels", ""),
        one(2, "direct_messages", "Direct Messages", "recent"),
    ]
}

/// Whether a text has the form of a category's id: an id, or the name of a built-in one of a person and a team.
pub fn is_id(text: &str) -> bool {
    let built_in = ["favorites_", "channels_", "direct_messages_"].iter().find_map(|kind| text.strip_prefix(kind));
    match built_in.map(|rest| rest.split('_').collect::<Vec<_>>()) {
        Some(parts) => parts.len() == 2 && parts.iter().all(|part| Id::parse(part).is_valid()),
        None => Id::parse(text).is_valid(),
    }
}

/// Whether a way of sorting is known.
pub fn is_sorting(text: &str) -> bool {
    matches!(text, "" | "alpha" | "recent" | "manual")
}

/// Where a new category goes: right after the favourites when they come first, else to the front.
pub fn place_of_new(categories: &[Category]) -> usize {
    usize::from(categories.first().is_some_and(|first| first.kind == "favorites"))
}

/// The category as it may become: built-in ones keep their name.
pub fn changed(old: &Category, wanted: Category) -> Category {
    let custom = old.kind == "custom";
    let sorting = if is_sorting(&wanted.sorting) { wanted.sorting } else { old.sorting.clone() };
    let mut channel_ids = Vec::with_capacity(wanted.channel_ids.len());
    for id in wanted.channel_ids {
        if !channel_ids.contains(&id) {
            channel_ids.push(id);
        }
    }
    Category {
        display_name: if custom { wanted.display_name } else { old.display_name.clone() },
        sorting,
        muted: wanted.muted,
        collapsed: wanted.collapsed,
        channel_ids,
        ..old.clone()
    }
}

/// The channels that a change of a category mutes, and those that it no longer does.
pub fn muted_by(old: &Category, new: &Category) -> (Vec<Id>, Vec<Id>) {
    let came = |channel: &&Id| !(old.muted && old.channel_ids.contains(channel));
    match (old.muted, new.muted) {
        (_, true) => (new.channel_ids.iter().filter(came).copied().collect(), Vec::new()),
        (true, false) => (Vec::new(), new.channel_ids.clone()),
        (false, false) => (Vec::new(), Vec::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_of_two_forms() {
        let (amy, team) = (Id::new(), Id::new());
        assert!(is_id(amy.as_str()) && is_id(&built_in(amy, team)[2].id));
        for junk in ["junk", "", "favorites_x_y", "channels_"] {
            assert!(!is_id(junk), "{junk}");
        }
    }

    #[test]
    fn channels_are_muted_with_their_category() {
        let (one, two) = (Id::new(), Id::new());
        let category = |muted, channels: &[Id]| Category { muted, channel_ids: channels.into(), ..Category::default() };
        let change =
            |old: (bool, &[Id]), new: (bool, &[Id])| muted_by(&category(old.0, old.1), &category(new.0, new.1));
        assert_eq!(change((false, &[one]), (true, &[one, two])), (vec![one, two], vec![]));
        assert_eq!(change((true, &[one]), (true, &[one, two])), (vec![two], vec![]));
        assert_eq!(change((true, &[one, two]), (false, &[two])), (vec![], vec![two]));
        assert_eq!(change((false, &[one]), (false, &[two])), (vec![], vec![]));
    }

    #[test]
    fn a_new_category_follows_the_favourites() {
        let three = built_in(Id::new(), Id::new());
        assert_eq!(place_of_new(&three), 1);
        assert_eq!(place_of_new(&three[1..]), 0);
    }

    #[test]
    fn built_in_categories_keep_their_name_and_channels_come_once() {
        let [favourites, ..] = built_in(Id::new(), Id::new());
        let (one, two) = (Id::new(), Id::new());
        let wanted = Category { display_name: "Mine".into(), channel_ids: vec![one, two, one], ..Category::default() };
        let changed = changed(&favourites, wanted);
        assert_eq!((changed.display_name.as_str(), changed.channel_ids), ("Favorites", vec![one, two]));
    }
}
