//! The `users` table.

use std::collections::HashSet;

use super::wire::User;
use crate::access::{Actor, Permission};
use crate::args;
use crate::base::db::{Columns, Conn, OnDuplicate, Row};
use crate::base::{Id, Millis, Result, refuse};
use crate::events::Tx;

/// What a login is checked against. Never on the wire.
pub struct Credentials {
    /// The account.
    pub user: User,
    /// The hash of its password; empty when it logs in elsewhere.
    pub password: String,
}

/// Which account.
#[derive(Debug, Clone)]
pub enum Key {
    /// By id.
    Id(Id),
    /// By username, in lower case.
    Username(String),
    /// By address, in lower case.
    Email(String),
}

impl Key {
    fn condition(&self) -> &'static str {
        match self {
            Key::Id(_) => "u.id = $1",
            Key::Username(_) => "u.username = $1",
            Key::Email(_) => "u.email = $1",
        }
    }

    fn text(&self) -> &str {
        match self {
            Key::Id(id) => id.as_str(),
            Key::Username(text) | Key::Email(text) => text,
        }
    }
}

/// An account, switched off or not; 404 when there is none.
pub fn get(conn: &mut Conn<'_>, id: Id) -> Result<User> {
    let missing = || refuse::not_found("app.user.missing_account.const");
    find(conn, &Key::Id(id))?.ok_or_else(missing).map_err(Into::into)
}

/// An account, switched off or not.
pub fn find(conn: &mut Conn<'_>, key: &Key) -> Result<Option<User>> {
    let sql = format!("select {} from users u where {}", User::COLUMNS, key.condition());
    conn.first(sql, args![key.text()])
}

/// An account with what its login is checked against.
pub fn find_credentials(conn: &mut Conn<'_>, key: &Key) -> Result<Option<Credentials>> {
    let sql = format!("select {}, u.password from users u where {}", User::COLUMNS, key.condition());
    conn.first(sql, args![key.text()])
}

/// Accounts by id, in the order of their names; with `since`, those only that changed after it.
pub fn list_by_ids(conn: &mut Conn<'_>, ids: &[Id], since: Millis) -> Result<Vec<User>> {
    let sql =
        format!("select {} from users u where u.id in list($1) and u.updateat > $2 order by u.username", User::COLUMNS);
    conn.all(sql, args![ids, since])
}

/// Accounts by username.
pub fn list_by_usernames(conn: &mut Conn<'_>, names: &[String]) -> Result<Vec<User>> {
    let sql = format!("select {} from users u where u.username in list($1) order by u.username", User::COLUMNS);
    conn.all(sql, args![names])
}

/// Every account, switched off or not, in the order of their names.
pub fn list(conn: &mut Conn<'_>) -> Result<Vec<User>> {
    conn.all(format!("select {} from users u order by u.username", User::COLUMNS), args![])
}

/// Refuses with 403 when the actor may not see an account: a guest sees those whom it shares a channel with.
pub fn check_sees(conn: &mut Conn<'_>, actor: &Actor, user: Id) -> Result<()> {
    if actor.id() == user || actor.may(Permission::ViewMembers) || !list_seen(conn, actor, &[user])?.is_empty() {
        return Ok(());
    }
    Err(actor.lacks(Permission::ViewMembers))
}

/// Leaves out the accounts that the actor may not see; itself too, while it shares no channel with anybody, as the
/// official server has it.
pub fn keep_seen(conn: &mut Conn<'_>, actor: &Actor, mut users: Vec<User>) -> Result<Vec<User>> {
    if !actor.may(Permission::ViewMembers) {
        let ids: Vec<Id> = users.iter().map(|user| user.id).collect();
        let seen = list_seen(conn, actor, &ids)?;
        users.retain(|user| seen.contains(&user.id));
    }
    Ok(users)
}

fn list_seen(conn: &mut Conn<'_>, actor: &Actor, ids: &[Id]) -> Result<HashSet<Id>> {
    let sql = "select distinct other.userid from channelmembers own \
               join channelmembers other on other.channelid = own.channelid \
               where own.userid = $1 and other.userid in list($2)";
    Ok(conn.all::<(Id,)>(sql, args![actor.id(), ids])?.into_iter().map(|(id,)| id).collect())
}

/// How many accounts there are, those that are switched off included.
pub fn count(conn: &mut Conn<'_>) -> Result<i64> {
    Ok(conn.one::<(i64,)>("select count(*) from users", args![])?.0)
}

/// The team that an invitation's id is for.
pub fn find_inviting_team(conn: &mut Conn<'_>, invite_id: &str) -> Result<Option<Id>> {
    let found: Option<(Id,)> =
        conn.first("select id from teams where inviteid = $1 and deleteat = 0", args![invite_id])?;
    Ok(found.map(|(id,)| id))
}

/// Takes the place of the first account, which there is once; refuses when it is taken.
pub fn take_first_place(tx: &mut Tx<'_>, user: Id) -> Result<()> {
    // A row of its own, because two who come at once both see an empty table.
    let sql = "insert into systems (name, value) values ('HearthFirstAccount', $1) on conflict (name) do nothing";
    if tx.change(sql, args![user])? == 0 {
        return Err(refuse::with(403, "hearth.first_account.taken").into());
    }
    Ok(())
}

/// Writes a new account.
pub fn insert(tx: &mut Tx<'_>, user: &User, password: &str) -> Result<()> {
    let sql = "insert into users (id, createat, updateat, username, password, email, emailverified, nickname, \
               firstname, lastname, position, roles, props, notifyprops, lastpasswordupdate, locale, timezone, \
               remoteid) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)";
    let u = user;
    let (props, notify_props, timezone) = (json(&u.props), json(&u.notify_props), json(&u.timezone));
    let args = args![
        u.id,
        u.create_at,
        u.update_at,
        &u.username,
        password,
        &u.email,
        u.email_verified,
        &u.nickname,
        &u.first_name,
        &u.last_name,
        &u.position,
        &u.roles,
        &props,
        &notify_props,
        u.last_password_update,
        &u.locale,
        &timezone,
        &u.remote_id
    ];
    refusing_twins(tx.change(sql, args))
}

/// Turns a name or an address that is taken into its refusal.
pub fn refusing_twins(result: Result<u64>) -> Result<()> {
    let result = result.map(drop);
    let taken = |what: &str| refuse::with(400, format!("app.user.save.{what}_exists.app_error")).into();
    result.on_duplicate("users.email", || taken("email")).on_duplicate("users.username", || taken("username"))
}

/// Counts a wrong password.
pub fn count_failure(tx: &mut Tx<'_>, id: Id) -> Result<()> {
    tx.run("update users set failedattempts = failedattempts + 1 where id = $1", args![id])
}

/// Forgets the wrong passwords of an account.
pub fn forget_failures(tx: &mut Tx<'_>, id: Id) -> Result<()> {
    tx.run("update users set failedattempts = 0 where id = $1", args![id])
}

/// How many system admins may log in.
pub fn count_admins(conn: &mut Conn<'_>) -> Result<i64> {
    let sql = "select count(*) from users where deleteat = 0 and ' ' || roles || ' ' like '% system_admin %'";
    Ok(conn.one::<(i64,)>(sql, args![])?.0)
}

/// Writes that somebody logged in.
pub fn record_login(tx: &mut Tx<'_>, id: Id, now: Millis) -> Result<()> {
    tx.run("update users set failedattempts = 0, lastlogin = $2 where id = $1", args![id, now])
}

/// Keeps the same password under a better hash.
pub fn rehash(tx: &mut Tx<'_>, id: Id, before: &str, password: &str) -> Result<()> {
    let sql = "update users set password = $3 where id = $1 and password = $2";
    tx.run(sql, args![id, before, password])
}

pub(super) fn json<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

impl Row for Credentials {
    fn from_row(columns: &mut Columns<'_>) -> Result<Credentials> {
        Ok(Credentials { user: User::from_row(columns)?, password: columns.next()? })
    }
}

/// Writes what may change of an account.
pub fn update(tx: &mut Tx<'_>, user: &User) -> Result<()> {
    let sql = "update users set updateat = $2, deleteat = $3, username = $4, email = $5, nickname = $6, \
               firstname = $7, lastname = $8, position = $9, roles = $10, props = $11, notifyprops = $12, \
               locale = $13, timezone = $14, lastpictureupdate = $15, emailverified = $16, remoteid = $17 where id = $1";
    let u = user;
    let (props, notify_props, timezone) = (json(&u.props), json(&u.notify_props), json(&u.timezone));
    let args = args![
        u.id,
        u.update_at,
        u.delete_at,
        &u.username,
        &u.email,
        &u.nickname,
        &u.first_name,
        &u.last_name,
        &u.position,
        &u.roles,
        &props,
        &notify_props,
        &u.locale,
        &timezone,
        u.last_picture_update,
        u.email_verified,
        &u.remote_id
    ];
    refusing_twins(tx.change(sql, args))
}

/// Writes another password, and forgets wrong ones.
pub fn set_password(tx: &mut Tx<'_>, id: Id, hash: &str, now: Millis) -> Result<()> {
    let sql =
        "update users set password = $2, lastpasswordupdate = $3, updateat = $3, failedattempts = 0 where id = $1";
    tx.run(sql, args![id, hash, now])
}

/// Switches off the accounts of all guests; answers those that were on.
pub fn switch_guests_off(tx: &mut Tx<'_>, now: Millis) -> Result<Vec<User>> {
    let guests = "deleteat = 0 and ' ' || roles || ' ' like '% system_guest %'";
    let users: Vec<User> = tx.all(format!("select {} from users u where {guests}", User::COLUMNS), args![])?;
    tx.run(format!("update users set deleteat = $1, updateat = $1 where {guests}"), args![now])?;
    Ok(users.into_iter().map(|user| User { delete_at: now, update_at: now, ..user }).collect())
}

/// Writes how an account logs in, and forgets its password.
pub fn set_auth(tx: &mut Tx<'_>, id: Id, data: Option<&str>, service: &str, now: Millis) -> Result<()> {
    let sql = "update users set authdata = $2, authservice = $3, password = '', failedattempts = 0, updateat = $4, \
               emailverified = true where id = $1";
    let taken = || refuse::with(400, "app.user.update_auth_data.email_exists.app_error").into();
    tx.change(sql, args![id, data, service, now]).map(drop).on_duplicate("users.authdata", taken)
}

/// Keeps what somebody wished for; false when they did so before.
pub fn keep_wish(tx: &mut Tx<'_>, id: Id, plan: &str, feature: &str, trial: bool, now: Millis) -> Result<bool> {
    let sql = "insert into notifyadmin (userid, createat, requiredplan, requiredfeature, trial) \
               values ($1, $2, $3, $4, $5) on conflict (userid, requiredfeature, requiredplan) do nothing";
    Ok(tx.change(sql, args![id, now, plan, feature, trial])? > 0)
}

/// The terms that somebody agreed to, and when.
pub fn find_terms(conn: &mut Conn<'_>, user: Id) -> Result<Option<(Id, Millis)>> {
    conn.first("select termsofserviceid, createat from usertermsofservice where userid = $1", args![user])
}
