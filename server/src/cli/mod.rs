//! The command line: what may be typed ([`args`]), and what each command does.
//!
//! Exit codes: 0 done, 1 refused with a sentence on standard error, 2 a usage error.

mod args;
mod failure;
mod greeting;
mod password;
mod serve;
mod stop;
mod user;

use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;
use hearth::Config;
use tokio::runtime::Builder;

use self::args::{Arguments, Command};
use self::failure::Failure;

/// How long work that nobody waits for any more may hold the end up.
const LAST_WORK: Duration = Duration::from_secs(2);

/// Does what was typed.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let command = arguments.command().unwrap_or_else(|error| error.exit());
    let config =
        Config { data_dir: arguments.place.data_dir, config_file: arguments.place.config, ..Config::of_process() };
    match perform(command, config) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("hearth: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn perform(command: Command, config: Config) -> Result<(), Failure> {
    let runtime = Builder::new_multi_thread().enable_all().build().map_err(Failure::of("starting threads"))?;
    let done = runtime.block_on(async {
        match command {
            Command::Serve(arguments) => serve::run(config, arguments).await,
            Command::User(command) => user::run(config, command).await,
            Command::Version => {
                println!("Hearth {}", env!("CARGO_PKG_VERSION"));
                Ok(())
            }
        }
    });
    runtime.shutdown_timeout(LAST_WORK);
    done
}
