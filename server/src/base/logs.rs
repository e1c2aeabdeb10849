//! What the program says about itself: text for a person on the terminal, one JSON object a line in `logs/hearth.log`.
//!
//! A line written while a request is answered carries the fields of that request's span, `request_id` among them.
//! Only our own code is heard below warnings: libraries print whatever they handle, and that may be a password, a
//! token or a message.

use std::fs::{self, File, OpenOptions};
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use tracing::level_filters::LevelFilter;
use tracing::subscriber::Interest;
use tracing::{Level, Metadata, Subscriber};
use tracing_appender::non_blocking::{NonBlocking, WorkerGuard};
use tracing_subscriber::layer::{Context, Filter, SubscriberExt};
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{Layer, Registry, fmt, reload};

/// The size at which a log file is put aside.
const FILE_SIZE: u64 = 10 << 20;
/// Files put aside that are kept: `hearth.1.log` is the newest of them.
const FILES_KEPT: u32 = 4;

/// How much is said, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Levels {
    /// On the terminal (standard error).
    pub console: LevelFilter,
    /// In the file.
    pub file: LevelFilter,
}

impl Default for Levels {
    fn default() -> Self {
        Self { console: LevelFilter::INFO, file: LevelFilter::INFO }
    }
}

/// Reads a level as `LogSettings` names it. A word that means nothing is INFO.
pub fn level(name: &str) -> LevelFilter {
    match name.to_ascii_uppercase().as_str() {
        "TRACE" => LevelFilter::TRACE,
        "DEBUG" => LevelFilter::DEBUG,
        "WARN" => LevelFilter::WARN,
        "ERROR" | "CRITICAL" | "FATAL" | "PANIC" => LevelFilter::ERROR,
        _ => LevelFilter::INFO,
    }
}

/// Keeps the file's writer alive; when dropped, everything said so far is on disk.
#[must_use = "lines are lost when this is dropped"]
#[derive(Debug)]
pub struct Logs {
    _writer: WorkerGuard,
}

/// Starts the logs of this process, with the file in `folder`. The error is a sentence for a person.
pub fn start(folder: &Path, levels: Levels) -> io::Result<Logs> {
    let (writer, guard) = file_writer(folder, FILE_SIZE)?;
    let (subscriber, volume) = subscriber(writer, levels);
    // A failure means that whoever embeds us has logs of its own, which then hear us too.
    if subscriber.try_init().is_ok() {
        let _ = VOLUME.set(volume);
    }
    Ok(Logs { _writer: guard })
}

/// Changes how much is said from now on. Does nothing in a process whose logs were not started.
pub fn set_levels(levels: Levels) {
    if let Some(volume) = VOLUME.get() {
        volume.set(levels);
    }
}

static VOLUME: OnceLock<Volume> = OnceLock::new();

type Inner<S> = reload::Handle<Heard, S>;

struct Volume {
    console: Inner<Registry>,
    file: Box<dyn Fn(Heard) + Send + Sync>,
}

impl Volume {
    fn set(&self, levels: Levels) {
        // The only failure is a subscriber that is gone, and then nobody listens.
        let _ = self.console.reload(Heard(levels.console));
        (self.file)(Heard(levels.file));
    }
}

fn subscriber(writer: NonBlocking, levels: Levels) -> (impl Subscriber + Send + Sync, Volume) {
    let (console_filter, console) = reload::Layer::new(Heard(levels.console));
    let (file_filter, file) = reload::Layer::new(Heard(levels.file));
    let terminal = io::stderr().is_terminal();
    let text = fmt::layer().compact().with_target(false).with_ansi(terminal).with_writer(io::stderr);
    let lines = fmt::layer().json().flatten_event(true).with_current_span(false).with_writer(writer);
    let subscriber = Registry::default().with(text.with_filter(console_filter)).with(lines.with_filter(file_filter));
    let file = Box::new(move |heard| {
        let _ = file.reload(heard);
    });
    (subscriber, Volume { console, file })
}

/// What is let through: our own lines up to a level, the warnings of libraries, and all spans of ours, because a line
/// needs its request's id however little is said.
struct Heard(LevelFilter);

impl Heard {
    fn hears(&self, what: &Metadata<'_>) -> bool {
        let ours = what.target().starts_with("hearth");
        match (ours, self.0 == LevelFilter::OFF) {
            (_, true) => false,
            (true, _) => what.is_span() || *what.level() <= self.0,
            (false, _) => *what.level() <= Level::WARN.min(self.0.into_level().unwrap_or(Level::ERROR)),
        }
    }
}

impl<S> Filter<S> for Heard {
    fn enabled(&self, what: &Metadata<'_>, _: &Context<'_, S>) -> bool {
        self.hears(what)
    }

    fn callsite_enabled(&self, what: &'static Metadata<'static>) -> Interest {
        if self.hears(what) { Interest::always() } else { Interest::never() }
    }

    fn max_level_hint(&self) -> Option<LevelFilter> {
        // Spans are made at INFO and must not be hinted away.
        Some(if self.0 == LevelFilter::OFF { LevelFilter::OFF } else { self.0.max(LevelFilter::INFO) })
    }
}

fn file_writer(folder: &Path, size: u64) -> io::Result<(NonBlocking, WorkerGuard)> {
    let rolling = Rolling::open(folder, size).map_err(|error| {
        let sentence = format!("The log file in {} cannot be written: {error}.", folder.display());
        io::Error::new(error.kind(), sentence)
    })?;
    Ok(tracing_appender::non_blocking(rolling))
}

/// A log file that is put aside when it has grown to a size, so that all of them together never take more than
/// `(FILES_KEPT + 1)` times that.
struct Rolling {
    folder: PathBuf,
    file: File,
    written: u64,
    size: u64,
}

impl Rolling {
    fn open(folder: &Path, size: u64) -> io::Result<Self> {
        let file = OpenOptions::new().create(true).append(true).open(folder.join("hearth.log"))?;
        let written = file.metadata()?.len();
        Ok(Self { folder: folder.to_owned(), file, written, size })
    }

    /// Puts the file aside under number 1, and each older one under the next number; the last makes room.
    fn roll(&mut self) -> io::Result<()> {
        let named = |number: u32| match number {
            0 => self.folder.join("hearth.log"),
            number => self.folder.join(format!("hearth.{number}.log")),
        };
        for number in (0..FILES_KEPT).rev() {
            match fs::rename(named(number), named(number + 1)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        *self = Self::open(&self.folder, self.size)?;
        Ok(())
    }
}

impl Write for Rolling {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let length = line.len() as u64;
        if self.written > 0 && self.written + length > self.size && self.roll().is_err() {
            // Better a file too large than a line lost; the next roll is tried after as much again.
            self.written = 0;
        }
        self.file.write_all(line)?;
        self.written += length;
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    fn lines(folder: &Path) -> Vec<Value> {
        let text = fs::read_to_string(folder.join("hearth.log")).expect("a log");
        text.lines().map(|line| serde_json::from_str(line).expect(line)).collect()
    }

    /// Runs `say` with logs of its own and gives back what stands in the file.
    fn logged(levels: Levels, say: impl FnOnce(&Volume)) -> Vec<Value> {
        let folder = tempfile::tempdir().expect("a folder");
        let (writer, guard) = file_writer(folder.path(), FILE_SIZE).expect("a writer");
        let (subscriber, volume) = subscriber(writer, levels);
        tracing::subscriber::with_default(subscriber, || say(&volume));
        drop(guard);
        lines(folder.path())
    }

    const QUIET: Levels = Levels { console: LevelFilter::OFF, file: LevelFilter::WARN };

    #[test]
    fn a_line_is_json_and_carries_the_id_of_its_request() {
        let lines = logged(QUIET, |_| {
            let _request = tracing::info_span!(target: "hearth::http", "request", request_id = "abc").entered();
            tracing::warn!(target: "hearth::posts", channel = 7, "it went wrong");
        });
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0]["message"], "it went wrong");
        assert_eq!(lines[0]["channel"], 7);
        assert_eq!(lines[0]["level"], "WARN");
        assert_eq!(lines[0]["spans"][0]["request_id"], "abc");
    }

    #[test]
    fn levels_choose_what_is_said_and_libraries_only_warn() {
        let loud = Levels { file: LevelFilter::DEBUG, ..QUIET };
        let said = logged(loud, |_| {
            tracing::debug!(target: "hearth", "ours");
            tracing::trace!(target: "hearth", "too fine");
            tracing::info!(target: "hyper", "a library, and what it handles");
            tracing::warn!(target: "hyper", "a library warns");
        });
        let said: Vec<_> = said.iter().filter_map(|line| line["message"].as_str()).collect();
        assert_eq!(said, ["ours", "a library warns"]);
    }

    #[test]
    fn levels_change_while_running() {
        let said = logged(QUIET, |volume| {
            let say = |text| tracing::info!(target: "hearth", "{text}");
            say("before");
            volume.set(Levels { file: LevelFilter::INFO, ..QUIET });
            say("after");
        });
        assert_eq!(said.len(), 1);
        assert_eq!(said[0]["message"], "after");
    }

    #[test]
    fn names_of_levels_are_those_of_the_settings() {
        for (name, expected) in [
            ("DEBUG", LevelFilter::DEBUG),
            ("info", LevelFilter::INFO),
            ("WARN", LevelFilter::WARN),
            ("ERROR", LevelFilter::ERROR),
            ("nonsense", LevelFilter::INFO),
        ] {
            assert_eq!(level(name), expected, "{name}");
        }
    }

    #[test]
    fn full_files_are_put_aside_and_the_oldest_makes_room() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut rolling = Rolling::open(folder.path(), 10).expect("a file");
        for number in 0..8 {
            rolling.write_all(format!("line {number}\n").as_bytes()).expect("written");
        }
        let read = |name: &str| fs::read_to_string(folder.path().join(name)).expect(name);
        assert_eq!(read("hearth.log"), "line 7\n");
        assert_eq!(read("hearth.1.log"), "line 6\n");
        assert_eq!(read("hearth.4.log"), "line 3\n");
        assert_eq!(fs::read_dir(folder.path()).expect("folder").count(), 5);
        drop(rolling);
        Rolling::open(folder.path(), 100).expect("again").write_all(b"more\n").expect("written");
        assert_eq!(read("hearth.log"), "line 7\nmore\n", "a restart goes on where it was");
    }

    #[test]
    fn a_folder_that_cannot_be_written_is_named() {
        let folder = tempfile::tempdir().expect("a folder");
        let error = file_writer(&folder.path().join("missing"), 10).expect_err("no folder").to_string();
        assert!(error.contains("missing cannot be written"), "{error}");
    }
}
