//! What an account must be like, and who sees what of it. Pure.

use super::wire::{self, Texts, User};
use crate::access::{Actor, Permission};
use crate::base::config::Settings;
use crate::base::{Error, Result, refuse};

/// Names that stand for something else in messages.
const RESERVED: [&str; 4] = ["all", "channel", "matterbot", "system"];
/// Bytes of a password at most.
pub const LONGEST_PASSWORD: usize = 72;

fn invalid(field: &str) -> Error {
    refuse::with(400, format!("model.user.is_valid.{field}.app_error")).into()
}

/// Refuses an account whose fields are not as they must be, naming the first one that is not.
pub fn check_account(user: &User) -> Result<()> {
    let letters = |text: &str| text.chars().count();
    let json = |texts: &Option<Texts>| serde_json::to_string(texts).unwrap_or_default();
    let checks: [(&str, bool); 9] = [
        ("username", is_username(&user.username)),
        ("email", is_email(&user.email)),
        ("nickname", letters(&user.nickname) <= 64),
        ("position", letters(&user.position) <= 128),
        ("first_name", letters(&user.first_name) <= 64),
        ("last_name", letters(&user.last_name) <= 64),
        ("locale", user.locale.is_empty() || is_locale(&user.locale)),
        ("limit_exceeded", letters(&json(&user.timezone)) <= 256),
        ("roles_limit", letters(&user.roles) <= 256),
    ];
    match checks.iter().find(|(_, fits)| !fits) {
        Some((field, _)) => Err(invalid(field)),
        None => Ok(()),
    }
}

/// Refuses a password that is too short, too long, or lacks a kind of letter that the settings ask for.
pub fn check_password(password: &str, settings: &Settings) -> Result<()> {
    if password.len() > LONGEST_PASSWORD {
        return Err(invalid("pwd_max_length"));
    }
    if (password.len() as i64) < settings.password_minimum_length {
        return Err(invalid("pwd_min_length"));
    }
    let has = |kind: fn(&char) -> bool| password.chars().any(|letter| kind(&letter));
    let kinds = [
        ("_lowercase", settings.password_lowercase, has(char::is_ascii_lowercase)),
        ("_uppercase", settings.password_uppercase, has(char::is_ascii_uppercase)),
        ("_number", settings.password_number, has(char::is_ascii_digit)),
        ("_symbol", settings.password_symbol, has(|letter| letter.is_ascii_punctuation() || *letter == ' ')),
    ];
    // The id names every kind that is missing, so that a client can list them.
    let missing: String = kinds.iter().filter(|(_, wanted, has)| *wanted && !has).map(|(name, ..)| *name).collect();
    if missing.is_empty() { Ok(()) } else { Err(invalid(&format!("pwd{missing}"))) }
}

/// 1 to 64 of the letters that names are made of, and no name that stands for something else.
pub fn is_username(name: &str) -> bool {
    let fits = |letter: u8| letter.is_ascii_lowercase() || letter.is_ascii_digit() || b".-_".contains(&letter);
    (1..=64).contains(&name.len()) && name.bytes().all(fits) && !RESERVED.contains(&name)
}

/// A lower-case address without a display name, of at most 128 bytes.
pub fn is_email(email: &str) -> bool {
    let Some((local, domain)) = email.rsplit_once('@') else { return false };
    let atom = |c: char| c.is_alphanumeric() && !c.is_uppercase() || "!#$%&'*+-/=?^_`{|}~".contains(c);
    let atoms = |text: &str| text.split('.').all(|part| !part.is_empty() && part.chars().all(atom));
    email.len() <= 128 && atoms(local) && atoms(domain)
}

/// A tag such as `ko` or `pt-BR`.
pub fn is_locale(locale: &str) -> bool {
    (1..=5).contains(&locale.len()) && locale.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-')
}

/// Whether an address is one of the domains that accounts are limited to; all are when the list is empty.
pub fn is_accepted_domain(email: &str, domains: &str) -> bool {
    let mut listed = domains.split([',', ' ', '@']).map(str::trim).filter(|domain| !domain.is_empty()).peekable();
    let domain = email.rsplit_once('@').map_or("", |(_, domain)| domain);
    listed.peek().is_none() || listed.any(|listed| listed.eq_ignore_ascii_case(domain))
}

/// Refuses, before its password is looked at, an account that cannot log in here at all.
pub fn check_may_log_in(user: &User, settings: &Settings) -> Result<()> {
    let refuse = |id: &'static str| Err(refuse::with(401, id).into());
    if user.remote_id.as_ref().is_some_and(|remote| !remote.is_empty()) {
        return refuse("api.user.login.remote_users.login.error");
    }
    if user.is_bot {
        return refuse("api.user.login.bot_login_forbidden.app_error");
    }
    if user.delete_at > 0 {
        return refuse("api.user.login.inactive.app_error");
    }
    if is_guest(user) && !settings.guest_accounts_enable {
        return refuse("api.user.login.guest_accounts.disabled.error");
    }
    if user.failed_attempts >= settings.maximum_login_attempts {
        return refuse("api.user.check_user_login_attempts.too_many.app_error");
    }
    Ok(())
}

/// The service of accounts that have no password and log in by links in letters.
pub const MAGIC_LINK: &str = "magic_link";

/// Refuses, after its password was right, an account that has to prove its address first.
pub fn check_proved(user: &User, settings: &Settings) -> Result<()> {
    if settings.require_email_verification && !user.email_verified {
        return Err(refuse::with(401, "api.user.login.not_verified.app_error").into());
    }
    Ok(())
}

/// Whether these role names, separated by spaces, make a system admin.
pub fn is_admin(roles: &str) -> bool {
    roles.split_whitespace().any(|role| role == "system_admin")
}

/// Whether it is a guest's account.
pub fn is_guest(user: &User) -> bool {
    user.roles.split_whitespace().any(|role| role == "system_guest")
}

/// How a new account is notified.
pub fn default_notify_props() -> Texts {
    let texts = [
        ("channel", "true"),
        ("comments", "never"),
        ("desktop", "mention"),
        ("desktop_sound", "true"),
        ("desktop_threads", "all"),
        ("email", "true"),
        ("email_threads", "all"),
        ("first_name", "false"),
        ("mention_keys", ""),
        ("push", "mention"),
        ("push_status", "online"),
        ("push_threads", "all"),
    ];
    texts.map(|(key, value)| (key.to_owned(), value.to_owned())).into()
}

/// The time zone of a new account: that of its device.
pub fn default_timezone() -> Texts {
    let texts = [("automaticTimezone", ""), ("manualTimezone", ""), ("useAutomaticTimezone", "true")];
    texts.map(|(key, value)| (key.to_owned(), value.to_owned())).into()
}

/// Who looks at accounts, and what the site lets them see.
#[derive(Debug, Clone, Copy)]
pub struct View {
    admin: bool,
    email: bool,
    full_name: bool,
}

impl View {
    /// Of somebody.
    pub fn of(actor: &Actor, settings: &Settings) -> View {
        View {
            admin: actor.may(Permission::ManageSystem),
            email: settings.show_email_address,
            full_name: settings.show_full_name,
        }
    }

    /// Of anybody but an admin: for lists that show nobody more than that.
    pub fn of_anybody(settings: &Settings) -> View {
        View { admin: false, email: settings.show_email_address, full_name: settings.show_full_name }
    }

    /// An account as it may be seen.
    pub fn show(&self, user: &User) -> User {
        if self.admin { wire::for_admins(user) } else { wire::for_others(user, self.email, self.full_name) }
    }

    /// Accounts as they may be seen.
    pub fn show_all(&self, users: Vec<User>) -> Vec<User> {
        users.iter().map(|user| self.show(user)).collect()
    }

    /// Whether names may be searched.
    pub fn sees_full_names(&self) -> bool {
        self.admin || self.full_name
    }

    /// Whether addresses may be searched.
    pub fn sees_emails(&self) -> bool {
        self.admin || self.email
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::config::defaults;

    fn account() -> User {
        User { username: "amy".into(), email: "amy@example.com".into(), locale: "ko".into(), ..User::default() }
    }

    fn refused(change: impl FnOnce(&mut User)) -> String {
        let mut user = account();
        change(&mut user);
        check_account(&user).err().and_then(|error| error.refusal_id().map(str::to_owned)).unwrap_or_default()
    }

    #[test]
    fn the_field_that_does_not_fit_is_named() {
        let id = |field: &str| format!("model.user.is_valid.{field}.app_error");
        assert_eq!(refused(|_| ()), "");
        assert_eq!(refused(|user| user.username = "a".repeat(65)), id("username"));
        assert_eq!(refused(|user| user.username = "Amy".into()), id("username"));
        assert_eq!(refused(|user| user.username = "all".into()), id("username"));
        assert_eq!(refused(|user| user.username = "에이미".into()), id("username"));
        assert_eq!(refused(|user| user.email = "Amy <amy@example.com>".into()), id("email"));
        assert_eq!(refused(|user| user.nickname = "가".repeat(65)), id("nickname"));
        assert_eq!(refused(|user| user.nickname = "가".repeat(64)), "");
        assert_eq!(refused(|user| user.position = "x".repeat(129)), id("position"));
        assert_eq!(refused(|user| user.locale = "x".repeat(6)), id("locale"));
    }

    #[test]
    fn addresses() {
        for good in ["a@b", "amy.lee+1@mail.example.com", "o'hara@example.com"] {
            assert!(is_email(good), "{good}");
        }
        for bad in ["", "amy", "@b", "a@", "a@b@", "Amy@b", "a b@c", "a@b..c", "<a@b>", "a@b\r\nBcc: c@d"] {
            assert!(!is_email(bad), "{bad}");
        }
        assert!(!is_email(&format!("{}@example.com", "e".repeat(120))));
    }

    #[test]
    fn a_password_is_told_what_it_lacks() {
        let mut settings = Settings::read(&defaults()).expect("settings");
        let refused = |password: &str, settings: &Settings| {
            check_password(password, settings).err().and_then(|e| e.refusal_id().map(str::to_owned)).unwrap_or_default()
        };
        assert_eq!(refused("Passw0rd-1", &settings), "");
        assert_eq!(refused("short", &settings), "model.user.is_valid.pwd_min_length.app_error");
        assert_eq!(refused(&"p".repeat(73), &settings), "model.user.is_valid.pwd_max_length.app_error");
        (settings.password_uppercase, settings.password_number, settings.password_symbol) = (true, true, true);
        assert_eq!(refused("password1-", &settings), "model.user.is_valid.pwd_uppercase.app_error");
        assert_eq!(refused("password", &settings), "model.user.is_valid.pwd_uppercase_number_symbol.app_error");
        assert_eq!(refused("Password1-", &settings), "");
    }

    #[test]
    fn domains_are_matched_whole() {
        assert!(is_accepted_domain("amy@example.com", ""));
        assert!(is_accepted_domain("amy@Example.com", "other.org, @example.com"));
        assert!(!is_accepted_domain("amy@sub.example.com", "example.com"));
        assert!(!is_accepted_domain("amy@notexample.com", "example.com"));
    }
}
