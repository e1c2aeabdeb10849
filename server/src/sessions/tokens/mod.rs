//! Personal access tokens: what a program shows in place of a login.
//!
//! The first use of a token opens a session whose token it is ([`open`]), so that from then on it is found like any
//! other. Ending the session does not end the token: the next use opens another one. Switching a token off, or taking
//! it back, ends its session as well. The secret is told once, when the token is made.

pub mod api;
mod store;
pub mod wire;

use super::wire::Session;
use crate::app::App;
use crate::base::{Id, Millis, Result};
use crate::events::{Event, Tx};
use crate::users::wire::Texts;

/// How long the session of a token lives: a hundred years.
const LIFE: Millis = 100 * 365 * 24 * 60 * 60 * 1000;

/// Begins to end the sessions of people's tokens when an admin switches those off.
pub fn settle_in(app: &App) {
    let house = app.clone();
    app.hub.listen(move |event| {
        if let Event::ConfigChanged { .. } = event
            && !house.config.now().enable_user_access_tokens
        {
            let house = house.clone();
            house.clone().tasks.spawn(async move {
                if let Err(error) = house.db.write(end_of_people).await {
                    tracing::error!(%error, "sessions of access tokens go on though those are switched off");
                }
            });
        }
    });
}

fn end_of_people(tx: &mut Tx<'_>) -> Result<()> {
    let sessions = store::list_sessions_of_people(tx)?;
    super::store::delete(tx, &sessions.iter().map(|(id, _)| *id).collect::<Vec<_>>())?;
    sessions.into_iter().for_each(|(id, user)| tx.tell(Event::SessionsEnded { user, session: Some(id) }));
    Ok(())
}

/// Opens the session of a token that is good; answers whether there is one now.
pub async fn open(app: &App, token: &str) -> Result<bool> {
    // The form of every token; nothing else is worth a look into the database.
    if !Id::parse(token).is_valid() {
        return Ok(false);
    }
    let (token, for_people) = (token.to_owned(), app.config.now().enable_user_access_tokens);
    let now = app.clock.now();
    let wanted = token.clone();
    let Some(found) = app.db.read(move |conn| store::find_in_use(conn, &wanted)).await? else { return Ok(false) };
    if !found.is_bot && !for_people {
        return Ok(false);
    }
    let session = session(token, found, now);
    app.db.write(move |tx| super::store::insert_once(tx, &session)).await?;
    Ok(true)
}

fn session(token: String, owner: store::Owner, now: Millis) -> Session {
    let id = owner.token_id.to_string();
    let mut props: Texts = [("type", "UserAccessToken"), ("user_access_token_id", &id)]
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
        .into();
    if owner.is_bot {
        props.insert("is_bot".into(), "true".into());
    }
    let is_guest = owner.roles.split_whitespace().any(|role| role == "system_guest");
    props.insert("is_guest".into(), is_guest.to_string());
    Session {
        id: Id::new(),
        token,
        create_at: now,
        last_activity_at: now,
        expires_at: now.saturating_add(LIFE),
        user_id: owner.user_id,
        roles: owner.roles,
        props,
        ..Session::default()
    }
}
