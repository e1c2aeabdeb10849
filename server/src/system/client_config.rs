//! What clients are told of the configuration: every value a string.
//!
//! The table in `config/client-config.tsv` says for each key where its value comes from:
//! `Section.Setting`, its value; `A & B`, whether both are true; `set A`, whether it is not empty; `default A`,
//! whether it is what a new site has; `hours A B`, A, or B days; `= text`, always the same; `computed`, see [`Facts`].
//! Keys for `everyone` are told before login; those for `sessions` come on top, and in place of one of the same name.

use std::sync::LazyLock;

use serde_json::{Map, Value};

use super::site::{Identity, VERSION};
use crate::base::config::{Current, defaults};
use crate::base::crypto::sha256_hex;

const TABLE: &str = include_str!("../../../config/client-config.tsv");

/// The version of this program in one word: `X-Version-Id` separates its parts by dots.
pub const BUILD_NUMBER: &str = concat!(
    env!("CARGO_PKG_VERSION_MAJOR"),
    "-",
    env!("CARGO_PKG_VERSION_MINOR"),
    "-",
    env!("CARGO_PKG_VERSION_PATCH")
);

/// The day of this version, as people read it: a build that can be repeated knows no other.
const RELEASED: &str = "2026-11-29";

/// What the table calls computed.
pub struct Facts<'a> {
    /// What was made at the first start.
    pub identity: &'a Identity,
    /// Whether anybody has an account.
    pub has_accounts: bool,
    /// `sqlite` or `postgres`.
    pub driver: &'static str,
}

#[derive(Debug)]
struct Key {
    name: &'static str,
    source: Source,
    for_everyone: bool,
}

#[derive(Debug)]
enum Source {
    Setting(&'static str),
    All(Vec<&'static str>),
    Set(&'static str),
    Default(&'static str),
    Hours(&'static str, &'static str),
    Constant(&'static str),
    Computed,
}

static KEYS: LazyLock<Vec<Key>> = LazyLock::new(|| TABLE.lines().skip(1).filter_map(Key::parse).collect());
static DEFAULTS: LazyLock<Value> = LazyLock::new(defaults);

/// What everyone is told, and what those with a session are told.
pub fn tell(current: &Current, facts: &Facts<'_>) -> (Map<String, Value>, Map<String, Value>) {
    let value = |key: &Key| (key.name.to_owned(), Value::String(key.value(&current.document, facts)));
    let limited: Map<_, _> = KEYS.iter().filter(|key| key.for_everyone).map(value).collect();
    let mut full = limited.clone();
    full.extend(KEYS.iter().filter(|key| !key.for_everyone).map(value));
    (limited, full)
}

impl Key {
    fn parse(line: &'static str) -> Option<Key> {
        let mut columns = line.split('\t');
        let (name, source, audience) = (columns.next()?, columns.next()?, columns.next()?);
        Some(Key { name, source: Source::parse(source), for_everyone: audience == "everyone" })
    }

    fn value(&self, document: &Value, facts: &Facts<'_>) -> String {
        let at = |path| find(document, path);
        match &self.source {
            Source::Setting(path) => text(at(path)),
            Source::All(paths) => paths.iter().all(|path| at(path) == &Value::Bool(true)).to_string(),
            Source::Set(path) => (!text(at(path)).is_empty()).to_string(),
            Source::Default(path) => (at(path) == find(&DEFAULTS, path)).to_string(),
            Source::Hours(hours, days) => match (at(hours).as_i64(), at(days).as_i64()) {
                (Some(hours), _) if hours > 0 => hours.to_string(),
                (_, days) => days.unwrap_or(0).saturating_mul(24).to_string(),
            },
            Source::Constant(value) => (*value).to_owned(),
            Source::Computed => facts.value(self.name),
        }
    }
}

impl Source {
    fn parse(text: &'static str) -> Source {
        let words: Vec<&str> = text.split(' ').collect();
        match words[..] {
            ["computed"] => Source::Computed,
            ["=", ..] => Source::Constant(text.trim_start_matches('=').trim_start()),
            ["set", path] => Source::Set(path),
            ["default", path] => Source::Default(path),
            ["hours", hours, days] => Source::Hours(hours, days),
            _ if text.contains(" & ") => Source::All(text.split(" & ").collect()),
            _ => Source::Setting(text),
        }
    }
}

impl Facts<'_> {
    fn value(&self, name: &str) -> String {
        match name {
            "AsymmetricSigningPublicKey" => self.identity.public_key.clone(),
            "BuildDate" => RELEASED.to_owned(),
            "BuildNumber" => BUILD_NUMBER.to_owned(),
            // The same for every start of one build: clients ask their people to reload when it changes.
            "BuildHash" | "BuildHashEnterprise" => sha256_hex(env!("CARGO_PKG_VERSION").as_bytes())[..40].to_owned(),
            "DiagnosticId" | "TelemetryId" => self.identity.diagnostic_id.clone(),
            "InstallationDate" => self.identity.installation_date.clone(),
            "NoAccounts" => (!self.has_accounts).to_string(),
            "SQLDriverName" => self.driver.to_owned(),
            "SchemaVersion" => self.identity.schema_version.to_string(),
            "Version" => VERSION.to_owned(),
            _ => String::new(),
        }
    }
}

fn find<'a>(document: &'a Value, path: &str) -> &'a Value {
    path.split('.').try_fold(document, |tree, key| tree.get(key)).unwrap_or(&Value::Null)
}

/// A value as the old format writes it.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        Value::Array(items) => items.iter().map(text).collect::<Vec<_>>().join(","),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::config::{Configuration, Environment};
    use serde_json::json;

    fn told(patch: Value) -> (Map<String, Value>, Map<String, Value>) {
        let configuration = Configuration::open(None, Environment::default()).expect("the defaults");
        let current = configuration.patch(&patch).expect("a patch");
        let identity = Identity { diagnostic_id: "abc".into(), ..Identity::default() };
        tell(&current, &Facts { identity: &identity, has_accounts: true, driver: "sqlite" })
    }

    #[test]
    fn every_key_of_the_table_leads_to_a_setting() {
        assert_eq!(KEYS.len(), 276);
        let paths = KEYS.iter().flat_map(|key| match &key.source {
            Source::Setting(path) | Source::Set(path) | Source::Default(path) => vec![*path],
            Source::All(paths) => paths.clone(),
            Source::Hours(hours, days) => vec![*hours, *days],
            Source::Constant(_) | Source::Computed => vec![],
        });
        let lost: Vec<_> = paths.filter(|path| find(&DEFAULTS, path).is_null()).collect();
        assert!(lost.is_empty(), "{lost:?}");
    }

    #[test]
    fn everyone_hears_half_of_it() {
        let (limited, full) = told(json!({"TeamSettings": {"SiteName": "Ours"}}));
        assert_eq!((limited.len(), full.len()), (134, 274));
        assert!(full.values().all(Value::is_string));
        assert_eq!((&limited["SiteName"], &limited["NoAccounts"]), (&json!("Ours"), &json!("false")));
        assert!(limited.get("MaxPostSize").is_none());
        assert_eq!(full["MaxPostSize"], "16383");
    }

    #[test]
    fn each_kind_of_source_has_its_answer() {
        let (limited, full) = told(json!({
            "LdapSettings": {"FirstNameAttribute": "givenName"},
            "DataRetentionSettings": {"MessageRetentionHours": 7},
            "ThemeSettings": {"AllowedThemes": ["onyx", "denim"]},
        }));
        assert_eq!(full["LdapFirstNameAttributeSet"], "true");
        assert_eq!(full["LdapLastNameAttributeSet"], "false");
        assert_eq!(full["DataRetentionMessageRetentionHours"], "7");
        assert_eq!(full["DataRetentionFileRetentionHours"], "8760");
        assert_eq!(full["AllowedThemes"], "onyx,denim");
        assert_eq!(full["IsDefaultMarketplace"], "true");
        assert_eq!((&limited["EnableClientMetrics"], &full["EnableClientMetrics"]), (&json!("true"), &json!("false")));
        assert_eq!((&full["Version"], &full["DiagnosticId"]), (&json!("11.6.0"), &json!("abc")));
    }
}
