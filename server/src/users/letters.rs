//! Letters about an account, in its language.

use super::wire::User;
use crate::app::House;
use crate::base::mail::Letter;

/// A letter of a kind to somebody, from this site.
pub fn letter(house: &House, kind: &'static str, locale: &str) -> Letter {
    let settings = house.config.now();
    let url = house.site_url();
    let locale = if locale.is_empty() { settings.default_client_locale.as_str() } else { locale };
    Letter::new(kind, locale, &settings.site_name).with("url", url.clone()).link(url)
}

/// Tells somebody at its address that something of its account was changed.
pub fn tell(house: &House, kind: &'static str, user: &User) {
    tell_at(house, kind, user, &user.email);
}

/// As [`tell`], at another address: that which the account had before.
pub fn tell_at(house: &House, kind: &'static str, user: &User, address: &str) {
    let letter = letter(house, kind, &user.locale);
    house.mail(&letter.with("username", &*user.username).with("email", &*user.email), address);
}

/// Asks somebody to prove its address.
pub fn ask_for_proof(house: &House, user: &User, token: &str) {
    let url = format!("{}/do_verify_email?token={token}&email={}", house.site_url(), query(&user.email));
    house.mail(&letter(house, "verify", &user.locale).link(url), &user.email);
}

/// Sends the link to a new password.
pub fn send_recovery(house: &House, user: &User, token: &str) {
    let url = format!("{}/reset_password_complete?token={token}", house.site_url());
    house.mail(&letter(house, "reset", &user.locale).link(url), &user.email);
}

/// Sends the link that lets a guest without a password in.
pub fn send_link(house: &House, user: &User, token: &str) {
    house.mail(&letter(house, "link", &user.locale).link(link(house, token)), &user.email);
}

/// The address that logs in whoever opens it, with a token for that.
pub fn link(house: &House, token: &str) -> String {
    format!("{}/login/one_time_link?t={token}", house.site_url())
}

/// A text as a value of a query.
pub fn query(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn an_address_fits_into_a_query() {
        assert_eq!(super::query("a+b@c.de"), "a%2Bb%40c.de");
    }
}
