//! The table of connections.

use super::wire::Connection;
use crate::args;
use crate::base::db::Conn;
use crate::base::{Id, Result};
use crate::events::Tx;

const CONNECTION: &str = "id, creatorid, createat, updateat, name, clientid, clientsecret, credentialsusername, \
                          credentialspassword, oauthtokenurl, granttype, audiences";

/// A connection.
pub fn find_connection(conn: &mut Conn<'_>, id: Id) -> Result<Option<Connection>> {
    conn.first(format!("select {CONNECTION} from outgoingoauthconnections where id = $1"), args![id])
}

/// Connections after an id, in the order of their ids; with `audience`, those that are for it.
pub fn list_connections(conn: &mut Conn<'_>, after: Id, limit: i64, audience: &str) -> Result<Vec<Connection>> {
    let like = "'%\"' || $3 || '\"%'";
    let sql = format!(
        "select {CONNECTION} from outgoingoauthconnections where id > $1 and (cast($3 as text) = '' or audiences like {like}) \
         order by id limit $2"
    );
    conn.all(sql, args![after, limit, audience])
}

/// Every connection.
pub fn list_all(conn: &mut Conn<'_>) -> Result<Vec<Connection>> {
    conn.all(format!("select {CONNECTION} from outgoingoauthconnections order by id"), args![])
}

/// Writes a connection, new or changed.
pub fn save_connection(tx: &mut Tx<'_>, connection: &Connection) -> Result<()> {
    let sql = "insert into outgoingoauthconnections (id, creatorid, createat, updateat, name, clientid, clientsecret, \
               credentialsusername, credentialspassword, oauthtokenurl, granttype, audiences) \
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict (id) do update set \
               updateat = $4, name = $5, clientid = $6, clientsecret = $7, credentialsusername = $8, \
               credentialspassword = $9, oauthtokenurl = $10, granttype = $11, audiences = $12";
    let audiences = serde_json::to_string(&connection.audiences).unwrap_or_default();
    let c = connection;
    let args = args![
        c.id,
        c.creator_id,
        c.create_at,
        c.update_at,
        &c.name,
        &c.client_id,
        &c.client_secret,
        &c.credentials_username,
        &c.credentials_password,
        &c.oauth_token_url,
        &c.grant_type,
        &audiences
    ];
    tx.run(sql, args)
}

/// Deletes a connection.
pub fn delete_connection(tx: &mut Tx<'_>, id: Id) -> Result<()> {
    tx.run("delete from outgoingoauthconnections where id = $1", args![id])
}
