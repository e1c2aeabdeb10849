//! The tree: defaults, file, environment.

use std::collections::BTreeMap;
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::Path;

use serde_json::{Map, Value};

use crate::base::error::{Context, Error, Result};

const DEFAULT: &str = include_str!("../../../../config/default.json");
const READING: &str = "reading the configuration";
const WRITING: &str = "writing the configuration";

/// The tree of a new installation.
pub fn defaults() -> Value {
    serde_json::from_str(DEFAULT).unwrap_or_default()
}

/// Lays `patch` over `tree`: objects key by key, everything else as a whole. A null changes nothing.
pub fn merge(tree: &mut Value, patch: &Value) {
    match (tree, patch) {
        (Value::Object(tree), Value::Object(patch)) => {
            for (key, value) in patch {
                merge(tree.entry(key.clone()).or_insert(Value::Null), value);
            }
        }
        (_, Value::Null) => {}
        (tree, patch) => *tree = patch.clone(),
    }
}

/// The defaults with the file over them; the defaults alone when there is no file.
pub fn read(file: &Path) -> Result<Value> {
    let mut tree = defaults();
    let text = match fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(tree),
        Err(error) => return Err(Error::broken(READING, format!("{}: {error}", file.display()))),
    };
    let place = |error: serde_json::Error| {
        let (line, column) = (error.line(), error.column());
        Error::broken(READING, format!("{}, line {line}, column {column}: {error}", file.display()))
    };
    let stored: Map<String, Value> = serde_json::from_str(&text).map_err(place)?;
    merge(&mut tree, &Value::Object(stored));
    Ok(tree)
}

/// Replaces the file in one step, so that a crash leaves the old one or the new one; does nothing when it is the same.
pub fn write(file: &Path, tree: &Value) -> Result<()> {
    let mut text = serde_json::to_vec_pretty(tree).context(WRITING)?;
    text.push(b'\n');
    if fs::read(file).is_ok_and(|old| old == text) {
        return Ok(());
    }
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).context(WRITING)?;
    }
    let new = file.with_extension("json.new");
    let mut out = private(&new).context(WRITING)?;
    out.write_all(&text).and_then(|()| out.sync_all()).context(WRITING)?;
    fs::rename(&new, file).context(WRITING)
}

/// The file holds secrets: only its owner may read it.
fn private(file: &Path) -> std::io::Result<fs::File> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file)
}

/// The `MM_<SECTION>_<SETTING>` variables. They win over the file and are never written to it.
#[derive(Debug, Default, Clone)]
pub struct Environment(BTreeMap<String, String>);

impl Environment {
    /// Of this process.
    pub fn of_process() -> Environment {
        std::env::vars().collect()
    }

    /// Puts the values over the tree, each read as the kind of the value it replaces.
    pub fn lay_over(&self, tree: &mut Value) -> Result<()> {
        self.each(tree, |name, text, value| {
            *value = parse(text, value).ok_or_else(|| {
                let cause = format!("{name} is \"{text}\", which cannot stand where {value} is the default");
                Error::broken("reading the environment", cause)
            })?;
            Ok(())
        })
    }

    /// `true` for every setting that a variable holds, as a tree of those alone.
    pub fn marks(&self) -> Value {
        let mut marks = Value::Object(Map::new());
        for (section, setting, _) in self.settings(&defaults()) {
            marks[section][setting] = Value::Bool(true);
        }
        marks
    }

    /// Puts the values of `stored` back into `tree` where a variable holds the setting.
    pub fn keep(&self, tree: &mut Value, stored: &Value) {
        for (section, setting, _) in self.settings(stored) {
            let slot = tree.get_mut(&section).and_then(|inner| inner.get_mut(&setting));
            if let (Some(slot), Some(value)) = (slot, stored.get(&section).and_then(|inner| inner.get(&setting))) {
                slot.clone_from(value);
            }
        }
    }

    fn settings(&self, tree: &Value) -> Vec<(String, String, String)> {
        let sections = tree.as_object().into_iter().flatten();
        let keys = sections.flat_map(|(section, inner)| {
            inner.as_object().into_iter().flatten().map(move |(setting, _)| (section.clone(), setting.clone()))
        });
        let named = keys.map(|(section, setting)| {
            let name = format!("MM_{section}_{setting}").to_uppercase();
            (section, setting, name)
        });
        named.filter(|(_, _, name)| self.0.contains_key(name)).collect()
    }

    fn each(&self, tree: &mut Value, mut put: impl FnMut(&str, &str, &mut Value) -> Result<()>) -> Result<()> {
        for (section, setting, name) in self.settings(tree) {
            if let Some(text) = self.0.get(&name) {
                put(&name, text, &mut tree[section][setting])?;
            }
        }
        Ok(())
    }
}

impl FromIterator<(String, String)> for Environment {
    fn from_iter<T: IntoIterator<Item = (String, String)>>(variables: T) -> Environment {
        Environment(variables.into_iter().filter(|(name, _)| name.starts_with("MM_")).collect())
    }
}

fn parse(text: &str, like: &Value) -> Option<Value> {
    match like {
        Value::String(_) => Some(Value::String(text.to_owned())),
        Value::Bool(_) => text.to_lowercase().parse().ok().map(Value::Bool),
        Value::Number(_) => serde_json::from_str::<serde_json::Number>(text).ok().map(Value::Number),
        Value::Array(_) if !text.trim_start().starts_with('[') => {
            Some(Value::Array(text.split_whitespace().map(|word| Value::String(word.to_owned())).collect()))
        }
        _ => serde_json::from_str(text).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn variables(pairs: &[(&str, &str)]) -> Environment {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn the_environment_wins_and_keeps_the_kind() {
        let mut tree = json!({"S": {"A": "x", "B": 1, "C": false, "D": []}});
        let environment = variables(&[("MM_S_A", "y"), ("MM_S_B", "7"), ("MM_S_C", "true"), ("MM_S_D", "a b")]);
        environment.lay_over(&mut tree).ok();
        assert_eq!(tree, json!({"S": {"A": "y", "B": 7, "C": true, "D": ["a", "b"]}}));
    }

    #[test]
    fn a_variable_of_the_wrong_kind_is_named() {
        let mut tree = json!({"S": {"B": 1}});
        let error = variables(&[("MM_S_B", "many")]).lay_over(&mut tree).err().map(|e| e.to_string());
        assert!(error.is_some_and(|text| text.contains("MM_S_B") && text.contains("many")));
    }

    #[test]
    fn keys_we_do_not_know_stay() {
        let mut tree = json!({"S": {"A": 1}, "Mine": {"x": 1}});
        merge(&mut tree, &json!({"S": {"A": 2, "New": 3}, "Mine": {"x": null}}));
        assert_eq!(tree, json!({"S": {"A": 2, "New": 3}, "Mine": {"x": 1}}));
    }

    #[test]
    fn a_malformed_file_is_named_with_its_place_and_left_alone() {
        let file = std::env::temp_dir().join(format!("hearth-config-{}.json", crate::base::Id::new()));
        fs::write(&file, "{\n  \"A\": nonsense\n}").ok();
        let error = read(&file).err().map(|e| e.to_string()).unwrap_or_default();
        assert!(error.contains("line 2, column"), "{error}");
        assert_eq!(fs::read_to_string(&file).ok().as_deref(), Some("{\n  \"A\": nonsense\n}"));
        fs::remove_file(&file).ok();
    }
}
