//! Making choices and taking them back.

use super::wire::Preference;
use super::{rules, store};
use crate::app::House;
use crate::base::{Id, Result};
use crate::events::{Event, Tx};

/// Writes choices, and tells the person's windows.
pub fn change(tx: &mut Tx<'_>, user: Id, preferences: Vec<Preference>) -> Result<()> {
    let kept: Vec<Preference> = preferences.iter().cloned().map(rules::settle).collect();
    store::put_all(tx, &kept)?;
    tx.tell(Event::PreferencesChanged { user, preferences });
    Ok(())
}

/// Takes choices back, and tells the person's windows.
pub fn remove(tx: &mut Tx<'_>, user: Id, preferences: Vec<Preference>) -> Result<()> {
    store::delete_all(tx, user, &preferences)?;
    tx.tell(Event::PreferencesDeleted { user, preferences });
    Ok(())
}

/// Writes one choice for another room, and tells nobody: what that room tells says it.
pub fn put(tx: &mut Tx<'_>, user: Id, category: &str, name: &str, value: &str) -> Result<()> {
    let one = Preference { user_id: user, category: category.into(), name: name.into(), value: value.into() };
    store::put_all(tx, &[one])
}

/// Writes choices that an archive has: each a category, a name and a value.
pub fn keep(tx: &mut Tx<'_>, user: Id, choices: Vec<(&str, String, String)>) -> Result<()> {
    if choices.is_empty() {
        return Ok(());
    }
    let made = choices.into_iter().map(|(category, name, value)| Preference {
        user_id: user,
        category: category.into(),
        name,
        value,
    });
    store::put_all(tx, &made.map(rules::settle).collect::<Vec<_>>())
}

/// Gives a new account the choices that clients expect to find.
pub fn record(_: &House, tx: &mut Tx<'_>, event: &Event) -> Result<()> {
    let Event::UserCreated { user, .. } = event else { return Ok(()) };
    let choices = [
        ("recommended_next_steps", "hide", "false"),
        ("system_notice", "GMasDM", "true"),
        ("tutorial_step", user.id.as_str(), "0"),
    ];
    let made = choices.map(|(category, name, value)| Preference {
        user_id: user.id,
        category: category.into(),
        name: name.into(),
        value: value.into(),
    });
    store::put_all(tx, &made)
}
