//! The keywords of channels in use, so that a post costs no query for its mentions.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::mentions::{Keywords, Member};
use crate::base::db::Conn;
use crate::base::{Id, Result};
use crate::channels;
use crate::events::Event;
use crate::users::wire::Texts;

/// Channels kept at most; past that, memory starts anew.
const MOST: usize = 1_000;

/// The keywords of channels in use. Forgotten the moment a fact says that a member changed.
#[derive(Default)]
pub struct MentionMemory(Mutex<State>);

#[derive(Default)]
struct State {
    by_channel: HashMap<Id, Arc<Keywords>>,
    /// Grows with every forgetting: keywords that were read before it are not kept.
    age: u64,
}

impl MentionMemory {
    /// The keywords of a channel.
    pub fn of(&self, conn: &mut Conn<'_>, channel: Id) -> Result<Arc<Keywords>> {
        let age = {
            let state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(known) = state.by_channel.get(&channel) {
                return Ok(known.clone());
            }
            state.age
        };
        let members = channels::member_profiles(conn, channel)?;
        let keywords = Arc::new(Keywords::new(&members.into_iter().map(member).collect::<Vec<_>>()));
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if state.age == age {
            if state.by_channel.len() >= MOST {
                state.by_channel.clear();
            }
            state.by_channel.insert(channel, keywords.clone());
        }
        Ok(keywords)
    }

    /// Forgets what a fact makes untrue.
    pub fn hear(&self, event: &Event) {
        match event {
            Event::MemberJoined { channel, .. } | Event::MemberLeft { channel, .. } => self.forget(Some(channel.id)),
            Event::ChannelMemberUpdated { member } => self.forget(Some(member.channel_id)),
            Event::UserUpdated { .. } | Event::UserActivationChanged { .. } => self.forget(None),
            _ => {}
        }
    }

    fn forget(&self, channel: Option<Id>) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.age += 1;
        match channel {
            Some(channel) => drop(state.by_channel.remove(&channel)),
            None => state.by_channel.clear(),
        }
    }
}

/// What a member's choices make of them.
fn member(profile: channels::MemberProfile) -> Member {
    let is = |props: &Texts, key: &str, value: &str| props.get(key).is_some_and(|found| found == value);
    let (own, here) = (&profile.user_notify_props, &profile.channel_notify_props);
    let keywords = own.get("mention_keys").into_iter().flat_map(|keys| keys.split(',')).map(str::trim);
    let muted = is(here, "mark_unread", "mention");
    let ignores = match here.get("ignore_channel_mentions").map(String::as_str) {
        Some("on") => true,
        Some("off") => false,
        _ => muted,
    };
    Member {
        user_id: profile.user_id,
        keywords: keywords.filter(|key| !key.is_empty()).map(str::to_owned).collect(),
        first_name: (is(own, "first_name", "true") && !profile.first_name.is_empty()).then_some(profile.first_name),
        hears_everyone: !is(own, "channel", "false") && !ignores,
        follows_all: is(here, "channel_auto_follow_threads", "on"),
        username: profile.username,
    }
}
