//! Tokens of elsewhere: asked for when a call needs one, and kept until they end.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use serde::Deserialize;

use super::wire::Connection;
use super::{rules, store};
use crate::app::House;
use crate::base::outgoing::{Call, Outgoing, Url};
use crate::base::{Error, Id, Millis, Result, refuse};

/// A token is asked for anew so long before it ends: the call that it goes with takes its time.
const EARLY: Millis = 10_000;

/// The tokens that are good for now. Found by `house.room::<Tokens>()`.
#[derive(Default)]
pub struct Tokens(Mutex<HashMap<Id, Kept>>);

struct Kept {
    /// When the connection was last changed: a token of what it was before is none of what it is.
    of: Millis,
    token: String,
    until: Millis,
}

impl Tokens {
    fn find(&self, connection: &Connection, now: Millis) -> Option<String> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, kept| kept.until > now);
        let kept = all.get(&connection.id).filter(|kept| kept.of == connection.update_at)?;
        Some(kept.token.clone())
    }

    fn keep(&self, connection: &Connection, granted: &Granted, now: Millis) {
        let until = now.saturating_add(granted.expires_in.saturating_mul(1000)).saturating_sub(EARLY);
        let kept = Kept { of: connection.update_at, token: granted.access_token.clone(), until };
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(connection.id, kept);
    }
}

/// What another server answers who asks for a token.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Granted {
    access_token: String,
    /// In seconds; a token that does not say how long it is good for is used once.
    expires_in: i64,
}

/// The call as it is to go out: with a token, when a connection is for its address.
pub async fn introduce(house: &House, call: Call) -> Call {
    if !house.config.now().enable_outgoing_oauth_connections {
        return call;
    }
    match find_token(house, &call.url).await {
        Ok(Some(token)) => call.with("authorization", &format!("Bearer {token}")),
        Ok(None) => call,
        Err(error) => {
            tracing::warn!(%error, "a call goes out without the token of its connection");
            call
        }
    }
}

async fn find_token(house: &House, url: &str) -> Result<Option<String>> {
    let Ok(url) = Url::parse(url) else { return Ok(None) };
    let all = house.db.read(store::list_all).await?;
    let fit = |connection: &Connection| connection.audiences.iter().filter_map(|one| rules::fits(one, &url)).max();
    let best = all.into_iter().filter_map(|connection| Some((fit(&connection)?, connection)));
    let Some((_, connection)) = best.max_by_key(|(fit, _)| *fit) else { return Ok(None) };
    let tokens = house.room::<Tokens>();
    if let Some(token) = tokens.find(&connection, house.clock.now()) {
        return Ok(Some(token));
    }
    let granted = request(house, &connection).await?;
    tokens.keep(&connection, &granted, house.clock.now());
    Ok(Some(granted.access_token))
}

/// Asks the other server for a token.
pub async fn request(house: &House, connection: &Connection) -> Result<Granted> {
    let mut fields = vec![
        ("grant_type", connection.grant_type.as_str()),
        ("client_id", &connection.client_id),
        ("client_secret", &connection.client_secret),
    ];
    if connection.grant_type == "password" {
        fields.push(("username", &connection.credentials_username));
        fields.push(("password", &connection.credentials_password));
    }
    let form = serde_urlencoded::to_string(fields).unwrap_or_default();
    let call = Call::post(&connection.oauth_token_url, "application/x-www-form-urlencoded", form);
    let failed = |detail: String| {
        Error::from(refuse::with(400, "app.outgoing_oauth_connection.retrieve_token.error").detail(detail))
    };
    let sent = house.room::<Outgoing>().send(&house.config.now(), call.with("accept", "application/json")).await;
    let answer = sent.map_err(|why| failed(why.to_string()))?;
    let granted: Granted = serde_json::from_slice(&answer.body).unwrap_or_default();
    match answer.is_fine() && !granted.access_token.is_empty() {
        true => Ok(granted),
        false => Err(failed(format!("status={}", answer.status))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_kept_until_shortly_before_it_ends_and_while_the_connection_stays() {
        let tokens = Tokens::default();
        let here = Connection { id: Id::new(), update_at: 1, ..Connection::default() };
        tokens.keep(&here, &Granted { access_token: "t".into(), expires_in: 60 }, 1_000);
        assert_eq!(tokens.find(&here, 50_999).as_deref(), Some("t"));
        assert_eq!(tokens.find(&Connection { update_at: 2, ..here.clone() }, 2_000), None);
        assert_eq!(tokens.find(&here, 51_000), None);
        tokens.keep(&here, &Granted { access_token: "t".into(), expires_in: 0 }, 1_000);
        assert_eq!(tokens.find(&here, 1_000), None);
    }
}
