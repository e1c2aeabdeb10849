//! SQLite: one thread writes, a few connections read.
//!
//! **Group commit.** Transactions that wait together run one after the other, each in a savepoint of its own, and
//! share one commit and so one fsync; each is answered only after it. A transaction that refuses or fails is rolled
//! back alone.
//! Invariant: nothing is answered before its commit (the crash test kills the program and looks).

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use tokio::sync::{Semaphore, mpsc, oneshot};

use super::{Arg, Columns, Conn, Link, Listener, Listening, Migration, Read, Row, Tx, Write, migrate};
use crate::base::error::{Broken, Error, Result};

/// How many transactions share a commit at most.
const GROUP: usize = 256;
/// How many may wait for the writer before callers wait to hand over.
const QUEUE: usize = 4096;
const READERS: usize = 4;
const STATEMENTS: usize = 512;

pub struct Sqlite<E> {
    writer: Mutex<Option<mpsc::Sender<Box<dyn Job<E>>>>>,
    thread: Mutex<Option<std::thread::JoinHandle<()>>>,
    readers: Arc<Readers>,
}

struct Readers {
    free: Mutex<Vec<Connection>>,
    permits: Semaphore,
}

/// A transaction that waits for the writer.
trait Job<E>: Send {
    /// Does the work; false rolls it back.
    fn work(&mut self, conn: &Connection, listener: &dyn Listener<E>) -> bool;
    /// What it told, once it is durable.
    fn told(&mut self) -> Vec<E>;
    /// Answers the caller; `lost` says why the commit failed.
    fn answer(self: Box<Self>, lost: Option<&str>);
}

struct Work<E, T> {
    work: Option<Write<E, T>>,
    result: Option<Result<T>>,
    outbox: Vec<E>,
    caller: oneshot::Sender<Result<T>>,
}

impl<E: Send, T: Send> Job<E> for Work<E, T> {
    fn work(&mut self, conn: &Connection, listener: &dyn Listener<E>) -> bool {
        let Some(work) = self.work.take() else { return false };
        let mut tx = Tx { conn: Conn(Link::Sqlite(conn)), outbox: Vec::new() };
        let run = || {
            let answer = work(&mut tx)?;
            Ok((answer, tx.settle(listener)?))
        };
        let result = catch_unwind(AssertUnwindSafe(run))
            .unwrap_or_else(|_| Err(Error::broken("running a transaction", "it panicked")));
        let done = result.is_ok();
        self.result = Some(result.map(|(answer, told)| {
            self.outbox = told;
            answer
        }));
        done
    }

    fn told(&mut self) -> Vec<E> {
        std::mem::take(&mut self.outbox)
    }

    fn answer(self: Box<Self>, lost: Option<&str>) {
        let result = match (self.result, lost) {
            (Some(Ok(_)), Some(cause)) => Err(Error::unavailable("committing a transaction", cause)),
            (Some(result), _) => result,
            (None, cause) => Err(Error::unavailable("beginning a transaction", cause.unwrap_or("the writer stopped"))),
        };
        // The caller may have hung up; what is durable stays so.
        let _ = self.caller.send(result);
    }
}

impl<E: Send + 'static> Sqlite<E> {
    pub fn open(file: &Path, migrations: &'static [Migration], listener: Listening<E>) -> Result<Sqlite<E>> {
        let writer = open_writer(file)?;
        migrate::sqlite(&writer, migrations)?;
        let mut free = Vec::with_capacity(READERS);
        for _ in 0..READERS {
            free.push(open_reader(file)?);
        }
        let (sender, jobs) = mpsc::channel(QUEUE);
        let thread = std::thread::Builder::new()
            .name("sqlite-writer".into())
            .spawn(move || write_jobs(&writer, jobs, &*listener))
            .map_err(|cause| Error::broken("starting the writer", cause))?;
        Ok(Sqlite {
            writer: Mutex::new(Some(sender)),
            thread: Mutex::new(Some(thread)),
            readers: Arc::new(Readers { free: Mutex::new(free), permits: Semaphore::new(READERS) }),
        })
    }

    pub async fn read<T>(&self, work: Read<T>) -> Result<T> {
        self.readers.read(work).await
    }

    pub async fn read_long<T: Send + 'static>(&self, work: Read<T>) -> Result<T> {
        let readers = self.readers.clone();
        let runtime = tokio::runtime::Handle::current();
        tokio::task::spawn_blocking(move || runtime.block_on(readers.read(work)))
            .await
            .map_err(|cause| Error::broken("reading", cause))?
    }

    pub async fn write<T: Send + 'static>(&self, work: Write<E, T>) -> Result<T> {
        let closed = || Error::unavailable("writing", "the database is closed");
        let writer = lock(&self.writer).clone().ok_or_else(closed)?;
        let (caller, answer) = oneshot::channel();
        let job = Work { work: Some(work), result: None, outbox: Vec::new(), caller };
        writer.send(Box::new(job)).await.map_err(|_| closed())?;
        answer.await.map_err(|_| closed())?
    }

    pub async fn close(&self) {
        drop(lock(&self.writer).take());
        let thread = lock(&self.thread).take();
        if let Some(thread) = thread {
            let _ = tokio::task::spawn_blocking(move || thread.join()).await;
        }
        self.readers.permits.close();
        lock(&self.readers.free).clear();
    }
}

impl Readers {
    /// Runs on the calling thread: an indexed read is shorter than handing it to another one.
    async fn read<T>(&self, work: Read<T>) -> Result<T> {
        let closed = || Error::unavailable("reading", "the database is closed");
        let _permit = self.permits.acquire().await.map_err(|_| closed())?;
        let conn = lock(&self.free).pop().ok_or_else(closed)?;
        let result = catch_unwind(AssertUnwindSafe(|| work(&mut Conn(Link::Sqlite(&conn)))));
        lock(&self.free).push(conn);
        result.unwrap_or_else(|_| Err(Error::broken("reading", "it panicked")))
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn write_jobs<E>(conn: &Connection, mut jobs: mpsc::Receiver<Box<dyn Job<E>>>, listener: &dyn Listener<E>) {
    let mut group = Vec::with_capacity(GROUP);
    while let Some(first) = jobs.blocking_recv() {
        group.push(first);
        let lost = commit_group(conn, &mut group, &mut jobs, listener).err().map(|error| {
            tracing::error!(%error, "a group of transactions was lost");
            let _ = conn.execute_batch("rollback");
            error.to_string()
        });
        if lost.is_none() {
            let told: Vec<E> = group.iter_mut().flat_map(|job| job.told()).collect();
            if !told.is_empty() {
                listener.told(told);
            }
        }
        group.drain(..).for_each(|job| job.answer(lost.as_deref()));
    }
}

/// Runs the jobs of `group`, and those that arrive meanwhile, in one transaction.
fn commit_group<E>(
    conn: &Connection,
    group: &mut Vec<Box<dyn Job<E>>>,
    jobs: &mut mpsc::Receiver<Box<dyn Job<E>>>,
    listener: &dyn Listener<E>,
) -> rusqlite::Result<()> {
    step(conn, "begin immediate")?;
    let mut next = 0;
    loop {
        while let Some(job) = group.get_mut(next) {
            step(conn, "savepoint one")?;
            if !job.work(conn, listener) {
                step(conn, "rollback to one")?;
            }
            step(conn, "release one")?;
            next += 1;
        }
        if group.len() >= GROUP {
            break;
        }
        match jobs.try_recv() {
            Ok(job) => group.push(job),
            Err(_) => break,
        }
    }
    step(conn, "commit")
}

fn step(conn: &Connection, sql: &str) -> rusqlite::Result<()> {
    conn.prepare_cached(sql)?.execute([]).map(|_| ())
}

fn open_writer(file: &Path) -> Result<Connection> {
    let conn = Connection::open(file).map_err(|error| broken("opening the database", &error))?;
    let settings = "pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; \
                    pragma busy_timeout = 5000; pragma temp_store = memory; pragma cache_size = -8192;";
    conn.execute_batch(settings).map_err(|error| broken("opening the database", &error))?;
    keep_statements(&conn)?;
    Ok(conn)
}

fn open_reader(file: &Path) -> Result<Connection> {
    let file: PathBuf = file.into();
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(file, flags).map_err(|error| broken("opening the database", &error))?;
    conn.execute_batch("pragma busy_timeout = 5000; pragma temp_store = memory; pragma cache_size = -8192;")
        .map_err(|error| broken("opening the database", &error))?;
    keep_statements(&conn)?;
    Ok(conn)
}

/// A statement is planned once, whatever is bound to it later: without the guarantee, SQLite plans anew at each use.
fn keep_statements(conn: &Connection) -> Result<()> {
    conn.set_prepared_statement_cache_capacity(STATEMENTS);
    let kept = conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true);
    kept.map(drop).map_err(|error| broken("opening the database", &error))
}

pub fn all<T: Row>(conn: &Connection, sql: &str, args: &[Arg<'_>]) -> Result<Vec<T>> {
    query(conn, sql, args, usize::MAX)
}

pub fn first<T: Row>(conn: &Connection, sql: &str, args: &[Arg<'_>]) -> Result<Option<T>> {
    Ok(query(conn, sql, args, 1)?.pop())
}

fn query<T: Row>(conn: &Connection, sql: &str, args: &[Arg<'_>], most: usize) -> Result<Vec<T>> {
    let failed = |error: rusqlite::Error| broken("asking the database", &error);
    let mut statement = conn.prepare_cached(sql).map_err(failed)?;
    bind(&mut statement, args).map_err(failed)?;
    let mut rows = statement.raw_query();
    let mut out = Vec::new();
    while out.len() < most {
        let Some(row) = rows.next().map_err(failed)? else { break };
        out.push(T::from_row(&mut Columns::sqlite(row))?);
    }
    Ok(out)
}

pub fn run(conn: &Connection, sql: &str, args: &[Arg<'_>]) -> Result<u64> {
    let failed = |error: rusqlite::Error| broken("changing the database", &error);
    let mut statement = conn.prepare_cached(sql).map_err(failed)?;
    bind(&mut statement, args).map_err(failed)?;
    statement.raw_execute().map(|rows| rows as u64).map_err(failed)
}

/// Binds by number: left alone, SQLite numbers `$2 … $1` by first appearance.
fn bind(statement: &mut rusqlite::CachedStatement<'_>, args: &[Arg<'_>]) -> rusqlite::Result<()> {
    for index in 1..=statement.parameter_count() {
        let number = statement.parameter_name(index).and_then(|name| name.get(1..)?.parse::<usize>().ok());
        let arg = number.and_then(|number| args.get(number.checked_sub(1)?));
        match arg {
            Some(arg) => bind_one(statement, index, arg)?,
            None => return Err(rusqlite::Error::InvalidParameterCount(args.len(), index)),
        }
    }
    Ok(())
}

fn bind_one(statement: &mut rusqlite::CachedStatement<'_>, index: usize, arg: &Arg<'_>) -> rusqlite::Result<()> {
    match arg {
        Arg::Int(value) => statement.raw_bind_parameter(index, value),
        Arg::Real(value) => statement.raw_bind_parameter(index, value),
        Arg::Bool(value) => statement.raw_bind_parameter(index, value),
        Arg::Text(value) => statement.raw_bind_parameter(index, value),
        Arg::Id(value) => statement.raw_bind_parameter(index, value.as_str()),
        Arg::OptionalText(value) => statement.raw_bind_parameter(index, value),
        Arg::OptionalInt(value) => statement.raw_bind_parameter(index, value),
        Arg::OptionalBool(value) => statement.raw_bind_parameter(index, value),
        Arg::Ids(value) => statement.raw_bind_parameter(index, json(value)),
        Arg::Texts(value) => statement.raw_bind_parameter(index, json(value)),
    }
}

fn json<T: serde::Serialize>(list: &[T]) -> String {
    serde_json::to_string(list).unwrap_or_else(|_| "[]".to_owned())
}

fn broken(doing: &'static str, error: &rusqlite::Error) -> Error {
    use rusqlite::ffi::SQLITE_CONSTRAINT_PRIMARYKEY as PRIMARY_KEY;
    use rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE as UNIQUE;
    let (code, extended) = match error {
        rusqlite::Error::SqliteFailure(failure, _) => (Some(failure.code), failure.extended_code),
        _ => (None, 0),
    };
    let unavailable = matches!(
        code,
        Some(
            ErrorCode::DiskFull
                | ErrorCode::SystemIoFailure
                | ErrorCode::DatabaseBusy
                | ErrorCode::CannotOpen
                | ErrorCode::ReadOnly
        )
    );
    let cause = error.to_string();
    let duplicate = matches!(extended, UNIQUE | PRIMARY_KEY).then(|| constraint(&cause));
    Error::Broken(Box::new(Broken { doing: doing.into(), cause, unavailable, duplicate }))
}

/// `UNIQUE constraint failed: channels.name, channels.teamid` -> `channels.name_teamid`.
fn constraint(message: &str) -> String {
    let columns = message.rsplit(": ").next().unwrap_or_default();
    let mut parts = columns.split(", ");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |name, part| format!("{name}_{}", part.rsplit('.').next().unwrap_or_default()))
}
