//! Presence: who is there, who is away, who does not want to be disturbed, and what people say of themselves.
//!
//! Presence lives in memory ([`memory::Presence`]) and is written to its table a little later, off the path of any
//! request: losing the last seconds of it loses nothing that was acknowledged. The live outlet says who came and went.

pub mod api;
mod custom;
mod memory;
mod rules;
mod store;
pub mod wire;

use std::time::Duration;

use crate::app::{App, House};
use crate::base::{Id, Result};
use crate::events::Event;
use crate::users;
use memory::Presence;
use wire::Status;

/// How often presence is written, and the ends of "do not disturb" are looked for.
const WRITTEN_EVERY: Duration = Duration::from_secs(5);

/// Reads what was known before the start, and begins to write what changes.
pub async fn settle_in(app: &App) -> Result<()> {
    let known = app.db.read(store::list).await?;
    app.room::<Presence>().fill(known);
    let house = app.clone();
    app.tasks.spawn(async move {
        while house.stopping.run_until_cancelled(tokio::time::sleep(WRITTEN_EVERY)).await.is_some() {
            end_quiet_times(&house);
            write_changes(&house).await;
        }
        write_changes(&house).await;
    });
    Ok(())
}

async fn write_changes(app: &App) {
    let presence = app.room::<Presence>();
    let changed = presence.take_changed();
    if changed.is_empty() {
        return;
    }
    let rows = changed.clone();
    if let Err(error) = app.db.write(move |tx| store::put_all(tx, &rows)).await {
        tracing::warn!(%error, "presence is written later");
        presence.put_back(&changed);
    }
}

fn end_quiet_times(app: &App) {
    app.room::<Presence>().end_quiet_times(app.clock.now() / 1000).iter().for_each(|status| tell(app, status));
}

fn tell(house: &House, status: &Status) {
    house.hub.tell(&Event::StatusChanged { status: status.clone() });
}

/// Applies a rule to somebody's presence, and tells when the word for it changed.
fn change(house: &House, user: Id, rule: impl FnOnce(&mut Status)) {
    if !house.config.now().enable_user_statuses {
        return;
    }
    if let Some(status) = house.room::<Presence>().change(user, rule) {
        tell(house, &status);
    }
}

/// Whether somebody is online, as `@here` understands it.
pub fn is_online(house: &House, user: Id) -> bool {
    house.room::<Presence>().find(user).is_some_and(|status| status.status == "online")
}

/// The word for each of these people's presence.
pub fn words(house: &House, users: &[Id]) -> Vec<(Id, String)> {
    let presence = house.room::<Presence>();
    users.iter().map(|user| (*user, presence.get(*user).status)).collect()
}

/// The word for everybody's presence of whom anything is known; nothing where presence is switched off.
pub fn all_words(house: &House) -> Vec<(Id, String)> {
    if house.config.now().enable_user_statuses { house.room::<Presence>().all_words() } else { Vec::new() }
}

/// Somebody says how they are: one of the words of the contract.
pub fn choose(house: &House, user: Id, word: &str) {
    let now = house.clock.now();
    change(house, user, |status| rules::choose(status, word, 0, now));
}

/// Somebody says what they do.
pub async fn set_custom(app: &App, user: Id, emoji: &str, text: &str) -> Result<()> {
    let sent = wire::CustomStatus { emoji: emoji.to_owned(), text: text.to_owned(), ..Default::default() };
    api::put_custom(app, user, sent).await
}

/// Somebody takes back what they said they do.
pub async fn clear_custom(app: &App, user: Id) -> Result<()> {
    let house = app.clone();
    app.db.write(move |tx| users::set_prop(&house, tx, user, "customStatus", None)).await
}

/// Somebody did something.
pub fn active(app: &App, user: Id) {
    let now = app.clock.now();
    change(app, user, |status| rules::active(status, now));
}

/// Somebody's first window opened.
pub fn came_online(app: &App, user: Id) {
    active(app, user);
}

/// Somebody's last window closed.
pub fn went_offline(app: &App, user: Id) {
    change(app, user, rules::gone);
}

/// Somebody's window is still open: they are away when they did nothing for long.
pub fn still_there(app: &App, user: Id) {
    let (now, after) = (app.clock.now(), app.config.now().user_status_away_timeout.saturating_mul(1000));
    change(app, user, |status| rules::idle(status, now, after));
}

/// A client says whether somebody sits before it.
pub fn set_active(app: &App, user: Id, is_active: bool, manual: bool) {
    let now = app.clock.now();
    change(app, user, |status| if is_active { rules::active(status, now) } else { rules::away(status, manual) });
}
