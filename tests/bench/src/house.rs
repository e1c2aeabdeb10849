//! The program under measure: its data, its start, its memory and its processor time.

use std::{
    net::SocketAddr,
    path::PathBuf,
    process::Stdio,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail, ensure};
use tokio::{
    io::{AsyncBufReadExt, BufReader, Lines},
    process::{Child, ChildStdout, Command},
};

/// Ticks of the processor times in /proc: 100 a second on every Linux that Rust runs on.
const TICKS_PER_SECOND: f64 = 100.0;
const READY: &str = "Hearth is ready at http://";

/// A data directory and a database of its own; outlives the runs of the program on it.
pub struct Data {
    program: String,
    folder: PathBuf,
    database: Option<Database>,
}

struct Database {
    server: String,
    name: String,
    url: String,
}

impl Data {
    /// An empty folder and, when `postgres` names a server, an empty database there.
    pub async fn fresh(program: &str, postgres: Option<&str>) -> Result<Self> {
        let mark = format!("hearth_bench_{}", std::process::id());
        let folder =
            std::env::temp_dir().join(format!("{mark}_{}", if postgres.is_some() { "postgres" } else { "sqlite" }));
        let database = match postgres {
            None => None,
            Some(server) => {
                psql(server, &format!("create database {mark}")).await?;
                let (base, _) = server.rsplit_once('/').context("a PostgreSQL address ends in /DATABASE")?;
                Some(Database { server: server.to_owned(), url: format!("{base}/{mark}"), name: mark })
            }
        };
        Ok(Self { program: program.to_owned(), folder, database })
    }

    /// Starts the program and waits until it listens.
    pub async fn start(&self) -> Result<House> {
        let mut command = Command::new(&self.program);
        command.arg("serve").arg("--data-dir").arg(&self.folder).args(["--listen", "127.0.0.1:0"]);
        command.env("MM_TEAMSETTINGS_ENABLEOPENSERVER", "true").env("MM_RATELIMITSETTINGS_ENABLE", "false");
        command.env("MM_TEAMSETTINGS_MAXUSERSPERTEAM", "5000");
        command.env("MM_SERVICESETTINGS_ENABLEBOTACCOUNTCREATION", "true");
        command.env("MM_SQLSETTINGS_DRIVERNAME", if self.database.is_some() { "postgres" } else { "sqlite" });
        if let Some(database) = &self.database {
            command.env("MM_SQLSETTINGS_DATASOURCE", &database.url);
        }
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).kill_on_drop(true);
        let mut child = command.spawn().with_context(|| format!("starting {}", self.program))?;
        let stdout = child.stdout.take().context("the program's output")?;
        let mut lines = BufReader::new(stdout).lines();
        let address = loop {
            let line = lines.next_line().await?.context("the program ended before it listened")?;
            if let Some(address) = line.strip_prefix(READY) {
                break address.trim_end_matches('/').parse()?;
            }
        };
        Ok(House { child, address, _lines: lines })
    }

    /// Removes the folder and the database.
    pub async fn remove(self) -> Result<()> {
        if let Some(Database { server, name, .. }) = &self.database {
            psql(server, &format!("drop database {name} with (force)")).await?;
        }
        tokio::fs::remove_dir_all(&self.folder).await.context("removing the data directory")
    }
}

/// The running program. Killed when dropped.
pub struct House {
    child: Child,
    pub address: SocketAddr,
    // Held open: a program that prints into a closed pipe would fail.
    _lines: Lines<BufReader<ChildStdout>>,
}

impl House {
    fn pid(&self) -> Result<u32> {
        self.child.id().context("the program has ended")
    }

    /// Resident memory in KiB.
    pub fn memory(&self) -> Result<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.pid()?))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("VmRSS")?;
        Ok(line.trim_end_matches("kB").trim().parse()?)
    }

    /// Processor time spent so far, user and system, all threads; PostgreSQL's is not in it.
    pub fn processor_time(&self) -> Result<Duration> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.pid()?))?;
        // The name in brackets may hold spaces; after it, user and system time are the 12th and 13th field.
        let (_, fields) = stat.rsplit_once(')').context("/proc/PID/stat")?;
        let ticks: f64 = fields.split_whitespace().skip(11).take(2).filter_map(|field| field.parse::<f64>().ok()).sum();
        Ok(Duration::from_secs_f64(ticks / TICKS_PER_SECOND))
    }

    /// SIGTERM, and the time until the program was gone.
    pub async fn stop(mut self) -> Result<Duration> {
        let began = Instant::now();
        let kill = Command::new("kill").arg(self.pid()?.to_string()).status().await?;
        ensure!(kill.success(), "kill failed");
        let status = self.child.wait().await?;
        ensure!(status.success(), "the program ended with {status}");
        Ok(began.elapsed())
    }
}

async fn psql(server: &str, statement: &str) -> Result<()> {
    let output = Command::new("psql")
        .args(["--no-psqlrc", "--quiet", "--dbname", server, "--command", statement])
        .output()
        .await?;
    if !output.status.success() {
        bail!("psql: {}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(())
}
