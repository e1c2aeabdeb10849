//! What changes the site: its identity, made once; its configuration; the end of its first set-up.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::{Map, Value};

use super::site::{Identity, Site};
use super::{rules, secrets, store};
use crate::access::Actor;
use crate::app::App;
use crate::base::config::{Current, defaults, merge};
use crate::base::crypto;
use crate::base::error::Context;
use crate::base::{Id, Millis, Result, refuse};
use crate::events::Event;

const DIAGNOSTIC_ID: &str = "DiagnosticId";
const INSTALLATION_DATE: &str = "InstallationDate";
const SIGNING_KEY: &str = "HearthSigningKey";
/// Whether the first set-up is done: `true` or `false`.
pub const SETUP_COMPLETE: &str = "FirstAdminSetupComplete";

/// Reads what this site is; makes it at the first start.
pub async fn identify(app: &App, now: Millis) -> Result<Identity> {
    let key = BASE64.encode(crypto::new_signing_key()?);
    let (diagnostic_id, installation_date, key, schema_version) = app
        .db
        .write(move |tx| {
            let mut keep = |name: &str, value: &str| -> Result<String> {
                store::insert_value(tx, name, value)?;
                Ok(store::find_value(tx, name)?.unwrap_or_default())
            };
            let id = keep(DIAGNOSTIC_ID, Id::new().as_str())?;
            let date = keep(INSTALLATION_DATE, &now.to_string())?;
            let key = keep(SIGNING_KEY, &key)?;
            let newest = store::list_migrations(tx)?.last().map_or(0, |step| step.version);
            Ok((id, date, key, newest))
        })
        .await?;
    let key = BASE64.decode(key).context("reading the signing key")?;
    let public_key = BASE64.encode(crypto::public_key(&key)?);
    Ok(Identity { diagnostic_id, installation_date, public_key, schema_version })
}

/// How a new configuration is made of what was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// What was sent is all there is to be; what it leaves out is as in a new site.
    Replace,
    /// What was sent goes over what there is.
    Patch,
}

/// Puts another configuration in force, and tells clients when their part of it changed.
///
/// Only sections that the actor may change count; 403 when there is none among those sent.
pub async fn change_config(app: &App, actor: &Actor, sent: Map<String, Value>, how: Change) -> Result<Arc<Current>> {
    let sent = permitted(actor, sent)?;
    let before = app.config.now();
    let patch = rules::known(&sent, &defaults())?;
    let changed = tokio::task::spawn_blocking({
        let app = app.clone();
        move || app.config.change(|stored| apply(stored, patch, how))
    });
    let after = changed.await.context("changing the configuration")??;
    if after.document != before.document {
        tell(app);
    }
    Ok(after)
}

/// Reads the file again.
pub async fn reload_config(app: &App) -> Result<()> {
    let again = app.clone();
    let before = app.config.now();
    let after =
        tokio::task::spawn_blocking(move || again.config.reload()).await.context("reading the configuration")??;
    if after.document != before.document {
        tell(app);
    }
    Ok(())
}

fn tell(app: &App) {
    let config = app.room::<Site>().client_config(app).full.clone();
    app.hub.tell(&Event::ConfigChanged { config });
}

fn permitted(actor: &Actor, mut sent: Map<String, Value>) -> Result<Map<String, Value>> {
    let may = |section: &str| rules::may_touch(actor, rules::Wish::Write, section);
    let any = may("") || sent.keys().any(|section| may(section));
    if !any {
        return Err(refuse::forbidden().into());
    }
    sent.retain(|section, _| may(section));
    Ok(sent)
}

fn apply(stored: &mut Value, patch: Value, how: Change) -> Result<()> {
    let before = stored.clone();
    if how == Change::Replace {
        replace_known(stored, defaults());
    }
    merge(stored, &patch);
    secrets::restore(stored, &before);
    let site_url = |tree: &Value| tree.pointer("/ServiceSettings/SiteURL").and_then(Value::as_str).map(str::to_owned);
    if site_url(stored).is_some_and(|url| url.is_empty()) && site_url(&before).is_some_and(|url| !url.is_empty()) {
        // Links in mails and permalinks are made of it: once there is one, there must be one.
        return Err(refuse::with(400, "api.config.update_config.clear_siteurl.app_error").into());
    }
    rules::check(stored)
}

/// Puts every setting that we know back to its default; what we do not know stays.
fn replace_known(stored: &mut Value, defaults: Value) {
    match (stored, defaults) {
        (Value::Object(stored), Value::Object(defaults)) if !defaults.is_empty() => {
            for (key, value) in defaults {
                replace_known(stored.entry(key).or_insert(Value::Null), value);
            }
        }
        (stored, defaults) => *stored = defaults,
    }
}

/// Marks the first set-up as done.
pub async fn complete_setup(app: &App) -> Result<()> {
    app.db.write(|tx| store::update_value(tx, SETUP_COMPLETE, "true")).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_replacement_forgets_what_it_leaves_out_but_not_what_we_do_not_know() {
        let mut stored = defaults();
        merge(&mut stored, &json!({"TeamSettings": {"SiteName": "Ours", "Mine": 1}, "Theirs": {"a": 1}}));
        apply(&mut stored, json!({"PasswordSettings": {"MinimumLength": 9}}), Change::Replace).ok();
        assert_eq!(stored["TeamSettings"]["SiteName"], defaults()["TeamSettings"]["SiteName"]);
        assert_eq!((&stored["TeamSettings"]["Mine"], &stored["Theirs"]), (&json!(1), &json!({"a": 1})));
        assert_eq!(stored["PasswordSettings"]["MinimumLength"], 9);
    }

    #[test]
    fn an_address_once_given_is_not_taken_away() {
        let mut stored = defaults();
        stored["ServiceSettings"]["SiteURL"] = "https://chat.example.com".into();
        assert!(apply(&mut stored.clone(), json!({}), Change::Replace).is_err());
        assert!(
            apply(&mut stored, json!({"ServiceSettings": {"SiteURL": "https://other.example.com"}}), Change::Patch)
                .is_ok()
        );
    }
}
