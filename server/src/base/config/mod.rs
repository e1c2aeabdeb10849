//! What an administrator may choose: `config.json` with Mattermost's sections and keys, and `MM_…` variables.
//!
//! `document.rs` reads, merges and writes the whole tree, keys we do not know included; `settings.rs` names the
//! settings that the program looks at, with their types. [`Configuration`] holds both and swaps them as one, so a
//! change applies to the next request without a restart.

mod document;
mod settings;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use serde_json::Value;

pub use document::{Environment, defaults, merge};
pub use settings::Settings;

use crate::base::error::{Error, Result};

/// The configuration in force, and the way to change it.
pub struct Configuration {
    file: Option<PathBuf>,
    environment: Environment,
    now: RwLock<Arc<Current>>,
    changing: Mutex<()>,
}

/// One state of the configuration. Hold it for the length of a request.
#[derive(Debug)]
pub struct Current {
    /// The tree that is written to the file.
    pub stored: Value,
    /// The tree in force: the stored one with the environment's values over it.
    pub document: Value,
    /// The settings that the program looks at.
    pub settings: Settings,
}

impl std::ops::Deref for Current {
    type Target = Settings;
    fn deref(&self) -> &Settings {
        &self.settings
    }
}

impl Configuration {
    /// Reads the file, which is made with the defaults when it is not there. `None` keeps all in memory.
    ///
    /// A malformed file, or a value of the wrong kind, is an error that says where; the file stays as it is.
    pub fn open(file: Option<PathBuf>, environment: Environment) -> Result<Configuration> {
        let stored = match &file {
            Some(file) => document::read(file)?,
            None => defaults(),
        };
        let current = Current::of(stored, &environment)?;
        if let Some(file) = &file {
            document::write(file, &current.stored)?;
        }
        Ok(Configuration { file, environment, now: RwLock::new(Arc::new(current)), changing: Mutex::default() })
    }

    /// The state in force.
    pub fn now(&self) -> Arc<Current> {
        self.now.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Lays `patch` (any part of the tree) over the stored tree, writes the file and puts it in force.
    ///
    /// Does file work: call it where waiting is allowed. Nothing changes when a value is of the wrong kind.
    pub fn patch(&self, patch: &Value) -> Result<Arc<Current>> {
        self.change(|stored| {
            merge(stored, patch);
            Ok(())
        })
    }

    /// Changes the stored tree, writes the file and puts it in force; when `change` refuses, all stays as it was.
    ///
    /// What the environment holds keeps its stored value: a client that sends back what it read sends that too.
    /// Does file work: call it where waiting is allowed.
    pub fn change(&self, change: impl FnOnce(&mut Value) -> Result<()>) -> Result<Arc<Current>> {
        let _alone = self.changing.lock().unwrap_or_else(PoisonError::into_inner);
        let before = self.now();
        let mut stored = before.stored.clone();
        change(&mut stored)?;
        self.environment.keep(&mut stored, &before.stored);
        let current = Arc::new(Current::of(stored, &self.environment)?);
        if let Some(file) = &self.file {
            document::write(file, &current.stored)?;
        }
        *self.now.write().unwrap_or_else(PoisonError::into_inner) = current.clone();
        Ok(current)
    }

    /// Reads the file again, and puts in force what it says now.
    pub fn reload(&self) -> Result<Arc<Current>> {
        let _alone = self.changing.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(file) = &self.file else { return Ok(self.now()) };
        let current = Arc::new(Current::of(document::read(file)?, &self.environment)?);
        *self.now.write().unwrap_or_else(PoisonError::into_inner) = current.clone();
        Ok(current)
    }

    /// Which settings the environment holds: a tree of `true`.
    pub fn environment(&self) -> Value {
        self.environment.marks()
    }
}

impl Current {
    fn of(stored: Value, environment: &Environment) -> Result<Current> {
        let mut document = stored.clone();
        environment.lay_over(&mut document)?;
        let settings = Settings::read(&document).map_err(|cause| Error::broken("reading the configuration", cause))?;
        Ok(Current { stored, document, settings })
    }

    /// A value by its path, such as `ServiceSettings.SiteURL`.
    pub fn value(&self, path: &str) -> Option<&Value> {
        path.split('.').try_fold(&self.document, |tree, key| tree.get(key))
    }
}
