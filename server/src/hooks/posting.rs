//! What a program sends, as posts of the person who let it.

use serde_json::{Map, Value};

use super::{rules, slack};
use crate::access::{Actor, ChannelPlace, Granted};
use crate::app::House;
use crate::base::{Id, Result};
use crate::events::Tx;
use crate::posts;
use crate::posts::wire;

/// What is to be posted.
#[derive(Debug, Clone, Default)]
pub struct Post {
    pub text: String,
    /// The name that it goes by; empty for the usual one.
    pub username: String,
    pub icon_url: String,
    pub icon_emoji: String,
    pub attachments: Vec<Map<String, Value>>,
    pub props: Map<String, Value>,
    pub kind: String,
    pub root_id: Id,
    /// Stands as it is: not read in Slack's way.
    pub literal: bool,
}

/// Posts it under the names that the settings allow; a long text in several posts. Answers the last of them.
pub fn post(
    house: &House,
    tx: &mut Tx<'_>,
    owner: &Actor,
    place: &Granted<ChannelPlace>,
    mut new: Post,
) -> Result<Option<wire::Post>> {
    if !new.literal {
        let mut texts = slack::texts(&new.attachments);
        texts.push(&new.text);
        let names = slack::names(tx, &texts)?;
        new.text = slack::translate(&new.text, &names);
        slack::translate_all(&mut new.attachments, &names);
    }
    let props = own_props(house, &mut new);
    let mut last = None;
    for (text, attachments) in rules::split(new.text, new.attachments)? {
        let mut props = props.clone();
        let mut kind = new.kind.clone();
        if !attachments.is_empty() {
            props.insert("attachments".into(), attachments.into_iter().map(Value::from).collect::<Vec<_>>().into());
            kind = "slack_attachment".into();
        }
        let root_id = new.root_id;
        let post =
            wire::Post { channel_id: place.channel.id, message: text, props, kind, root_id, ..Default::default() };
        last = Some(posts::actions::create(house, tx, owner, place, post, false)?);
    }
    Ok(last)
}

/// What a program may say of its posts, and what we say of them.
fn own_props(house: &House, new: &mut Post) -> Map<String, Value> {
    let settings = house.config.now();
    let mut props = std::mem::take(&mut new.props);
    for key in ["attachments", "override_username", "override_icon_url", "override_icon_emoji", "from_webhook"] {
        props.shift_remove(key);
    }
    props.insert("from_webhook".into(), "true".into());
    if settings.enable_post_username_override {
        let name = if new.username.is_empty() { "webhook" } else { &new.username };
        props.insert("override_username".into(), name.into());
    }
    let icons = [("override_icon_url", &new.icon_url), ("override_icon_emoji", &new.icon_emoji)];
    for (key, icon) in icons.into_iter().filter(|(_, icon)| settings.enable_post_icon_override && !icon.is_empty()) {
        props.insert(key.into(), icon.as_str().into());
    }
    props
}
