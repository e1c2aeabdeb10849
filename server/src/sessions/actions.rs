//! Opening and ending sessions.

use super::rules::{self, Lengths};
use super::store;
use super::wire::Session;
use crate::base::{Id, Millis, Result};
use crate::events::{Event, Tx};

/// What a new session is made of.
#[derive(Debug, Clone)]
pub struct NewSession {
    /// Whose it is.
    pub user: Id,
    /// Role names of the account.
    pub roles: String,
    /// The phone that it is for; empty for a browser.
    pub device_id: String,
    /// What the program says of itself.
    pub user_agent: String,
    /// How long sessions live.
    pub lengths: Lengths,
}

/// Opens a session. Its token is in the answer and nowhere else on the wire.
pub fn open(tx: &mut Tx<'_>, new: NewSession, now: Millis) -> Result<Session> {
    let mobile = rules::is_mobile(&new.device_id, &new.user_agent);
    let session = Session {
        id: Id::new(),
        token: Id::new().to_string(),
        create_at: now,
        last_activity_at: now,
        expires_at: now.saturating_add(new.lengths.of(mobile)),
        props: rules::props(&new, rules::is_mobile("", &new.user_agent)),
        user_id: new.user,
        device_id: new.device_id,
        roles: new.roles,
        ..Session::default()
    };
    if !session.device_id.is_empty() {
        end_of_device(tx, &session.device_id, session.id)?;
    }
    store::insert(tx, &session)?;
    let surplus = store::list_surplus(tx, new.user, rules::MOST_PER_USER)?;
    end_all(tx, new.user, surplus)?;
    Ok(session)
}

/// Opens the session of an app that acts for somebody.
pub fn open_for_app(tx: &mut Tx<'_>, user: Id, roles: &str, now: Millis, expires_at: Millis) -> Result<Session> {
    let props = [("platform", "OAuth"), ("os", "OAuth"), ("browser", "OAuth"), ("isOAuthUser", "false")];
    let session = Session {
        id: Id::new(),
        token: Id::new().to_string(),
        create_at: now,
        last_activity_at: now,
        expires_at,
        user_id: user,
        roles: roles.to_owned(),
        is_oauth: true,
        props: props.map(|(key, value)| (key.to_owned(), value.to_owned())).into(),
        ..Session::default()
    };
    store::insert(tx, &session)?;
    Ok(session)
}

/// Ends some sessions of one person.
pub fn end_all(tx: &mut Tx<'_>, user: Id, sessions: Vec<Id>) -> Result<()> {
    if sessions.is_empty() {
        return Ok(());
    }
    store::delete(tx, &sessions)?;
    sessions.into_iter().for_each(|id| tx.tell(Event::SessionsEnded { user, session: Some(id) }));
    Ok(())
}

/// Ends every session of somebody.
pub fn end_of_user(tx: &mut Tx<'_>, user: Id) -> Result<()> {
    store::delete_of_user(tx, user, Id::NONE)?;
    tx.tell(Event::SessionsEnded { user, session: None });
    Ok(())
}

/// Ends every session of somebody but one.
pub fn end_others(tx: &mut Tx<'_>, user: Id, kept: Id) -> Result<()> {
    let ended = store::delete_of_user(tx, user, kept)?;
    ended.into_iter().for_each(|id| tx.tell(Event::SessionsEnded { user, session: Some(id) }));
    Ok(())
}

/// Ends every session of the site.
pub fn end_everywhere(tx: &mut Tx<'_>) -> Result<()> {
    let users = store::delete_all(tx)?;
    users.into_iter().for_each(|user| tx.tell(Event::SessionsEnded { user, session: None }));
    Ok(())
}

/// Ends the session of a token, if there is one.
pub fn end_by_token(tx: &mut Tx<'_>, token: &str) -> Result<()> {
    match store::find_by_token(tx, token)? {
        Some(session) => end_all(tx, session.user_id, vec![session.id]),
        None => Ok(()),
    }
}

/// Ends the sessions that a device had before: one device holds one session.
pub fn end_of_device(tx: &mut Tx<'_>, device_id: &str, kept: Id) -> Result<()> {
    let older = store::list_of_device(tx, device_id, kept)?;
    let ids: Vec<Id> = older.iter().map(|(_, id)| *id).collect();
    store::delete(tx, &ids)?;
    older.into_iter().for_each(|(user, id)| tx.tell(Event::SessionsEnded { user, session: Some(id) }));
    Ok(())
}
