//! The zip file, written and read where waiting is allowed.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use futures_util::StreamExt;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::app::App;
use crate::base::error::{Context, Error};
use crate::base::{Id, Result};

const WRITING: &str = "writing an archive";
const READING: &str = "reading an archive";
/// Bytes of a line at most: a post with a thousand replies is one line.
const LONGEST_LINE: u64 = 32 << 20;
/// Bytes of a file in an archive at most.
const LARGEST_FILE: u64 = 1 << 30;

/// An archive that is being written.
pub struct Writer {
    zip: ZipWriter<BufWriter<File>>,
    path: PathBuf,
}

/// A file that goes when this is dropped.
pub struct Scratch(pub PathBuf);

impl Drop for Scratch {
    fn drop(&mut self) {
        // One that is not there was never made.
        let _ = std::fs::remove_file(&self.0);
    }
}

/// A place for a file that nobody keeps.
pub fn scratch(app: &App) -> Result<Scratch> {
    let folder = app.folder.join("tmp");
    crate::base::files::make_private_folder(&folder).context(WRITING)?;
    Ok(Scratch(folder.join(Id::new().as_str())))
}

/// Does file work on an archive, and gives the archive back.
pub async fn with<T: Send + 'static, R: Send + 'static>(
    mut thing: T,
    work: impl FnOnce(&mut T) -> Result<R> + Send + 'static,
) -> Result<(T, R)> {
    let done = tokio::task::spawn_blocking(move || {
        let done = work(&mut thing)?;
        Ok((thing, done))
    });
    done.await.context(WRITING)?
}

impl Writer {
    /// A new archive at `path`.
    pub fn create(path: &Path) -> Result<Writer> {
        let file = File::create(path).context(WRITING)?;
        Ok(Writer { zip: ZipWriter::new(BufWriter::new(file)), path: path.to_owned() })
    }

    /// From now on, what is written is this file of the archive.
    pub fn begin(&mut self, name: &str) -> Result<()> {
        self.zip.start_file(name, SimpleFileOptions::default().large_file(true)).context(WRITING)
    }

    /// The next bytes.
    pub fn put(&mut self, bytes: &[u8]) -> Result<()> {
        self.zip.write_all(bytes).context(WRITING)
    }

    /// That was all. Answers where it is.
    pub fn finish(self) -> Result<PathBuf> {
        let mut file = self.zip.finish().context(WRITING)?;
        file.flush().context(WRITING)?;
        Ok(self.path)
    }
}

/// Puts a file of this machine into the blobs.
pub async fn keep(app: &App, file: &Path, name: &str) -> Result<()> {
    let mut writing = app.blobs.write(name).await?;
    let mut file = File::open(file).context(WRITING)?;
    loop {
        let (again, piece) = with(file, |file| {
            let mut piece = vec![0; 1 << 20];
            let length = file.read(&mut piece).context(WRITING)?;
            piece.truncate(length);
            Ok(piece)
        })
        .await?;
        if piece.is_empty() {
            break;
        }
        file = again;
        writing.put(Bytes::from(piece)).await?;
    }
    writing.finish().await.map(drop)
}

/// Copies a blob to a file of this machine; `false` when there is no such blob.
pub async fn fetch(app: &App, name: &str, file: &Path) -> Result<bool> {
    let Some(mut reading) = app.blobs.read(name, None).await? else { return Ok(false) };
    let mut out = File::create(file).context(READING)?;
    while let Some(piece) = reading.bytes.next().await {
        let piece = piece.context(READING)?;
        (out, ()) = with(out, move |out| out.write_all(&piece).context(READING)).await?;
    }
    Ok(true)
}

/// Hands every line of the archive's `.jsonl` to `take`, with its number, in batches, until `take` wants no more.
pub fn read_lines(file: &Path, batch: usize, mut take: impl FnMut(Vec<(u64, String)>) -> bool) -> Result<()> {
    let mut zip = open(file)?;
    let mut names = zip.file_names().filter_map(|name| name.ok().map(|name| name.into_owned()));
    let name = names.find(|name| name.ends_with(".jsonl") && !name.contains('/'));
    drop(names);
    let name = name.ok_or_else(|| Error::broken(READING, "there is no .jsonl file at its top"))?;
    let mut lines = BufReader::new(zip.by_name(&name).context(READING)?);
    let (mut number, mut waiting) = (0, Vec::new());
    loop {
        let mut line = String::new();
        let length = (&mut lines).take(LONGEST_LINE).read_line(&mut line).context(READING)?;
        if length as u64 >= LONGEST_LINE {
            return Err(Error::broken(READING, format!("line {} is too long", number + 1)));
        }
        if length == 0 {
            take(waiting);
            return Ok(());
        }
        number += 1;
        if !line.trim().is_empty() {
            waiting.push((number, line));
        }
        if waiting.len() >= batch && !take(std::mem::take(&mut waiting)) {
            return Ok(());
        }
    }
}

/// The files of an archive's `data/`. Cheap to clone.
#[derive(Clone)]
pub struct Files(Arc<Mutex<ZipArchive<BufReader<File>>>>);

impl Files {
    /// Those of this archive.
    pub fn open(file: &Path) -> Result<Files> {
        Ok(Files(Arc::new(Mutex::new(open(file)?))))
    }

    /// A file's bytes; `None` when it is not there.
    pub async fn read(&self, name: &str) -> Result<Option<Vec<u8>>> {
        let (files, name) = (self.clone(), format!("data/{name}"));
        let read = tokio::task::spawn_blocking(move || {
            let mut zip = files.0.lock().unwrap_or_else(PoisonError::into_inner);
            let Ok(entry) = zip.by_name(&name) else { return Ok(None) };
            let mut bytes = Vec::new();
            let length = entry.take(LARGEST_FILE + 1).read_to_end(&mut bytes).context(READING)?;
            if length as u64 > LARGEST_FILE {
                return Err(Error::broken(READING, format!("{name} is too large")));
            }
            Ok(Some(bytes))
        });
        read.await.context(READING)?
    }
}

fn open(file: &Path) -> Result<ZipArchive<BufReader<File>>> {
    let file = File::open(file).context(READING)?;
    ZipArchive::new(BufReader::new(file)).context(READING)
}
