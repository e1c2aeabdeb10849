//! Durable posts a second: every writer posts again as soon as it is answered.

use std::time::{Duration, Instant};

use anyhow::Result;
use tokio::task::JoinSet;

use super::{per_second, with_processor_time};
use crate::{
    house::House,
    stats::p50_p99,
    table::Column,
    town::{Town, post},
};

const WRITERS: usize = 32;
const TIME: Duration = Duration::from_secs(10);

pub async fn measure(house: &House, town: &Town, column: &mut Column) -> Result<()> {
    let (mut times, processor) = with_processor_time(house, write(town, WRITERS)).await?;
    column.add("durable posts/s, 32 writers", per_second(times.len(), TIME));
    column.add("… p50 / p99 ms", p50_p99(&mut times));
    column.add("… server's processor time, ms a post", processor);
    let (mut times, _) = with_processor_time(house, write(town, 1)).await?;
    column.add("durable posts/s, 1 writer", per_second(times.len(), TIME));
    column.add("… p50 / p99 ms", p50_p99(&mut times));
    Ok(())
}

async fn write(town: &Town, writers: usize) -> Result<(usize, Vec<Duration>)> {
    let mut tasks = JoinSet::new();
    let end = Instant::now() + TIME;
    for number in 0..writers {
        let mut client = town.client(number).await?;
        let body = post(&town.library, "");
        tasks.spawn(async move {
            let mut times = Vec::new();
            while Instant::now() < end {
                let began = Instant::now();
                client.post("/posts", &body).await?;
                times.push(began.elapsed());
            }
            anyhow::Ok(times)
        });
    }
    let mut all = Vec::new();
    while let Some(times) = tasks.join_next().await {
        all.extend(times??);
    }
    Ok((all.len(), all))
}
