//! The `linkmetadata` table.

use std::collections::HashMap;

use super::wire::Found;
use crate::args;
use crate::base::db::Conn;
use crate::base::error::Context;
use crate::base::{Millis, Result, crypto};
use crate::events::Tx;

/// What is known of these addresses, as it was found last; those behind which there is nothing are left out.
pub fn list(conn: &mut Conn<'_>, urls: &[String]) -> Result<HashMap<String, Found>> {
    list_since(conn, urls, 0)
}

/// What was found out about these addresses since then, and be it that there is nothing.
pub fn list_since(conn: &mut Conn<'_>, urls: &[String], since: Millis) -> Result<HashMap<String, Found>> {
    let sql = "select l.url, l.data from linkmetadata l where l.url in list($1) and l.timestamp >= $2 \
               order by l.timestamp";
    let rows: Vec<(String, String)> = conn.all(sql, args![urls, since])?;
    // What cannot be read any more is nothing.
    Ok(rows.into_iter().map(|(url, data)| (url, serde_json::from_str(&data).unwrap_or_default())).collect())
}

/// Every address that is known.
pub fn list_urls(conn: &mut Conn<'_>) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = conn.all("select distinct l.url from linkmetadata l", args![])?;
    Ok(rows.into_iter().map(|(url,)| url).collect())
}

/// Keeps what was found at an address, in place of what was found before.
pub fn put(tx: &mut Tx<'_>, url: &str, found: &Found, at: Millis) -> Result<()> {
    tx.run("delete from linkmetadata where url = $1", args![url])?;
    let data = serde_json::to_string(found).context("writing down a link")?;
    let sql = "insert into linkmetadata (hash, url, timestamp, type, data) values ($1, $2, $3, $4, $5)";
    tx.run(sql, args![hash(url, at), url, at, found.kind(), &data])?;
    Ok(())
}

/// Forgets these addresses.
pub fn forget(tx: &mut Tx<'_>, urls: &[String]) -> Result<()> {
    tx.run("delete from linkmetadata where url in list($1)", args![urls])
}

/// The key of an address and a time.
fn hash(url: &str, at: Millis) -> i64 {
    let digest = crypto::sha256(format!("{at} {url}").as_bytes());
    digest.iter().take(8).fold(0, |sum, byte| (sum << 8) | i64::from(*byte))
}
