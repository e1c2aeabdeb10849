//! What a person may type. The words here are what `--help` shows.

use std::path::PathBuf;

use clap::{Args, CommandFactory, Parser, Subcommand, error::ErrorKind};

const EXAMPLES: &str = "\
Examples:
  hearth                                   Start, and keep everything in the usual folder
  hearth --listen 127.0.0.1:9000           Start for this machine only, on another port
  hearth --data-dir /srv/hearth            Start, and keep everything in /srv/hearth
  hearth user create amy --email amy@example.org --admin
                                           Make an account, asking for its password
  hearth user password amy --password-stdin < password.txt
                                           Change a password from a script

Settings are in config/config.json in the data folder; an environment variable such as
MM_SERVICESETTINGS_SITEURL wins over the file.";

/// Team chat that runs from one machine.
#[derive(Debug, Parser)]
#[command(
    name = "hearth",
    version,
    about = "Team chat that runs from one machine.",
    long_about = "Team chat that runs from one machine: a server for browsers and Mattermost apps, with its database, \
                  its files and its certificates in one folder. Without a command, it starts.",
    max_term_width = 100,
    after_help = EXAMPLES,
    disable_help_subcommand = true
)]
pub struct Arguments {
    #[command(flatten)]
    pub place: PlaceArguments,
    #[command(flatten)]
    serve: ServeArguments,
    #[command(subcommand)]
    command: Option<Command>,
}

/// Where things are, for every command.
#[derive(Debug, Clone, Args)]
pub struct PlaceArguments {
    /// The folder that holds everything: settings, database, files, certificates, logs.
    #[arg(long, value_name = "FOLDER", global = true, env = "HEARTH_DATA_DIR")]
    pub data_dir: Option<PathBuf>,
    /// The settings file, in place of config/config.json in the data folder.
    #[arg(long, value_name = "FILE", global = true, env = "HEARTH_CONFIG")]
    pub config: Option<PathBuf>,
}

/// How to serve.
#[derive(Debug, Clone, Default, Args)]
pub struct ServeArguments {
    /// Where to listen: ":8065" for every address of this machine, "127.0.0.1:8065" for this machine alone, port 0 for
    /// any free port. It wins over ServiceSettings.ListenAddress.
    #[arg(long, value_name = "ADDRESS", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    pub listen: Option<String>,
    /// A folder with the files of another web client, served in place of our own page.
    #[arg(long, value_name = "FOLDER")]
    pub ui: Option<PathBuf>,
}

/// What to do.
#[derive(Debug, Clone, Subcommand)]
pub enum Command {
    /// Start the server. This is also what happens without a command.
    Serve(ServeArguments),
    /// Look after accounts, while the server is stopped.
    #[command(subcommand, disable_help_subcommand = true)]
    User(UserCommand),
    /// Print the version.
    Version,
}

/// What to do with accounts.
#[derive(Debug, Clone, Subcommand)]
pub enum UserCommand {
    /// Make an account. The password is asked for.
    Create(CreateArguments),
    /// List the accounts: name, e-mail address, roles.
    List,
    /// Give an account a new password, which is asked for, and end its sessions.
    Password {
        /// Its username or e-mail address.
        user: String,
        #[command(flatten)]
        password: PasswordArguments,
    },
    /// Make an account a system administrator.
    Promote {
        /// Its username or e-mail address.
        user: String,
    },
}

/// A new account.
#[derive(Debug, Clone, Args)]
pub struct CreateArguments {
    /// The name people mention: lower-case letters, digits, ".", "-" and "_".
    pub username: String,
    /// The address to log in with.
    #[arg(long)]
    pub email: String,
    /// Make it a system administrator. The first account always becomes one.
    #[arg(long)]
    pub admin: bool,
    #[command(flatten)]
    pub password: PasswordArguments,
}

/// Where a password comes from. Never an argument: other programs can read those.
#[derive(Debug, Clone, Copy, Args)]
pub struct PasswordArguments {
    /// Read the password from the first line of standard input instead of asking.
    #[arg(long)]
    pub password_stdin: bool,
}

impl Arguments {
    /// The command, with `serve` standing in when there is none. Options of `serve` before another command are a usage
    /// error rather than ignored.
    pub fn command(&self) -> Result<Command, clap::Error> {
        let given = &self.serve;
        match self.command.clone() {
            None => Ok(Command::Serve(given.clone())),
            Some(Command::Serve(serve)) => Ok(Command::Serve(ServeArguments {
                listen: serve.listen.or_else(|| given.listen.clone()),
                ui: serve.ui.or_else(|| given.ui.clone()),
            })),
            Some(_) if given.listen.is_some() || given.ui.is_some() => Err(Self::command_line()
                .error(ErrorKind::ArgumentConflict, "--listen and --ui only mean something to serve.")),
            Some(other) => Ok(other),
        }
    }

    fn command_line() -> clap::Command {
        <Self as CommandFactory>::command()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(line: &str) -> Result<(Arguments, Command), clap::Error> {
        let arguments = Arguments::try_parse_from(line.split_whitespace())?;
        let command = arguments.command()?;
        Ok((arguments, command))
    }

    #[test]
    fn the_command_line_is_well_formed() {
        Arguments::command_line().debug_assert();
    }

    #[test]
    fn without_a_command_it_serves() {
        for line in [
            "hearth --listen :1 --data-dir d",
            "hearth serve --listen :1 --data-dir d",
            "hearth --data-dir d --listen :1 serve",
        ] {
            let (arguments, command) = typed(line).expect(line);
            assert_eq!(arguments.place.data_dir, Some(PathBuf::from("d")), "{line}");
            assert!(matches!(command, Command::Serve(serve) if serve.listen.as_deref() == Some(":1")), "{line}");
        }
    }

    #[test]
    fn the_data_folder_may_be_named_anywhere() {
        for line in ["hearth --data-dir d user list", "hearth user --data-dir d list", "hearth user list --data-dir d"]
        {
            let (arguments, command) = typed(line).expect(line);
            assert_eq!(arguments.place.data_dir, Some(PathBuf::from("d")), "{line}");
            assert!(matches!(command, Command::User(UserCommand::List)), "{line}");
        }
    }

    #[test]
    fn what_makes_no_sense_is_a_usage_error() {
        for line in [
            "hearth dance",
            "hearth --listen :1 user list",
            "hearth --listen",
            "hearth user create",
            "hearth user create amy",
            "hearth user create amy --email a@b.c --password secret",
            "hearth user password",
            "hearth user promote",
        ] {
            let error = typed(line).expect_err(line);
            assert_eq!(error.exit_code(), 2, "{line}");
        }
    }

    #[test]
    fn help_names_every_option_and_gives_examples() {
        let help = Arguments::command_line().render_long_help().to_string();
        for word in ["--data-dir", "--config", "--listen", "--ui", "serve", "user", "version", "Examples:"] {
            assert!(help.contains(word), "{word}");
        }
        assert!(help.lines().all(|line| line.len() <= 120), "{help}");
    }
}
