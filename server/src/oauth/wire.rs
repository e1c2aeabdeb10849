//! Apps, requests and answers of OAuth as clients see them.

use serde::{Deserialize, Serialize};

use crate::base::db::{Columns, Row};
use crate::base::{Id, Millis, Result};
use crate::users::wire::is_false;

/// A program that people may let act for them.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OAuthApp {
    pub id: Id,
    pub creator_id: Id,
    pub create_at: Millis,
    pub update_at: Millis,
    /// Empty for a public app, which proves itself by PKCE alone.
    pub client_secret: String,
    pub name: String,
    pub description: String,
    pub icon_url: String,
    pub callback_urls: Vec<String>,
    pub homepage: String,
    pub is_trusted: bool,
    pub mattermost_app_id: String,
    #[serde(skip_serializing_if = "is_false")]
    pub is_dynamically_registered: bool,
}

/// An app to be made.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct NewApp {
    pub name: String,
    pub description: String,
    pub icon_url: String,
    pub callback_urls: Vec<String>,
    pub homepage: String,
    pub is_trusted: bool,
    pub is_public: bool,
}

/// An app asks to act for somebody.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Ask {
    pub response_type: String,
    pub client_id: String,
    pub redirect_uri: String,
    pub scope: String,
    pub state: String,
    pub code_challenge: String,
    pub code_challenge_method: String,
    pub resource: String,
}

/// A code that was given and not yet changed for a token.
#[derive(Debug, Clone, Default)]
pub struct Code {
    pub code: String,
    pub client_id: Id,
    pub user_id: Id,
    pub expires_in: i64,
    pub create_at: Millis,
    pub redirect_uri: String,
    pub state: String,
    pub scope: String,
    pub code_challenge: String,
    pub code_challenge_method: String,
    pub resource: String,
}

/// A token that was given.
#[derive(Debug, Clone, Default)]
pub struct Access {
    pub token: String,
    pub refresh_token: String,
    pub redirect_uri: String,
    pub client_id: Id,
    pub user_id: Id,
    pub expires_at: Millis,
    pub scope: String,
    pub audience: String,
}

/// What an app sends for a token.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Exchange {
    pub grant_type: String,
    pub code: String,
    pub client_id: String,
    pub client_secret: String,
    pub redirect_uri: String,
    pub refresh_token: String,
    pub code_verifier: String,
    pub resource: String,
}

/// The answer to it.
#[derive(Debug, Clone, Serialize)]
pub struct Token {
    pub access_token: String,
    pub token_type: &'static str,
    pub expires_in: i64,
    pub scope: String,
    pub refresh_token: String,
    pub id_token: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub audience: String,
}

/// An app that registers itself.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Registration {
    pub redirect_uris: Vec<String>,
    pub token_endpoint_auth_method: Option<String>,
    pub client_name: Option<String>,
    pub client_uri: Option<String>,
}

impl OAuthApp {
    /// The columns that [`Row`] reads, of a table that goes by the name `a`.
    pub const COLUMNS: &str = "a.id, a.creatorid, a.createat, a.updateat, a.clientsecret, a.name, a.description, \
        a.iconurl, a.callbackurls, a.homepage, a.istrusted, a.mattermostappid, a.isdynamicallyregistered";
}

impl Row for OAuthApp {
    fn from_row(columns: &mut Columns<'_>) -> Result<OAuthApp> {
        Ok(OAuthApp {
            id: columns.next()?,
            creator_id: columns.next()?,
            create_at: columns.next()?,
            update_at: columns.next()?,
            client_secret: columns.next()?,
            name: columns.next()?,
            description: columns.next()?,
            icon_url: columns.next()?,
            callback_urls: columns.json()?,
            homepage: columns.next()?,
            is_trusted: columns.next()?,
            mattermost_app_id: columns.next()?,
            is_dynamically_registered: columns.next()?,
        })
    }
}

impl Row for Code {
    fn from_row(columns: &mut Columns<'_>) -> Result<Code> {
        Ok(Code {
            code: columns.next()?,
            client_id: columns.next()?,
            user_id: columns.next()?,
            expires_in: columns.next()?,
            create_at: columns.next()?,
            redirect_uri: columns.next()?,
            state: columns.next()?,
            scope: columns.next()?,
            code_challenge: columns.next()?,
            code_challenge_method: columns.next()?,
            resource: columns.next()?,
        })
    }
}

impl Row for Access {
    fn from_row(columns: &mut Columns<'_>) -> Result<Access> {
        Ok(Access {
            token: columns.next()?,
            refresh_token: columns.next()?,
            redirect_uri: columns.next()?,
            client_id: columns.next()?,
            user_id: columns.next()?,
            expires_at: columns.next()?,
            scope: columns.next()?,
            audience: columns.next()?,
        })
    }
}
