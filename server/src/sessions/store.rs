//! The `sessions` table.

use crate::access::Login;
use crate::args;
use crate::base::Result;
use crate::base::db::{Columns, Conn, Row};
use crate::users::wire::Texts;

/// The login of a token, if the session is there and its account is not switched off.
pub fn find_login(conn: &mut Conn<'_>, token: &str) -> Result<Option<Login>> {
    let sql = "select s.id, s.userid, u.roles, s.props, s.isoauth, s.expiresat from sessions s \
               join users u on u.id = s.userid and u.deleteat = 0 where s.token = $1";
    if token.is_empty() { Ok(None) } else { conn.first(sql, args![token]) }
}

impl Row for Login {
    fn from_row(columns: &mut Columns<'_>) -> Result<Login> {
        let (session_id, user_id) = (columns.next()?, columns.next()?);
        let roles: String = columns.next()?;
        let mut props: Texts = columns.json()?;
        Ok(Login {
            session_id,
            user_id,
            is_guest: roles.split_whitespace().any(|role| role == "system_guest"),
            roles,
            csrf: props.remove("csrf").unwrap_or_default(),
            is_oauth: columns.next()?,
            expires_at: columns.next()?,
        })
    }
}
