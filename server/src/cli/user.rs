//! `hearth user`: accounts, straight in the database.

use hearth::users::actions::NewAccount;
use hearth::users::offline;
use hearth::users::wire::User;
use hearth::{App, Config, Household};

use super::args::{CreateArguments, UserCommand};
use super::{Failure, password};

/// Does what was asked, with the data directory to itself.
pub async fn run(config: Config, command: UserCommand) -> Result<(), Failure> {
    let household = Household::open(&config).await?;
    let done = perform(&household.app, command).await;
    household.close().await;
    done
}

async fn perform(app: &App, command: UserCommand) -> Result<(), Failure> {
    match command {
        UserCommand::Create(arguments) => create(app, arguments).await?,
        UserCommand::List => print!("{}", table(&offline::list(app).await?)),
        UserCommand::Password { user, password } => {
            offline::set_password(app, &user, password::read(password)?).await?;
            println!("{user} has a new password, and its sessions have ended.");
        }
        UserCommand::Promote { user } => {
            offline::promote(app, &user).await?;
            println!("{user} is a system administrator.");
        }
    }
    Ok(())
}

async fn create(app: &App, arguments: CreateArguments) -> Result<(), Failure> {
    let CreateArguments { username, email, admin, password } = arguments;
    let new = NewAccount { username, email, password: password::read(password)?, ..NewAccount::default() };
    let user = offline::create(app, new, admin).await?;
    println!("Made {} ({}), {}.", user.username, user.id, user.roles);
    Ok(())
}

/// One account a line, in columns: name, address, roles, and whether it is switched off.
fn table(users: &[User]) -> String {
    let widest = |text: fn(&User) -> &str| users.iter().map(|user| text(user).chars().count()).max().unwrap_or(0);
    let (names, addresses) = (widest(|user| &user.username), widest(|user| &user.email));
    let line = |user: &User| {
        let off = if user.delete_at == 0 { "" } else { "  (deactivated)" };
        format!("{:names$}  {:addresses$}  {}{off}\n", user.username, user.email, user.roles)
    };
    users.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn household(folder: &tempfile::TempDir) -> Household {
        Household::open(&Config::in_folder(folder.path())).await.expect("a household")
    }

    fn new(username: &str) -> NewAccount {
        let (email, password) = (format!("{username}@example.org"), "correct horse battery".into());
        NewAccount { username: username.into(), email, password, ..NewAccount::default() }
    }

    async fn roles(app: &App) -> Vec<(String, String)> {
        let users = offline::list(app).await.expect("a list");
        users.into_iter().map(|user| (user.username, user.roles)).collect()
    }

    #[tokio::test]
    async fn the_first_account_is_an_admin_and_others_are_promoted() {
        let folder = tempfile::tempdir().expect("a folder");
        let household = household(&folder).await;
        let app = &household.app;
        for (name, admin) in [("amy", false), ("bob", false), ("carol", true)] {
            offline::create(app, new(name), admin).await.expect(name);
        }
        let (admin, user) = ("system_admin system_user".to_owned(), "system_user".to_owned());
        let expected = [("amy".into(), admin.clone()), ("bob".into(), user), ("carol".into(), admin.clone())];
        assert_eq!(roles(app).await, expected);
        perform(app, UserCommand::Promote { user: "Bob@example.org".into() }).await.expect("promoted");
        perform(app, UserCommand::Promote { user: "bob".into() }).await.expect("harmless again");
        assert_eq!(roles(app).await[1], ("bob".into(), admin));
        household.close().await;
    }

    #[tokio::test]
    async fn what_is_not_allowed_is_refused_in_a_sentence() {
        let folder = tempfile::tempdir().expect("a folder");
        let household = household(&folder).await;
        let app = &household.app;
        offline::create(app, new("amy"), false).await.expect("amy");
        let twice = offline::create(app, new("amy"), false).await.expect_err("taken");
        let short = NewAccount { password: "short".into(), ..new("bob") };
        let short = offline::create(app, short, false).await.expect_err("a short password");
        let shorter = offline::set_password(app, "amy", "short".into()).await.expect_err("a short password");
        let nobody = offline::promote(app, "nobody").await.expect_err("nobody");
        for error in [&twice, &short, &shorter, &nobody] {
            assert!(error.sentence().ends_with('.') && error.sentence().contains(' '), "{}", error.sentence());
        }
        assert_eq!(nobody.sentence(), "There is no account called nobody.");
        offline::set_password(app, "amy", "another good one".into()).await.expect("changed");
        assert_eq!(roles(app).await.len(), 1);
        household.close().await;
    }

    #[tokio::test]
    async fn a_running_server_has_the_place_to_itself() {
        let folder = tempfile::tempdir().expect("a folder");
        let server = hearth::Server::start(Config::in_folder(folder.path())).await.expect("a server");
        let refused = run(Config::in_folder(folder.path()), UserCommand::List).await.expect_err("taken").to_string();
        assert!(refused.contains("Another Hearth is running") && refused.contains(&server.url()), "{refused}");
        server.stop().await;
        run(Config::in_folder(folder.path()), UserCommand::List).await.expect("free again");
    }

    #[test]
    fn accounts_stand_in_columns() {
        let user = |username: &str, email: &str, delete_at| User {
            username: username.into(),
            email: email.into(),
            roles: "system_user".into(),
            delete_at,
            ..User::default()
        };
        let users = [user("amy", "amy@example.org", 0), user("bartholomew", "b@example.org", 7)];
        assert_eq!(
            table(&users),
            "amy          amy@example.org  system_user\nbartholomew  b@example.org    system_user  (deactivated)\n"
        );
        assert_eq!(table(&[]), "");
    }
}
