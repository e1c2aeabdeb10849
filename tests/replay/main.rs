//! Replays what a server of the same API was recorded to answer, and compares.
//!
//! `cargo test` runs it all, on SQLite or on the PostgreSQL that `TEST_DATABASE_URL` names, prints a table and fails
//! when an area is less equal than it has been (`floors.rs`), or when a statement scans or sorts a big table (`plans`).
//! For people (`make replay ARGS="…"`):
//!
//! ```text
//! posts,threads     only these areas
//! --misses 30       shows where the answers differ
//! --raise           keeps what is reached as the new floors
//! --in-turn         one area after another, as it was recorded
//! --url http://…    on a server that runs already, with an empty database
//! ```
//!
//! Read `step.rs` for what is recorded, `plan.rs` for the order, `engine.rs` for a step, `compare.rs` for the verdict.

mod answer;
mod ask;
mod blobs;
mod callbacks;
mod compare;
mod engine;
mod events;
mod floors;
mod json;
mod mail;
mod names;
mod normal;
mod plan;
mod plans;
mod sock;
mod statements;
mod step;
mod table;

use std::collections::BTreeSet;
use std::process::ExitCode;
use std::time::Instant;

use engine::Site;
use plan::Plan;
use step::Step;
use table::Table;

/// What a person asked for.
#[derive(Default)]
struct Wish {
    areas: Vec<String>,
    misses: usize,
    raise: bool,
    in_turn: bool,
    url: Option<String>,
    /// `cargo test NAME` asks every test program for tests of a name that this one may not have.
    other_tests: bool,
}

fn wish(steps: &[Step]) -> Wish {
    let mut wish = Wish::default();
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        match word.as_str() {
            "--misses" => wish.misses = words.next().and_then(|number| number.parse().ok()).unwrap_or(usize::MAX),
            "--raise" => wish.raise = true,
            "--in-turn" => wish.in_turn = true,
            "--url" => wish.url = words.next(),
            "--test-threads" | "--format" | "--color" => drop(words.next()),
            _ if word.starts_with('-') || word == "replay" => {}
            areas => {
                let known = |name: &str| steps.iter().any(|step| step.area == name);
                wish.other_tests |= !areas.split(',').all(known);
                wish.areas.extend(areas.split(',').map(str::to_owned));
            }
        }
    }
    wish
}

#[tokio::main]
async fn main() -> ExitCode {
    let mut steps = step::recording();
    let wish = wish(&steps);
    if wish.other_tests || std::env::args().any(|word| word == "--list") {
        return ExitCode::SUCCESS;
    }
    if !wish.areas.is_empty() {
        steps
            .retain(|step| wish.areas.contains(&step.area) || matches!(step.area.as_str(), "setup" | "errors_fixture"));
    }
    let begun = Instant::now();
    let statements = statements::Statements::listen();
    let house = if wish.url.is_none() { Some(kit::empty_house(SETTINGS).await) } else { None };
    let url =
        wish.url.clone().or_else(|| house.as_ref().map(|(stranger, _)| stranger.url().to_owned())).unwrap_or_default();
    let site = Site::at(&url, &steps).await;
    let plan = if wish.in_turn { Plan::in_turn(&steps) } else { Plan::of(&steps) };
    let answers = plan.run(&site).await;
    let mut table = Table::of(&steps, &answers);
    if !wish.areas.is_empty() {
        table.areas.retain(|(area, _)| wish.areas.contains(area));
        table.misses.retain(|miss| wish.areas.contains(&miss.step.area));
    }
    table.print_misses(wish.misses);
    table.print();
    println!("replayed in {:.1} s", begun.elapsed().as_secs_f64());
    if wish.raise {
        floors::raise(&table);
    }
    let areas_hold = verdict(&table, wish.raise);
    let plans_hold = !wish.areas.is_empty() || wish.url.is_some() || plans(&statements.texts()).await;
    if areas_hold && plans_hold { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// What a server must be set to for the replay, beside what the recording itself sets.
/// The links are those of the recorded server: ours has none of its own.
const SETTINGS: &[(&str, &str)] = &[
    ("ServiceSettings.AllowedUntrustedInternalConnections", "127.0.0.1 localhost"),
    ("ServiceSettings.EnableDesktopLandingPage", "true"),
    ("ServiceSettings.EnableLatex", "true"),
    ("ServiceSettings.EnableOnboardingFlow", "true"),
    ("ServiceSettings.EnableSVGs", "true"),
    ("ServiceSettings.ExtendSessionLengthWithActivity", "false"),
    ("ServiceSettings.SiteURL", "http://localhost:8065"),
    ("ServiceSettings.EnableTutorial", "true"),
    ("EmailSettings.EnablePreviewModeBanner", "true"),
    ("LogSettings.EnableFile", "false"),
    ("SupportSettings.AboutLink", "https://mattermost.com/pl/about-mattermost"),
    ("CloudSettings.CWSURL", "https://customers.mattermost.com"),
    ("NativeAppSettings.AppDownloadLink", "https://mattermost.com/pl/download-apps"),
    ("NativeAppSettings.AndroidAppDownloadLink", "https://mattermost.com/pl/android-app/"),
    ("NativeAppSettings.IosAppDownloadLink", "https://mattermost.com/pl/ios-app/"),
    ("SupportSettings.HelpLink", "https://mattermost.com/pl/help/"),
    ("SupportSettings.PrivacyPolicyLink", "https://mattermost.com/pl/privacy-policy/"),
    ("SupportSettings.ReportAProblemLink", "https://mattermost.com/pl/report-a-bug"),
    ("SupportSettings.TermsOfServiceLink", "https://mattermost.com/pl/terms-of-use/"),
];

/// Says which areas fell below what they had reached; whether none did.
fn verdict(table: &Table<'_>, raised: bool) -> bool {
    let fallen = if raised { Vec::new() } else { floors::fallen(table) };
    for sentence in &fallen {
        println!("fallen: {sentence}");
    }
    let names: BTreeSet<_> = fallen.iter().filter_map(|sentence| sentence.split(':').next()).collect();
    result("areas that keep what they reached", table.areas.len() - names.len(), names.len())
}

/// Says which statements the engine goes about badly; whether none is.
async fn plans(texts: &BTreeSet<String>) -> bool {
    let bad = plans::bad(texts).await;
    for sentence in &bad {
        println!("plan: {sentence}");
    }
    result("statements that find what they look for", texts.len() - bad.len().min(texts.len()), bad.len())
}

/// A line that is counted as a test program's.
fn result(what: &str, passed: usize, failed: usize) -> bool {
    let word = if failed == 0 { "ok" } else { "FAILED" };
    println!("test result: {word}. {passed} passed; {failed} failed; {what}");
    failed == 0
}
