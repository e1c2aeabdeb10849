//! Settings that nobody gets to read: they leave as asterisks, and asterisks that come back change nothing.

use serde_json::Value;

const ASTERISKS: &str = "********************************";

const SECRETS: &[(&str, &str)] = &[
    ("CacheSettings", "RedisPassword"),
    ("ElasticsearchSettings", "Password"),
    ("EmailSettings", "SMTPPassword"),
    ("FileSettings", "AmazonS3SecretAccessKey"),
    ("FileSettings", "ExportAmazonS3SecretAccessKey"),
    ("FileSettings", "PublicLinkSalt"),
    ("GitLabSettings", "Secret"),
    ("GoogleSettings", "Secret"),
    ("ImageProxySettings", "RemoteImageProxyOptions"),
    ("LdapSettings", "BindPassword"),
    ("Office365Settings", "Secret"),
    ("OpenIdSettings", "Secret"),
    ("ServiceSettings", "GoogleDeveloperKey"),
    ("ServiceSettings", "SplitKey"),
    ("SqlSettings", "AtRestEncryptKey"),
    ("SqlSettings", "DataSource"),
    ("SqlSettings", "DataSourceReplicas"),
    ("SqlSettings", "DataSourceSearchReplicas"),
];

/// Puts asterisks over every secret that is set.
pub fn hide(document: &mut Value) {
    each(document, |value| match value {
        Value::Array(items) => items.iter_mut().for_each(cover),
        text => cover(text),
    });
}

/// Takes the secrets out altogether.
pub fn remove(document: &mut Value) {
    for (section, setting) in SECRETS {
        if let Some(inner) = document.get_mut(section).and_then(Value::as_object_mut) {
            inner.remove(*setting);
        }
    }
}

/// Puts the secrets of `before` back where `document` has asterisks.
pub fn restore(document: &mut Value, before: &Value) {
    for (section, setting) in SECRETS {
        let at = |tree: &Value| tree.get(section).and_then(|inner| inner.get(setting)).cloned();
        let slot = document.get_mut(section).and_then(|inner| inner.get_mut(setting));
        if let (Some(slot), Some(value)) = (slot, at(before)) {
            match slot {
                // One that was added beside hidden ones is no reason to lose them.
                Value::Array(items) => {
                    items.iter_mut().enumerate().filter(|(_, item)| is_hidden(item)).for_each(|(index, item)| {
                        *item = value.get(index).cloned().unwrap_or_else(|| Value::String(String::new()))
                    })
                }
                text if is_hidden(text) => *text = value,
                _ => {}
            }
        }
    }
}

fn each(document: &mut Value, mut change: impl FnMut(&mut Value)) {
    for (section, setting) in SECRETS {
        if let Some(value) = document.get_mut(section).and_then(|inner| inner.get_mut(setting)) {
            change(value);
        }
    }
}

fn cover(value: &mut Value) {
    if value.as_str().is_some_and(|text| !text.is_empty()) {
        *value = Value::String(ASTERISKS.to_owned());
    }
}

fn is_hidden(value: &Value) -> bool {
    value == ASTERISKS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::config::defaults;
    use serde_json::json;

    #[test]
    fn every_secret_is_a_setting() {
        let all = defaults();
        let lost: Vec<_> = SECRETS.iter().filter(|(section, setting)| all[section][setting].is_null()).collect();
        assert!(lost.is_empty(), "{lost:?}");
    }

    #[test]
    fn what_comes_back_hidden_stays_as_it_was() {
        let before = json!({
            "SqlSettings": {"DataSource": "here", "DataSourceReplicas": ["one", "two"], "AtRestEncryptKey": ""},
            "EmailSettings": {"SMTPPassword": "old"},
        });
        let mut seen = before.clone();
        hide(&mut seen);
        assert_eq!(seen["SqlSettings"]["DataSource"], ASTERISKS);
        assert_eq!(seen["SqlSettings"]["DataSourceReplicas"], json!([ASTERISKS, ASTERISKS]));
        assert_eq!(seen["SqlSettings"]["AtRestEncryptKey"], "");
        seen["EmailSettings"]["SMTPPassword"] = "new".into();
        restore(&mut seen, &before);
        assert_eq!(seen["SqlSettings"], before["SqlSettings"]);
        assert_eq!(seen["EmailSettings"]["SMTPPassword"], "new");
        remove(&mut seen);
        assert!(seen["SqlSettings"].get("DataSource").is_none());
    }
}
