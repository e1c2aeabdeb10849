//! What a team may look like, who sees what of it, and what a member is. Pure.

use unicode_normalization::UnicodeNormalization;

use super::wire::{SchemeRoles, Team};
use crate::access::{Permission, Permissions};
use crate::base::error::Refusal;
use crate::base::{Result, refuse};
use crate::users::wire::User;

/// Names that begin like these belong to the addresses of the server itself.
const RESERVED: &[&str] = &[
    "admin",
    "api",
    "channel",
    "claim",
    "error",
    "files",
    "help",
    "landing",
    "login",
    "mfa",
    "oauth",
    "plug",
    "plugins",
    "post",
    "signup",
    "boards",
    "playbooks",
];

/// Refuses what is too long, missing or malformed, by the field's own error id.
pub fn check_team(team: &Team) -> Result<()> {
    let display_name = team.display_name.chars().count();
    let failures = [
        (team.email.len() > 128, "email"),
        (display_name == 0 || display_name > 64, "name"),
        (team.name.len() > 64, "url"),
        (team.description.len() > 255, "description"),
        (is_reserved(&team.name), "reserved"),
        (!is_team_name(&team.name), "characters"),
        (!matches!(team.kind.as_str(), "O" | "I"), "type"),
        (team.company_name.len() > 64, "company"),
        (team.allowed_domains.len() > 500, "domains"),
    ];
    match failures.iter().find(|(failed, _)| *failed) {
        Some((_, what)) => Err(refuse::with(400, format!("model.team.is_valid.{what}.app_error")).into()),
        None => Ok(()),
    }
}

/// Two or more of a-z, 0-9 and hyphens, with a letter or digit at both ends; `__` alone may stand in the middle.
pub fn is_team_name(name: &str) -> bool {
    let is_plain = |b: &u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    let bytes = name.as_bytes();
    let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else { return false };
    if bytes.len() < 2 || !is_plain(first) || !is_plain(last) {
        return false;
    }
    let inner = &bytes[1..bytes.len() - 1];
    inner.iter().all(|b| is_plain(b) || *b == b'-') || is_joined(bytes)
}

/// `letters__letters`.
fn is_joined(name: &[u8]) -> bool {
    let Some(at) = name.windows(2).position(|pair| pair == b"__") else { return false };
    let is_plain = |part: &[u8]| !part.is_empty() && part.iter().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    is_plain(&name[..at]) && is_plain(&name[at + 2..])
}

fn is_reserved(name: &str) -> bool {
    RESERVED.iter().any(|reserved| name.starts_with(reserved))
}

/// A name as people wrote it, in composed form and without space around: two ways to type 한글 are one name.
pub fn display(text: &str) -> String {
    text.trim().nfc().collect()
}

/// What somebody is called in a letter: by their full name, where they gave one.
pub fn shown_name(user: &User) -> String {
    let full = format!("{} {}", user.first_name, user.last_name);
    if full.trim().is_empty() { user.username.clone() } else { full.trim().to_owned() }
}

/// Whether anybody with the permission may find and join it.
pub fn is_open(team: &Team) -> bool {
    team.allow_open_invite && team.kind == "O"
}

/// The team as a reader with these permissions may see it.
pub fn sanitise(mut team: Team, permissions: &Permissions) -> Team {
    if !permissions.has(Permission::ManageTeam) {
        team.email.clear();
    }
    if !permissions.has(Permission::InviteUser) {
        team.invite_id.clear();
    }
    team
}

/// What a newcomer is in a team or channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Sees only what it is shown.
    Guest,
    /// An ordinary member.
    Member,
    /// May manage it.
    Admin,
}

impl Standing {
    /// Every standing.
    pub const ALL: [Standing; 3] = [Standing::Guest, Standing::Member, Standing::Admin];
}

/// What somebody is in the team when they come. Whoever's mail address the team carries is its first admin, also when
/// they come back.
pub fn standing(team: &Team, user: &User) -> Standing {
    if is_guest(user) {
        Standing::Guest
    } else if !team.email.is_empty() && team.email == user.email {
        Standing::Admin
    } else {
        Standing::Member
    }
}

/// Whether the account is a guest's.
pub fn is_guest(user: &User) -> bool {
    user.roles.split_whitespace().any(|role| role == "system_guest")
}

/// Refuses an address outside the team's domains. Guests, and teams that name none, are not restricted.
pub fn check_domain(team: &Team, user: &User) -> Result<()> {
    let mut domains = team.allowed_domains.split([',', ' ', '@']).filter(|domain| !domain.is_empty()).peekable();
    let given = user.email.rsplit('@').next().unwrap_or_default();
    if is_guest(user) || user.is_bot || domains.peek().is_none() || domains.any(|d| d.eq_ignore_ascii_case(given)) {
        return Ok(());
    }
    Err(refuse::with(400, "api.team.join_user_to_team.allowed_domains.app_error").into())
}

/// The three flags and the explicit names that a list of role names stands for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Flags {
    /// A guest.
    pub guest: bool,
    /// An ordinary member.
    pub user: bool,
    /// An admin.
    pub admin: bool,
    /// The other names, separated by spaces.
    pub explicit: String,
}

impl From<SchemeRoles> for Flags {
    /// The flags alone, without explicit names.
    fn from(given: SchemeRoles) -> Flags {
        let SchemeRoles { scheme_guest, scheme_user, scheme_admin } = given;
        Flags { guest: scheme_guest, user: scheme_user, admin: scheme_admin, explicit: String::new() }
    }
}

/// Sorts role names into flags. `names` are the guest's, the user's and the admin's.
pub fn flags(roles: &str, names: [&str; 3]) -> Flags {
    let mut flags = Flags::default();
    for role in roles.split_whitespace() {
        match names.iter().position(|name| *name == role) {
            Some(0) => flags.guest = true,
            Some(1) => flags.user = true,
            Some(_) => flags.admin = true,
            None if flags.explicit.is_empty() => flags.explicit = role.to_owned(),
            None => flags.explicit = format!("{} {role}", flags.explicit),
        }
    }
    flags
}

/// Refuses a combination that no member may have. `ids` are those of: changing whether somebody is a guest, being a
/// guest and a member, being neither.
pub fn check_flags(was_guest: bool, flags: &Flags, ids: [&'static str; 3]) -> Result<(), Refusal> {
    let [guest, both, neither] = ids;
    if flags.guest != was_guest && !(flags.guest && flags.user) && (flags.guest || flags.user) {
        return Err(refuse::with(400, guest));
    }
    if flags.guest && flags.user {
        return Err(refuse::with(400, both));
    }
    if !flags.guest && !flags.user {
        return Err(refuse::with(400, neither));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn team() -> Team {
        Team { name: "alpha".into(), display_name: "Alpha".into(), kind: "O".into(), ..Team::default() }
    }

    fn refused(team: Team) -> String {
        check_team(&team).err().and_then(|error| error.refusal_id().map(str::to_owned)).unwrap_or_default()
    }

    #[test]
    fn team_names_are_two_or_more_plain_characters() {
        for name in ["ab", "a1", "a-b", "team-alpha-2", "a--b", "ab__cd"] {
            assert!(is_team_name(name), "{name}");
        }
        for name in ["", "a", "-ab", "ab-", "Ab", "a b", "a_b", "가나", "__", "a__", "a__b__c"] {
            assert!(!is_team_name(name), "{name}");
        }
    }

    #[test]
    fn the_field_that_is_wrong_is_named() {
        let id = |what: &str| format!("model.team.is_valid.{what}.app_error");
        assert!(check_team(&team()).is_ok());
        assert_eq!(refused(Team::default()), id("name"));
        assert_eq!(refused(Team { display_name: "d".repeat(65), ..team() }), id("name"));
        assert_eq!(refused(Team { name: "n".repeat(65), ..team() }), id("url"));
        assert_eq!(refused(Team { name: String::new(), ..team() }), id("characters"));
        assert_eq!(refused(Team { name: "admin-team".into(), ..team() }), id("reserved"));
        assert_eq!(refused(Team { kind: "Z".into(), ..team() }), id("type"));
        assert_eq!(refused(Team { description: "d".repeat(256), ..team() }), id("description"));
        assert!(check_team(&Team { display_name: "가".repeat(64), ..team() }).is_ok());
    }

    #[test]
    fn names_are_composed() {
        assert_eq!(display(" \u{1112}\u{1161}\u{11ab} "), "한");
    }

    #[test]
    fn address_and_invitation_are_for_those_who_may_use_them() {
        let whole = Team { email: "a@b.c".into(), invite_id: "x".into(), ..team() };
        let seen = |ids: &[&str]| sanitise(whole.clone(), &Permissions::of(ids.iter().copied()));
        assert_eq!((seen(&[]).email.as_str(), seen(&[]).invite_id.as_str()), ("", ""));
        assert_eq!(seen(&["invite_user"]).invite_id, "x");
        assert_eq!(seen(&["manage_team"]).email, "a@b.c");
    }

    #[test]
    fn a_team_may_be_for_some_domains_only() {
        let team = Team { allowed_domains: "@example.com, hearth.test".into(), ..team() };
        let of = |email: &str| User { email: email.into(), ..User::default() };
        assert!(check_domain(&team, &of("amy@EXAMPLE.com")).is_ok());
        assert!(check_domain(&team, &of("amy@hearth.test")).is_ok());
        assert!(check_domain(&team, &of("amy@other.test")).is_err());
        assert!(check_domain(&team, &User { roles: "system_guest".into(), ..of("amy@other.test") }).is_ok());
    }

    #[test]
    fn whose_address_the_team_carries_is_its_admin() {
        let team = Team { email: "amy@b.c".into(), ..team() };
        let user = |email: &str, roles: &str| User { email: email.into(), roles: roles.into(), ..User::default() };
        assert_eq!(standing(&team, &user("amy@b.c", "system_user")), Standing::Admin);
        assert_eq!(standing(&team, &user("bob@b.c", "system_user")), Standing::Member);
        assert_eq!(standing(&team, &user("amy@b.c", "system_guest")), Standing::Guest);
        assert_eq!(standing(&Team::default(), &user("", "system_user")), Standing::Member);
    }

    #[test]
    fn role_names_become_flags() {
        const NAMES: [&str; 3] = ["team_guest", "team_user", "team_admin"];
        let admin = flags("team_user team_admin", NAMES);
        assert!(admin.user && admin.admin && !admin.guest && admin.explicit.is_empty());
        assert_eq!(flags("team_user one two", NAMES).explicit, "one two");
        let check = |was, roles| check_flags(was, &flags(roles, NAMES), ["guest", "both", "neither"]).err();
        let id = |found: Option<Refusal>| found.map(|refusal| refusal.id.into_owned()).unwrap_or_default();
        assert_eq!(id(check(false, "team_user")), "");
        assert_eq!(id(check(false, "team_guest")), "guest");
        assert_eq!(id(check(true, "team_user")), "guest");
        assert_eq!(id(check(true, "team_guest team_admin")), "");
        assert_eq!(id(check(false, "team_guest team_user")), "both");
        assert_eq!(id(check(false, "")), "neither");
    }
}
