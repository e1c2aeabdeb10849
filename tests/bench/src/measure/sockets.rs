//! A thousand sockets: what they weigh, and how long until the last of them heard a post.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use futures_util::{StreamExt, future::try_join_all};
use tokio::{
    sync::mpsc,
    task::JoinSet,
    time::{interval, timeout},
};

use super::{per_second, with_processor_time};
use crate::{
    client::{Socket, open_socket},
    house::House,
    stats::p50_p99,
    table::Column,
    town::{Town, post},
};

const SOCKETS: usize = 1_000;
const FEWER: usize = 500;
const PACED_POSTS: usize = 100;
const PACE: Duration = Duration::from_millis(100);
const BURST_WRITERS: usize = 8;
const BURSTS: usize = 50;
/// How long a post may take to reach the last listener before the measurement gives up.
const PATIENCE: Duration = Duration::from_secs(30);

pub async fn measure(house: &House, town: &Town, column: &mut Column) -> Result<()> {
    let before = house.memory()?;
    let mut listeners = Listeners::gather(town, SOCKETS).await?;
    let weight = house.memory()?.saturating_sub(before) as f64 / SOCKETS as f64;
    column.add("memory with 1,000 sockets, MiB", format!("{:.1}", house.memory()? as f64 / 1_024.0));
    column.add("… KiB a socket", format!("{weight:.1}"));

    let (mut times, processor) = with_processor_time(house, paced(town, &mut listeners)).await?;
    column.add("fan-out to 1,000 at 10 posts/s: last heard, p50 / p99 ms", p50_p99(&mut times));
    column.add("… server's processor time, ms a post", processor);

    let took = burst(town, &mut listeners).await?;
    column.add("deliveries/s to 1,000, 8 posts at once", per_second(BURST_WRITERS * BURSTS * SOCKETS, took));

    listeners.part_with(FEWER).await;
    let (mut times, _) = with_processor_time(house, paced(town, &mut listeners)).await?;
    column.add("fan-out to 500 at 10 posts/s: last heard, p50 / p99 ms", p50_p99(&mut times));
    Ok(())
}

/// Sockets that all hear one channel, each read by a task that tells the time of every `posted`.
struct Listeners {
    tasks: JoinSet<()>,
    stops: Vec<tokio::task::AbortHandle>,
    heard: mpsc::UnboundedReceiver<Instant>,
}

impl Listeners {
    async fn gather(town: &Town, count: usize) -> Result<Self> {
        let (tell, heard) = mpsc::unbounded_channel();
        let mut tasks = JoinSet::new();
        let mut stops = Vec::new();
        for number in 0..count {
            let mut socket = open_socket(town.address, town.token(number)).await?;
            let hello = timeout(PATIENCE, socket.next()).await?.context("no hello")??;
            ensure!(hello.into_text()?.contains("hello"), "the first frame is the hello");
            stops.push(tasks.spawn(listen(socket, tell.clone())));
        }
        Ok(Self { tasks, stops, heard })
    }

    fn len(&self) -> usize {
        self.stops.len()
    }

    /// When the last listener heard the next post.
    async fn all_heard(&mut self) -> Result<Instant> {
        let mut last = None;
        for _ in 0..self.len() {
            let at = timeout(PATIENCE, self.heard.recv()).await.context("a listener never heard a post")?;
            last = last.max(Some(at.context("the listeners are gone")?));
        }
        last.context("nobody listens")
    }

    /// Lets `count` of them hang up, and waits until they have.
    async fn part_with(&mut self, count: usize) {
        for stop in self.stops.drain(..count) {
            stop.abort();
        }
        for _ in 0..count {
            self.tasks.join_next().await;
        }
    }
}

async fn listen(mut socket: Socket, tell: mpsc::UnboundedSender<Instant>) {
    while let Some(Ok(frame)) = socket.next().await {
        // Reading the JSON a thousand times over would be measuring ourselves.
        if frame.is_text()
            && frame.into_data().starts_with(br#"{"event":"posted""#)
            && tell.send(Instant::now()).is_err()
        {
            return;
        }
    }
}

/// Ten posts a second; for each, the time from before the request until the last listener heard it.
async fn paced(town: &Town, listeners: &mut Listeners) -> Result<(usize, Vec<Duration>)> {
    let mut client = town.client(0).await?;
    let body = post(&town.square, "");
    let mut ticks = interval(PACE);
    let mut times = Vec::new();
    for _ in 0..PACED_POSTS {
        ticks.tick().await;
        let began = Instant::now();
        client.post("/posts", &body).await?;
        times.push(listeners.all_heard().await?.duration_since(began));
    }
    Ok((PACED_POSTS, times))
}

/// Eight posts at once, and again as soon as every listener has heard them: nobody's queue can fill up.
async fn burst(town: &Town, listeners: &mut Listeners) -> Result<Duration> {
    let mut writers = Vec::new();
    for number in 0..BURST_WRITERS {
        writers.push(town.client(number).await?);
    }
    let body = post(&town.square, "");
    let began = Instant::now();
    for _ in 0..BURSTS {
        try_join_all(writers.iter_mut().map(|client| client.post("/posts", &body))).await?;
        for _ in 0..BURST_WRITERS {
            listeners.all_heard().await?;
        }
    }
    Ok(began.elapsed())
}
