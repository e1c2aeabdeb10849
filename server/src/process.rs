//! What a process does before it holds a house, whether it is the program for the command line or the desktop app.

use mimalloc::MiMalloc;

use crate::base::Result;
use crate::base::error::Context;
use crate::base::logs::{self, Levels, Logs};
use crate::base::place::Place;
use crate::server::Config;

/// Gives memory back to the system: hashing a password takes 19 MiB on whichever thread it falls, and the allocator of
/// the C library keeps that much for each.
#[global_allocator]
static MEMORY: MiMalloc = MiMalloc;

/// Readies this process: logs in the data directory, cryptography, and as many open connections as the system allows.
/// Keep what it gives until the very end: dropping it writes the last lines.
pub fn prepare(config: &Config) -> Result<Logs> {
    let place = Place::open(config.data_dir.as_deref()).context("opening the data directory")?;
    let logs = logs::start(&place.logs(), Levels::default()).context("opening the log file")?;
    // Every socket is an open file, and the usual limit of 1024 is for programs without any. What cannot be had is
    // done without.
    let _ = rlimit::increase_nofile_limit(u64::MAX);
    Ok(logs)
}
