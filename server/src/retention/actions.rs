//! Making and changing policies.

use super::rules;
use super::store::{self, Place};
use super::wire::{Policy, PolicyPatch};
use crate::base::{Id, Result, refuse};
use crate::events::Tx;

/// Makes a policy.
pub fn create(tx: &mut Tx<'_>, new: &PolicyPatch) -> Result<Policy> {
    rules::check(new)?;
    let name = new.display_name.as_deref().ok_or_else(|| refuse::invalid_param("display_name"))?;
    let days = new.post_duration.ok_or_else(|| refuse::invalid_param("post_duration"))?;
    let id = Id::new();
    store::put(tx, id, name, days)?;
    settle(tx, id, new)?;
    get(tx, id)
}

/// Changes a policy.
pub fn edit(tx: &mut Tx<'_>, id: Id, patch: &PolicyPatch) -> Result<Policy> {
    let policy = get(tx, id)?;
    rules::check(patch)?;
    let name = patch.display_name.as_deref().unwrap_or(&policy.display_name);
    store::put(tx, id, name, patch.post_duration.or(policy.post_duration).unwrap_or(-1))?;
    for (place, ids) in [(Place::Teams, &patch.team_ids), (Place::Channels, &patch.channel_ids)] {
        if ids.is_some() {
            store::clear(tx, id, place)?;
        }
    }
    settle(tx, id, patch)?;
    get(tx, id)
}

/// Puts the places that a body names under the policy.
fn settle(tx: &mut Tx<'_>, id: Id, patch: &PolicyPatch) -> Result<()> {
    for (place, ids) in [(Place::Teams, &patch.team_ids), (Place::Channels, &patch.channel_ids)] {
        if let Some(ids) = ids {
            add(tx, id, place, ids)?;
        }
    }
    Ok(())
}

/// Puts places under a policy. Refused when one of them does not exist.
pub fn add(tx: &mut Tx<'_>, policy: Id, place: Place, ids: &[Id]) -> Result<()> {
    let mut distinct = ids.to_vec();
    distinct.sort_unstable();
    distinct.dedup();
    if store::count_known(tx, place, &distinct)? != distinct.len() as i64 {
        let field = if place == Place::Teams { "team_ids" } else { "channel_ids" };
        return Err(refuse::invalid_param(field).into());
    }
    store::add(tx, policy, place, &distinct)
}

/// A policy, or a refusal.
pub fn get(conn: &mut crate::base::db::Conn<'_>, id: Id) -> Result<Policy> {
    store::find(conn, id)?.ok_or_else(|| refuse::not_found("app.retention_policy.get.app_error").into())
}
