//! The job that reads an archive and makes again what it holds.

use std::collections::HashMap;
use std::path::PathBuf;

use tokio::sync::mpsc;

use super::apply::{Attached, Batch, Known};
use super::archive::Files;
use super::lines::{self, Line};
use super::{IMPORTS, archive};
use crate::app::App;
use crate::base::error::{Context, Error};
use crate::base::{Id, Result};
use crate::jobs::Run;
use crate::users::Passwords;
use crate::{channels, emoji, posts, users};

/// Lines of one transaction.
const TOGETHER: usize = 50;
const READING: &str = "importing";

/// Reads the archive that the job names, and stops at the first line that is no good.
pub async fn run(app: App, run: Run) -> Result<()> {
    let name = run.given("import_file").unwrap_or_default().to_owned();
    if !is_name(&name) {
        return Err(Error::broken(READING, "import_file names no archive"));
    }
    let scratch = archive::scratch(&app)?;
    if !archive::fetch(&app, &format!("{IMPORTS}/{name}"), &scratch.0).await? {
        return Err(Error::broken(READING, format!("there is no archive of the name {name}")));
    }
    let mut known = Known::default();
    let files = Files::open(&scratch.0)?;
    let mut missing = 0;
    let no_password = hash(&app, Id::new().to_string()).await?;
    let (mut lines, reader) = lines_of(scratch.0.clone());
    while let Some(batch) = lines.recv().await {
        known = apply(&app, known, batch, no_password.clone()).await?;
        for attached in std::mem::take(&mut known.waiting) {
            missing += attach(&app, &files, attached).await?;
        }
        missing += pictures(&app, &files, &mut known).await?;
        run.say("num_warnings", missing);
        for (what, count) in &known.counts {
            run.say(&format!("{what}_imported"), count);
        }
        run.progress(50).await?;
    }
    reader.await.context(READING)??;
    let touched: Vec<Id> = known.touched.into_iter().collect();
    app.db.write(move |tx| touched.chunks(500).try_for_each(|some| channels::recount(tx, some))).await
}

/// Brings a post's files out of the archive; answers how many are not in it.
async fn attach(app: &App, files: &Files, attached: Attached) -> Result<usize> {
    let Attached { post, author, channel, paths } = attached;
    let (mut ids, mut missing) = (Vec::new(), 0);
    for path in paths {
        let Some(bytes) = files.read(&path).await? else {
            missing += 1;
            continue;
        };
        let name = path.rsplit('/').next().unwrap_or_default().to_owned();
        let most = bytes.len() as u64;
        let pieces = futures_util::stream::iter([Ok::<_, Error>(bytes::Bytes::from(bytes))]);
        let arrived = crate::files::receive(app, &name, pieces, most).await?;
        ids.push(crate::files::keep(app, arrived, author, channel).await?.id);
    }
    if !ids.is_empty() {
        app.db.write(move |tx| posts::keep_files(tx, post, &ids)).await?;
    }
    Ok(missing)
}

/// Brings pictures of people and of emoji out of the archive; answers how many are not in it, or are none.
async fn pictures(app: &App, files: &Files, known: &mut Known) -> Result<usize> {
    let mut missing = 0;
    for (user, path) in std::mem::take(&mut known.pictures) {
        let kept = match files.read(&path).await? {
            Some(bytes) => users::keep_picture(app, user, bytes.into()).await,
            None => Err(Error::broken(READING, "not in the archive")),
        };
        missing += usize::from(kept.is_err());
    }
    for line in std::mem::take(&mut known.emoji) {
        let kept = match files.read(&line.image).await? {
            Some(bytes) => emoji::keep_emoji(app, &line.name, bytes.into()).await,
            None => Err(Error::broken(READING, "not in the archive")),
        };
        missing += usize::from(kept.is_err());
    }
    Ok(missing)
}

type Numbered = Vec<(u64, String)>;

/// The lines of an archive, batch by batch, as fast as they are taken.
fn lines_of(file: PathBuf) -> (mpsc::Receiver<Numbered>, tokio::task::JoinHandle<Result<()>>) {
    let (give, take) = mpsc::channel(2);
    let reader = tokio::task::spawn_blocking(move || {
        archive::read_lines(&file, TOGETHER, |batch| give.blocking_send(batch).is_ok())
    });
    (take, reader)
}

async fn apply(app: &App, mut known: Known, batch: Numbered, no_password: String) -> Result<Known> {
    let mut read: Vec<(u64, Line)> = Vec::with_capacity(batch.len());
    for (number, text) in batch {
        read.push((number, lines::read(number, &text).map_err(|error| at(number, &error))?));
    }
    let hashes = passwords(app, &read).await?;
    let house = app.clone();
    app.db
        .write(move |tx| {
            for (number, line) in read {
                let (house, known) = (&*house, &mut known);
                let mut batch = Batch { house, tx, known, no_password: &no_password, hashes: &hashes };
                batch.apply(line).map_err(|error| at(number, &error))?;
            }
            Ok(known)
        })
        .await
}

/// Hashes of the passwords that lines name, by username.
async fn passwords(app: &App, lines: &[(u64, Line)]) -> Result<HashMap<String, String>> {
    let mut hashes = HashMap::new();
    for user in lines.iter().filter_map(|(_, line)| line.user.as_ref()) {
        if let Some(password) = user.password.clone().filter(|password| !password.is_empty()) {
            hashes.insert(user.username.to_lowercase(), hash(app, password).await?);
        }
    }
    Ok(hashes)
}

async fn hash(app: &App, password: String) -> Result<String> {
    app.room::<Passwords>().turn().await?.hash(password).await
}

fn at(line: u64, error: &Error) -> Error {
    let id = error.refusal_id().unwrap_or_default();
    Error::broken(READING, format!("line {line}: {} {id}", error.sentence()))
}

/// Whether a text can be the name of an archive.
pub fn is_name(name: &str) -> bool {
    !name.is_empty() && name.len() <= 255 && !name.starts_with('.') && !name.contains(['/', '\\'])
}
