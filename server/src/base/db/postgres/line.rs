//! One connection. It moves its bytes only while somebody waits for an answer, on the thread that waits.
//!
//! **Changes travel together.** A change that nobody asks the outcome of is put by, and leaves with the next question
//! or the end of the transaction; so does the `begin`. They are sent in one go, and the answers are read afterwards:
//! a transaction costs as many round trips as it asks questions, however much it changes. A change that fails is
//! heard of then, and everything behind it fails with it, as PostgreSQL refuses what follows in a failed transaction.
//! Invariant: statements run in the order in which they were said.

use std::collections::HashMap;
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::Duration;

use bytes::BytesMut;
use futures_util::TryStreamExt;
use tokio_postgres::types::{IsNull, ToSql, Type, to_sql_checked};
use tokio_postgres::{Client, Error as PgError, Row as PgRow, Statement};

use super::address::Address;
use super::{broken, told};
use crate::base::db::{Arg, Sql};
use crate::base::error::{Error, Result};

/// Statements that a connection keeps prepared.
const STATEMENTS: usize = 512;
/// Changes that are put by at most.
const CHANGES: usize = 64;
/// How long a farewell may take.
const FAREWELL: Duration = Duration::from_secs(1);

const ASKING: &str = "asking the database";
const CHANGING: &str = "changing the database";

/// Moves the bytes; ends when the connection does.
pub type Mover = Pin<Box<dyn Future<Output = Result<(), PgError>> + Send>>;
/// An answer to come that is a number of rows, or nothing.
type Answer<'a> = Pin<Box<dyn Future<Output = Result<u64, PgError>> + Send + 'a>>;

pub struct Line {
    client: Client,
    /// None once the connection has ended.
    mover: Option<Mover>,
    statements: HashMap<Sql, Statement>,
    changes: Vec<Query>,
    transaction: Transaction,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Transaction {
    None,
    /// Its `begin` is not sent yet.
    Due,
    Open,
}

/// A statement and what is bound to it.
pub struct Query {
    sql: Sql,
    values: Vec<Value>,
}

/// An argument as it travels.
#[derive(Debug)]
struct Value {
    kind: Type,
    /// None is null.
    bytes: Option<BytesMut>,
}

impl Line {
    pub async fn open(address: &Address) -> Result<Line> {
        let failed = |error| broken("connecting to PostgreSQL", &error);
        let (client, mover) = address.connect().await.map_err(failed)?;
        Ok(Line {
            client,
            mover: Some(mover),
            statements: HashMap::new(),
            changes: Vec::new(),
            transaction: Transaction::None,
        })
    }

    /// Whether it can be used by somebody else: it lives, and nothing is left open or unsaid on it.
    pub fn is_whole(&self) -> bool {
        self.mover.is_some() && self.transaction == Transaction::None && self.changes.is_empty()
    }

    /// Whether the other side is still there.
    pub async fn answers(&mut self, patience: Duration) -> bool {
        let asked = moved(&mut self.mover, ASKING, self.client.check_connection());
        matches!(tokio::time::timeout(patience, asked).await, Ok(Ok(())))
    }

    /// Several statements in one text, without arguments and without answers.
    pub async fn batch(&mut self, sql: &str) -> Result<()> {
        moved(&mut self.mover, CHANGING, self.client.batch_execute(sql)).await
    }

    /// From here on to [`Self::commit`] or [`Self::roll_back`] it is one transaction.
    pub fn begin(&mut self) {
        self.transaction = Transaction::Due;
    }

    /// Puts a change by; true when it is time to [`Self::flush`].
    pub fn put_by(&mut self, change: Query) -> bool {
        self.changes.push(change);
        self.changes.len() >= CHANGES
    }

    /// Sends what was put by, and waits until it is done.
    pub async fn flush(&mut self) -> Result<()> {
        if self.changes.is_empty() { Ok(()) } else { self.talk(CHANGING, async |_: &Client| Ok(())).await }
    }

    /// The first `most` rows, after everything that was put by.
    pub async fn ask(&mut self, query: Query, most: usize) -> Result<Vec<PgRow>> {
        let statement = self.prepared(&query).await?;
        let asking = async |client: &Client| {
            let mut rows = pin!(client.query_raw(&statement, query.values).await?);
            let mut found = Vec::new();
            while let Some(row) = rows.try_next().await? {
                if found.len() < most {
                    found.push(row);
                }
            }
            Ok(found)
        };
        self.talk(ASKING, asking).await
    }

    /// How many rows it changed, after everything that was put by.
    pub async fn change(&mut self, query: Query) -> Result<u64> {
        let statement = self.prepared(&query).await?;
        self.talk(CHANGING, async |client: &Client| client.execute_raw(&statement, query.values).await).await
    }

    /// Ends the transaction, after everything that was put by.
    pub async fn commit(&mut self) -> Result<()> {
        let begun = self.transaction == Transaction::Open || !self.changes.is_empty();
        if begun {
            // After a failed change PostgreSQL takes a commit for a rollback; the failure is heard of first.
            self.talk("committing a transaction", async |client: &Client| client.batch_execute("commit").await).await?;
        }
        self.transaction = Transaction::None;
        Ok(())
    }

    /// Ends the transaction: nothing of it remains. A connection on which that fails is not whole any more.
    pub async fn roll_back(&mut self) {
        self.changes.clear();
        if self.transaction == Transaction::Due || self.batch("rollback").await.is_ok() {
            self.transaction = Transaction::None;
        }
    }

    /// Says farewell.
    pub async fn close(self) {
        drop(self.client);
        if let Some(mover) = self.mover {
            let _ = tokio::time::timeout(FAREWELL, mover).await;
        }
    }

    /// Sends what was put by and then `last`, in one go; answers what `last` is answered.
    async fn talk<T>(
        &mut self,
        doing: &'static str,
        last: impl AsyncFnOnce(&Client) -> std::result::Result<T, PgError>,
    ) -> Result<T> {
        let mut changes = Vec::with_capacity(self.changes.len());
        for change in std::mem::take(&mut self.changes) {
            changes.push((self.prepared(&change).await?, change.values));
        }
        let begin = self.transaction == Transaction::Due;
        if begin {
            self.transaction = Transaction::Open;
        }
        let client = &self.client;
        let talk = async {
            let mut sent: Vec<(Answer<'_>, Poll<_>)> = Vec::with_capacity(changes.len() + 1);
            if begin {
                let request: Answer<'_> = Box::pin(async { client.batch_execute("begin").await.map(|()| 0) });
                sent.push(send(request).await);
            }
            for (statement, values) in &changes {
                let request: Answer<'_> = Box::pin(client.execute_raw(statement, values));
                sent.push(send(request).await);
            }
            let (last, answered) = send(Box::pin(last(client))).await;
            for (request, answered) in sent {
                hear(request, answered).await?;
            }
            hear(last, answered).await
        };
        moved(&mut self.mover, doing, talk).await
    }

    async fn prepared(&mut self, query: &Query) -> Result<Statement> {
        if let Some(statement) = self.statements.get(&query.sql) {
            return Ok(statement.clone());
        }
        if self.statements.len() >= STATEMENTS {
            self.statements.clear();
        }
        let kinds: Vec<Type> = query.values.iter().map(|value| value.kind.clone()).collect();
        let statement = moved(&mut self.mover, ASKING, self.client.prepare_typed(&query.sql, &kinds)).await?;
        self.statements.insert(query.sql.clone(), statement.clone());
        Ok(statement)
    }
}

/// Puts a request on the line, which is what its first poll does.
async fn send<F: Future + Unpin>(mut request: F) -> (F, Poll<F::Output>) {
    let answered = poll_fn(|cx| Poll::Ready(Pin::new(&mut request).poll(cx))).await;
    (request, answered)
}

/// The answer of a request that is on the line.
async fn hear<F: Future>(request: F, answered: Poll<F::Output>) -> F::Output {
    match answered {
        Poll::Ready(answer) => answer,
        Poll::Pending => request.await,
    }
}

/// Moves the bytes of a connection until `talk` has its answer.
async fn moved<T>(
    mover: &mut Option<Mover>,
    doing: &'static str,
    talk: impl Future<Output = std::result::Result<T, PgError>>,
) -> Result<T> {
    let mut talk = pin!(talk);
    let mut end = None;
    let done = poll_fn(|cx| {
        // What it asks goes out, then what came in is handed to it.
        if let Poll::Ready(done) = talk.as_mut().poll(cx) {
            return Poll::Ready(Some(done));
        }
        if let Some(Poll::Ready(ended)) = mover.as_mut().map(|mover| mover.as_mut().poll(cx)) {
            *mover = None;
            end = ended.err();
        }
        match talk.as_mut().poll(cx) {
            Poll::Ready(done) => Poll::Ready(Some(done)),
            Poll::Pending if mover.is_none() => Poll::Ready(None),
            Poll::Pending => Poll::Pending,
        }
    })
    .await;
    match (done, end) {
        (Some(Ok(answer)), _) => Ok(answer),
        (_, Some(end)) => Err(Error::unavailable(doing, told(&end))),
        (Some(Err(error)), None) => Err(broken(doing, &error)),
        (None, None) => Err(Error::unavailable(doing, "the connection is closed")),
    }
}

impl Query {
    pub fn new(sql: Sql, args: &[Arg<'_>]) -> Result<Query> {
        let values = args.iter().map(Value::new).collect::<std::result::Result<_, _>>();
        Ok(Query { sql, values: values.map_err(|cause| Error::broken("binding a value", cause))? })
    }
}

impl Value {
    fn new(arg: &Arg<'_>) -> std::result::Result<Value, Box<dyn std::error::Error + Sync + Send>> {
        match arg {
            Arg::Int(value) => Value::of(Type::INT8, value),
            Arg::Real(value) => Value::of(Type::FLOAT8, value),
            Arg::Bool(value) => Value::of(Type::BOOL, value),
            Arg::Text(value) => Value::of(Type::TEXT, value),
            Arg::Id(value) => Value::of(Type::TEXT, &value.as_str()),
            Arg::OptionalText(value) => Value::of(Type::TEXT, value),
            Arg::OptionalInt(value) => Value::of(Type::INT8, value),
            Arg::OptionalBool(value) => Value::of(Type::BOOL, value),
            Arg::Ids(value) => Value::of(Type::TEXT_ARRAY, &value.iter().map(|id| id.as_str()).collect::<Vec<_>>()),
            Arg::Texts(value) => Value::of(Type::TEXT_ARRAY, value),
        }
    }

    fn of(kind: Type, value: &impl ToSql) -> std::result::Result<Value, Box<dyn std::error::Error + Sync + Send>> {
        let mut bytes = BytesMut::new();
        let bytes = match value.to_sql(&kind, &mut bytes)? {
            IsNull::No => Some(bytes),
            IsNull::Yes => None,
        };
        Ok(Value { kind, bytes })
    }
}

impl ToSql for Value {
    fn to_sql(
        &self,
        _: &Type,
        out: &mut BytesMut,
    ) -> std::result::Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        Ok(match &self.bytes {
            Some(bytes) => {
                out.extend_from_slice(bytes);
                IsNull::No
            }
            None => IsNull::Yes,
        })
    }

    /// Statements are prepared for the kinds that they are asked with.
    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}
