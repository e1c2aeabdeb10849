//! Random and mutated requests to every route, and random frames to the websocket: nothing breaks.
//!
//! No answer is a 5xx (501 of what is not yet or outside excepted, and 503 after an admin called the server busy),
//! nothing panics, nothing hangs, memory does not grow.
//! `cargo test` sends a few thousand, always the same; `make fuzz` 100,000 others each time (`COUNT=…`, `SEED=…`).
//! The same seed sends the same requests, as far as the ids in them, which every server makes anew, allow.

mod dice;
mod frames;
mod requests;

use std::collections::BTreeMap;
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use dice::Dice;
use kit::{Person, Town, json};
use requests::Stock;

/// How many ask at once.
const AT_ONCE: u64 = 8;
/// How many requests one town gets.
const DAY: usize = 1000;
/// An answer that takes longer is a hang.
const PATIENCE: Duration = Duration::from_secs(30);
/// Memory may grow by so much between the first quarter and the end: caches fill, and the database with them.
const GROWTH: usize = 150 << 20;

/// How a search is put off after an admin called the server busy, as these requests do too.
const BUSY: &str = "api.context.server_busy.app_error";

static PANICS: AtomicUsize = AtomicUsize::new(0);

fn setting(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(otherwise)
}

#[tokio::main]
async fn main() -> ExitCode {
    // `cargo test NAME` asks for tests of a name that this program does not have.
    if std::env::args().skip(1).any(|word| !word.starts_with('-') && word != "fuzz")
        || std::env::args().any(|word| word == "--list")
    {
        return ExitCode::SUCCESS;
    }
    let told = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        PANICS.fetch_add(1, Ordering::Relaxed);
        told(panic);
    }));
    let (count, seed) = (setting("COUNT", 2000), setting("SEED", 1));
    println!("fuzz: {count} requests, SEED={seed}");
    let begun = Instant::now();
    let mut wrong = run(count, seed).await;
    let panics = PANICS.load(Ordering::Relaxed);
    if panics > 0 {
        wrong.insert("panics".to_owned(), format!("{panics} of them; see above"));
    }
    for (what, request) in &wrong {
        println!("fuzz: {what}\n      {request}");
    }
    println!("fuzz: {:.1} s", begun.elapsed().as_secs_f64());
    let word = if wrong.is_empty() { "ok" } else { "FAILED" };
    println!(
        "test result: {word}. {} passed; {} failed; kinds of breakage",
        usize::from(wrong.is_empty()),
        wrong.len()
    );
    if wrong.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Sends them all; answers what went wrong, each kind with the first request that did it.
async fn run(count: u64, seed: u64) -> BTreeMap<String, String> {
    let stock = Stock::read();
    let mut wrong = BTreeMap::new();
    let mut early = 0;
    for first in (0..count).step_by(DAY) {
        // A new town each day: people deactivate each other and sign each other out, and then nothing is asked any more.
        let town = kit::town().await;
        let ids = ids(&town).await;
        let lanes = (0..AT_ONCE).map(|lane| {
            let (town, stock, ids) = (&town, &stock, &ids);
            async move {
                let mut wrong = Vec::new();
                for at in (first..count.min(first + DAY as u64)).filter(|at| at % AT_ONCE == lane) {
                    wrong.extend(send(town, stock, ids, &mut Dice::new(seed, at)).await);
                }
                wrong
            }
        });
        for (what, request) in futures_util::future::join_all(lanes).await.into_iter().flatten() {
            wrong.entry(what).or_insert(request);
        }
        drop(town);
        if first <= count / 4 {
            early = memory();
        }
    }
    let grown = memory().saturating_sub(early);
    println!("fuzz: memory {} MiB after a quarter, {} MiB more at the end", early >> 20, grown >> 20);
    if grown > GROWTH {
        wrong.insert("memory".to_owned(), format!("grew by {} MiB", grown >> 20));
    }
    wrong
}

/// One request, or a handful of frames; answers what went wrong.
async fn send(town: &Town, stock: &Stock, ids: &[String], dice: &mut Dice) -> Option<(String, String)> {
    let people: [&Person; 6] = [&town.amy, &town.amy, &town.bob, &town.mallory, &town.admin, &town.stranger];
    if dice.happens(1) {
        let frames = frames::sent_to(people[dice.below(4)], dice, ids).await;
        return frames.err().map(|sentence| (sentence, "frames".to_owned()));
    }
    let request = stock.request(dice, ids)?;
    let who = people[dice.below(6)];
    let what = |word: &str| Some((format!("{word}: {} {}", request.method, shape(&request.path)), request.to_string()));
    let mut answered = None;
    // A connection that the server closed behind a refusal may be met once; a request that breaks, breaks again.
    for _ in 0..2 {
        let built = request.of(who).build().ok()?;
        match tokio::time::timeout(PATIENCE, who.sends_built(built)).await {
            Err(_) => return what("hangs"),
            Ok(answer) => answered = answer.ok(),
        }
        if answered.is_some() {
            break;
        }
    }
    let Some((status, text)) = answered else { return what("no answer") };
    let is_busy = status == 503 && text.contains(BUSY);
    let broken = status >= 500 && status != 501 && !is_busy;
    broken.then(|| {
        (format!("{status}: {} {}", request.method, shape(&request.path)), format!("{} as {}", request, who.name))
    })
}

/// A path without what varies in it.
fn shape(path: &str) -> String {
    let path = path.split('?').next().unwrap_or_default();
    let varies =
        |part: &str| part.len() > 24 || part.contains('%') || part.chars().any(|letter| letter.is_ascii_digit());
    path.split('/').map(|part| if varies(part) { "*" } else { part }).collect::<Vec<_>>().join("/")
}

/// Ids of the town for requests to name.
async fn ids(town: &Town) -> Vec<String> {
    let mut ids: Vec<String> = [&town.amy, &town.bob, &town.mallory].map(|person| person.id.clone()).into();
    ids.extend([
        town.team.id().to_owned(),
        town.channel.id().to_owned(),
        "me".to_owned(),
        "amy".to_owned(),
        "square".to_owned(),
    ]);
    for at in 0..6 {
        let post = town.amy.posts(&format!("word {at} @bob #tag")).await.created();
        town.bob.replies(&post, "and another").await.created();
        ids.push(post.id().to_owned());
    }
    let closed = town.channel_of("cellar", "P", &[&town.bob]).await;
    ids.push(closed.id().to_owned());
    let direct = town.amy.post("/channels/direct", json!([town.amy.id, town.bob.id])).await.created();
    ids.push(direct.id().to_owned());
    ids
}

/// What this process has in memory, in bytes; nothing where the system does not say.
fn memory() -> usize {
    let pages = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    pages.split(' ').nth(1).and_then(|pages| pages.parse::<usize>().ok()).map_or(0, |pages| pages * 4096)
}
