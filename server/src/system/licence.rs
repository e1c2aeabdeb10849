//! The licence that clients ask for: everything is there, for everyone, for good.

use serde_json::{Map, Value};

/// Features that clients know by name. All of them are on.
const FEATURES: &[&str] = &[
    "Announcement",
    "Cluster",
    "Compliance",
    "CustomPermissionsSchemes",
    "CustomTermsOfService",
    "DataRetention",
    "Elasticsearch",
    "EmailNotificationContents",
    "GoogleOAuth",
    "GuestAccounts",
    "GuestAccountsPermissions",
    "IDLoadedPushNotifications",
    "IsLicensed",
    "LDAP",
    "LDAPGroups",
    "LockTeammateNameDisplay",
    "MFA",
    "MHPNS",
    "MessageExport",
    "Metrics",
    "Office365OAuth",
    "OpenId",
    "OutgoingOAuthConnections",
    "RemoteClusterService",
    "SAML",
    "SharedChannels",
];

/// What is not so. `Cloud` above all: clients would begin to look for a subscription.
const NOT_SO: &[&str] = &["Cloud", "IsGovSku", "IsTrial"];

/// Seats that clients are told of; nothing counts them.
pub const SEATS: i64 = 100_000;

/// The year 2100: clients warn of an end that is near.
const NO_END: i64 = 4_102_444_800_000;

/// The licence as clients read it: every value a string. `whole` adds what administrators see; `since` is when the
/// site was set up, in milliseconds.
pub fn tell(whole: bool, since: &str, site: &str) -> Map<String, Value> {
    let mut told = Map::new();
    let mut say = |name: &str, value: &str| told.insert(name.to_owned(), Value::String(value.to_owned()));
    FEATURES.iter().for_each(|name| drop(say(name, "true")));
    NOT_SO.iter().for_each(|name| drop(say(name, "false")));
    say("Company", site);
    say("SkuShortName", "advanced");
    say("Users", &SEATS.to_string());
    if whole {
        let end = NO_END.to_string();
        let more = [
            ("Id", "hearth"),
            ("Name", site),
            ("Email", ""),
            ("IssuedAt", since),
            ("StartsAt", since),
            ("ExpiresAt", &end),
            ("SkuName", "Hearth"),
        ];
        more.iter().for_each(|(name, value)| drop(say(name, value)));
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_is_on_and_only_administrators_see_dates() {
        let told = tell(false, "1", "Hearth");
        assert_eq!(told.len(), 32);
        assert!(told["SkuShortName"] == "advanced" && told["LDAPGroups"] == "true" && told["Cloud"] == "false");
        assert!(told.get("ExpiresAt").is_none());
        assert_eq!(tell(true, "1", "Hearth").len(), 39);
    }
}
