//! What SQLite is going to do. The plans are asked for on empty tables: without figures about what is in them, it plans
//! by its indexes alone.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rusqlite::Connection;

use super::{BIG, on_one_line};

/// The steps of each statement's plan that scan or sort a big table.
pub fn bad_steps(file: &Path, texts: &BTreeSet<String>) -> Vec<Vec<String>> {
    let conn = Connection::open(file).expect("the database of a stopped server");
    texts.iter().map(|text| bad_steps_of(&conn, &on_one_line(text))).collect()
}

/// A step of a plan; what stands under the same parent works together.
struct Step {
    parent: i64,
    text: String,
}

/// A statement and what it calls its tables.
struct Statement<'a> {
    text: &'a str,
    tables: BTreeMap<String, String>,
}

fn bad_steps_of(conn: &Connection, text: &str) -> Vec<String> {
    let steps = plan(conn, text);
    let statement = Statement { text, tables: tables(text) };
    let is_bad = |step: &&Step| {
        statement.scans(step, &steps)
            || statement.sorts(step)
            || statement.looks_for_nothing(step)
            // A list that is made anew for each row.
            || step.text.contains("CORRELATED LIST SUBQUERY")
    };
    steps.iter().filter(is_bad).map(|step| step.text.clone()).collect()
}

fn plan(conn: &Connection, text: &str) -> Vec<Step> {
    let Ok(mut statement) = conn.prepare(&format!("explain query plan {text}")) else { return Vec::new() };
    let mut rows = statement.raw_query();
    let mut steps = Vec::new();
    while let Ok(Some(row)) = rows.next() {
        steps.push(Step { parent: row.get(1).unwrap_or_default(), text: row.get(3).unwrap_or_default() });
    }
    steps
}

impl Statement<'_> {
    fn is_big(&self, name: &str) -> bool {
        self.tables.get(name).is_some_and(|table| BIG.contains(&table.as_str()))
    }

    fn has_limit(&self) -> bool {
        self.text.contains(" limit ")
    }

    /// Goes through all of a big table, and not in an order in which it may stop.
    fn scans(&self, step: &Step, steps: &[Step]) -> bool {
        let Some(name) = step.text.strip_prefix("SCAN ").and_then(|rest| rest.split(' ').next()) else { return false };
        let is_sorted = steps.iter().any(|other| other.parent == step.parent && other.text.contains("FOR ORDER BY"));
        let walks = step.text.contains(" INDEX ") && self.has_limit() && !is_sorted;
        self.is_big(name) && !walks
    }

    /// Sorts all that it found for a part of it. Without a limit a statement answers all that it found: sorting that
    /// costs no more than sending it.
    fn sorts(&self, step: &Step) -> bool {
        let is_page = self.has_limit() && self.tables.keys().any(|name| self.is_big(name));
        is_page && step.text.contains("TEMP B-TREE FOR ORDER BY")
    }

    /// Looks in an index for what nearly every row has: no root, no original.
    fn looks_for_nothing(&self, step: &Step) -> bool {
        ["rootid", "originalid"]
            .iter()
            .any(|column| self.text.contains(&format!("{column} = ''")) && step.text.contains(&format!("({column}=?")))
    }
}

/// What a statement calls its tables.
fn tables(text: &str) -> BTreeMap<String, String> {
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty()).collect();
    let mut tables = BTreeMap::new();
    for (at, word) in words.iter().enumerate() {
        let Some(table) = words.get(at + 1).filter(|_| matches!(*word, "from" | "join" | "update" | "into")) else {
            continue;
        };
        tables.insert((*table).to_owned(), (*table).to_owned());
        let alias = match words.get(at + 2) {
            Some(&"as") => words.get(at + 3),
            other => other,
        };
        if let Some(alias) = alias {
            tables.entry((*alias).to_owned()).or_insert_with(|| (*table).to_owned());
        }
    }
    tables
}
