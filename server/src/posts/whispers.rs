//! What one person is told and nobody keeps: ephemeral posts.
//!
//! No row remembers what their buttons call, so each button carries it itself, sealed in its `cookie` with a key that
//! only this server has, for this post, this button and the person who sees it.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::wire::Post;
use super::{actions, attachments, store};
use crate::app::{App, House};
use crate::base::error::Context;
use crate::base::{Id, Millis, Result, crypto};
use crate::events::{Event, Tx};

/// The type of these posts.
pub const WHISPER: &str = "system_ephemeral";
/// What says who a post is from: not for the server behind a button to change.
pub const SENDER: [&str; 4] = ["override_username", "override_icon_url", "override_icon_emoji", "from_webhook"];
/// Bytes that one of those may have to be remembered in a cookie.
const LONGEST_SENDER: usize = 1024;

/// Tells one person something that nobody keeps, and answers what they see.
pub fn whisper(house: &House, to: Id, post: Post) -> Post {
    let mut post = Post {
        id: Id::new(),
        create_at: house.clock.tick(),
        kind: WHISPER.into(),
        user_id: if post.user_id.is_some() { post.user_id } else { to },
        ..post
    };
    dress(house, to, &mut post);
    house.hub.tell(&Event::Ephemeral { user: to, post: Arc::new(post.clone()) });
    post
}

/// Changes what one person was told.
pub fn whisper_again(house: &House, to: Id, mut post: Post) {
    post.update_at = house.clock.tick();
    dress(house, to, &mut post);
    house.hub.tell(&Event::EphemeralEdited { user: to, post: Arc::new(post) });
}

fn dress(house: &House, to: Id, post: &mut Post) {
    attachments::tidy(&mut post.props);
    house.room::<Seals>().put_cookies(to, post);
    post.metadata = Some(actions::metadata(post));
}

/// A button of a post that nobody kept, as its cookie remembers it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Whispered {
    channel: Id,
    root: Id,
    author: Id,
    create_at: Millis,
    sender: Map<String, Value>,
    /// What the button is and calls, as in an attachment.
    pub action: Map<String, Value>,
}

impl Whispered {
    /// The post, as far as it is remembered.
    pub fn post(&self, id: Id) -> Post {
        Post {
            id,
            create_at: self.create_at,
            user_id: self.author,
            channel_id: self.channel,
            root_id: self.root,
            kind: WHISPER.into(),
            props: self.sender.clone(),
            ..Post::default()
        }
    }
}

/// The key that seals cookies.
pub struct Seals([u8; 32]);

impl Default for Seals {
    fn default() -> Seals {
        let mut key = [0; 32];
        crypto::fill(&mut key);
        Seals(key)
    }
}

/// Reads the key of this server; makes it at the first start.
pub async fn settle_in(app: &App) -> Result<()> {
    let fresh = BASE64.encode(Seals::default().0);
    let kept = app.db.write(move |tx: &mut Tx<'_>| store::keep_seal_key(tx, &fresh)).await?;
    let key = BASE64.decode(kept).context("reading the key of cookies")?;
    app.keep(Seals(key.as_slice().try_into().context("reading the key of cookies")?));
    Ok(())
}

impl Seals {
    /// Gives each button that calls somebody its cookie.
    fn put_cookies(&self, to: Id, post: &mut Post) {
        let short = |value: &&Value| value.as_str().is_some_and(|text| text.len() <= LONGEST_SENDER);
        let kept = |key: &str| Some((key.to_owned(), post.props.get(key).filter(short)?.clone()));
        let whispered = Whispered {
            channel: post.channel_id,
            root: post.root_id,
            author: post.user_id,
            create_at: post.create_at,
            sender: SENDER.into_iter().filter_map(kept).collect(),
            action: Map::new(),
        };
        for action in attachments::actions_mut(&mut post.props) {
            let Some(id) = action.get("id").and_then(Value::as_str).map(str::to_owned) else { continue };
            if action.get("integration").is_none_or(|called| !called.is_object()) {
                continue;
            }
            let told = ["type", "data_source", "integration"];
            let told = told.into_iter().filter_map(|key| Some((key.to_owned(), action.get(key)?.clone()))).collect();
            match self.seal(to, post.id, &id, &Whispered { action: told, ..whispered.clone() }) {
                Ok(cookie) => drop(action.insert("cookie".into(), cookie.into())),
                Err(error) => tracing::error!(%error, "a button of an ephemeral post has no cookie"),
            }
        }
    }

    fn seal(&self, to: Id, post: Id, action: &str, whispered: &Whispered) -> Result<String> {
        let words = serde_json::to_vec(whispered).context("writing a cookie")?;
        crypto::seal(&self.0, &beside(to, post, action), &words).map(|sealed| BASE64.encode(sealed))
    }

    /// What a cookie remembers, when it is this person's for this button of this post.
    pub fn open(&self, to: Id, post: Id, action: &str, cookie: &str) -> Option<Whispered> {
        let sealed = BASE64.decode(cookie).ok()?;
        serde_json::from_slice(&crypto::unseal(&self.0, &beside(to, post, action), &sealed)?).ok()
    }
}

fn beside(to: Id, post: Id, action: &str) -> Vec<u8> {
    // Ids have no colon: no two buttons have the same words.
    format!("{to}:{post}:{action}").into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn asked(id: &str) -> Post {
        let go = json!({"id": id, "name": "Go", "integration": {"url": "http://hook.example.com/secret"}});
        let props = json!({"attachments": [{"actions": [go, {"id": "idle"}]}], "override_username": "sky", "k": 1});
        Post { id: Id::new(), channel_id: Id::new(), props: props.as_object().cloned().unwrap(), ..Post::default() }
    }

    #[test]
    fn a_cookie_is_good_for_one_button_of_one_post_and_one_person() {
        let (seals, amy, mut post) = (Seals::default(), Id::new(), asked("go"));
        seals.put_cookies(amy, &mut post);
        let actions = &post.props["attachments"][0]["actions"];
        let cookie = actions[0]["cookie"].as_str().expect("a cookie");
        assert!(actions[1].get("cookie").is_none());
        let opened = seals.open(amy, post.id, "go", cookie).expect("the cookie opens");
        assert_eq!(opened.action["integration"]["url"], "http://hook.example.com/secret");
        let again = opened.post(post.id);
        assert_eq!((again.channel_id, again.kind.as_str()), (post.channel_id, WHISPER));
        assert_eq!(Value::from(again.props), json!({"override_username": "sky"}));
        assert_eq!(seals.open(Id::new(), post.id, "go", cookie), None);
        assert_eq!(seals.open(amy, Id::new(), "go", cookie), None);
        assert_eq!(seals.open(amy, post.id, "stop", cookie), None);
        assert_eq!(Seals::default().open(amy, post.id, "go", cookie), None);
        assert_eq!(seals.open(amy, post.id, "go", "junk"), None);
    }
}
