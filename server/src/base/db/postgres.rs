//! PostgreSQL, version 14 or newer: a pool of connections, each used by one closure at a time on a thread of its own.
//!
//! A connection that is lost comes back by itself at the next use; who finds none within [`PATIENCE`] is told that
//! the database is away. Writers that commit together share PostgreSQL's own group commit.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use sqlx::postgres::{PgArguments, PgConnectOptions, PgConnection, PgPool, PgPoolOptions};
use sqlx::{Arguments, AssertSqlSafe, Connection};
use tokio::runtime::Handle;
use tokio::sync::Semaphore;

use super::order::Order;
use super::{Arg, Columns, Conn, Link, Listening, Migration, Row, Sql, Tx, migrate};
use crate::base::error::{Broken, Error, Result};

/// How long a request waits for a connection.
const PATIENCE: Duration = Duration::from_secs(5);
const STATEMENTS: usize = 400;
/// How long connections are doubted after one was lost, and how long one may lie unused without being doubted.
const DOUBT: Duration = Duration::from_secs(60);

pub struct Postgres<E> {
    pool: PgPool,
    /// When a connection was lost last, in milliseconds since [`Self::born`]; 0 is never.
    lost: Arc<AtomicU64>,
    born: Instant,
    turns: Arc<Semaphore>,
    listener: Listening<E>,
    order: Arc<Order<E>>,
}

/// A connection, and the runtime that moves its bytes while the closure's thread waits.
pub struct Wire<'a> {
    conn: &'a mut PgConnection,
    runtime: Handle,
}

impl<E: Send + 'static> Postgres<E> {
    pub async fn open(
        url: &str,
        connections: u32,
        migrations: &'static [Migration],
        listener: Listening<E>,
    ) -> Result<Postgres<E>> {
        let options: PgConnectOptions =
            url.parse().map_err(|error| broken("reading SqlSettings.DataSource", &error))?;
        let options = options.statement_cache_capacity(STATEMENTS).application_name("hearth");
        let (lost, born) = (Arc::new(AtomicU64::new(0)), Instant::now());
        let doubt = lost.clone();
        let pool = PgPoolOptions::new()
            .max_connections(connections.max(1))
            .acquire_timeout(PATIENCE)
            .test_before_acquire(false)
            .before_acquire(move |conn, idle| {
                let doubted = in_doubt(doubt.load(Ordering::Relaxed), born) || idle.idle_for > DOUBT;
                Box::pin(async move { if doubted { conn.ping().await.map(|()| true) } else { Ok(true) } })
            })
            .connect_with(options)
            .await
            .map_err(|error| broken("connecting to PostgreSQL", &error))?;
        let mut conn = pool.acquire().await.map_err(|error| broken("connecting to PostgreSQL", &error))?;
        migrate::postgres(&mut conn, migrations).await?;
        let turns = Arc::new(Semaphore::new(connections.max(1) as usize));
        let order = Order::new(listener.clone());
        Ok(Postgres { pool, lost, born, turns, listener, order })
    }

    pub async fn read<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Conn<'_>) -> Result<T> + Send + 'static,
    {
        self.with(move |conn, runtime| work(&mut Conn(Link::Postgres(Wire { conn, runtime })))).await
    }

    pub async fn write<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Tx<'_, E>) -> Result<T> + Send + 'static,
    {
        let (listener, order) = (self.listener.clone(), self.order.clone());
        self.with(move |conn, runtime| {
            let lost = |error| broken("committing a transaction", &error);
            let mut open = runtime.block_on(conn.begin()).map_err(|error| broken("beginning a transaction", &error))?;
            let wire = Wire { conn: &mut open, runtime: runtime.clone() };
            let mut tx = Tx { conn: Conn(Link::Postgres(wire)), outbox: Vec::new() };
            let done = work(&mut tx).and_then(|answer| Ok((answer, tx.settle(&*listener)?)));
            match done {
                Ok((answer, told)) if told.is_empty() => {
                    runtime.block_on(open.commit()).map_err(lost)?;
                    Ok(answer)
                }
                Ok((answer, told)) => {
                    let ticket = order.take();
                    runtime.block_on(open.commit()).map_err(lost)?;
                    ticket.tell(told);
                    Ok(answer)
                }
                Err(error) => {
                    let _ = runtime.block_on(open.rollback());
                    Err(error)
                }
            }
        })
        .await
    }

    /// Runs `work` with a connection, on a thread that may wait.
    async fn with<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut PgConnection, Handle) -> Result<T> + Send + 'static,
    {
        let away = |cause: &str| Error::unavailable("waiting for a database connection", cause);
        let turn = tokio::time::timeout(PATIENCE, self.turns.clone().acquire_owned())
            .await
            .map_err(|_| away("all are busy"))?
            .map_err(|_| away("the database is closed"))?;
        let mut conn = self.pool.acquire().await.map_err(|error| broken("connecting to PostgreSQL", &error))?;
        let runtime = Handle::current();
        let (lost, born) = (self.lost.clone(), self.born);
        tokio::task::spawn_blocking(move || {
            let _turn = turn;
            let result = work(&mut conn, runtime.clone());
            if matches!(&result, Err(Error::Broken(broken)) if broken.unavailable) {
                // The others of its age may be dead too: for a while, each is asked before it is used.
                lost.store(since(born).max(1), Ordering::Relaxed);
                let _ = runtime.block_on(conn.close());
            }
            result
        })
        .await
        .map_err(|cause| Error::broken("running a transaction", cause))?
    }

    pub async fn close(&self) {
        self.turns.close();
        self.pool.close().await;
    }
}

impl Wire<'_> {
    pub fn all<T: Row>(&mut self, sql: Sql, args: &[Arg<'_>]) -> Result<Vec<T>> {
        let query = sqlx::query_with(AssertSqlSafe(sql), bind(args)?);
        let rows = self.runtime.block_on(query.fetch_all(&mut *self.conn));
        let rows = rows.map_err(|error| broken("asking the database", &error))?;
        rows.iter().map(|row| T::from_row(&mut Columns::postgres(row))).collect()
    }

    pub fn first<T: Row>(&mut self, sql: Sql, args: &[Arg<'_>]) -> Result<Option<T>> {
        let query = sqlx::query_with(AssertSqlSafe(sql), bind(args)?);
        let row = self.runtime.block_on(query.fetch_optional(&mut *self.conn));
        let row = row.map_err(|error| broken("asking the database", &error))?;
        row.map(|row| T::from_row(&mut Columns::postgres(&row))).transpose()
    }

    pub fn run(&mut self, sql: Sql, args: &[Arg<'_>]) -> Result<u64> {
        let query = sqlx::query_with(AssertSqlSafe(sql), bind(args)?);
        let done = self.runtime.block_on(query.execute(&mut *self.conn));
        Ok(done.map_err(|error| broken("changing the database", &error))?.rows_affected())
    }
}

fn since(born: Instant) -> u64 {
    u64::try_from(born.elapsed().as_millis()).unwrap_or(u64::MAX)
}

fn in_doubt(lost: u64, born: Instant) -> bool {
    lost > 0 && since(born).saturating_sub(lost) < DOUBT.as_millis() as u64
}

fn bind(args: &[Arg<'_>]) -> Result<PgArguments> {
    let mut out = PgArguments::default();
    for arg in args {
        let added = match arg {
            Arg::Int(value) => out.add(*value),
            Arg::Real(value) => out.add(*value),
            Arg::Bool(value) => out.add(*value),
            Arg::Text(value) => out.add(*value),
            Arg::Id(value) => out.add(value.as_str()),
            Arg::OptionalText(value) => out.add(*value),
            Arg::OptionalInt(value) => out.add(*value),
            Arg::OptionalBool(value) => out.add(*value),
            Arg::Ids(value) => out.add(value.iter().map(|id| id.as_str()).collect::<Vec<_>>()),
            Arg::Texts(value) => out.add(*value),
        };
        added.map_err(|cause| Error::broken("binding a value", cause))?;
    }
    Ok(out)
}

pub(super) fn broken(doing: &'static str, error: &sqlx::Error) -> Error {
    let code = error.as_database_error().and_then(|error| error.code()).unwrap_or_default().into_owned();
    // Classes and codes of PostgreSQL's appendix A: connection lost, no resources, shutting down.
    let away = ["08", "53", "57P"].iter().any(|class| code.starts_with(class));
    let lost = matches!(
        error,
        sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed
    );
    let duplicate = (code == "23505")
        .then(|| error.as_database_error())
        .flatten()
        .and_then(|error| Some(constraint(error.table()?, error.constraint()?)));
    Error::Broken(Box::new(Broken {
        doing: doing.into(),
        cause: error.to_string(),
        unavailable: away || lost,
        duplicate,
    }))
}

/// `channels`, `channels_name_teamid_key` -> `channels.name_teamid`.
fn constraint(table: &str, name: &str) -> String {
    let columns = name.strip_prefix(table).and_then(|rest| rest.strip_prefix('_')).unwrap_or(name);
    let columns = columns.strip_suffix("_key").unwrap_or(columns);
    format!("{table}.{columns}")
}
