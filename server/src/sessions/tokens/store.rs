//! The `useraccesstokens` table.

use super::wire::AccessToken;
use crate::args;
use crate::base::db::{Columns, Conn, Row};
use crate::base::http::Page;
use crate::base::{Id, Result};
use crate::events::Tx;

/// Whom a token is for.
pub struct Owner {
    pub token_id: Id,
    pub user_id: Id,
    pub roles: String,
    pub is_bot: bool,
}

/// The owner of a token that is switched on, if its account is.
pub fn find_in_use(conn: &mut Conn<'_>, token: &str) -> Result<Option<Owner>> {
    let sql = "select k.id, k.userid, u.roles, b.userid is not null from useraccesstokens k \
               join users u on u.id = k.userid and u.deleteat = 0 left join bots b on b.userid = k.userid \
               where k.token = $1 and k.isactive";
    conn.first(sql, args![token])
}

const COLUMNS: &str = "k.id, k.userid, k.description, k.isactive";

/// A token by its id.
pub fn find(conn: &mut Conn<'_>, id: Id) -> Result<Option<AccessToken>> {
    conn.first(format!("select {COLUMNS} from useraccesstokens k where k.id = $1"), args![id])
}

/// A page of somebody's tokens.
pub fn list_of_user(conn: &mut Conn<'_>, user: Id, page: Page) -> Result<Vec<AccessToken>> {
    let sql = format!("select {COLUMNS} from useraccesstokens k where k.userid = $1 order by k.id limit $2 offset $3");
    conn.all(sql, args![user, page.size, page.offset()])
}

/// A page of everybody's tokens.
pub fn list(conn: &mut Conn<'_>, page: Page) -> Result<Vec<AccessToken>> {
    let sql = format!("select {COLUMNS} from useraccesstokens k order by k.id limit $1 offset $2");
    conn.all(sql, args![page.size, page.offset()])
}

/// Tokens whose id, owner's id or owner's name begins with a term, 100 at most. `term` is a pattern of `like`.
pub fn search(conn: &mut Conn<'_>, term: &str) -> Result<Vec<AccessToken>> {
    let like = conn.ilike();
    let sql = format!(
        "select {COLUMNS} from useraccesstokens k join users u on u.id = k.userid where k.id {like} $1 escape '\\' \
         or k.userid {like} $1 escape '\\' or u.username {like} $1 escape '\\' order by k.id limit 100"
    );
    conn.all(sql, args![term])
}

/// Writes a new token.
pub fn insert(tx: &mut Tx<'_>, token: &AccessToken) -> Result<()> {
    let sql = "insert into useraccesstokens (id, token, userid, description, isactive) values ($1, $2, $3, $4, $5)";
    tx.run(sql, args![token.id, &token.token, token.user_id, &token.description, token.is_active])
}

/// Switches a token off or on.
pub fn set_active(tx: &mut Tx<'_>, id: Id, active: bool) -> Result<()> {
    tx.run("update useraccesstokens set isactive = $2 where id = $1", args![id, active])
}

/// Deletes a token.
pub fn delete(tx: &mut Tx<'_>, id: Id) -> Result<()> {
    tx.run("delete from useraccesstokens where id = $1", args![id])
}

/// The sessions that a token has opened.
pub fn list_sessions(conn: &mut Conn<'_>, id: Id) -> Result<Vec<Id>> {
    let sql = "select s.id from sessions s join useraccesstokens k on k.token = s.token where k.id = $1";
    Ok(conn.all::<(Id,)>(sql, args![id])?.into_iter().map(|(id,)| id).collect())
}

/// The sessions that tokens of people opened, each with whose it is. Bots keep theirs.
pub fn list_sessions_of_people(conn: &mut Conn<'_>) -> Result<Vec<(Id, Id)>> {
    let sql = "select s.id, s.userid from useraccesstokens k cross join sessions s \
               left join bots b on b.userid = k.userid where s.token = k.token and b.userid is null";
    conn.all(sql, args![])
}

impl Row for Owner {
    fn from_row(columns: &mut Columns<'_>) -> Result<Owner> {
        Ok(Owner {
            token_id: columns.next()?,
            user_id: columns.next()?,
            roles: columns.next()?,
            is_bot: columns.next()?,
        })
    }
}
