//! The tables of OAuth.

use super::wire::{Access, Code, OAuthApp};
use crate::args;
use crate::base::db::Conn;
use crate::base::http::Page;
use crate::base::{Id, Millis, Result};
use crate::events::Tx;

/// An app.
pub fn find_app(conn: &mut Conn<'_>, id: Id) -> Result<Option<OAuthApp>> {
    conn.first(format!("select {} from oauthapps a where a.id = $1", OAuthApp::COLUMNS), args![id])
}

/// A page of the apps of somebody, or of all.
pub fn list_apps(conn: &mut Conn<'_>, creator: Option<Id>, page: Page) -> Result<Vec<OAuthApp>> {
    let columns = OAuthApp::COLUMNS;
    let (size, offset) = (page.size, page.offset());
    match creator {
        Some(creator) => {
            let sql =
                format!("select {columns} from oauthapps a where a.creatorid = $1 order by a.id limit $2 offset $3");
            conn.all(sql, args![creator, size, offset])
        }
        None => {
            conn.all(format!("select {columns} from oauthapps a order by a.id limit $1 offset $2"), args![size, offset])
        }
    }
}

/// A page of the apps that may act for somebody.
pub fn list_authorized(conn: &mut Conn<'_>, user: Id, page: Page) -> Result<Vec<OAuthApp>> {
    let sql = format!(
        "select {} from oauthapps a join preferences p on p.name = a.id and p.userid = $1 and p.category = 'oauth_app' \
         order by a.id limit $2 offset $3",
        OAuthApp::COLUMNS
    );
    conn.all(sql, args![user, page.size, page.offset()])
}

/// Writes an app, new or changed.
pub fn save_app(tx: &mut Tx<'_>, app: &OAuthApp) -> Result<()> {
    let sql = "insert into oauthapps (id, creatorid, createat, updateat, clientsecret, name, description, callbackurls, \
               homepage, istrusted, iconurl, mattermostappid, isdynamicallyregistered) \
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict (id) do update set \
               updateat = $4, clientsecret = $5, name = $6, description = $7, callbackurls = $8, homepage = $9, \
               istrusted = $10, iconurl = $11";
    let urls = serde_json::to_string(&app.callback_urls).unwrap_or_default();
    let a = app;
    let args = args![
        a.id,
        a.creator_id,
        a.create_at,
        a.update_at,
        &a.client_secret,
        &a.name,
        &a.description,
        &urls,
        &a.homepage,
        a.is_trusted,
        &a.icon_url,
        &a.mattermost_app_id,
        a.is_dynamically_registered
    ];
    tx.run(sql, args)
}

/// Deletes an app, its codes and its tokens; answers the tokens and whose they were.
pub fn delete_app(tx: &mut Tx<'_>, id: Id) -> Result<Vec<Access>> {
    tx.run("delete from oauthapps where id = $1", args![id])?;
    tx.run("delete from oauthauthdata where clientid = $1", args![id])?;
    let tokens = tx.all(format!("select {ACCESS} from oauthaccessdata where clientid = $1"), args![id])?;
    tx.run("delete from oauthaccessdata where clientid = $1", args![id])?;
    Ok(tokens)
}

/// The people who let an app act for them.
pub fn list_allowers(conn: &mut Conn<'_>, app: Id) -> Result<Vec<Id>> {
    let sql = "select userid from preferences where category = 'oauth_app' and name = $1";
    Ok(conn.all::<(Id,)>(sql, args![app])?.into_iter().map(|(id,)| id).collect())
}

/// Keeps a code, and forgets those that were given before `oldest`.
pub fn insert_code(tx: &mut Tx<'_>, code: &Code, oldest: Millis) -> Result<()> {
    tx.run("delete from oauthauthdata where createat < $1", args![oldest])?;
    let sql = "insert into oauthauthdata (code, clientid, userid, expiresin, createat, redirecturi, state, scope, \
               codechallenge, codechallengemethod, resource) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    let c = code;
    let args = args![
        &c.code,
        c.client_id,
        c.user_id,
        c.expires_in,
        c.create_at,
        &c.redirect_uri,
        &c.state,
        &c.scope,
        &c.code_challenge,
        &c.code_challenge_method,
        &c.resource
    ];
    tx.run(sql, args)
}

/// A code that was given.
pub fn find_code(conn: &mut Conn<'_>, code: &str) -> Result<Option<Code>> {
    let sql = "select code, clientid, userid, expiresin, createat, redirecturi, state, scope, codechallenge, \
               codechallengemethod, resource from oauthauthdata where code = $1";
    conn.first(sql, args![code])
}

/// Forgets a code; answers whether it was there: of two who bring it at once, one gets it.
pub fn delete_code(tx: &mut Tx<'_>, code: &str) -> Result<bool> {
    Ok(tx.change("delete from oauthauthdata where code = $1", args![code])? > 0)
}

const ACCESS: &str = "token, refreshtoken, redirecturi, clientid, userid, expiresat, scope, audience";

/// The token that an app has for somebody.
pub fn find_access(conn: &mut Conn<'_>, app: Id, user: Id) -> Result<Option<Access>> {
    let sql = format!("select {ACCESS} from oauthaccessdata where clientid = $1 and userid = $2");
    conn.first(sql, args![app, user])
}

/// The token that goes with a refresh token.
pub fn find_by_refresh(conn: &mut Conn<'_>, refresh: &str) -> Result<Option<Access>> {
    if refresh.is_empty() {
        return Ok(None);
    }
    conn.first(format!("select {ACCESS} from oauthaccessdata where refreshtoken = $1"), args![refresh])
}

/// Keeps the one token that an app has for somebody.
pub fn put_access(tx: &mut Tx<'_>, access: &Access) -> Result<()> {
    let sql = "insert into oauthaccessdata (token, refreshtoken, redirecturi, clientid, userid, expiresat, scope, \
               audience) values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (clientid, userid) do update set \
               token = $1, refreshtoken = $2, redirecturi = $3, expiresat = $6, scope = $7, audience = $8";
    let a = access;
    let args =
        args![&a.token, &a.refresh_token, &a.redirect_uri, a.client_id, a.user_id, a.expires_at, &a.scope, &a.audience];
    tx.run(sql, args)
}

/// Forgets the token that an app has for somebody.
pub fn delete_access(tx: &mut Tx<'_>, app: Id, user: Id) -> Result<()> {
    tx.run("delete from oauthaccessdata where clientid = $1 and userid = $2", args![app, user])?;
    tx.run("delete from oauthauthdata where clientid = $1 and userid = $2", args![app, user])
}
