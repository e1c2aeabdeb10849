//! The program for a terminal or a service. Everything it can do is in [`cli`].

mod cli;

fn main() -> std::process::ExitCode {
    cli::run()
}
