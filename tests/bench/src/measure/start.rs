//! From the start of the process to the first answered ping, and the memory it idles in.

use std::time::{Duration, Instant};

use anyhow::Result;

use crate::{
    client::Client,
    house::{Data, House},
    stats::{milliseconds, percentile},
    table::Column,
};

const STARTS: usize = 7;

pub async fn measure(data: &Data, column: &mut Column) -> Result<()> {
    let (first, house) = until_ping(data).await?;
    column.add("first start, empty data: ms to ping", milliseconds(first));
    house.stop().await?;

    let mut times = Vec::new();
    let mut memory = Vec::new();
    let mut stops = Vec::new();
    for _ in 0..STARTS {
        let (time, house) = until_ping(data).await?;
        times.push(time);
        memory.push(house.memory()?);
        stops.push(house.stop().await?);
    }
    memory.sort_unstable();
    column.add("later starts: ms to ping, median of 7", milliseconds(percentile(&mut times, 0.5)));
    column.add("clean stop: ms, median of 7", milliseconds(percentile(&mut stops, 0.5)));
    column.add("idle memory, MiB", format!("{:.1}", memory[STARTS / 2] as f64 / 1_024.0));
    Ok(())
}

async fn until_ping(data: &Data) -> Result<(Duration, House)> {
    let began = Instant::now();
    let house = data.start().await?;
    Client::connect(house.address, "").await?.get("/system/ping").await?;
    Ok((began.elapsed(), house))
}
