//! Connections as clients see them.

use serde::{Deserialize, Serialize};

use crate::base::db::{Columns, Row};
use crate::base::{Id, Millis, Result};

/// Credentials with which this server asks another for a token.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Connection {
    pub id: Id,
    pub creator_id: Id,
    pub create_at: Millis,
    pub update_at: Millis,
    pub name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub client_id: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub client_secret: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub credentials_username: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub credentials_password: String,
    pub oauth_token_url: String,
    /// `client_credentials` or `password`.
    pub grant_type: String,
    pub audiences: Vec<String>,
}

impl Row for Connection {
    fn from_row(columns: &mut Columns<'_>) -> Result<Connection> {
        Ok(Connection {
            id: columns.next()?,
            creator_id: columns.next()?,
            create_at: columns.next()?,
            update_at: columns.next()?,
            name: columns.next()?,
            client_id: columns.next()?,
            client_secret: columns.next()?,
            credentials_username: columns.next()?,
            credentials_password: columns.next()?,
            oauth_token_url: columns.next()?,
            grant_type: columns.next()?,
            audiences: columns.json()?,
        })
    }
}
