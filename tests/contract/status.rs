//! `STATUS.md`: what is served and what is not yet, asked of a running server.
//!
//! `make status` writes it anew.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use kit::{Town, town};

use super::routes::{Route, UNKNOWN, filled, routes};

/// What a route answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Served,
    /// It needs a system outside of the house, and says which.
    Outside,
    NotYet,
}

/// Routes of one group and tier.
#[derive(Default)]
struct Counts {
    served: usize,
    outside: Vec<String>,
    not_yet: Vec<String>,
}

type Groups = BTreeMap<&'static str, BTreeMap<char, Counts>>;

fn path(route: &Route, town: &Town) -> String {
    filled(route.path, |name| match name {
        "user_id" => town.amy.id.clone(),
        "team_id" => town.team.id().to_owned(),
        "channel_id" => town.channel.id().to_owned(),
        "team_name" => town.team.text("name").to_owned(),
        "channel_name" => town.channel.text("name").to_owned(),
        "username" => "amy".to_owned(),
        "timestamp" => "1".to_owned(),
        "syncable_type" => "teams".to_owned(),
        _ => UNKNOWN.to_owned(),
    })
}

/// What a route says to an admin. An error is a route that nobody knows, or that breaks.
async fn ask(route: &Route, town: &Town) -> Result<State, String> {
    // These end the town's sessions, or are a socket; the stories have them.
    if ["/websocket", "/users/logout", "/revoke/all", "/restart"].iter().any(|end| route.path.ends_with(end)) {
        return Ok(State::Served);
    }
    let request = town.admin.request(route.method.clone(), &path(route, town));
    let answer = town.admin.asks(request.header("content-type", "application/json").body("{}")).await;
    let said = answer.text();
    match answer.status() {
        501 if said.contains("hearth.not_yet") => Ok(State::NotYet),
        501 => Ok(State::Outside),
        404 if said.contains("api.context.404.app_error") => {
            Err(format!("{} {}: nobody knows it", route.method, route.path))
        }
        status if status >= 500 => Err(format!("{} {}: {status} {said}", route.method, route.path)),
        _ => Ok(State::Served),
    }
}

async fn groups() -> (Groups, Vec<String>) {
    let town = town().await;
    let (mut groups, mut broken) = (Groups::new(), Vec::new());
    for route in routes() {
        let counts = groups.entry(route.group).or_default().entry(route.tier).or_default();
        let name = format!("{} {}", route.method, route.path.strip_prefix("/api/v4").unwrap_or(route.path));
        match ask(&route, &town).await {
            Ok(State::Served) => counts.served += 1,
            Ok(State::Outside) => counts.outside.push(name),
            Ok(State::NotYet) => counts.not_yet.push(name),
            Err(sentence) => broken.push(sentence),
        }
    }
    (groups, broken)
}

fn written(groups: &Groups) -> String {
    let mut text = String::from(
        "# What is served\n\n\
         Asked of a running server, route by route of `config/routes.tsv`; `make status` writes this file and `cargo test`\n\
         holds it fresh. Tier A is what a client's session calls, B what integrations and admins call, C the rest.\n\
         \"Outside\" answers 501 and names the system that is missing.\n\n\
         | group | tier | served | outside | not yet |\n| --- | --- | ---: | ---: | ---: |\n",
    );
    for (group, tiers) in groups {
        for (tier, counts) in tiers {
            let Counts { served, outside, not_yet } = counts;
            let _ = writeln!(text, "| {group} | {tier} | {served} | {} | {} |", outside.len(), not_yet.len());
        }
    }
    let all = || groups.values().flat_map(|tiers| tiers.values());
    let sum = |count: fn(&Counts) -> usize| all().map(count).sum::<usize>();
    let (served, outside, not_yet) = (sum(|c| c.served), sum(|c| c.outside.len()), sum(|c| c.not_yet.len()));
    let _ = writeln!(text, "| **all** | | **{served}** | **{outside}** | **{not_yet}** |");
    for (title, routes) in [
        ("Outside", all().flat_map(|c| &c.outside).collect::<Vec<_>>()),
        ("Not yet", all().flat_map(|c| &c.not_yet).collect()),
    ] {
        let _ = writeln!(text, "\n## {title}\n");
        for route in &routes {
            let _ = writeln!(text, "- `{route}`");
        }
        if routes.is_empty() {
            text.push_str("Nothing.\n");
        }
    }
    text
}

fn file() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("contract/STATUS.md")
}

#[tokio::test]
async fn every_route_is_served_or_says_that_it_is_not_yet() {
    let (groups, broken) = groups().await;
    assert!(broken.is_empty(), "{broken:#?}");
    let served = |tier| groups.values().filter_map(|tiers| tiers.get(&tier)).map(|counts| counts.served).sum::<usize>();
    assert!(served('A') > 100, "tier A: {}", served('A'));
    let text = written(&groups);
    if std::env::var_os("WRITE_STATUS").is_some() {
        std::fs::write(file(), &text).expect("a writable STATUS.md");
    }
    let kept = std::fs::read_to_string(file()).expect("STATUS.md");
    assert!(kept == text, "STATUS.md tells of another server than this one: `make status` writes it anew");
}
