//! What no file may hold, and how long one may be.

use super::source::{files, top};

/// Lines of a file, its tests aside, at most. Past that it becomes a folder.
const LONGEST: usize = 480;

#[test]
fn nothing_panics_on_what_comes_from_outside() {
    for file in files() {
        for word in [".unwrap()", ".expect(", "panic!(", "todo!(", "unimplemented!(", "dbg!("] {
            assert!(!file.text.contains(word), "{} has {word}", file.path);
        }
    }
}

#[test]
fn files_stay_short_enough_to_read() {
    for file in files() {
        let lines = file.text.lines().count();
        assert!(lines <= LONGEST, "{} has {lines} lines", file.path);
    }
}

#[test]
fn every_room_tells_its_story() {
    for file in files() {
        assert!(file.text.starts_with("//!"), "{} does not say what it is", file.path);
    }
}

#[test]
fn both_languages_say_the_same_things() {
    let folder = top().join("assets/i18n");
    let keys = |name: &str| -> Vec<String> {
        let text = std::fs::read_to_string(folder.join(name)).expect("a file of sentences");
        let read: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&text).expect("sentences");
        let mut keys: Vec<String> = read.into_iter().map(|(key, _)| key).collect();
        keys.sort();
        keys
    };
    for entry in std::fs::read_dir(&folder).expect("the sentences").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.ends_with(".en.json") {
            assert_eq!(keys(&name), keys(&name.replace(".en.json", ".ko.json")), "{name}");
        }
    }
}
