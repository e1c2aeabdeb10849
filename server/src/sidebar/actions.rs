//! Arranging categories.

use super::wire::Category;
use super::{rules, store};
use crate::app::House;
use crate::base::{Error, Id, Millis, Result, refuse};
use crate::channels;
use crate::events::{Event, Tx};
use crate::preferences;

/// The preference that mirrors the favourites.
const FAVOURITE: &str = "favorite_channel";

/// Somebody's categories; makes the built-in ones the first time.
pub fn open(tx: &mut Tx<'_>, user: Id, team: Id) -> Result<Vec<Category>> {
    if store::list(tx, user, team)?.is_empty() {
        store::insert(tx, &rules::built_in(user, team))?;
    }
    store::list(tx, user, team)
}

/// Makes a category.
pub fn create(tx: &mut Tx<'_>, user: Id, team: Id, wanted: Category) -> Result<Category> {
    let mut all = open(tx, user, team)?;
    let fresh = Category {
        id: Id::new().to_string(),
        user_id: user,
        team_id: team,
        kind: "custom".into(),
        channel_ids: store::keep_joined(tx, user, &wanted.channel_ids)?,
        ..wanted
    };
    let place = rules::place_of_new(&all);
    all.insert(place, fresh);
    renumber(tx, &mut all)?;
    let made = all.swap_remove(place);
    store::put_channels(tx, &made)?;
    tx.tell(Event::CategoryCreated { user, team, category_id: made.id.clone() });
    Ok(made)
}

fn renumber(tx: &mut Tx<'_>, all: &mut [Category]) -> Result<()> {
    for (place, category) in (0..).zip(all.iter_mut()) {
        category.sort_order = place * rules::STEP;
    }
    store::insert(tx, all)
}

/// Changes categories: names, ways of sorting, and which channels are in them.
///
/// Channels of a muted category are muted; a channel may stand in several categories.
pub fn change(tx: &mut Tx<'_>, user: Id, team: Id, wanted: Vec<Category>, now: Millis) -> Result<Vec<Category>> {
    let all = open(tx, user, team)?;
    let mut done = Vec::with_capacity(wanted.len());
    for one in wanted {
        let old = all.iter().find(|old| old.id == one.id).ok_or_else(refused)?;
        let mut new = rules::changed(old, one);
        new.channel_ids = store::keep_joined(tx, user, &new.channel_ids)?;
        if new.kind == "favorites" {
            mirror(tx, user, &old.channel_ids, &new.channel_ids)?;
        }
        store::insert(tx, std::slice::from_ref(&new))?;
        store::put_channels(tx, &new)?;
        let (muted, unmuted) = rules::muted_by(old, &new);
        channels::set_muted(tx, user, &muted, true, now)?;
        channels::set_muted(tx, user, &unmuted, false, now)?;
        done.push(new);
    }
    tx.tell(Event::CategoriesUpdated { user, team, categories: done.clone() });
    Ok(done)
}

fn refused() -> Error {
    refuse::with(400, "app.channel.sidebar_categories.app_error").into()
}

/// Keeps the preference true for what is a favourite, and false for what no longer is.
fn mirror(tx: &mut Tx<'_>, user: Id, before: &[Id], now: &[Id]) -> Result<()> {
    for added in now.iter().filter(|channel| !before.contains(channel)) {
        preferences::put(tx, user, FAVOURITE, added.as_str(), "true")?;
    }
    for removed in before.iter().filter(|channel| !now.contains(channel)) {
        preferences::put(tx, user, FAVOURITE, removed.as_str(), "false")?;
    }
    Ok(())
}

/// Puts the categories in another order, which must name each of them once.
pub fn reorder(tx: &mut Tx<'_>, user: Id, team: Id, order: Vec<String>) -> Result<Vec<String>> {
    let mut all = open(tx, user, team)?;
    let mut sorted = order.clone();
    sorted.sort();
    sorted.dedup();
    if sorted.len() != all.len() || order.len() != all.len() || all.iter().any(|known| !order.contains(&known.id)) {
        return Err(refused());
    }
    all.sort_by_key(|category| order.iter().position(|id| *id == category.id));
    renumber(tx, &mut all)?;
    tx.tell(Event::CategoryOrderUpdated { user, team, order: order.clone() });
    Ok(order)
}

/// Removes a category of somebody's own; its channels fall back to the built-in ones.
pub fn remove(tx: &mut Tx<'_>, category: &Category) -> Result<()> {
    if category.kind != "custom" {
        return Err(refused());
    }
    store::delete(tx, &category.id)?;
    let (user, team) = (category.user_id, category.team_id);
    tx.tell(Event::CategoryDeleted { user, team, category_id: category.id.clone() });
    Ok(())
}

/// Favourites that are set or taken back as preferences move into and out of their category.
pub fn record(_: &House, tx: &mut Tx<'_>, event: &Event) -> Result<()> {
    let (user, changes, set) = match event {
        Event::PreferencesChanged { user, preferences } => (*user, preferences, true),
        Event::PreferencesDeleted { user, preferences } => (*user, preferences, false),
        _ => return Ok(()),
    };
    for one in changes.iter().filter(|one| one.category == FAVOURITE) {
        let channel = Id::parse(&one.name);
        move_favourite(tx, user, channel, set && one.value == "true")?;
    }
    tx.tell(Event::CategoriesUpdated { user, team: Id::NONE, categories: Vec::new() });
    Ok(())
}

/// Writes which channels of a team somebody has among their favourites, as an archive has it; others stay there too.
pub fn keep_favourites(tx: &mut Tx<'_>, user: Id, team: Id, channels: &[Id]) -> Result<()> {
    let all = open(tx, user, team)?;
    let Some(mut category) = all.into_iter().find(|category| category.kind == "favorites") else { return Ok(()) };
    let before = category.channel_ids.clone();
    category.channel_ids.extend(channels.iter().filter(|channel| !before.contains(channel)));
    mirror(tx, user, &before, &category.channel_ids)?;
    store::put_channels(tx, &category)
}

/// Writes that a channel without a team is somebody's favourite, in each team whose list they have.
pub fn keep_favourite(tx: &mut Tx<'_>, user: Id, channel: Id) -> Result<()> {
    preferences::put(tx, user, FAVOURITE, channel.as_str(), "true")?;
    move_favourite(tx, user, channel, true)
}

fn move_favourite(tx: &mut Tx<'_>, user: Id, channel: Id, favourite: bool) -> Result<()> {
    for (id, team) in store::list_favourites(tx, user, channel)? {
        let Some(mut category) = store::list(tx, user, team)?.into_iter().find(|known| known.id == id) else {
            continue;
        };
        category.channel_ids.retain(|known| *known != channel);
        if favourite {
            category.channel_ids.insert(0, channel);
        }
        store::put_channels(tx, &category)?;
    }
    Ok(())
}
