//! Accounts as clients see them. What is secret (`Credentials`) is another type, so that it has no way out.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::base::db::{Columns, Row};
use crate::base::{Id, Millis};

/// Texts by name: `props`, `notify_props`, `timezone`.
pub type Texts = BTreeMap<String, String>;

/// An account. Which fields a reader gets is decided by `users::rules`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct User {
    pub id: Id,
    #[serde(skip_serializing_if = "is_zero")]
    pub create_at: Millis,
    #[serde(skip_serializing_if = "is_zero")]
    pub update_at: Millis,
    pub delete_at: Millis,
    pub username: String,
    /// Present, and empty, for everybody but the reader itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auth_data: Option<String>,
    pub auth_service: String,
    pub email: String,
    #[serde(skip_serializing_if = "is_false")]
    pub email_verified: bool,
    pub nickname: String,
    pub first_name: String,
    pub last_name: String,
    pub position: String,
    pub roles: String,
    #[serde(skip_serializing_if = "is_false")]
    pub allow_marketing: bool,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub props: Texts,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub notify_props: Texts,
    #[serde(skip_serializing_if = "is_zero")]
    pub last_password_update: Millis,
    #[serde(skip_serializing_if = "is_zero")]
    pub last_picture_update: Millis,
    #[serde(skip_serializing_if = "is_zero")]
    pub failed_attempts: i64,
    pub locale: String,
    /// `null` after a change of the whole account that named none.
    pub timezone: Option<Texts>,
    #[serde(skip_serializing_if = "is_false")]
    pub mfa_active: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remote_id: Option<String>,
    #[serde(skip_serializing_if = "is_zero")]
    pub last_activity_at: Millis,
    #[serde(skip_serializing_if = "is_false")]
    pub is_bot: bool,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub bot_description: String,
    #[serde(skip_serializing_if = "is_zero")]
    pub bot_last_icon_update: Millis,
    #[serde(skip_serializing_if = "Id::is_none")]
    pub terms_of_service_id: Id,
    #[serde(skip_serializing_if = "is_zero")]
    pub terms_of_service_create_at: Millis,
    pub disable_welcome_email: bool,
    #[serde(skip_serializing_if = "is_zero")]
    pub last_login: Millis,
}

/// A reply with people in it and, for a channel, people outside it.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct UserAutocomplete {
    pub users: Vec<User>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub out_of_channel: Vec<User>,
}

/// How many people there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct UsersStats {
    pub total_users_count: i64,
}

/// Somebody of whom only the id is told.
pub fn only_id(id: Id) -> User {
    User { id, ..User::default() }
}

pub(crate) fn is_zero(number: &i64) -> bool {
    *number == 0
}

pub(crate) fn is_false(flag: &bool) -> bool {
    !*flag
}

/// What the person itself gets: everything that is not secret.
pub fn for_self(user: &User) -> User {
    User { auth_data: None, last_login: 0, ..user.clone() }
}

/// What a system admin gets of somebody else.
pub fn for_admins(user: &User) -> User {
    User { last_password_update: 0, email_verified: false, ..for_self(user) }
}

/// What anybody else gets; address and names only where the privacy settings say so.
pub fn for_others(user: &User, email: bool, full_name: bool) -> User {
    let kept = |keep: bool, text: &String| if keep { text.clone() } else { String::new() };
    User {
        email: kept(email, &user.email),
        first_name: kept(full_name, &user.first_name),
        last_name: kept(full_name, &user.last_name),
        auth_data: Some(String::new()),
        auth_service: String::new(),
        email_verified: false,
        notify_props: Texts::new(),
        allow_marketing: false,
        last_password_update: 0,
        failed_attempts: 0,
        last_login: 0,
        ..user.clone()
    }
}

impl User {
    /// The columns that [`Row`] reads, of a table that goes by the name `u`.
    pub const COLUMNS: &str = "u.id, u.createat, u.updateat, u.deleteat, u.username, u.authservice, u.email, u.emailverified, \
        u.nickname, u.firstname, u.lastname, u.position, u.roles, u.props, u.notifyprops, \
        u.lastpasswordupdate, u.lastpictureupdate, u.failedattempts, u.locale, u.timezone, u.mfaactive, \
        u.remoteid, u.lastlogin, \
        (select cast(b.lasticonupdate as text) || ' ' || b.description from bots b where b.userid = u.id)";
}

impl Row for User {
    fn from_row(columns: &mut Columns<'_>) -> crate::base::Result<User> {
        let mut user = User {
            id: columns.next()?,
            create_at: columns.next()?,
            update_at: columns.next()?,
            delete_at: columns.next()?,
            username: columns.next()?,
            auth_service: columns.next()?,
            email: columns.next()?,
            email_verified: columns.next()?,
            nickname: columns.next()?,
            first_name: columns.next()?,
            last_name: columns.next()?,
            position: columns.next()?,
            roles: columns.next()?,
            props: columns.json()?,
            notify_props: columns.json()?,
            last_password_update: columns.next()?,
            last_picture_update: columns.next()?,
            failed_attempts: columns.next()?,
            locale: columns.next()?,
            timezone: columns.json()?,
            mfa_active: columns.next()?,
            remote_id: columns.next()?,
            last_login: columns.next()?,
            ..User::default()
        };
        // What a bot is, in one column, so that an account costs one look into the bots at most.
        if let Some(bot) = columns.next::<Option<String>>()? {
            let (icon, description) = bot.split_once(' ').unwrap_or((&bot, ""));
            user.is_bot = true;
            user.bot_last_icon_update = icon.parse().unwrap_or(0);
            user.bot_description = description.to_owned();
        }
        Ok(user)
    }
}
