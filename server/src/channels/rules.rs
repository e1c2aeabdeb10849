//! What a channel may look like, and who may do what to it. Pure.

use super::wire::{BannerInfo, Channel, ChannelPatch};
use crate::access::{Actor, ChannelPlace, Permission};
use crate::base::crypto::sha1_hex;
use crate::base::{Id, Result, refuse};
use crate::users::wire::Texts;

/// The channel of a team that everybody is in.
pub const TOWN_SQUARE: &str = "town-square";

/// Characters of a channel's display name at most.
pub const DISPLAY_NAME: usize = 64;

/// Refuses what is too long or malformed, by the field's own error id.
pub fn check_channel(channel: &Channel) -> Result<()> {
    let long = |text: &str, most: usize| text.chars().count() > most;
    let direct = channel.is_direct();
    let failures = [
        (long(&channel.display_name, DISPLAY_NAME), "display_name"),
        (!direct && !is_channel_name(&channel.name), "1_or_more"),
        (!matches!(channel.kind.as_str(), "O" | "P" | "D" | "G"), "type"),
        (long(&channel.header, 1024), "header"),
        (long(&channel.purpose, 250), "purpose"),
        (!direct && (is_direct_name(&channel.name) || is_group_name(&channel.name)), "name"),
    ];
    if let Some((_, what)) = failures.iter().find(|(failed, _)| *failed) {
        return Err(refuse::with(400, format!("model.channel.is_valid.{what}.app_error")).into());
    }
    channel.banner_info.as_ref().map_or(Ok(()), check_banner)
}

fn check_banner(banner: &BannerInfo) -> Result<()> {
    if banner.enabled != Some(true) {
        return Ok(());
    }
    let text = banner.text.as_deref().unwrap_or_default();
    let color = banner.background_color.as_deref().unwrap_or_default();
    let failures = [
        (text.is_empty(), "text.empty"),
        (text.chars().count() > 1024, "text.invalid_length"),
        (color.is_empty(), "background_color.empty"),
        (!is_color(color), "background_color.invalid"),
    ];
    match failures.iter().find(|(failed, _)| *failed) {
        Some((_, what)) => {
            Err(refuse::with(400, format!("model.channel.is_valid.banner_info.{what}.app_error")).into())
        }
        None => Ok(()),
    }
}

/// `#rgb` or `#rrggbb`.
fn is_color(text: &str) -> bool {
    let digits = text.strip_prefix('#').unwrap_or_default();
    matches!(digits.len(), 3 | 6) && digits.bytes().all(|b| b.is_ascii_hexdigit())
}

/// 1 to 64 of a-z, 0-9, hyphen and underscore; the first is a letter or digit.
pub fn is_channel_name(name: &str) -> bool {
    let is_plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    let first = name.bytes().next().is_some_and(is_plain);
    first && name.len() <= 64 && name.bytes().all(|b| is_plain(b) || matches!(b, b'-' | b'_'))
}

/// Two ids joined by `__`: the name of a direct channel.
fn is_direct_name(name: &str) -> bool {
    name.split_once("__").is_some_and(|(one, other)| Id::parse(one).is_valid() && Id::parse(other).is_valid())
}

/// 40 hexadecimal digits: the name of a group channel.
fn is_group_name(name: &str) -> bool {
    name.len() == 40 && name.bytes().all(|b| b.is_ascii_hexdigit())
}

/// The name of the direct channel of two people, who may be the same.
pub fn direct_name(one: Id, other: Id) -> String {
    let (first, second) = if one <= other { (one, other) } else { (other, one) };
    format!("{first}__{second}")
}

/// The name of the group channel of these people.
pub fn group_name(people: &[Id]) -> String {
    let mut sorted: Vec<&str> = people.iter().map(Id::as_str).collect();
    sorted.sort_unstable();
    sha1_hex(sorted.concat().as_bytes())
}

/// The display name of a group channel: its people's usernames in order, as far as there is room.
pub fn group_display_name(usernames: &[&str]) -> String {
    let mut sorted = usernames.to_vec();
    sorted.sort_unstable();
    sorted.join(", ").chars().take(DISPLAY_NAME).collect()
}

/// What a new member is told of.
pub fn default_notify_props() -> Texts {
    let defaults = [
        ("desktop", "default"),
        ("email", "default"),
        ("push", "default"),
        ("mark_unread", "all"),
        ("ignore_channel_mentions", "default"),
        ("channel_auto_follow_threads", "off"),
    ];
    Texts::from(defaults.map(|(key, value)| (key.to_owned(), value.to_owned())))
}

/// Whether a choice of notifications is one that there is. Clients send more than that, and are not refused for it.
pub fn is_notify_choice(key: &str, value: &str) -> bool {
    let known: &[&str] = match key {
        "desktop" | "push" | "desktop_threads" | "push_threads" => &["default", "all", "mention", "none"],
        "email" => &["default", "true", "false"],
        "mark_unread" => &["all", "mention"],
        "ignore_channel_mentions" | "desktop_sound" => &["default", "on", "off"],
        "channel_auto_follow_threads" => &["on", "off"],
        "desktop_notification_sound" => return value.len() <= 64,
        _ => &[],
    };
    known.contains(&value)
}

/// The zone that somebody's clock is in, from the choices of the account.
pub fn timezone(choices: &Texts) -> Option<String> {
    let automatic = choices.get("useAutomaticTimezone").is_none_or(|choice| choice == "true");
    let key = if automatic { "automaticTimezone" } else { "manualTimezone" };
    choices.get(key).filter(|zone| !zone.is_empty()).cloned()
}

/// Whether the actor may know that the channel exists and what it is called.
pub fn may_see(place: &ChannelPlace) -> bool {
    place.may(Permission::ReadChannel) || place.channel.is_open() && place.may(Permission::ReadPublicChannel)
}

/// The permission to add and remove members of such a channel.
pub fn manage_members(channel: &Channel) -> Permission {
    if channel.is_open() { Permission::ManagePublicChannelMembers } else { Permission::ManagePrivateChannelMembers }
}

/// Who may join by itself needs no more; everybody else is added by those who manage the members. A guest never comes by
/// themselves, even with an admin's role in the team.
pub fn demand_adding(actor: &Actor, place: &ChannelPlace, people: &[Id]) -> Result<()> {
    if place.channel.is_direct() {
        return Err(refuse::with(400, "api.channel.add_user_to_channel.type.app_error").into());
    }
    let alone = people == [actor.id()];
    let joins = alone && place.channel.is_open() && place.may(Permission::JoinPublicChannels);
    let permission = manage_members(&place.channel);
    let adds = place.may(permission) && !(alone && actor.login().is_guest);
    if joins || adds { Ok(()) } else { Err(actor.lacks(permission)) }
}

/// Whoever leaves needs no permission; others are taken out by those who manage the members.
pub fn demand_removing(actor: &Actor, place: &ChannelPlace, user: Id) -> Result<()> {
    if place.channel.is_direct() {
        return Err(refuse::with(400, "api.channel.remove_channel_member.type.app_error").into());
    }
    let permission = manage_members(&place.channel);
    if user == actor.id() || place.may(permission) { Ok(()) } else { Err(actor.lacks(permission)) }
}

/// Whether the actor may change the channel's names, header and purpose: in a direct channel each member may.
pub fn may_change(place: &ChannelPlace) -> bool {
    match place.channel.kind.as_str() {
        "O" => place.may(Permission::ManagePublicChannelProperties),
        "P" => place.may(Permission::ManagePrivateChannelProperties),
        _ => place.is_member,
    }
}

/// Whether the actor may put a banner there.
pub fn may_set_banner(place: &ChannelPlace) -> bool {
    match place.channel.kind.as_str() {
        "O" => place.may(Permission::ManagePublicChannelBanner),
        _ => place.may(Permission::ManagePrivateChannelBanner),
    }
}

/// Refuses a change that is none, and what a direct or archived channel cannot have.
pub fn check_patch(channel: &Channel, patch: &ChannelPatch) -> Result<()> {
    let names = patch.display_name.is_some() || patch.name.is_some() || patch.purpose.is_some();
    let id = match () {
        () if channel.is_direct() && patch.banner_info.is_some() => {
            "api.channel.update_channel.banner_info.channel_type.not_allowed"
        }
        () if channel.is_direct() && names => {
            "api.channel.patch_update_channel.update_direct_or_group_messages_not_allowed.app_error"
        }
        () if channel.is_deleted() => "app.channel.update.bad_id",
        () if is_renaming_square(channel, patch) => "api.channel.update_channel.tried.app_error",
        () => return Ok(()),
    };
    Err(refuse::with(400, id).into())
}

fn is_renaming_square(channel: &Channel, patch: &ChannelPatch) -> bool {
    channel.name == TOWN_SQUARE && patch.name.as_deref().is_some_and(|name| name != TOWN_SQUARE)
}

/// Whether a change says nothing.
pub fn is_empty(patch: &ChannelPatch) -> bool {
    let ChannelPatch { display_name, name, header, purpose, group_constrained, banner_info, autotranslation } = patch;
    display_name.is_none()
        && name.is_none()
        && header.is_none()
        && purpose.is_none()
        && group_constrained.is_none()
        && banner_info.is_none()
        && autotranslation.is_none()
}

/// The channel with the change laid over it.
pub fn patched(mut channel: Channel, patch: ChannelPatch) -> Channel {
    if let Some(name) = patch.display_name {
        channel.display_name = crate::teams::display(&name);
    }
    channel.name = patch.name.unwrap_or(channel.name);
    channel.header = patch.header.unwrap_or(channel.header);
    channel.purpose = patch.purpose.unwrap_or(channel.purpose);
    channel.group_constrained = patch.group_constrained.or(channel.group_constrained);
    if let Some(banner) = patch.banner_info {
        let before = channel.banner_info.unwrap_or_default();
        channel.banner_info = Some(BannerInfo {
            enabled: banner.enabled.or(before.enabled),
            text: banner.text.or(before.text),
            background_color: banner.background_color.or(before.background_color),
        });
    }
    channel
}

#[cfg(test)]
mod tests {
    use super::*;

    fn channel() -> Channel {
        Channel { name: "one".into(), display_name: "One".into(), kind: "O".into(), ..Channel::default() }
    }

    fn refused(result: Result<()>) -> String {
        result.err().and_then(|error| error.refusal_id().map(str::to_owned)).unwrap_or_default()
    }

    #[test]
    fn channel_names_begin_with_a_letter_or_digit() {
        for name in ["a", "a_b", "a-b-", "1", "off-topic", &"a".repeat(64)] {
            assert!(is_channel_name(name), "{name}");
        }
        for name in ["", "-a", "_a", "A", "a b", "가", &"a".repeat(65)] {
            assert!(!is_channel_name(name), "{name}");
        }
    }

    #[test]
    fn the_field_that_is_wrong_is_named() {
        let id = |what: &str| format!("model.channel.is_valid.{what}.app_error");
        let check = |channel: Channel| refused(check_channel(&channel));
        assert_eq!(check(channel()), "");
        assert_eq!(check(Channel { name: String::new(), ..channel() }), id("1_or_more"));
        assert_eq!(check(Channel { display_name: "x".repeat(65), ..channel() }), id("display_name"));
        assert_eq!(check(Channel { header: "한".repeat(1024), ..channel() }), "");
        assert_eq!(check(Channel { header: "h".repeat(1025), ..channel() }), id("header"));
        assert_eq!(check(Channel { purpose: "p".repeat(251), ..channel() }), id("purpose"));
        assert_eq!(check(Channel { kind: "X".into(), ..channel() }), id("type"));
        assert_eq!(check(Channel { name: direct_name(Id::new(), Id::new()), ..channel() }), id("name"));
        assert_eq!(check(Channel { name: group_name(&[Id::new()]), ..channel() }), id("name"));
    }

    #[test]
    fn a_banner_that_is_shown_has_words_and_a_colour() {
        let check = |enabled, text: &str, color: &str| {
            let banner =
                BannerInfo { enabled: Some(enabled), text: Some(text.into()), background_color: Some(color.into()) };
            refused(check_banner(&banner)).replace("model.channel.is_valid.banner_info.", "")
        };
        assert_eq!(check(true, "words", "#fff"), "");
        assert_eq!(check(true, "words", "#a0B1c2"), "");
        assert_eq!(check(false, "", ""), "");
        assert_eq!(check(true, "", "#fff"), "text.empty.app_error");
        assert_eq!(check(true, "words", "red"), "background_color.invalid.app_error");
        assert_eq!(check(true, "words", ""), "background_color.empty.app_error");
    }

    #[test]
    fn people_have_one_channel_however_they_are_named() {
        let (amy, bob, carol) = (Id::new(), Id::new(), Id::new());
        assert_eq!(direct_name(amy, bob), direct_name(bob, amy));
        assert_eq!(group_name(&[amy, bob, carol]), group_name(&[carol, amy, bob]));
        assert_eq!(group_name(&[amy, bob, carol]).len(), 40);
        assert_eq!(group_display_name(&["carol", "amy", "bob"]), "amy, bob, carol");
    }

    #[test]
    fn what_a_patch_does_not_say_stays() {
        let before = Channel { header: "h".into(), purpose: "p".into(), ..channel() };
        let patch = ChannelPatch { header: Some(String::new()), ..ChannelPatch::default() };
        let after = patched(before.clone(), patch);
        assert_eq!((after.header.as_str(), after.purpose.as_str()), ("", "p"));
        assert!(is_empty(&ChannelPatch::default()));
    }

    #[test]
    fn town_square_keeps_its_name_and_direct_channels_have_none() {
        let rename = ChannelPatch { name: Some("other".into()), ..ChannelPatch::default() };
        let square = Channel { name: TOWN_SQUARE.into(), ..channel() };
        assert_eq!(refused(check_patch(&square, &rename)), "api.channel.update_channel.tried.app_error");
        let direct = Channel { kind: "D".into(), ..channel() };
        assert!(refused(check_patch(&direct, &rename)).ends_with("messages_not_allowed.app_error"));
        let archived = Channel { delete_at: 1, ..channel() };
        assert_eq!(refused(check_patch(&archived, &rename)), "app.channel.update.bad_id");
    }

    #[test]
    fn only_choices_that_there_are_are_taken() {
        assert!(is_notify_choice("desktop", "mention"));
        assert!(!is_notify_choice("desktop", "bogus"));
        assert!(!is_notify_choice("unknown", "x"));
    }

    #[test]
    fn a_clock_is_where_its_owner_says() {
        let of = |pairs: &[(&str, &str)]| {
            timezone(&pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect())
        };
        let both = [("automaticTimezone", "Asia/Seoul"), ("manualTimezone", "Europe/Berlin")];
        assert_eq!(of(&both).as_deref(), Some("Asia/Seoul"));
        assert_eq!(of(&[both[0], both[1], ("useAutomaticTimezone", "false")]).as_deref(), Some("Europe/Berlin"));
        assert_eq!(of(&[]), None);
    }
}
