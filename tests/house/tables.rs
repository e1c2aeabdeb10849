//! Each table has one room that writes it.

use std::collections::BTreeMap;

use super::source::files;

/// Tables of the ground floor and of no single room.
const SHARED: &[&str] = &["hearth_migrations", "systems"];

/// The tables that a text inserts into, updates or deletes from.
fn written(text: &str) -> Vec<String> {
    let text = text.to_lowercase().replace("\\\n", " ");
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric() && c != '_' && c != '"').filter(|w| !w.is_empty()).collect();
    let mut tables = Vec::new();
    for pair in words.windows(3) {
        let table = match pair {
            [verb, "into", table] if verb.trim_start_matches('"') == "insert" => table,
            [verb, "from", table] if verb.trim_start_matches('"') == "delete" => table,
            [verb, table, next] if *verb == "\"update" && (*next == "set" || *next == "as") => table,
            _ => continue,
        };
        tables.push((*table).to_owned());
    }
    tables
}

#[test]
fn each_table_has_one_writing_room() {
    let mut rooms: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for file in files().iter().filter(|file| file.room() != "base") {
        for table in written(&file.text) {
            let writers = rooms.entry(table).or_default();
            if !writers.contains(&file.room().to_owned()) {
                writers.push(file.room().to_owned());
            }
        }
    }
    assert!(rooms.contains_key("posts") && rooms.contains_key("users"), "found only {:?}", rooms.keys());
    let shared: Vec<_> =
        rooms.iter().filter(|(table, writers)| writers.len() > 1 && !SHARED.contains(&table.as_str())).collect();
    assert!(shared.is_empty(), "{shared:#?}");
}

#[test]
fn writing_is_recognised() {
    assert_eq!(written("\"insert into a (x)\" \"update b set y\" \"delete from c where\""), ["a", "b", "c"]);
    assert!(written("\"select x from d\" // on conflict do update set").is_empty());
}
