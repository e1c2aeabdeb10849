//! The newest 60 posts of a channel, over and over.

use std::time::{Duration, Instant};

use anyhow::Result;
use tokio::task::JoinSet;

use super::{per_second, with_processor_time};
use crate::{house::House, stats::p50_p99, table::Column, town::Town};

const READERS: usize = 16;
const TIME: Duration = Duration::from_secs(6);

pub async fn measure(house: &House, town: &Town, column: &mut Column) -> Result<()> {
    let (mut times, processor) = with_processor_time(house, read(town)).await?;
    column.add("channel reads/s (60 posts), 16 readers", per_second(times.len(), TIME));
    column.add("… p50 / p99 ms", p50_p99(&mut times));
    column.add("… server's processor time, ms a read", processor);
    Ok(())
}

async fn read(town: &Town) -> Result<(usize, Vec<Duration>)> {
    let path = format!("/channels/{}/posts?page=0&per_page=60", town.library);
    let end = Instant::now() + TIME;
    let mut tasks = JoinSet::new();
    for number in 0..READERS {
        let mut client = town.client(number).await?;
        let path = path.clone();
        tasks.spawn(async move {
            let mut times = Vec::new();
            while Instant::now() < end {
                let began = Instant::now();
                client.get(&path).await?;
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
