//! How the engine goes about the statements that the server ran: none may scan a table that grows, or sort one.
//!
//! To walk an index in the order of a page is fine: it ends when the page is full. So is to sort among equals.

mod postgres;
mod sqlite;

use std::collections::BTreeSet;

/// Tables that grow with people and what they say.
const BIG: &[&str] = &[
    "audits",
    "channelmemberhistory",
    "channelmembers",
    "channels",
    "drafts",
    "fileinfo",
    "postacknowledgements",
    "postreminders",
    "posts",
    "postspriority",
    "preferences",
    "reactions",
    "scheduledposts",
    "sessions",
    "sidebarcategories",
    "sidebarchannels",
    "status",
    "teammembers",
    "threadmemberships",
    "threads",
    "uploadsessions",
    "useraccesstokens",
    "users",
];

/// Statements that may, on SQLite and on PostgreSQL: a part of their text, and why. One that is not needed any more is
/// a failure too.
const ON_SQLITE: &str = include_str!("../../contract/plans.tsv");
const ON_POSTGRES: &str = include_str!("../../contract/plans.postgres.tsv");

/// The statements that go about it badly, each with its plan; and exceptions that nothing needs any more.
pub async fn bad(texts: &BTreeSet<String>) -> Vec<String> {
    let tables = kit::empty_tables().await;
    let bad = match tables.address() {
        Some(address) => {
            let steps = postgres::bad_steps(&address, texts).await;
            // Which of two plans wins may be a matter of one page: an exception is needed while its statement is there.
            judge(texts, &exceptions(ON_POSTGRES), &steps, |_| true)
        }
        None => {
            let steps = sqlite::bad_steps(&tables.file(), texts);
            judge(texts, &exceptions(ON_SQLITE), &steps, |steps| !steps.is_empty())
        }
    };
    tables.clear().await;
    bad
}

/// The parts of statements in a table of exceptions.
fn exceptions(table: &str) -> Vec<&str> {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| Some(line.split_once('\t')?.0)).collect()
}

/// What is bad of `steps`, those of each text, and the exceptions that no text needs.
fn judge(
    texts: &BTreeSet<String>,
    exceptions: &[&str],
    steps: &[Vec<String>],
    needs_one: impl Fn(&[String]) -> bool,
) -> Vec<String> {
    let mut needed = BTreeSet::new();
    let mut bad = Vec::new();
    for (text, steps) in texts.iter().zip(steps) {
        let text = on_one_line(text);
        let own: Vec<&str> = exceptions.iter().copied().filter(|part| text.contains(part)).collect();
        if !steps.is_empty() && own.is_empty() {
            bad.push(format!("{}\n      {text}", steps.join("; ")));
        }
        if needs_one(steps) {
            needed.extend(own);
        }
    }
    let unused = exceptions.iter().filter(|part| !needed.contains(*part));
    bad.extend(unused.map(|part| format!("an exception that nothing needs any more: {part}")));
    bad
}

fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
