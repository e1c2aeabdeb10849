//! Making and changing accounts.

use std::sync::Arc;

use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

use super::store::Key;
use super::tokens::{self, Invitation};
use super::wire::{Texts, User};
use super::{rules, store};
use crate::app::House;
use crate::base::{Id, Millis, Result, refuse};
use crate::events::{Event, Tx};
use crate::sessions;

const GUEST: &str = "system_guest";
const MEMBER: &str = "system_user";

/// An account to be made, as it is asked for. Everything else of an account is not for its maker to say.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct NewAccount {
    pub email: String,
    pub username: String,
    pub password: String,
    pub nickname: String,
    pub first_name: String,
    pub last_name: String,
    pub position: String,
    pub locale: String,
    pub props: Texts,
    pub notify_props: Texts,
    pub timezone: Texts,
}

impl NewAccount {
    /// The account, with defaults for what was not said.
    pub fn into_user(self, default_locale: &str, now: Millis) -> User {
        let or = |texts: Texts, usual: fn() -> Texts| if texts.is_empty() { usual() } else { texts };
        let id = Id::new();
        let username = if self.username.is_empty() { id.to_string() } else { self.username };
        User {
            id,
            create_at: now,
            update_at: now,
            last_password_update: now,
            username: username.to_lowercase(),
            email: self.email.to_lowercase(),
            nickname: self.nickname,
            first_name: self.first_name,
            last_name: self.last_name,
            position: self.position,
            roles: "system_user".into(),
            locale: if rules::is_locale(&self.locale) { self.locale } else { default_locale.to_owned() },
            props: self.props,
            notify_props: or(self.notify_props, rules::default_notify_props),
            timezone: Some(or(self.timezone, rules::default_timezone)),
            remote_id: Some(String::new()),
            ..User::default()
        }
    }
}

/// Makes an account. The first one of the house becomes system admin; of two who come at once, one is refused.
pub fn create(
    tx: &mut Tx<'_>,
    mut user: User,
    password: &str,
    is_first: bool,
    invited_to: Option<Id>,
) -> Result<Arc<User>> {
    if is_first {
        store::take_first_place(tx, user.id)?;
        user.roles = "system_admin system_user".into();
    }
    store::insert(tx, &user, password)?;
    let user = Arc::new(user);
    tx.tell(Event::UserCreated { user: user.clone(), invited_to });
    Ok(user)
}

/// Makes the account of somebody who came with a letter: its address is proved by that.
pub fn create_invited(
    tx: &mut Tx<'_>,
    user: User,
    password: &str,
    token: &str,
    invitation: Invitation,
) -> Result<Arc<User>> {
    tokens::spend(tx, token)?;
    let roles = if invitation.is_guest { "system_guest".to_owned() } else { user.roles };
    let user = User { email_verified: true, roles, ..user };
    store::insert(tx, &user, password)?;
    let user = Arc::new(user);
    tx.tell(Event::UserUpdated { user: user.clone() });
    tx.tell(Event::UserCreated { user: user.clone(), invited_to: None });
    follow_invitation(tx, &user, invitation);
    Ok(user)
}

/// Brings a guest who has an account already to the channels of another letter.
pub fn invite_again(tx: &mut Tx<'_>, user: &User, token: &str, invitation: Invitation) -> Result<()> {
    tokens::spend(tx, token)?;
    follow_invitation(tx, &Arc::new(user.clone()), invitation);
    Ok(())
}

/// Takes somebody to the team and the channels of a letter.
fn follow_invitation(tx: &mut Tx<'_>, user: &Arc<User>, invitation: Invitation) {
    let Invitation { team_id: team, channels, sender_id: by, .. } = invitation;
    tx.tell(Event::InvitedToChannels { user: user.clone(), team, channels, by });
}

/// A change of an account: what is absent stays.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct UserPatch {
    pub username: Option<String>,
    pub nickname: Option<String>,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub position: Option<String>,
    pub email: Option<String>,
    pub props: Option<Texts>,
    pub notify_props: Option<Texts>,
    pub locale: Option<String>,
    pub timezone: Option<Texts>,
    /// Another server that the account is from: such an account cannot log in here.
    pub remote_id: Option<String>,
    /// Proof for a new address; never kept from here.
    pub password: Option<String>,
}

/// Changes an account, and tells everybody who may see it.
pub fn edit(house: &House, tx: &mut Tx<'_>, mut user: User, patch: UserPatch) -> Result<User> {
    let set = |field: &mut String, new: Option<String>| {
        if let Some(new) = new {
            *field = new.nfc().collect();
        }
    };
    set(&mut user.username, patch.username.map(|name| name.to_lowercase()));
    set(&mut user.nickname, patch.nickname);
    set(&mut user.first_name, patch.first_name);
    set(&mut user.last_name, patch.last_name);
    set(&mut user.position, patch.position);
    let before = user.email.clone();
    set(&mut user.email, patch.email.map(|email| email.to_lowercase()));
    set(&mut user.locale, patch.locale);
    user.email_verified &= user.email == before;
    user.props = patch.props.unwrap_or(user.props);
    user.notify_props = patch.notify_props.unwrap_or(user.notify_props);
    user.timezone = patch.timezone.or(user.timezone);
    user.remote_id = patch.remote_id.map(|id| id.chars().take(26).collect()).or(user.remote_id);
    rules::check_account(&user)?;
    save(house, tx, user)
}

/// Writes that an account's address is its own.
pub fn verify(house: &House, tx: &mut Tx<'_>, user: User) -> Result<User> {
    save(house, tx, user)
}

/// Sets one of an account's props, or takes it away.
pub fn set_prop(house: &House, tx: &mut Tx<'_>, id: Id, key: &str, value: Option<String>) -> Result<()> {
    let mut user = store::get(tx, id)?;
    user.props.insert(key.to_owned(), value.unwrap_or_default());
    save(house, tx, user).map(drop)
}

fn save(house: &House, tx: &mut Tx<'_>, mut user: User) -> Result<User> {
    user.update_at = house.clock.tick();
    store::update(tx, &user)?;
    tx.tell(Event::UserUpdated { user: Arc::new(user.clone()) });
    Ok(user)
}

/// Takes an account's picture away: it gets the one that is drawn of its name, whose time is negative.
pub fn reset_picture(house: &House, tx: &mut Tx<'_>, user: User) -> Result<User> {
    save(house, tx, User { last_picture_update: -house.clock.now(), ..user })
}

/// Makes a guest a member, who then may see all that members see.
pub fn promote(house: &House, tx: &mut Tx<'_>, user: User) -> Result<()> {
    let roles = user.roles.split_whitespace().map(|role| if role == GUEST { MEMBER } else { role });
    let roles = roles.collect::<Vec<_>>().join(" ");
    change_standing(house, tx, User { roles, ..user }, false)
}

/// Makes a member a guest: of all roles only that of a guest is left.
pub fn demote(house: &House, tx: &mut Tx<'_>, user: User) -> Result<()> {
    change_standing(house, tx, User { roles: GUEST.into(), ..user }, true)
}

fn change_standing(house: &House, tx: &mut Tx<'_>, user: User, is_guest: bool) -> Result<()> {
    let user = Arc::new(save(house, tx, user)?);
    tx.tell(Event::StandingChanged { user, is_guest });
    Ok(())
}

/// Ends every guest's stay: the accounts are switched off.
pub fn end_guests(house: &House, tx: &mut Tx<'_>) -> Result<()> {
    for user in store::switch_guests_off(tx, house.clock.tick())? {
        sessions::actions::end_of_user(tx, user.id)?;
        tx.tell(Event::UserActivationChanged { user: user.id, active: false });
        tx.tell(Event::UserUpdated { user: Arc::new(user) });
    }
    Ok(())
}

/// From now on an account logs in by another service; its password is gone.
pub fn set_auth(house: &House, tx: &mut Tx<'_>, user: User, data: Option<&str>, service: &str) -> Result<()> {
    store::set_auth(tx, user.id, data, service, house.clock.tick())
}

/// Gives an account other roles.
pub fn set_roles(house: &House, tx: &mut Tx<'_>, id: Id, roles: &str) -> Result<()> {
    let missing = || refuse::with(400, "app.user.missing_account.const");
    let mut user = store::find(tx, &Key::Id(id))?.ok_or_else(missing)?;
    user.roles = roles.to_owned();
    user.update_at = house.clock.tick();
    store::update(tx, &user)?;
    tx.tell(Event::UserRoleUpdated { user: id, roles: roles.to_owned() });
    Ok(())
}

/// Switches an account off, which ends its sessions, or on again.
pub fn set_active(house: &House, tx: &mut Tx<'_>, mut user: User, active: bool) -> Result<()> {
    let now = house.clock.tick();
    user.delete_at = if active { 0 } else { now };
    user.update_at = now;
    store::update(tx, &user)?;
    if !active {
        sessions::actions::end_of_user(tx, user.id)?;
    }
    tx.tell(Event::UserActivationChanged { user: user.id, active });
    tx.tell(Event::UserUpdated { user: Arc::new(user) });
    Ok(())
}

/// Gives an account another password, already hashed.
pub fn set_password(house: &House, tx: &mut Tx<'_>, user: &User, hash: &str) -> Result<()> {
    store::set_password(tx, user.id, hash, house.clock.tick())
}

/// Writes when somebody's picture was chosen, or, below zero, taken away.
pub fn set_picture(tx: &mut Tx<'_>, mut user: User, at: Millis) -> Result<()> {
    user.last_picture_update = at;
    user.update_at = at.abs();
    store::update(tx, &user)?;
    tx.tell(Event::UserUpdated { user: Arc::new(user) });
    Ok(())
}
