//! The database: one SQL text for two engines, SQLite inside the program or a PostgreSQL beside it.
//!
//! Work is handed over as a closure that runs where the connection is: [`Db::read`] with a [`Conn`],
//! [`Db::write`] with a [`Tx`]. A closure cannot wait for the network, so holding the only SQLite writer across
//! something slow is impossible by construction, and many writes that wait together share one fsync
//! (`sqlite.rs`). A transaction carries its own outbox ([`Tx::tell`]): what is in it leaves only after the commit.
//!
//! SQL is written with `$1` placeholders and lower-case names; a list is asked for with `x in list($1)`.
//! Column types are text, bigint, boolean and double precision; ids are text, times bigint milliseconds.
//! Read `values.rs` for what goes in and comes out, then `sqlite.rs` and `postgres.rs`.

mod dialect;
mod migrate;
mod order;
mod postgres;
mod sqlite;
mod values;

use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::Arc;

pub use migrate::Migration;
pub use values::{Arg, Column, Columns, Row};

use crate::base::error::{Error, Result};

/// Who hears what transactions tell.
pub trait Listener<E>: Send + Sync {
    /// Hears a fact while its transaction is open, and may write to it and tell more; an error undoes it all.
    fn before_commit(&self, tx: &mut Tx<'_, E>, fact: &E) -> Result<()>;
    /// Hears the facts once they are durable, in the order of the commits. Must not wait for anything.
    fn told(&self, facts: Vec<E>);
}

/// Where every statement is told of before it runs, at the level TRACE: the tests ask the engine for its plan.
pub const STATEMENTS: &str = "hearth::statements";

/// The listener of a database.
pub type Listening<E> = Arc<dyn Listener<E>>;

/// An SQL text; nearly always a constant.
pub type Sql = Cow<'static, str>;

/// Work as the engines take it. Boxed, because there are hundreds of kinds of it: what the engines do around it is made
/// once for each kind of answer.
type Read<T> = Box<dyn FnOnce(&mut Conn<'_>) -> Result<T> + Send>;
type Write<E, T> = Box<dyn FnOnce(&mut Tx<'_, E>) -> Result<T> + Send>;

/// Where the data is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A file, made when it is not there.
    Sqlite(PathBuf),
    /// `postgres://user:password@host:port/database?…`, and how many connections at most.
    Postgres {
        /// The address.
        url: String,
        /// Connections at most, 1 or more.
        connections: u32,
    },
}

/// An open database. Cheap to clone. `E` is what transactions tell.
pub struct Db<E> {
    engine: Arc<Engine<E>>,
}

enum Engine<E> {
    Sqlite(sqlite::Sqlite<E>),
    Postgres(postgres::Postgres<E>),
}

/// A connection that reads.
pub struct Conn<'a>(Link<'a>);

enum Link<'a> {
    Sqlite(&'a rusqlite::Connection),
    Postgres(postgres::Wire<'a>),
}

/// A transaction that reads, writes and tells. It is a [`Conn`] too.
pub struct Tx<'a, E> {
    conn: Conn<'a>,
    outbox: Vec<E>,
}

impl<E> Clone for Db<E> {
    fn clone(&self) -> Db<E> {
        Db { engine: self.engine.clone() }
    }
}

impl<E: Send + 'static> Db<E> {
    /// Opens the database and brings its tables up to date.
    ///
    /// Refuses with a sentence a database that is newer than `migrations`.
    pub async fn open(source: &Source, migrations: &'static [Migration], listener: Listening<E>) -> Result<Db<E>> {
        let engine = match source {
            Source::Sqlite(file) => Engine::Sqlite(sqlite::Sqlite::open(file, migrations, listener)?),
            Source::Postgres { url, connections } => {
                Engine::Postgres(postgres::Postgres::open(url, *connections, migrations, listener).await?)
            }
        };
        Ok(Db { engine: Arc::new(engine) })
    }

    /// Reads by index, quickly. Many run at once.
    pub async fn read<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Conn<'_>) -> Result<T> + Send + 'static,
    {
        let work: Read<T> = Box::new(work);
        match &*self.engine {
            Engine::Sqlite(sqlite) => sqlite.read(work).await,
            Engine::Postgres(postgres) => postgres.read(work).await,
        }
    }

    /// Reads that may take long (search, exports): away from the threads that answer requests.
    pub async fn read_long<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Conn<'_>) -> Result<T> + Send + 'static,
    {
        let work: Read<T> = Box::new(work);
        match &*self.engine {
            Engine::Sqlite(sqlite) => sqlite.read_long(work).await,
            Engine::Postgres(postgres) => postgres.read(work).await,
        }
    }

    /// One transaction. Answers only when it is durable; when `work` refuses or fails, nothing of it remains.
    pub async fn write<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Tx<'_, E>) -> Result<T> + Send + 'static,
    {
        let work: Write<E, T> = Box::new(work);
        match &*self.engine {
            Engine::Sqlite(sqlite) => sqlite.write(work).await,
            Engine::Postgres(postgres) => postgres.write(work).await,
        }
    }

    /// Waits for the writes under way and closes the files or connections. Later calls are refused.
    pub async fn close(&self) {
        match &*self.engine {
            Engine::Sqlite(sqlite) => sqlite.close().await,
            Engine::Postgres(postgres) => postgres.close().await,
        }
    }

    /// `sqlite` or `postgres`, as `SqlSettings.DriverName` says it.
    pub fn driver(&self) -> &'static str {
        match &*self.engine {
            Engine::Sqlite(_) => "sqlite",
            Engine::Postgres(_) => "postgres",
        }
    }
}

impl Conn<'_> {
    /// Every row.
    pub fn all<T: Row>(&mut self, sql: impl Into<Sql>, args: &[Arg<'_>]) -> Result<Vec<T>> {
        let sql = self.expand(sql.into());
        match &mut self.0 {
            Link::Sqlite(conn) => sqlite::all(conn, &sql, args),
            Link::Postgres(wire) => wire.all(sql, args),
        }
    }

    /// The first row, if there is one.
    pub fn first<T: Row>(&mut self, sql: impl Into<Sql>, args: &[Arg<'_>]) -> Result<Option<T>> {
        let sql = self.expand(sql.into());
        match &mut self.0 {
            Link::Sqlite(conn) => sqlite::first(conn, &sql, args),
            Link::Postgres(wire) => wire.first(sql, args),
        }
    }

    /// The row of a query that always has one, such as a count.
    pub fn one<T: Row>(&mut self, sql: impl Into<Sql>, args: &[Arg<'_>]) -> Result<T> {
        self.first(sql, args)?.ok_or_else(|| Error::broken("reading a row that is always there", "no row"))
    }

    /// `like` that ignores the case of letters, on both engines: PostgreSQL's own does not.
    pub fn ilike(&self) -> &'static str {
        match &self.0 {
            Link::Sqlite(_) => "like",
            Link::Postgres(_) => "ilike",
        }
    }

    /// Whether it is PostgreSQL: for the few queries, full-text search above all, that each engine wants in words of
    /// its own.
    pub fn is_postgres(&self) -> bool {
        matches!(&self.0, Link::Postgres(_))
    }

    fn expand(&self, sql: Sql) -> Sql {
        let sql = match &self.0 {
            Link::Sqlite(_) => dialect::sqlite(sql),
            Link::Postgres(_) => dialect::postgres(sql),
        };
        tracing::trace!(target: STATEMENTS, sql = &*sql);
        sql
    }
}

impl<'a, E> Tx<'a, E> {
    /// Runs a statement that changes rows, before the next question is asked. It may fail only then, or as the
    /// transaction ends: where the outcome matters, [`Self::change`].
    pub fn run(&mut self, sql: impl Into<Sql>, args: &[Arg<'_>]) -> Result<()> {
        let sql = self.conn.expand(sql.into());
        match &mut self.conn.0 {
            Link::Sqlite(conn) => sqlite::run(conn, &sql, args).map(drop),
            Link::Postgres(wire) => wire.run(sql, args),
        }
    }

    /// Runs a statement that changes rows, at once; answers how many, or that a unique constraint is broken
    /// ([`OnDuplicate`]).
    pub fn change(&mut self, sql: impl Into<Sql>, args: &[Arg<'_>]) -> Result<u64> {
        let sql = self.conn.expand(sql.into());
        match &mut self.conn.0 {
            Link::Sqlite(conn) => sqlite::run(conn, &sql, args),
            Link::Postgres(wire) => wire.change(sql, args),
        }
    }

    /// Lets the listener hear every fact of the outbox, also those that it adds; answers all of them.
    fn settle(&mut self, listener: &dyn Listener<E>) -> Result<Vec<E>> {
        let mut heard = Vec::new();
        while !self.outbox.is_empty() {
            for fact in std::mem::take(&mut self.outbox) {
                listener.before_commit(self, &fact)?;
                heard.push(fact);
            }
        }
        Ok(heard)
    }

    /// Puts a fact into the outbox. It is told if, and only after, this transaction commits.
    pub fn tell(&mut self, fact: E) {
        self.outbox.push(fact);
    }
}

impl<'a, E> std::ops::Deref for Tx<'a, E> {
    type Target = Conn<'a>;
    fn deref(&self) -> &Conn<'a> {
        &self.conn
    }
}

impl<'a, E> std::ops::DerefMut for Tx<'a, E> {
    fn deref_mut(&mut self) -> &mut Conn<'a> {
        &mut self.conn
    }
}

/// The arguments of a query: `args![channel_id, since]`.
#[macro_export]
macro_rules! args {
    ($($value:expr),* $(,)?) => { &[$($crate::base::db::Arg::from($value)),*] };
}
pub use crate::args;

/// Turns a broken unique constraint into a refusal.
pub trait OnDuplicate<T> {
    /// `constraint` is `table.column` or `table.column_column`, the same on both engines.
    fn on_duplicate(self, constraint: &str, refusal: impl FnOnce() -> Error) -> Result<T>;
}

impl<T> OnDuplicate<T> for Result<T> {
    fn on_duplicate(self, constraint: &str, refusal: impl FnOnce() -> Error) -> Result<T> {
        match self {
            Err(Error::Broken(broken)) if broken.duplicate.as_deref() == Some(constraint) => Err(refusal()),
            other => other,
        }
    }
}

/// Escapes what `like` treats as special; write `like $1 escape '\'`.
pub fn like_escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        if matches!(letter, '\\' | '%' | '_') {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}
