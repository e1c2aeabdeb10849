//! What a configuration must be like, and which part of it an administrator of some areas may see and change.

use hyper::Uri;
use serde_json::{Map, Value};

use crate::access::{Actor, Permission};
use crate::base::{Result, refuse};

/// Which parts of the configuration somebody may see (`read`) or change (`write`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    Read,
    Write,
}

/// Whether the actor may do it to a section. System admins may always.
pub fn may_touch(actor: &Actor, wish: Wish, section: &str) -> bool {
    let verb = if wish == Wish::Read { "read" } else { "write" };
    let granted = |area: &&str| {
        Permission::find(&format!("sysconsole_{verb}_{area}")).is_some_and(|permission| actor.may(permission))
    };
    actor.may(Permission::ManageSystem) || areas(section).iter().any(granted)
}

/// The areas of the system console that a section belongs to. Sections of none are for system admins.
fn areas(section: &str) -> &'static [&'static str] {
    match section {
        "ServiceSettings" => &[
            "environment_web_server",
            "environment_session_lengths",
            "environment_developer",
            "integrations_integration_management",
            "integrations_bot_accounts",
            "integrations_gif",
            "integrations_cors",
            "site_posts",
            "site_emoji",
        ],
        "TeamSettings" => &["site_customization", "site_users_and_teams", "site_notifications"],
        "FileSettings" => &["environment_file_storage", "site_file_sharing_and_downloads", "site_public_links"],
        "EmailSettings" => {
            &["environment_smtp", "environment_push_notification_server", "site_notifications", "authentication_email"]
        }
        "SqlSettings" => &["environment_database"],
        "LogSettings" => &["environment_logging"],
        "PasswordSettings" => &["authentication_password"],
        "RateLimitSettings" => &["environment_rate_limiting"],
        "PrivacySettings" => &["site_users_and_teams"],
        "SupportSettings" | "NativeAppSettings" => &["site_customization"],
        "AnnouncementSettings" => &["site_announcement_banner", "site_notices"],
        "GitLabSettings" | "GoogleSettings" | "Office365Settings" | "OpenIdSettings" => &["authentication_openid"],
        "LdapSettings" => &["authentication_ldap"],
        "SamlSettings" => &["authentication_saml"],
        "GuestAccountsSettings" => &["authentication_guest_access"],
        "LocalizationSettings" => &["site_localization"],
        "CacheSettings" | "ClusterSettings" => &["environment_high_availability"],
        "MetricsSettings" => &["environment_performance_monitoring"],
        "ElasticsearchSettings" => &["environment_elasticsearch"],
        "ImageProxySettings" => &["environment_image_proxy"],
        "ComplianceSettings" => &["compliance_compliance_monitoring"],
        "DataRetentionSettings" => &["compliance_data_retention_policy"],
        "MessageExportSettings" => &["compliance_compliance_export"],
        "ExperimentalSettings" | "ThemeSettings" => &["experimental_features"],
        "FeatureFlags" => &["experimental_feature_flags"],
        "PluginSettings" => &["plugins"],
        "DisplaySettings" | "WranglerSettings" => &["site_posts"],
        _ => &[],
    }
}

/// The part of a patch that is about settings there are: `defaults` has them all.
///
/// A value of another kind than its default is refused by its name.
pub fn known(patch: &Map<String, Value>, defaults: &Value) -> Result<Value> {
    let mut known = Map::new();
    for (section, given) in patch {
        let (Some(settings), Some(given)) = (defaults.get(section).and_then(Value::as_object), given.as_object())
        else {
            continue;
        };
        let mut inner = Map::new();
        for (setting, value) in given {
            let Some(usual) = settings.get(setting) else { continue };
            if !value.is_null() && !same_kind(value, usual) {
                return Err(refuse::invalid_param(&format!("{section}.{setting}")).into());
            }
            inner.insert(setting.clone(), value.clone());
        }
        known.insert(section.clone(), Value::Object(inner));
    }
    Ok(Value::Object(known))
}

fn same_kind(value: &Value, usual: &Value) -> bool {
    match (value, usual) {
        (Value::Number(value), Value::Number(usual)) => value.is_i64() || usual.is_f64(),
        (Value::Array(values), Value::Array(_)) => values.windows(2).all(|pair| same_kind(&pair[0], &pair[1])),
        _ => usual.is_null() || std::mem::discriminant(value) == std::mem::discriminant(usual),
    }
}

/// Refuses a configuration that cannot be lived with, with the id that clients know.
pub fn check(document: &Value) -> Result<()> {
    for (path, about, good) in CHECKS {
        let value = path.split('.').try_fold(document, |tree, key| tree.get(key)).unwrap_or(&Value::Null);
        if !good.holds(value) {
            let refusal = refuse::with(400, format!("model.config.is_valid.{about}.app_error"));
            return Err(refusal.about(*path).into());
        }
    }
    Ok(())
}

/// What a value must be.
enum Good {
    Within(i64, i64),
    OneOf(&'static [&'static str]),
    Filled,
    Address,
    NoLongerThan(usize),
}

impl Good {
    fn holds(&self, value: &Value) -> bool {
        let text = value.as_str().unwrap_or_default();
        match self {
            Good::Within(least, most) => value.as_i64().is_some_and(|number| (*least..=*most).contains(&number)),
            Good::OneOf(words) => words.contains(&text),
            Good::Filled => !text.is_empty(),
            Good::Address => text.is_empty() || is_address(text),
            Good::NoLongerThan(most) => text.chars().count() <= *most,
        }
    }
}

/// `http` or `https`, a host, and whatever follows.
fn is_address(text: &str) -> bool {
    let Ok(uri) = text.parse::<Uri>() else { return false };
    matches!(uri.scheme_str(), Some("http" | "https")) && uri.host().is_some_and(|host| !host.is_empty())
}

use Good::{Address, Filled, NoLongerThan, OneOf, Within};

const ANY: i64 = i64::MAX;

/// Setting, the middle of the error's id, and what is good. The first that fails is told.
const CHECKS: &[(&str, &str, Good)] = &[
    ("ServiceSettings.SiteURL", "site_url", Address),
    ("TeamSettings.MaxUsersPerTeam", "max_users", Within(1, ANY)),
    ("TeamSettings.MaxChannelsPerTeam", "max_channels", Within(1, ANY)),
    ("TeamSettings.MaxNotificationsPerChannel", "max_notify_per_channel", Within(1, ANY)),
    ("TeamSettings.UserStatusAwayTimeout", "user_status_away_timeout", Within(1, ANY)),
    ("TeamSettings.RestrictDirectMessage", "restrict_direct_message", OneOf(&["any", "team"])),
    (
        "TeamSettings.TeammateNameDisplay",
        "teammate_name_display",
        OneOf(&["username", "nickname_full_name", "full_name"]),
    ),
    ("TeamSettings.SiteName", "sitename_length", NoLongerThan(30)),
    ("SqlSettings.DriverName", "sql_driver", OneOf(&["postgres", "sqlite"])),
    ("SqlSettings.MaxOpenConns", "sql_max_conn", Within(1, ANY)),
    ("FileSettings.MaxFileSize", "max_file_size", Within(1, ANY)),
    ("FileSettings.DriverName", "file_driver", OneOf(&["local", "amazons3"])),
    ("EmailSettings.ConnectionSecurity", "email_security", OneOf(&["", "TLS", "STARTTLS"])),
    ("EmailSettings.EmailNotificationContentsType", "email_notification_contents_type", OneOf(&["full", "generic"])),
    ("RateLimitSettings.MemoryStoreSize", "rate_mem", Within(1, ANY)),
    ("RateLimitSettings.PerSec", "rate_sec", Within(1, ANY)),
    ("RateLimitSettings.MaxBurst", "max_burst", Within(1, ANY)),
    ("LdapSettings.ConnectionSecurity", "ldap_security", OneOf(&["", "TLS", "STARTTLS"])),
    ("PasswordSettings.MinimumLength", "password_length", Within(5, 72)),
    ("ServiceSettings.ConnectionSecurity", "webserver_security", OneOf(&["", "TLS"])),
    ("ServiceSettings.ReadTimeout", "read_timeout", Within(1, ANY)),
    ("ServiceSettings.WriteTimeout", "write_timeout", Within(1, ANY)),
    ("ServiceSettings.TimeBetweenUserTypingUpdatesMilliseconds", "time_between_user_typing", Within(1000, ANY)),
    ("ServiceSettings.MaximumLoginAttempts", "login_attempts", Within(1, ANY)),
    ("ServiceSettings.MaximumPayloadSizeBytes", "max_payload_size", Within(1, ANY)),
    ("ServiceSettings.MaximumURLLength", "max_url_length", Within(1, ANY)),
    ("ServiceSettings.ListenAddress", "listen_address", Filled),
    (
        "ServiceSettings.ExperimentalGroupUnreadChannels",
        "group_unread_channels",
        OneOf(&["disabled", "default_on", "default_off"]),
    ),
    (
        "ServiceSettings.CollapsedThreads",
        "collapsed_threads",
        OneOf(&["disabled", "default_on", "default_off", "always_on"]),
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::config::{defaults, merge};
    use serde_json::json;

    fn refused(patch: &Value) -> Option<String> {
        let mut document = defaults();
        merge(&mut document, patch);
        check(&document).err().and_then(|error| error.refusal_id().map(str::to_owned))
    }

    #[test]
    fn the_defaults_are_good_and_every_check_is_about_a_setting() {
        let document = defaults();
        assert!(check(&document).is_ok(), "{:?}", check(&document));
        for (path, ..) in CHECKS {
            assert!(document.pointer(&format!("/{}", path.replace('.', "/"))).is_some(), "{path}");
        }
    }

    #[test]
    fn what_cannot_be_lived_with_is_refused_by_its_id() {
        for (patch, about) in [
            (json!({"TeamSettings": {"MaxUsersPerTeam": 0}}), "max_users"),
            (json!({"ServiceSettings": {"SiteURL": "not a url"}}), "site_url"),
            (json!({"ServiceSettings": {"SiteURL": "ftp://host"}}), "site_url"),
            (json!({"PasswordSettings": {"MinimumLength": 200}}), "password_length"),
            (json!({"SqlSettings": {"DriverName": "oracle"}}), "sql_driver"),
            (json!({"ServiceSettings": {"ListenAddress": ""}}), "listen_address"),
            (json!({"TeamSettings": {"RestrictDirectMessage": "bogus"}}), "restrict_direct_message"),
        ] {
            let id = format!("model.config.is_valid.{about}.app_error");
            assert_eq!(refused(&patch), Some(id), "{patch}");
        }
        assert_eq!(refused(&json!({"ServiceSettings": {"SiteURL": "https://chat.example.com/sub"}})), None);
    }

    #[test]
    fn a_patch_keeps_what_is_known_and_of_its_kind() {
        let patch = |value: Value| known(value.as_object().expect("an object"), &defaults());
        let kept = patch(json!({"TeamSettings": {"SiteName": "x", "Nonsense": 1}, "NoSuchSettings": {"X": 1}}));
        assert_eq!(kept.ok(), Some(json!({"TeamSettings": {"SiteName": "x"}})));
        assert!(patch(json!({"TeamSettings": {"SiteName": 5}})).is_err());
        assert!(patch(json!({"TeamSettings": {"MaxUsersPerTeam": 1.5}})).is_err());
        assert!(patch(json!({"TeamSettings": {"ExperimentalDefaultChannels": ["a", 5]}})).is_err());
        assert!(patch(json!({"TeamSettings": {"SiteName": null}})).is_ok());
    }
}
