//! One file a figure. Each measures against what `town` set up and adds its rows to the column.

pub mod client_start;
pub mod lists;
pub mod posts;
pub mod read;
pub mod sockets;
pub mod start;

use std::time::Duration;

use anyhow::Result;

use crate::house::House;

/// Processor time of the server a request, in milliseconds, over what `work` did; `work` returns how many requests.
async fn with_processor_time<T>(house: &House, work: impl Future<Output = Result<(usize, T)>>) -> Result<(T, String)> {
    let before = house.processor_time()?;
    let (requests, result) = work.await?;
    let spent = house.processor_time()?.saturating_sub(before);
    Ok((result, format!("{:.3}", spent.as_secs_f64() * 1_000.0 / requests.max(1) as f64)))
}

/// "1234" a second.
fn per_second(count: usize, time: Duration) -> String {
    format!("{:.0}", count as f64 / time.as_secs_f64())
}
