//! Events as text: everything but the number is written once, and shared by all who hear it.

use std::fmt::Write;
use std::sync::Arc;

use serde::Serialize;
use serde_json::{Map, Value};

use crate::base::Id;
use crate::events::audience::Audience;
use crate::events::wire::Telling;

/// An event without its number: the shared text, and what only one receiver gets.
#[derive(Debug)]
pub struct Frame {
    /// Mattermost's name of the event.
    pub name: &'static str,
    text: Arc<Text>,
    /// More members of `data`, each after its comma.
    personal: Box<str>,
}

/// The two halves of the text; personal members go in between.
#[derive(Debug)]
struct Text {
    /// Up to the brace that closes `data`, without it.
    head: String,
    /// From that brace up to the number.
    tail: String,
}

impl Frame {
    /// The text that everybody in the audience hears.
    pub fn shared(telling: &Telling) -> Frame {
        let mut head = format!(r#"{{"event":"{}","data":{}"#, telling.name, json(&telling.data));
        head.pop();
        let tail = format!(r#"}},"broadcast":{},"seq":"#, json(&telling.audience));
        Frame { name: telling.name, text: Arc::new(Text { head, tail }), personal: Box::default() }
    }

    /// The same with members of `data` for one receiver.
    pub fn with(&self, personal: &Map<String, Value>) -> Frame {
        let mut members = json(personal);
        members.pop();
        if self.text.head.ends_with('{') {
            members.remove(0);
        } else {
            members.replace_range(..1, ",");
        }
        Frame { name: self.name, text: self.text.clone(), personal: members.into() }
    }

    /// The first event of a connection.
    pub fn hello(user: Id, connection: Id, version: &str, hostname: &str) -> Frame {
        let mut data = Map::new();
        data.insert("connection_id".into(), connection.as_str().into());
        data.insert("server_hostname".into(), hostname.into());
        data.insert("server_version".into(), version.into());
        let audience = Audience::user(user);
        Frame::shared(&Telling {
            name: "hello",
            data,
            audience,
            among: Default::default(),
            personal: Default::default(),
        })
    }

    /// Whether a connection that falls behind may do without it.
    pub fn is_expendable(&self) -> bool {
        matches!(self.name, "typing" | "status_change" | "multiple_channels_viewed")
    }

    /// Whether it is withheld from a connection that looks at other channels.
    pub fn is_for_onlookers(&self) -> bool {
        matches!(self.name, "typing" | "reaction_added" | "reaction_removed")
    }

    /// The whole text, as it goes out on one connection.
    pub fn numbered(&self, number: i64) -> String {
        // 20 digits and the brace: with the exact room, becoming a frame costs no second copy.
        let mut out = String::with_capacity(self.text.head.len() + self.personal.len() + self.text.tail.len() + 21);
        out.push_str(&self.text.head);
        out.push_str(&self.personal);
        out.push_str(&self.text.tail);
        let _ = write!(out, "{number}}}");
        out
    }
}

fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_else(|_| "{}".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn telling(data: Value) -> Telling {
        let data = data.as_object().cloned().unwrap_or_default();
        Telling {
            name: "posted",
            data,
            audience: Audience::channel(Id::parse("c")),
            among: Default::default(),
            personal: Default::default(),
        }
    }

    fn read(text: &str) -> Value {
        serde_json::from_str(text).expect("JSON")
    }

    #[test]
    fn the_number_is_the_only_thing_added() {
        let frame = Frame::shared(&telling(json!({"post": "{}"})));
        let text = frame.numbered(7);
        assert!(text.starts_with(r#"{"event":"posted","data":{"post":"{}"},"broadcast":{"#), "{text}");
        assert!(text.ends_with(r#","seq":7}"#), "{text}");
        assert_eq!(read(&text)["broadcast"]["omit_users"], Value::Null);
    }

    #[test]
    fn personal_members_join_the_data_of_one_receiver() {
        let personal = json!({"mentions": "[\"amy\"]"}).as_object().cloned().expect("an object");
        let frame = Frame::shared(&telling(json!({"post": "{}"})));
        let own = read(&frame.with(&personal).numbered(1));
        assert_eq!(own["data"], json!({"post": "{}", "mentions": "[\"amy\"]"}));
        assert_eq!(read(&frame.numbered(1))["data"], json!({"post": "{}"}));
        let bare = Frame::shared(&telling(json!({})));
        assert_eq!(read(&bare.with(&personal).numbered(1))["data"], json!({"mentions": "[\"amy\"]"}));
        assert_eq!(read(&bare.numbered(1))["data"], json!({}));
    }

    #[test]
    fn hello_names_the_connection() {
        let (user, connection) = (Id::new(), Id::new());
        let hello = read(&Frame::hello(user, connection, "11.6.0", "host").numbered(0));
        assert_eq!(hello["data"]["connection_id"], connection.as_str());
        assert_eq!(hello["broadcast"]["user_id"], user.as_str());
        assert_eq!(hello["seq"], 0);
    }
}
