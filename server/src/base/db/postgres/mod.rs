//! PostgreSQL, version 14 or newer: a few connections, each used by one closure at a time on a thread of its own.
//!
//! A connection that is lost comes back by itself at the next use; who finds none within [`PATIENCE`] is told that
//! the database is away. Writers that commit together share PostgreSQL's own group commit.
//! `line.rs` is one connection and how changes travel together; `address.rs` reads `SqlSettings.DataSource`.

mod address;
mod line;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::runtime::Handle;
use tokio::sync::{Semaphore, oneshot};
use tokio_postgres::Row as PgRow;
use tokio_postgres::types::FromSql;
use tokio_util::task::TaskTracker;

use self::address::Address;
pub(super) use self::line::{Line, Query};
use super::order::Order;
use super::{Arg, Columns, Conn, Link, Listening, Migration, Read, Row, Sql, Tx, Write, migrate};
use crate::base::error::{Broken, Error, Result};

/// How long a request waits for a connection.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long connections are doubted after one was lost, and how long one may lie unused without being doubted.
const DOUBT: Duration = Duration::from_secs(60);
/// How long a connection may lie unused before it is closed.
const IDLE: Duration = Duration::from_secs(600);

pub struct Postgres<E> {
    pool: Arc<Pool>,
    turns: Arc<Semaphore>,
    /// The closures under way.
    work: TaskTracker,
    listener: Listening<E>,
    order: Arc<Order<E>>,
}

/// The connections that nobody uses just now.
struct Pool {
    address: Address,
    /// The one used last is the last one.
    free: Mutex<Vec<(Line, Instant)>>,
    /// When a connection was lost last, in milliseconds since `born`; 0 is never.
    lost: AtomicU64,
    born: Instant,
}

/// A connection, and the runtime that moves its bytes while the closure's thread waits.
pub struct Wire<'a> {
    line: &'a mut Line,
    runtime: &'a Handle,
}

impl<E: Send + 'static> Postgres<E> {
    pub async fn open(
        url: &str,
        connections: u32,
        migrations: &'static [Migration],
        listener: Listening<E>,
    ) -> Result<Postgres<E>> {
        let address = Address::parse(url)?;
        let pool = Pool { address, free: Mutex::default(), lost: AtomicU64::new(0), born: Instant::now() };
        let mut first = pool.take().await?;
        migrate::postgres(&mut first, migrations).await?;
        pool.give_back(first);
        let turns = Arc::new(Semaphore::new(connections.max(1) as usize));
        let order = Order::new(listener.clone());
        Ok(Postgres { pool: Arc::new(pool), turns, work: TaskTracker::new(), listener, order })
    }

    pub async fn read<T: Send + 'static>(&self, work: Read<T>) -> Result<T> {
        self.with(move |line, runtime| work(&mut Conn(Link::Postgres(Wire { line, runtime })))).await
    }

    pub async fn write<T: Send + 'static>(&self, work: Write<E, T>) -> Result<T> {
        let (listener, order) = (self.listener.clone(), self.order.clone());
        self.with(move |line, runtime| {
            line.begin();
            let wire = Wire { line: &mut *line, runtime };
            let mut tx = Tx { conn: Conn(Link::Postgres(wire)), outbox: Vec::new() };
            let done = work(&mut tx).and_then(|answer| Ok((answer, tx.settle(&*listener)?)));
            let done = done.and_then(|(answer, told)| {
                if told.is_empty() {
                    runtime.block_on(line.commit())?;
                } else {
                    // Whoever touches the same rows stands behind: the locks are held before the place is taken.
                    runtime.block_on(line.flush())?;
                    let ticket = order.take();
                    runtime.block_on(line.commit())?;
                    ticket.tell(told);
                }
                Ok(answer)
            });
            if done.is_err() {
                runtime.block_on(line.roll_back());
            }
            done
        })
        .await
    }

    /// Runs `work` with a connection, on a thread that may wait.
    async fn with<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Line, &Handle) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (caller, answer) = oneshot::channel();
        let work = move |line: &mut Line, runtime: &Handle| {
            let result = work(line, runtime);
            let lost = matches!(&result, Err(Error::Broken(broken)) if broken.unavailable);
            // The caller may have hung up; what is durable stays so.
            let _ = caller.send(result);
            lost
        };
        self.run(Box::new(work)).await?;
        answer.await.map_err(|_| Error::broken("running a transaction", "it panicked"))?
    }

    /// Runs `work` with a connection; it says whether it has lost it.
    async fn run(&self, work: Box<dyn FnOnce(&mut Line, &Handle) -> bool + Send>) -> Result<()> {
        let away = |cause: &str| Error::unavailable("waiting for a database connection", cause);
        let turn = tokio::time::timeout(PATIENCE, self.turns.clone().acquire_owned())
            .await
            .map_err(|_| away("all are busy"))?
            .map_err(|_| away("the database is closed"))?;
        let mut line = self.pool.take().await?;
        let (pool, runtime) = (self.pool.clone(), Handle::current());
        let done = self.work.spawn_blocking(move || {
            let _turn = turn;
            if work(&mut line, &runtime) { pool.doubt() } else { pool.give_back(line) }
        });
        done.await.map_err(|cause| Error::broken("running a transaction", cause))
    }

    pub async fn close(&self) {
        self.turns.close();
        self.work.close();
        self.work.wait().await;
        let free = std::mem::take(&mut *self.pool.free());
        for (line, _) in free {
            line.close().await;
        }
    }
}

impl Pool {
    fn free(&self) -> std::sync::MutexGuard<'_, Vec<(Line, Instant)>> {
        self.free.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A connection that lives, as far as one can know; a new one when none lies ready.
    async fn take(&self) -> Result<Line> {
        loop {
            let Some((mut line, since)) = self.free().pop() else { break };
            if !(self.in_doubt() || since.elapsed() > DOUBT) || line.answers(PATIENCE).await {
                return Ok(line);
            }
        }
        let late = |_| Error::unavailable("connecting to PostgreSQL", "it does not answer");
        tokio::time::timeout(PATIENCE, Line::open(&self.address)).await.map_err(late)?
    }

    fn give_back(&self, line: Line) {
        if line.is_whole() {
            let mut free = self.free();
            free.push((line, Instant::now()));
            free.retain(|(_, since)| since.elapsed() < IDLE);
        }
    }

    /// A connection was lost, and the others of its age may be dead too: for a while, each is asked before it is used.
    fn doubt(&self) {
        self.lost.store(self.age().max(1), Ordering::Relaxed);
    }

    fn in_doubt(&self) -> bool {
        let lost = self.lost.load(Ordering::Relaxed);
        lost > 0 && self.age().saturating_sub(lost) < DOUBT.as_millis() as u64
    }

    fn age(&self) -> u64 {
        u64::try_from(self.born.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}

impl Wire<'_> {
    pub fn all<T: Row>(&mut self, sql: Sql, args: &[Arg<'_>]) -> Result<Vec<T>> {
        self.ask(sql, args, usize::MAX)
    }

    pub fn first<T: Row>(&mut self, sql: Sql, args: &[Arg<'_>]) -> Result<Option<T>> {
        Ok(self.ask(sql, args, 1)?.pop())
    }

    fn ask<T: Row>(&mut self, sql: Sql, args: &[Arg<'_>], most: usize) -> Result<Vec<T>> {
        let rows = self.runtime.block_on(self.line.ask(Query::new(sql, args)?, most))?;
        rows.iter().map(|row| T::from_row(&mut Columns::postgres(row))).collect()
    }

    /// Changes rows some time before the commit, and before the next question.
    pub fn run(&mut self, sql: Sql, args: &[Arg<'_>]) -> Result<()> {
        let full = self.line.put_by(Query::new(sql, args)?);
        if full { self.runtime.block_on(self.line.flush()) } else { Ok(()) }
    }

    /// Changes rows now; answers how many.
    pub fn change(&mut self, sql: Sql, args: &[Arg<'_>]) -> Result<u64> {
        self.runtime.block_on(self.line.change(Query::new(sql, args)?))
    }
}

/// A column of a row.
pub fn column<'a, T: FromSql<'a>>(row: &'a PgRow, at: usize) -> Result<Option<T>, String> {
    row.try_get(at).map_err(|error| told(&error))
}

/// What PostgreSQL says without the values that it says it about, and what stands behind the library's words.
fn told(error: &tokio_postgres::Error) -> String {
    match (error.as_db_error(), std::error::Error::source(error)) {
        (Some(answer), _) => answer.message().to_owned(),
        (None, Some(source)) => format!("{error}: {source}"),
        (None, None) => error.to_string(),
    }
}

fn broken(doing: &'static str, error: &tokio_postgres::Error) -> Error {
    let answer = error.as_db_error();
    let code = answer.map(|answer| answer.code().code()).unwrap_or_default();
    // Classes and codes of PostgreSQL's appendix A: connection lost, no resources, shutting down.
    let away = ["08", "53", "57P"].iter().any(|class| code.starts_with(class));
    let duplicate = (code == "23505")
        .then_some(answer)
        .flatten()
        .and_then(|answer| Some(constraint(answer.table()?, answer.constraint()?)));
    let cut = std::error::Error::source(error).is_some_and(|source| source.is::<std::io::Error>());
    let lost = error.is_closed() || cut;
    Error::Broken(Box::new(Broken { doing: doing.into(), cause: told(error), unavailable: away || lost, duplicate }))
}

/// `channels`, `channels_name_teamid_key` -> `channels.name_teamid`.
fn constraint(table: &str, name: &str) -> String {
    let columns = name.strip_prefix(table).and_then(|rest| rest.strip_prefix('_')).unwrap_or(name);
    let columns = columns.strip_suffix("_key").unwrap_or(columns);
    format!("{table}.{columns}")
}
