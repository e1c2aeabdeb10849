//! What is known of the site, in memory.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use axum::body::Bytes;
use axum::http::HeaderValue;
use serde_json::{Map, Value};

use super::client_config::{self, Facts};
use crate::app::App;
use crate::base::config::Current;
use crate::base::crypto::sha256_hex;

/// The version of the contract that this server keeps.
pub const VERSION: &str = "11.6.0";

/// What is made once, at the first start, and stays.
#[derive(Debug, Default)]
pub struct Identity {
    /// Tells this site from others.
    pub diagnostic_id: String,
    /// When the first start was, in milliseconds.
    pub installation_date: String,
    /// The key that what this site signs is checked with: DER, base64.
    pub public_key: String,
    /// The newest step of the tables.
    pub schema_version: i64,
}

/// The site, as this process knows it.
#[derive(Default)]
pub struct Site {
    identity: OnceLock<Identity>,
    has_accounts: AtomicBool,
    told: RwLock<Option<Arc<ClientConfig>>>,
}

/// What clients are told of one state of the configuration.
pub struct ClientConfig {
    /// Everything, for those with a session.
    pub full: Map<String, Value>,
    /// The same, written.
    pub full_body: Bytes,
    /// The part for everyone.
    pub limited: Map<String, Value>,
    /// The same, written.
    pub limited_body: Bytes,
    /// The value of `X-Version-Id`.
    pub version: HeaderValue,
    current: Arc<Current>,
    has_accounts: bool,
}

impl Site {
    /// Takes in what is known at the start.
    pub fn open(&self, identity: Identity, has_accounts: bool) {
        let _ = self.identity.set(identity);
        self.has_accounts.store(has_accounts, Ordering::Relaxed);
    }

    /// From now on somebody has an account.
    pub fn has_an_account(&self) {
        self.has_accounts.store(true, Ordering::Relaxed);
    }

    /// When the site was set up, in milliseconds, as a text.
    pub fn installation_date(&self) -> String {
        self.identity.get().map(|identity| identity.installation_date.clone()).unwrap_or_default()
    }

    /// What clients are told now: worked out anew only when something has changed.
    pub fn client_config(&self, app: &App) -> Arc<ClientConfig> {
        let (current, has_accounts) = (app.config.now(), self.has_accounts.load(Ordering::Relaxed));
        let holds =
            |told: &&Arc<ClientConfig>| Arc::ptr_eq(&told.current, &current) && told.has_accounts == has_accounts;
        if let Some(told) = self.told.read().unwrap_or_else(PoisonError::into_inner).as_ref().filter(holds) {
            return told.clone();
        }
        let told = Arc::new(self.work_out(app, current.clone(), has_accounts));
        *self.told.write().unwrap_or_else(PoisonError::into_inner) = Some(told.clone());
        told
    }

    fn work_out(&self, app: &App, current: Arc<Current>, has_accounts: bool) -> ClientConfig {
        let unknown = Identity::default();
        let identity = self.identity.get().unwrap_or(&unknown);
        let facts = Facts { identity, has_accounts, driver: app.db.driver() };
        let (limited, full) = client_config::tell(&current, &facts);
        let write = |map: &Map<String, Value>| Bytes::from(serde_json::to_vec(map).unwrap_or_default());
        let (limited_body, full_body) = (write(&limited), write(&full));
        let hash = sha256_hex(&full_body);
        let version = format!("{VERSION}.{}.{}.true", client_config::BUILD_NUMBER, &hash[..32]);
        let version = HeaderValue::from_str(&version).unwrap_or(HeaderValue::from_static(VERSION));
        ClientConfig { full, full_body, limited, limited_body, version, current, has_accounts }
    }
}
