//! Takes up jobs, one after another.

use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use tokio::sync::Notify;

use super::store;
use super::wire::{Data, Job};
use crate::app::App;
use crate::base::{Error, Millis, Result};
use crate::events::Event;

/// How often the table is looked at without being told: another server of the same database may have made a job.
const LOOKED_AT: Duration = Duration::from_secs(15);
/// How often a running job's progress is written at most, in milliseconds.
const TOLD_EVERY: Millis = 1000;

type Work = Pin<Box<dyn Future<Output = Result<()>> + Send>>;
type Worker = Arc<dyn Fn(App, Run) -> Work + Send + Sync>;

/// Who does which type of job.
#[derive(Default)]
pub struct Workers {
    by_kind: RwLock<HashMap<&'static str, Worker>>,
    bell: Notify,
}

impl Workers {
    /// From now on jobs of this type are done by `worker`.
    pub fn bring<F, W>(&self, kind: &'static str, worker: W)
    where
        F: Future<Output = Result<()>> + Send + 'static,
        W: Fn(App, Run) -> F + Send + Sync + 'static,
    {
        let worker: Worker = Arc::new(move |app, run| Box::pin(worker(app, run)));
        self.by_kind.write().unwrap_or_else(PoisonError::into_inner).insert(kind, worker);
    }

    /// Has the table looked at soon, when something in it was changed.
    fn hear(&self, event: &Event) {
        if matches!(event, Event::JobsChanged) {
            self.bell.notify_one();
        }
    }

    fn find(&self, kind: &str) -> Option<Worker> {
        self.by_kind.read().unwrap_or_else(PoisonError::into_inner).get(kind).cloned()
    }
}

/// A job at work: what it was given, and how it tells how far it is.
#[derive(Clone)]
pub struct Run {
    app: App,
    job: Arc<Job>,
    state: Arc<RwLock<(Data, i64, Millis)>>,
}

impl Run {
    /// The job as it was taken up.
    pub fn job(&self) -> &Job {
        &self.job
    }

    /// Something that the job was given.
    pub fn given(&self, name: &str) -> Option<&str> {
        self.job.data.as_ref()?.get(name).map(String::as_str)
    }

    /// Says something about the job; it is written with the next progress, or at the end.
    pub fn say(&self, name: &str, value: impl ToString) {
        self.state.write().unwrap_or_else(PoisonError::into_inner).0.insert(name.to_owned(), value.to_string());
    }

    /// Tells how far it is, in percent; refuses when the job is to stop.
    pub async fn progress(&self, percent: i64) -> Result<()> {
        let (id, now) = (self.job.id, self.app.clock.now());
        let due = {
            let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
            state.1 = percent.clamp(0, 99);
            let due = now >= state.2 + TOLD_EVERY;
            if due {
                state.2 = now;
            }
            due.then(|| (state.0.clone(), state.1))
        };
        let Some((data, percent)) = due else { return Ok(()) };
        let status = self
            .app
            .db
            .write(move |tx| {
                store::update_progress(tx, id, percent, &data, now)?;
                Ok(store::find(tx, id)?.map(|job| job.status).unwrap_or_default())
            })
            .await?;
        if status == "in_progress" { Ok(()) } else { Err(Error::broken("running a job", "it was told to stop")) }
    }

    fn data(&self) -> Data {
        self.state.read().unwrap_or_else(PoisonError::into_inner).0.clone()
    }
}

/// Marks what an earlier run left behind, and starts to take up jobs.
pub async fn settle_in(app: &App) -> Result<()> {
    let now = app.clock.now();
    app.db.write(move |tx| store::fail_running(tx, now)).await?;
    let workers = app.room::<Workers>();
    let told = workers.clone();
    app.hub.listen(move |event| told.hear(event));
    let house = app.clone();
    app.tasks.spawn(async move {
        let stopping = house.stopping.clone();
        while !stopping.is_cancelled() {
            match take(&house).await {
                Ok(Some(job)) => run(&house, &workers, job).await,
                Ok(None) => {
                    let _ = tokio::select! {
                        () = stopping.cancelled() => Ok(()),
                        rung = tokio::time::timeout(LOOKED_AT, workers.bell.notified()) => rung,
                    };
                }
                Err(error) => {
                    tracing::warn!(%error, "jobs are looked for later");
                    stopping.run_until_cancelled(tokio::time::sleep(LOOKED_AT)).await;
                }
            }
        }
    });
    Ok(())
}

async fn take(app: &App) -> Result<Option<Job>> {
    if app.db.read(store::find_waiting).await?.is_none() {
        return Ok(None);
    }
    let now = app.clock.now();
    app.db
        .write(move |tx| {
            let Some(job) = store::find_waiting(tx)? else { return Ok(None) };
            Ok(store::begin(tx, job.id, now)?.then_some(job))
        })
        .await
}

async fn run(app: &App, workers: &Workers, job: Job) {
    let data = job.data.clone().unwrap_or_default();
    let id = job.id;
    let run = Run { app: app.clone(), job: Arc::new(job), state: Arc::new(RwLock::new((data, 0, 0))) };
    let ended = match workers.find(&run.job.kind) {
        Some(worker) => {
            // The server does not wait for a long job when it stops; the next start marks it.
            let work = app.stopping.run_until_cancelled(worker(app.clone(), run.clone())).await;
            match work {
                Some(ended) => ended,
                None => return,
            }
        }
        None => Err(Error::broken("running a job", "this server has nobody for this type of job")),
    };
    if let Err(error) = &ended {
        tracing::warn!(job = %id, kind = run.job.kind, %error, "a job failed");
        run.say("error", error.sentence());
    }
    let (data, now) = (run.data(), app.clock.now());
    let done = app
        .db
        .write(move |tx| {
            let stopped = store::find(tx, id)?.is_some_and(|job| job.status == "cancel_requested");
            let (status, progress) = match (&ended, stopped) {
                (Ok(()), _) => ("success", 100),
                (Err(_), true) => ("canceled", 0),
                (Err(_), false) => ("error", -1),
            };
            store::finish(tx, id, status, progress, &data, now)
        })
        .await;
    if let Err(error) = done {
        tracing::warn!(job = %id, %error, "how a job ended was not written");
    }
}
