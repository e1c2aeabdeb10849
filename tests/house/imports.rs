//! Who may import whom.

use super::source::{File, files};

/// The rooms from left to right: one imports only those to its left.
const ROOMS: &[&str] = &[
    "base",
    "events",
    "app",
    "access",
    "sessions",
    "jobs",
    "users",
    "terms",
    "bots",
    "preferences",
    "attributes",
    "status",
    "teams",
    "channels",
    "groups",
    "sidebar",
    "files",
    "bookmarks",
    "emoji",
    "linkmetadata",
    "posts",
    "threads",
    "reactions",
    "search",
    "hooks",
    "connections",
    "interactive",
    "commands",
    "oauth",
    "plugins",
    "urgency",
    "burning",
    "drafts",
    "scheduled",
    "reminders",
    "system",
    "flagging",
    "elsewhere",
    "retention",
    "reports",
    "transfer",
    "compliance",
    "outlets",
    "routes",
    "opening",
    "server",
];
/// Those who see the whole house.
const ABOVE: &[&str] = &["lib", "main", "cli", "process"];
/// Where axum may be spoken: at the edge.
const EDGE: &[&str] = &["base/", "sessions/", "outlets/live", "routes.rs", "opening.rs", "server.rs", "system/"];

fn place(room: &str) -> Option<usize> {
    ROOMS.iter().position(|known| *known == room)
}

/// A path that anybody may name: the common language, or a macro of the crate.
fn is_open(import: &str) -> bool {
    let mut parts = import.split("::").skip(1);
    parts.next() == Some("wire") || import == "args"
}

fn broken_rules(file: &File) -> Vec<String> {
    let Some(own) = place(file.room()) else { return Vec::new() };
    let strangers = file.imports().into_iter().filter(|import| {
        let room = import.split("::").next().unwrap_or_default();
        let right = place(room).is_some_and(|other| other > own);
        // Events carry their hub and the database's type; their enum speaks only in wire types.
        right && !is_open(import)
    });
    strangers.map(|import| format!("{} names {import}", file.path)).collect()
}

#[test]
fn every_room_has_its_place() {
    for file in files() {
        assert!(place(file.room()).is_some() || ABOVE.contains(&file.room()), "no place for {}", file.path);
    }
}

#[test]
fn rooms_import_leftwards_only() {
    let broken: Vec<String> = files().iter().flat_map(broken_rules).collect();
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn another_room_is_used_through_its_front_door() {
    let inner = ["store", "api", "rules"];
    let broken: Vec<String> = files()
        .iter()
        .filter(|file| place(file.room()).is_some() && file.room() != "base")
        .flat_map(|file| {
            let foreign = file.imports().into_iter().filter(|import| {
                let mut parts = import.split("::");
                let room = parts.next().unwrap_or_default();
                let part = parts.next().unwrap_or_default();
                room != file.room() && room != "base" && inner.contains(&part) && place(room).is_some()
            });
            foreign.map(|import| format!("{} reaches into {import}", file.path)).collect::<Vec<_>>()
        })
        .filter(|broken| !broken.starts_with("routes.rs"))
        .collect();
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn the_databases_are_spoken_to_in_one_place() {
    for file in files().iter().filter(|file| !file.path.starts_with("base/db/")) {
        for library in ["rusqlite::", "tokio_postgres::"] {
            assert!(!file.text.contains(library), "{} names {library}", file.path);
        }
    }
}

#[test]
fn http_is_spoken_at_the_edge() {
    let at_edge = |file: &File| {
        let in_api = file.path.contains("/api/") || file.path.ends_with("/api.rs");
        in_api || EDGE.iter().any(|edge| file.path.starts_with(edge))
    };
    for file in files().iter().filter(|file| file.text.contains("axum::")) {
        assert!(at_edge(file), "{} speaks HTTP", file.path);
    }
}

#[test]
fn nobody_imports_the_outlets() {
    for file in files().iter().filter(|file| !matches!(file.room(), "outlets" | "routes" | "server" | "lib")) {
        assert!(!file.imports().iter().any(|import| import.starts_with("outlets")), "{} does", file.path);
    }
}
