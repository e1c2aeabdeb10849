//! What the command line does with accounts. Whoever can open the data directory may do all of it, so nobody is asked
//! for a permission; the rules for names and passwords hold as for everybody.

use std::sync::Arc;

use super::actions::{self, NewAccount};
use super::passwords::Passwords;
use super::store::Key;
use super::wire::User;
use super::{rules, store};
use crate::app::App;
use crate::base::db::Conn;
use crate::base::{Result, refuse};
use crate::events::Tx;
use crate::sessions;

const ADMIN: &str = "system_admin";

/// Makes an account; a system admin if so asked, or if it is the first.
pub async fn create(app: &App, new: NewAccount, admin: bool) -> Result<Arc<User>> {
    let settings = app.config.now();
    let password = new.password.clone();
    rules::check_password(&password, &settings)?;
    let mut user = new.into_user(&settings.default_client_locale, app.clock.now());
    rules::check_account(&user)?;
    if admin {
        user.roles = format!("{ADMIN} {}", user.roles);
    }
    let hash = app.room::<Passwords>().turn().await?.hash(password).await?;
    app.db
        .write(move |tx| {
            let is_first = store::count(tx)? == 0;
            actions::create(tx, user, &hash, is_first, None)
        })
        .await
}

/// Every account, in the order of their names.
pub async fn list(app: &App) -> Result<Vec<User>> {
    app.db.read(store::list).await
}

/// Gives an account (a username or an address) another password, and ends its sessions.
pub async fn set_password(app: &App, name: &str, password: String) -> Result<()> {
    rules::check_password(&password, &app.config.now())?;
    let hash = app.room::<Passwords>().turn().await?.hash(password).await?;
    let (house, name) = (app.clone(), name.to_owned());
    let write = move |tx: &mut Tx<'_>| {
        let user = get(tx, &name)?;
        actions::set_password(&house, tx, &user, &hash)?;
        sessions::actions::end_of_user(tx, user.id)
    };
    app.db.write(write).await
}

/// Makes an account (a username or an address) a system admin. Harmless when it is one.
pub async fn promote(app: &App, name: &str) -> Result<()> {
    let (house, name) = (app.clone(), name.to_owned());
    let write = move |tx: &mut Tx<'_>| {
        let user = get(tx, &name)?;
        if user.roles.split_whitespace().any(|role| role == ADMIN) {
            return Ok(());
        }
        actions::set_roles(&house, tx, user.id, &format!("{ADMIN} {}", user.roles))
    };
    app.db.write(write).await
}

/// The account of this username or address.
fn get(conn: &mut Conn<'_>, name: &str) -> Result<User> {
    let lower = name.to_lowercase();
    let key = if lower.contains('@') { Key::Email(lower) } else { Key::Username(lower) };
    let missing = || refuse::not_found("hearth.no_such_account").about(name);
    store::find(conn, &key)?.ok_or_else(|| missing().into())
}
