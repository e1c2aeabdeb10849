//! The certificates that an administrator leaves for LDAP and SAML: files beside the configuration, named by it.

use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use crate::app::App;
use crate::base::Result;
use crate::base::error::Context;

/// Bytes of a certificate or key.
pub const LARGEST: usize = 1 << 20;

/// A certificate or key: the setting that names its file, and the file's name.
#[derive(Debug, Clone, Copy)]
pub struct Certificate {
    section: &'static str,
    setting: &'static str,
    file: &'static str,
}

macro_rules! certificates {
    ($($name:ident = $section:literal . $setting:literal, $file:literal;)*) => {
        $(pub const $name: Certificate = Certificate { section: $section, setting: $setting, file: $file };)*
    };
}

certificates! {
    LDAP_PUBLIC = "LdapSettings"."PublicCertificateFile", "ldap-public.crt";
    LDAP_PRIVATE = "LdapSettings"."PrivateKeyFile", "ldap-private.key";
    SAML_PUBLIC = "SamlSettings"."PublicCertificateFile", "saml-public.crt";
    SAML_PRIVATE = "SamlSettings"."PrivateKeyFile", "saml-private.key";
    SAML_IDP = "SamlSettings"."IdpCertificateFile", "saml-idp.crt";
}

impl Certificate {
    /// Whether it is an identity provider's.
    pub fn is_from_provider(&self) -> bool {
        self.setting == "IdpCertificateFile"
    }

    /// Whether it is for LDAP.
    pub fn is_for_ldap(&self) -> bool {
        self.section == "LdapSettings"
    }

    fn path(&self, app: &App) -> PathBuf {
        app.folder.join("config").join(self.file)
    }

    /// Whether the configuration names one and it is there.
    pub fn is_there(&self, app: &App) -> bool {
        let path = format!("{}.{}", self.section, self.setting);
        let named = app.config.now().value(&path).and_then(Value::as_str).is_some_and(|name| !name.is_empty());
        named && self.path(app).is_file()
    }

    /// Keeps it, and names it in the configuration.
    pub async fn keep(self, app: &App, bytes: Vec<u8>) -> Result<()> {
        self.change(app, self.file, move |path| {
            path.parent().map_or(Ok(()), std::fs::create_dir_all)?;
            std::fs::write(path, bytes)
        })
        .await
    }

    /// Forgets it. `false` when there is none.
    pub async fn remove(self, app: &App) -> Result<bool> {
        if !self.is_there(app) {
            return Ok(false);
        }
        self.change(app, "", |path| std::fs::remove_file(path)).await?;
        Ok(true)
    }

    async fn change(
        self,
        app: &App,
        named: &'static str,
        work: impl FnOnce(&Path) -> std::io::Result<()> + Send + 'static,
    ) -> Result<()> {
        let app = app.clone();
        let done = tokio::task::spawn_blocking(move || {
            work(&self.path(&app)).context("keeping a certificate")?;
            let section = Map::from_iter([(self.setting.to_owned(), Value::from(named))]);
            app.config.patch(&json!({ self.section: section })).map(drop)
        });
        done.await.context("keeping a certificate")?
    }
}
