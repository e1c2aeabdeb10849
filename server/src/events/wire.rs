//! The facts as Mattermost's websocket events: name, data, and who receives them.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::audience::{Among, Audience};
use super::{Event, Posted, Preview, RoleAudience};
use crate::base::Id;
use crate::posts::wire::Post;
use crate::reactions::wire::Reaction;
use crate::users::wire::User;

/// One websocket event, before it gets its number on a connection.
#[derive(Debug, Clone)]
pub struct Telling {
    /// Mattermost's name.
    pub name: &'static str,
    /// Its data. Members that hold JSON in a text are already texts.
    pub data: Map<String, Value>,
    /// Who receives it.
    pub audience: Audience,
    /// Whom of them it is for.
    pub among: Among,
    /// Members of `data` that only their own receiver gets: mentions and thread followers of a post.
    pub personal: BTreeMap<Id, Map<String, Value>>,
}

/// The events of a fact; none for those that stay in the house.
pub fn tellings(event: &Event) -> Vec<Telling> {
    match event {
        Event::Kindled(posted) => {
            let own = Audience::user(posted.post.user_id).in_channel(posted.post.channel_id);
            vec![Telling { audience: own, personal: BTreeMap::new(), ..tell_posted(posted, &posted.post) }]
        }
        Event::Posted(posted) if posted.post.burns() => {
            let others = Audience::channel(posted.post.channel_id).without(posted.post.user_id);
            vec![Telling { audience: others, ..tell_posted(posted, &posted.post) }]
        }
        Event::Posted(posted) => with_preview(&posted.post, posted.preview.as_ref(), |post| tell_posted(posted, post)),
        Event::PostEdited { post, preview } => with_preview(post, preview.as_ref(), |post| {
            telling("post_edited", json!({"post": text(post)}), Audience::channel(post.channel_id))
        }),
        Event::PostDeleted { post, by } => tell_post_deleted(post, *by),
        Event::Ephemeral { user, post } => {
            let audience = Audience::user(*user).in_channel(post.channel_id);
            // What was never kept has no list of files and no time of a change.
            let mut post = json!(post);
            (post["file_ids"], post["update_at"]) = (Value::Null, 0.into());
            one("ephemeral_message", json!({"post": post.to_string()}), audience)
        }
        Event::EphemeralEdited { user, post } => {
            let audience = Audience::user(*user).in_channel(post.channel_id);
            let mut post = json!(post);
            post["file_ids"] = Value::Null;
            one("post_edited", json!({"post": post.to_string()}), audience)
        }
        Event::DialogOpened { user, dialog } => one("open_dialog", json!({"dialog": dialog}), Audience::user(*user)),
        Event::PostUnread { unread, post_id } => {
            let audience = Audience::user(unread.user_id).in_channel(unread.channel_id).in_team(unread.team_id);
            let data = json!({
                "msg_count": unread.msg_count, "msg_count_root": unread.msg_count_root,
                "mention_count": unread.mention_count, "mention_count_root": unread.mention_count_root,
                "urgent_mention_count": unread.urgent_mention_count,
                "last_viewed_at": unread.last_viewed_at, "post_id": post_id,
            });
            one("post_unread", data, audience)
        }
        Event::ReactionAdded { reaction } => {
            one("reaction_added", json!({"reaction": text(reaction)}), Audience::channel(reaction.channel_id))
        }
        Event::ReactionRemoved { reaction } => {
            let told = Reaction { channel_id: Id::NONE, ..reaction.clone() };
            one("reaction_removed", json!({"reaction": text(&told)}), Audience::channel(reaction.channel_id))
        }
        Event::AcknowledgementAdded { acknowledgement } => {
            let audience = Audience::channel(acknowledgement.channel_id);
            one("post_acknowledgement_added", json!({"acknowledgement": text(acknowledgement)}), audience)
        }
        Event::AcknowledgementRemoved { acknowledgement } => {
            let audience = Audience::channel(acknowledgement.channel_id);
            one("post_acknowledgement_removed", json!({"acknowledgement": text(acknowledgement)}), audience)
        }
        Event::NotifiedAgain { posted, to } => tell_again(posted, to),
        Event::PostRevealed { post, by, recipients } => {
            let author = json!({"post": text(post), "recipients": recipients});
            [
                one("post_revealed", author, Audience::user(post.user_id)),
                one("post_revealed", json!({"post": text(post)}), Audience::user(*by)),
            ]
            .concat()
        }
        Event::AllRevealed { post, at } => {
            let audience = Audience::user(post.user_id).in_channel(post.channel_id);
            one("burn_on_read_all_revealed", json!({"post_id": post.id, "sender_expire_at": at}), audience)
        }
        Event::PostBurnt { post_id, user } => one("post_burned", json!({"post_id": post_id}), Audience::user(*user)),
        Event::DraftSaved { draft, connection } => tell_draft("draft_created", draft, *connection),
        Event::DraftDeleted { draft, connection } => tell_draft("draft_deleted", draft, *connection),
        Event::ScheduledPostCreated { post } => tell_scheduled("scheduled_post_created", post),
        Event::ScheduledPostUpdated { post } => tell_scheduled("scheduled_post_updated", post),
        Event::ScheduledPostDeleted { post } => tell_scheduled("scheduled_post_deleted", post),
        Event::ChannelCreated { channel, by } => {
            let data = json!({"channel_id": channel.id, "team_id": channel.team_id});
            one("channel_created", data, Audience::user(*by))
        }
        Event::ChannelUpdated { channel, .. } => {
            one("channel_updated", json!({"channel": text(channel)}), Audience::channel(channel.id))
        }
        Event::ChannelConverted { channel, .. } => {
            one("channel_converted", json!({"channel_id": channel.id}), Audience::team(channel.team_id))
        }
        Event::ChannelMoved { channel, .. } => {
            one("channel_updated", json!({"channel": text(channel)}), Audience::channel(channel.id))
        }
        Event::GroupConverted { channel, .. } => {
            one("channel_converted", json!({"channel_id": channel.id}), Audience::channel(channel.id))
        }
        Event::ChannelSchemeUpdated { channel } => {
            one("channel_scheme_updated", json!({}), Audience::channel(*channel))
        }
        Event::ChannelDeleted { channel, .. } => {
            let data = json!({"channel_id": channel.id, "delete_at": channel.delete_at});
            one("channel_deleted", data, of_channel(channel))
        }
        Event::ChannelRestored { channel, .. } => {
            one("channel_restored", json!({"channel_id": channel.id}), of_channel(channel))
        }
        Event::DirectAdded { channel, creator, teammate } => {
            let data = json!({"creator_id": creator, "teammate_id": teammate});
            one("direct_added", data, Audience::channel(channel.id))
        }
        Event::GroupAdded { channel, members } => members
            .iter()
            .flat_map(|member| {
                let audience = Audience::user(*member).in_channel(channel.id);
                one("group_added", json!({"teammate_ids": text(members)}), audience)
            })
            .collect(),
        Event::MemberJoined { channel, user, .. } => {
            let data = json!({"user_id": user.id, "team_id": channel.team_id});
            let others = Audience::channel(channel.id).without(user.id);
            let own = Audience::user(user.id).in_channel(channel.id);
            [one("user_added", data.clone(), others), one("user_added", data, own)].concat()
        }
        // Who leaves the team is told of by that.
        Event::MemberLeft { silent: true, .. } => Vec::new(),
        Event::MemberLeft { channel, user, by, .. } => [
            one("user_removed", json!({"user_id": user.id, "remover_id": by}), Audience::channel(channel.id)),
            one("user_removed", json!({"channel_id": channel.id, "remover_id": by}), Audience::user(user.id)),
        ]
        .concat(),
        Event::ChannelMemberUpdated { member } => {
            one("channel_member_updated", json!({"channelMember": text(member)}), Audience::user(member.user_id))
        }
        Event::ChannelsViewed { user, times } => {
            one("multiple_channels_viewed", json!({"channel_times": times}), Audience::user(*user))
        }
        Event::ThreadUpdated { user, team, thread, before } => {
            let data = json!({
                "thread": text(thread),
                "previous_unread_replies": before.replies, "previous_unread_mentions": before.mentions,
            });
            one("thread_updated", data, Audience::user(*user).in_team(*team))
        }
        Event::ThreadFollowChanged { user, team, thread_id, following, reply_count } => {
            let data = json!({"thread_id": thread_id, "state": following, "reply_count": reply_count});
            one("thread_follow_changed", data, Audience::user(*user).in_team(*team))
        }
        Event::ThreadReadChanged { user, team, channel, thread_id, at, now, before } => {
            let data = json!({
                "thread_id": thread_id, "timestamp": at, "channel_id": channel,
                "unread_mentions": now.mentions, "unread_replies": now.replies,
                "previous_unread_mentions": before.mentions, "previous_unread_replies": before.replies,
            });
            one("thread_read_changed", data, Audience::user(*user).in_team(*team))
        }
        Event::ThreadsReadIn { user, channel, at } => {
            one("thread_read_changed", json!({"timestamp": at}), Audience::user(*user).in_channel(*channel))
        }
        Event::ThreadsRead { user, team } => {
            one("thread_read_changed", json!({}), Audience::user(*user).in_team(*team))
        }
        Event::UserCreated { user, .. } => one("new_user", json!({"user_id": user.id}), Audience::all()),
        Event::UserUpdated { user } => tell_user_updated(user),
        Event::UserRoleUpdated { user, roles } => {
            one("user_role_updated", json!({"user_id": user, "roles": roles}), Audience::user(*user))
        }
        Event::UserActivationChanged { .. } => one("user_activation_status_change", json!({}), Audience::all()),
        Event::FieldCreated { field } => {
            one("custom_profile_attributes_field_created", json!({"field": field}), Audience::all())
        }
        Event::FieldUpdated { field, delete_values } => {
            let data = json!({"field": field, "delete_values": delete_values});
            one("custom_profile_attributes_field_updated", data, Audience::all())
        }
        Event::FieldDeleted { field_id } => {
            one("custom_profile_attributes_field_deleted", json!({"field_id": field_id}), Audience::all())
        }
        Event::ValuesUpdated { user, values } => {
            let data = json!({"user_id": user, "values": values});
            one("custom_profile_attributes_values_updated", data, Audience::all())
        }
        Event::StatusChanged { status } => {
            let data = json!({"status": status.status, "user_id": status.user_id});
            one("status_change", data, Audience::user(status.user_id))
        }
        Event::SessionsEnded { .. }
        | Event::TeamCreated { .. }
        | Event::OutgoingHooksChanged
        | Event::JobsChanged
        | Event::ChannelErased { .. }
        | Event::ChannelsRead { .. }
        | Event::MfaChanged { .. }
        | Event::InvitedToChannels { .. }
        | Event::StandingChanged { .. } => Vec::new(),
        Event::TeamJoined { team, user, by } => {
            let told = one("added_to_team", json!({"team_id": team.id, "user_id": user.id}), Audience::user(user.id));
            // Who is added by somebody else hears it twice, as from the official server.
            if user.id == *by { told } else { [told.clone(), told].concat() }
        }
        Event::TeamLeft { team, user, .. } => {
            let data = json!({"team_id": team.id, "user_id": user.id});
            let others = Audience::team(team.id).without(user.id);
            [one("leave_team", data.clone(), others), one("leave_team", data, Audience::user(user.id))].concat()
        }
        Event::TeamUpdated { team } => one("update_team", json!({"team": team_text(team)}), Audience::team(team.id)),
        Event::TeamSchemeUpdated { team } => {
            one("update_team_scheme", json!({"team": team_text(team)}), Audience::team(team.id))
        }
        Event::TeamDeleted { team } => one("delete_team", json!({"team": team_text(team)}), Audience::team(team.id)),
        Event::TeamRestored { team } => one("restore_team", json!({"team": team_text(team)}), Audience::team(team.id)),
        Event::TeamMemberUpdated { member } => {
            one("memberrole_updated", json!({"member": text(member)}), Audience::user(member.user_id))
        }
        Event::EmojiAdded { emoji } => one("emoji_added", json!({"emoji": text(emoji)}), Audience::all()),
        Event::EmojiRemoved { .. } => Vec::new(),
        Event::BookmarkCreated { bookmark, connection } => {
            let audience = Audience::channel(bookmark.channel_id).without_connection(*connection);
            one("channel_bookmark_created", json!({"bookmark": text(bookmark)}), audience)
        }
        Event::BookmarkUpdated { update, connection } => {
            let audience = Audience::channel(update.updated.channel_id).without_connection(*connection);
            one("channel_bookmark_updated", json!({"bookmarks": text(update)}), audience)
        }
        Event::BookmarksSorted { channel, bookmarks, connection } => {
            let audience = Audience::channel(*channel).without_connection(*connection);
            one("channel_bookmark_sorted", json!({"bookmarks": text(bookmarks)}), audience)
        }
        Event::BookmarkDeleted { bookmark, connection } => {
            let audience = Audience::channel(bookmark.channel_id).without_connection(*connection);
            one("channel_bookmark_deleted", json!({"bookmark": text(bookmark)}), audience)
        }
        Event::PreferencesChanged { user, preferences } => {
            one("preferences_changed", json!({"preferences": text(preferences)}), Audience::user(*user))
        }
        Event::PreferencesDeleted { user, preferences } => {
            one("preferences_deleted", json!({"preferences": text(preferences)}), Audience::user(*user))
        }
        Event::CategoryCreated { user, team, category_id } => {
            let audience = Audience::user(*user).in_team(*team);
            one("sidebar_category_created", json!({"category_id": category_id}), audience)
        }
        Event::CategoriesUpdated { user, team, categories } => {
            let data = match categories.as_slice() {
                [] => json!({}),
                categories => json!({"updatedCategories": text(&categories)}),
            };
            one("sidebar_category_updated", data, Audience::user(*user).in_team(*team))
        }
        Event::CategoryDeleted { user, team, category_id } => {
            let audience = Audience::user(*user).in_team(*team);
            one("sidebar_category_deleted", json!({"category_id": category_id}), audience)
        }
        Event::CategoryOrderUpdated { user, team, order } => {
            let audience = Audience::user(*user).in_team(*team);
            one("sidebar_category_order_updated", json!({"order": order}), audience)
        }
        Event::GroupReceived { group } => one("received_group", json!({"group": text(group)}), Audience::all()),
        Event::GroupMemberAdded { member } => {
            one("group_member_add", json!({"group_member": text(member)}), Audience::user(member.user_id))
        }
        Event::GroupMemberRemoved { member } => {
            one("group_member_deleted", json!({"group_member": text(member)}), Audience::user(member.user_id))
        }
        Event::RoleUpdated { role, audience } => audience
            .iter()
            .flat_map(|audience| {
                let audience = match audience {
                    RoleAudience::All => Audience::all(),
                    RoleAudience::Team(team) => Audience::team(*team),
                    RoleAudience::Channel(channel) => Audience::channel(*channel),
                };
                one("role_updated", json!({"role": text(role)}), audience)
            })
            .collect(),
        Event::RolesChanged { .. } => Vec::new(),
        Event::PostsErased { .. } => Vec::new(),
        Event::ConfigChanged { config } => one("config_changed", json!({"config": config}), Audience::all()),
        Event::Typing { channel, user, parent } => {
            let data = json!({"parent_id": parent, "user_id": user});
            one("typing", data, Audience::channel(*channel).without(*user))
        }
    }
}

fn one(name: &'static str, data: Value, audience: Audience) -> Vec<Telling> {
    vec![telling(name, data, audience)]
}

fn telling(name: &'static str, data: Value, audience: Audience) -> Telling {
    let data = match data {
        Value::Object(data) => data,
        _ => Map::new(),
    };
    Telling { name, data, audience, among: Among::All, personal: BTreeMap::new() }
}

/// An event about a post: the same for all, or one for those who may have what it shows below it and one for the others.
fn with_preview(post: &Post, preview: Option<&Arc<Preview>>, tell: impl Fn(&Post) -> Telling) -> Vec<Telling> {
    let Some(preview) = preview else { return vec![tell(post)] };
    let mut full = post.clone();
    full.metadata.get_or_insert_default().embeds.push(preview.embed.clone());
    vec![
        Telling { among: Among::Readers(preview.clone()), ..tell(&full) },
        Telling { among: Among::Others(preview.clone()), ..tell(post) },
    ]
}

fn tell_draft(name: &'static str, draft: &crate::drafts::wire::Draft, connection: Id) -> Vec<Telling> {
    let audience = Audience { omit_connection_id: connection, ..Audience::user(draft.user_id) };
    one(name, json!({"draft": text(draft)}), audience.in_channel(draft.channel_id))
}

fn tell_scheduled(name: &'static str, post: &crate::scheduled::wire::ScheduledPost) -> Vec<Telling> {
    one(name, json!({"scheduledPost": text(post)}), Audience::user(post.user_id))
}

/// JSON inside a text, as the contract has it for most objects.
fn text<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// Who hears that a channel came or went: the team for an open one, its members for a private one.
fn of_channel(channel: &crate::channels::wire::Channel) -> Audience {
    if channel.is_open() { Audience::team(channel.team_id) } else { Audience::channel(channel.id) }
}

/// A team as every member may see it.
fn team_text(team: &crate::teams::wire::Team) -> String {
    text(&crate::teams::wire::Team { email: String::new(), invite_id: String::new(), ..team.clone() })
}

fn tell_posted(posted: &Posted, post: &Post) -> Telling {
    let data = json!({
        "channel_display_name": posted.channel_display_name,
        "channel_name": posted.channel.name,
        "channel_type": posted.channel.kind,
        "post": text(post),
        "sender_name": posted.sender_name,
        "set_online": posted.set_online,
        "team_id": posted.channel.team_id,
    });
    let mut personal: BTreeMap<Id, Map<String, Value>> = BTreeMap::new();
    for (key, people) in [("mentions", &posted.mentions), ("followers", &posted.followers)] {
        for person in people {
            personal.entry(*person).or_default().insert(key.into(), text(&[person]).into());
        }
    }
    let mut telling = telling("posted", data, Audience::channel(post.channel_id));
    if !post.file_ids.is_empty() {
        telling.data.insert("otherFile".into(), "true".into());
        let files = post.metadata.iter().flat_map(|metadata| &metadata.files);
        if files.map(|file| &file.mime_type).any(|kind| kind.starts_with("image/")) {
            telling.data.insert("image".into(), "true".into());
        }
    }
    telling.personal = personal;
    telling
}

/// As the post itself, to each of those who have not taken note of it.
fn tell_again(posted: &Posted, to: &[Id]) -> Vec<Telling> {
    let Telling { mut data, .. } = tell_posted(posted, &posted.post);
    data.remove("set_online");
    data.insert("mentions".into(), text(&to).into());
    let (team, channel) = (posted.channel.team_id, posted.channel.id);
    let audience = |user: &Id| Audience::user(*user).in_channel(channel).in_team(team);
    let again = |user| one("persistent_notification_triggered", Value::Object(data.clone()), audience(user));
    to.iter().flat_map(again).collect()
}

fn tell_post_deleted(post: &crate::posts::wire::Post, by: Id) -> Vec<Telling> {
    let copy = |data: Value, sensitive: bool| {
        let audience = Audience {
            contains_sanitized_data: !sensitive,
            contains_sensitive_data: sensitive,
            ..Audience::channel(post.channel_id)
        };
        one("post_deleted", data, audience)
    };
    let words = text(post);
    [copy(json!({"post": words}), false), copy(json!({"post": words, "delete_by": by}), true)].concat()
}

/// Three copies: what everybody may see, what admins may see, and the person's own.
fn tell_user_updated(user: &User) -> Vec<Telling> {
    let others = crate::users::wire::for_others(user, true, true);
    let everybody = Audience { contains_sanitized_data: true, ..Audience::all() }.without(user.id);
    let admins = Audience { contains_sensitive_data: true, ..Audience::all() }.without(user.id);
    [
        one("user_updated", json!({"user": others}), everybody),
        one("user_updated", json!({"user": crate::users::wire::for_admins(user)}), admins),
        one("user_updated", json!({"user": crate::users::wire::for_self(user)}), Audience::user(user.id)),
    ]
    .concat()
}
