//! The `sessions` table.

use super::wire::Session;
use crate::access::Login;
use crate::args;
use crate::base::db::{Columns, Conn, Row};
use crate::base::{Id, Millis, Result};
use crate::events::Tx;
use crate::teams::wire::TeamMember;
use crate::users::wire::Texts;

/// A session as a request needs it.
pub struct InUse {
    /// What the actor is made of.
    pub login: Login,
    /// When it was last used, to five minutes.
    pub last_activity_at: Millis,
    /// It belongs to a phone's app.
    pub is_mobile: bool,
}

/// The session of a token, if it is there and its account is not switched off.
pub fn find_in_use(conn: &mut Conn<'_>, token: &str) -> Result<Option<InUse>> {
    let sql = "select s.id, s.userid, u.username, u.roles, s.props, s.isoauth, s.expiresat, s.lastactivityat, s.deviceid, \
               not u.mfaactive and u.authservice in ('', 'email', 'ldap'), s.token \
               from sessions s join users u on u.id = s.userid and u.deleteat = 0 where s.token = $1";
    if token.is_empty() { Ok(None) } else { conn.first(sql, args![token]) }
}

/// The session of a token, whatever became of its account.
pub fn find_by_token(conn: &mut Conn<'_>, token: &str) -> Result<Option<Session>> {
    let sql = format!("select {COLUMNS} from sessions s where s.token = $1");
    if token.is_empty() { Ok(None) } else { conn.first(sql, args![token]) }
}

/// A session by its id.
pub fn find(conn: &mut Conn<'_>, id: Id) -> Result<Option<Session>> {
    conn.first(format!("select {COLUMNS} from sessions s where s.id = $1"), args![id])
}

/// The sessions of somebody that are good at `now`, the last used first.
pub fn list_of_user(conn: &mut Conn<'_>, user: Id, now: Millis) -> Result<Vec<Session>> {
    let sql = format!(
        "select {COLUMNS} from sessions s where s.userid = $1 and (s.expiresat = 0 or s.expiresat > $2) \
         order by s.lastactivityat desc"
    );
    conn.all(sql, args![user, now])
}

/// The teams that somebody is in, as the list of sessions shows them.
pub fn list_memberships(conn: &mut Conn<'_>, user: Id) -> Result<Vec<TeamMember>> {
    let columns = TeamMember::COLUMNS;
    conn.all(format!("select {columns} from teammembers tm where tm.userid = $1 and tm.deleteat = 0"), args![user])
}

/// The ids of those sessions of somebody that are beyond the `most` that were used last.
pub fn list_surplus(conn: &mut Conn<'_>, user: Id, most: i64) -> Result<Vec<Id>> {
    let sql = "select id from (select id, row_number() over (order by lastactivityat desc, id) as place \
               from sessions where userid = $1) ranked where place > $2";
    Ok(conn.all::<(Id,)>(sql, args![user, most])?.into_iter().map(|(id,)| id).collect())
}

/// Writes a new session.
pub fn insert(tx: &mut Tx<'_>, session: &Session) -> Result<()> {
    let sql = "insert into sessions (id, token, createat, expiresat, lastactivityat, userid, deviceid, roles, isoauth, \
               props, expirednotify) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    let props = serde_json::to_string(&session.props).unwrap_or_default();
    let s = session;
    let args = args![
        s.id,
        &s.token,
        s.create_at,
        s.expires_at,
        s.last_activity_at,
        s.user_id,
        &s.device_id,
        &s.roles,
        s.is_oauth,
        &props,
        s.expired_notify
    ];
    tx.run(sql, args)
}

/// Writes a new session unless there is one of its token: two requests may come with an access token at once.
pub fn insert_once(tx: &mut Tx<'_>, session: &Session) -> Result<()> {
    match find_by_token(tx, &session.token)? {
        Some(_) => Ok(()),
        None => insert(tx, session),
    }
}

/// Deletes sessions.
pub fn delete(tx: &mut Tx<'_>, ids: &[Id]) -> Result<()> {
    tx.run("delete from sessions where id in list($1)", args![ids])
}

/// Deletes every session of somebody but `kept`; answers the ids of those that were there.
pub fn delete_of_user(tx: &mut Tx<'_>, user: Id, kept: Id) -> Result<Vec<Id>> {
    let sql = "delete from sessions where userid = $1 and id <> $2 returning id";
    Ok(tx.all::<(Id,)>(sql, args![user, kept])?.into_iter().map(|(id,)| id).collect())
}

/// Deletes every session; answers whose they were.
pub fn delete_all(tx: &mut Tx<'_>) -> Result<Vec<Id>> {
    let users: Vec<(Id,)> = tx.all("select distinct userid from sessions", args![])?;
    tx.run("delete from sessions", args![])?;
    Ok(users.into_iter().map(|(id,)| id).collect())
}

/// The other sessions that are bound to the device `device_id`.
pub fn list_of_device(conn: &mut Conn<'_>, device_id: &str, but: Id) -> Result<Vec<(Id, Id)>> {
    conn.all("select userid, id from sessions where deviceid = $1 and id <> $2", args![device_id, but])
}

/// Writes what a device told of itself.
pub fn update_device(tx: &mut Tx<'_>, session: &Session) -> Result<()> {
    let sql = "update sessions set deviceid = $2, props = $3, expiresat = $4 where id = $1";
    let props = serde_json::to_string(&session.props).unwrap_or_default();
    tx.run(sql, args![session.id, &session.device_id, &props, session.expires_at])
}

/// Writes that a session is in use, and when it ends.
pub fn touch(tx: &mut Tx<'_>, id: Id, now: Millis, expires_at: Millis) -> Result<()> {
    let sql = "update sessions set lastactivityat = $2, expiresat = $3 where id = $1";
    tx.run(sql, args![id, now, expires_at])
}

const COLUMNS: &str = "s.id, s.token, s.createat, s.expiresat, s.lastactivityat, s.userid, s.deviceid, s.roles, \
                       s.isoauth, s.expirednotify, s.props";

impl Row for Session {
    fn from_row(columns: &mut Columns<'_>) -> Result<Session> {
        Ok(Session {
            id: columns.next()?,
            token: columns.next()?,
            create_at: columns.next()?,
            expires_at: columns.next()?,
            last_activity_at: columns.next()?,
            user_id: columns.next()?,
            device_id: columns.next()?,
            roles: columns.next()?,
            is_oauth: columns.next()?,
            expired_notify: columns.next()?,
            props: columns.json()?,
            team_members: Vec::new(),
            local: false,
        })
    }
}

impl Row for InUse {
    fn from_row(columns: &mut Columns<'_>) -> Result<InUse> {
        let (session_id, user_id) = (columns.next()?, columns.next()?);
        let username = columns.next()?;
        let roles: String = columns.next()?;
        let mut props: Texts = columns.json()?;
        let mut login = Login {
            session_id,
            user_id,
            username,
            is_guest: roles.split_whitespace().any(|role| role == "system_guest"),
            is_bot: props.get("is_bot").is_some_and(|value| value == "true"),
            roles,
            token: String::new(),
            csrf: props.remove("csrf").unwrap_or_default(),
            is_oauth: columns.next()?,
            lacks_mfa: false,
            expires_at: columns.next()?,
        };
        let last_activity_at = columns.next()?;
        let is_mobile = !columns.next::<String>()?.is_empty() || props.get("isMobile").is_some_and(|v| v == "true");
        login.lacks_mfa = columns.next::<bool>()? && !login.is_bot;
        login.token = columns.next()?;
        Ok(InUse { login, last_activity_at, is_mobile })
    }
}
