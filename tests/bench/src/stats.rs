//! Percentiles of durations.

use std::time::Duration;

/// The value below which `share` (0 to 1) of `times` lie; zero when there are none. Sorts `times`.
pub fn percentile(times: &mut [Duration], share: f64) -> Duration {
    times.sort_unstable();
    let index = ((times.len() as f64 * share).ceil() as usize).saturating_sub(1);
    times.get(index).copied().unwrap_or_default()
}

/// "1.23" for 1.23 ms.
pub fn milliseconds(time: Duration) -> String {
    format!("{:.2}", time.as_secs_f64() * 1_000.0)
}

/// "1.2 / 3.4" for the median and the 99th percentile, in milliseconds.
pub fn p50_p99(times: &mut [Duration]) -> String {
    format!("{} / {}", milliseconds(percentile(times, 0.5)), milliseconds(percentile(times, 0.99)))
}
