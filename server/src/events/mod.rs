//! Every fact that can happen here, in one enum, and who is to hear of it.
//!
//! A room puts a fact into its transaction ([`Tx::tell`](crate::base::db::Tx::tell)). Before the commit, rooms that
//! keep records of other rooms' facts add to the same transaction (`app.rs` lists them); after the commit the facts
//! go to the [`Hub`], and from there to the outlets. `wire.rs` gives each fact Mattermost's name and shape.

pub mod audience;
pub mod wire;

use std::collections::{BTreeMap, HashSet};
use std::sync::{Arc, PoisonError, RwLock};

use indexmap::IndexMap;
use serde_json::{Map, Value};

use crate::access::wire::{Role, Scheme};
use crate::attributes::wire::Field;
use crate::base::{Id, Millis};
use crate::bookmarks::wire::{Bookmark, BookmarkUpdate};
use crate::channels::wire::{Channel, ChannelMember, ChannelUnreadAt};
use crate::drafts::wire::Draft;
use crate::emoji::wire::Emoji;
use crate::groups::wire::{Group, GroupMember};
use crate::posts::wire::{Acknowledgement, Post};
use crate::preferences::wire::Preference;
use crate::reactions::wire::Reaction;
use crate::scheduled::wire::ScheduledPost;
use crate::sidebar::wire::Category;
use crate::status::wire::Status;
use crate::teams::wire::{Team, TeamMember};
use crate::threads::wire::Thread;
use crate::users::wire::User;

/// The database of this house: its transactions tell events.
pub type Db = crate::base::db::Db<Event>;
/// A transaction of this house.
pub type Tx<'a> = crate::base::db::Tx<'a, Event>;

/// A fact. Facts that many listeners hold are behind an `Arc`.
#[derive(Debug, Clone)]
pub enum Event {
    /// A post was written.
    Posted(Arc<Posted>),
    /// A post that burns was written, with its words: only for their keeper and their author. A `Posted` without
    /// them, for everybody else, follows.
    Kindled(Arc<Posted>),
    /// A post was changed, pinned or unpinned.
    PostEdited { post: Arc<Post>, preview: Option<Arc<Preview>> },
    /// A post was deleted; `by` is who did it.
    PostDeleted { post: Arc<Post>, by: Id },
    /// Posts are gone for good, by a rule of the site: what belongs to them goes too. Clients are not told.
    PostsErased { ids: Vec<Id> },
    /// The server tells something to one person, and keeps no record.
    Ephemeral { user: Id, post: Arc<Post> },
    /// What was told to one person, and not kept, is something else now.
    EphemeralEdited { user: Id, post: Arc<Post> },
    /// Somebody marked a post, and what follows it, as unread.
    PostUnread { unread: ChannelUnreadAt, post_id: Id },
    /// An emoji was put on a post.
    ReactionAdded { reaction: Reaction },
    /// An emoji was taken off a post.
    ReactionRemoved { reaction: Reaction },

    /// Somebody took note of a post. A `PostEdited` follows.
    AcknowledgementAdded { acknowledgement: Acknowledgement },
    /// Somebody took that back.
    AcknowledgementRemoved { acknowledgement: Acknowledgement },
    /// A post that was not taken note of notifies once more.
    NotifiedAgain { posted: Arc<Posted>, to: Vec<Id> },
    /// Somebody revealed a post that burns: as the reader sees it, and who has revealed it by now.
    PostRevealed { post: Arc<Post>, by: Id, recipients: Vec<Id> },
    /// Everybody has revealed it: its author's copy burns at a time, too.
    AllRevealed { post: Arc<Post>, at: Millis },
    /// It is gone for one of its readers.
    PostBurnt { post_id: Id, user: Id },
    /// A draft was written. `connection` is the one it was written on.
    DraftSaved { draft: Arc<Draft>, connection: Id },
    /// A draft is gone.
    DraftDeleted { draft: Arc<Draft>, connection: Id },
    /// A post was written for later.
    ScheduledPostCreated { post: Arc<ScheduledPost> },
    /// One was changed, or could not be sent.
    ScheduledPostUpdated { post: Arc<ScheduledPost> },
    /// One was called off, or sent.
    ScheduledPostDeleted { post: Arc<ScheduledPost> },

    /// A channel was made.
    ChannelCreated { channel: Arc<Channel>, by: Id },
    /// Its name, header, purpose or the like was changed; `before` is the channel as it was.
    ChannelUpdated { channel: Arc<Channel>, before: Arc<Channel>, by: Id },
    /// It became open or private. A `ChannelUpdated` follows.
    ChannelConverted { channel: Arc<Channel>, by: Id },
    /// It is in another team now. Its members of that team are still in it.
    ChannelMoved { channel: Arc<Channel>, from: Arc<Team>, by: Id },
    /// A group channel became a private channel of a team.
    GroupConverted { channel: Arc<Channel>, members: Vec<Id>, by: Id },
    /// It was given a scheme, or none: what its members may do there is different now.
    ChannelSchemeUpdated { channel: Id },
    /// It was archived.
    ChannelDeleted { channel: Arc<Channel>, by: Id },
    /// It was brought back.
    ChannelRestored { channel: Arc<Channel>, by: Id },
    /// A direct channel was made by one of the two in it.
    DirectAdded { channel: Arc<Channel>, creator: Id, teammate: Id },
    /// A group channel was made.
    GroupAdded { channel: Arc<Channel>, members: Vec<Id> },
    /// Somebody is now in a channel. `by` is the same person when they joined by themselves.
    /// `silent` when it comes with something larger, such as joining the team.
    MemberJoined { channel: Arc<Channel>, user: Arc<User>, by: Id, silent: bool },
    /// Somebody is no longer in a channel.
    MemberLeft { channel: Arc<Channel>, user: Arc<User>, by: Id, silent: bool },
    /// A member's roles or notification choices were changed.
    ChannelMemberUpdated { member: ChannelMember },
    /// It was removed for good.
    ChannelErased { channel: Id },
    /// Somebody looked at these channels; `collapsed` with a client that shows threads apart from them.
    ChannelsRead { user: Id, channels: Vec<Id>, collapsed: bool },
    /// Somebody has read these channels, each up to a time.
    ChannelsViewed { user: Id, times: BTreeMap<Id, Millis> },

    /// A thread changed for somebody who follows it.
    ThreadUpdated { user: Id, team: Id, thread: Box<Thread>, before: Unread },
    /// Somebody follows a thread, or no longer does.
    ThreadFollowChanged { user: Id, team: Id, thread_id: Id, following: bool, reply_count: i64 },
    /// Somebody has read a thread, or marked it unread.
    ThreadReadChanged { user: Id, team: Id, channel: Id, thread_id: Id, at: Millis, now: Unread, before: Unread },
    /// Somebody has read every thread of a channel.
    ThreadsReadIn { user: Id, channel: Id, at: Millis },
    /// Somebody has read every thread of a team.
    ThreadsRead { user: Id, team: Id },

    /// An account was made. `invited_to` is the team whose link it was made with; a letter brings to more than a team.
    UserCreated { user: Arc<User>, invited_to: Option<Id> },
    /// An account was changed. `user` has every field; who sees which is decided in `wire.rs`.
    UserUpdated { user: Arc<User> },
    /// What somebody may do on the whole site was changed.
    UserRoleUpdated { user: Id, roles: String },
    /// An account was switched off or on.
    UserActivationChanged { user: Id, active: bool },
    /// A field was added to everybody's profile.
    FieldCreated { field: Arc<Field> },
    /// One was changed. `delete_values` when what people filled in is gone.
    FieldUpdated { field: Arc<Field>, delete_values: bool },
    /// One was taken away.
    FieldDeleted { field_id: Id },
    /// Somebody's profile was filled in.
    ValuesUpdated { user: Id, values: IndexMap<Id, Value> },
    /// Somebody's second factor was switched on or off.
    MfaChanged { user: Id, active: bool },
    /// Somebody came with an invitation to these channels of a team.
    InvitedToChannels { user: Arc<User>, team: Id, channels: Vec<Id>, by: Id },
    /// An account became a member's or a guest's: it keeps its places and is something else in them.
    StandingChanged { user: Arc<User>, is_guest: bool },
    /// Somebody came, went, or said so.
    StatusChanged { status: Status },
    /// Sessions ended: their sockets are to be closed. `None` is all of the user's.
    SessionsEnded { user: Id, session: Option<Id> },

    /// A team was made.
    TeamCreated { team: Arc<Team>, by: Id },
    /// Somebody is now in a team.
    TeamJoined { team: Arc<Team>, user: Arc<User>, by: Id },
    /// Somebody is no longer in a team.
    TeamLeft { team: Arc<Team>, user: Arc<User>, by: Id },
    /// A team was changed.
    TeamUpdated { team: Arc<Team> },
    /// A team was given a scheme, or none.
    TeamSchemeUpdated { team: Arc<Team> },
    /// A team was archived.
    TeamDeleted { team: Arc<Team> },
    /// A team was brought back.
    TeamRestored { team: Arc<Team> },
    /// A member's roles in a team were changed.
    TeamMemberUpdated { member: TeamMember },

    /// An emoji was made by somebody.
    EmojiAdded { emoji: Emoji },
    /// It was taken away.
    EmojiRemoved { emoji: Emoji },

    /// A bookmark was put on a channel. `connection` did it and is not told, here and below.
    BookmarkCreated { bookmark: Bookmark, connection: Id },
    /// It was changed.
    BookmarkUpdated { update: BookmarkUpdate, connection: Id },
    /// A channel's bookmarks are in another order.
    BookmarksSorted { channel: Id, bookmarks: Vec<Bookmark>, connection: Id },
    /// It was deleted.
    BookmarkDeleted { bookmark: Bookmark, connection: Id },

    /// Choices were made.
    PreferencesChanged { user: Id, preferences: Vec<Preference> },
    /// Choices were taken back.
    PreferencesDeleted { user: Id, preferences: Vec<Preference> },
    /// A category was made.
    CategoryCreated { user: Id, team: Id, category_id: String },
    /// Categories were changed; empty when a favourite was set by a preference.
    CategoriesUpdated { user: Id, team: Id, categories: Vec<Category> },
    /// A category was removed.
    CategoryDeleted { user: Id, team: Id, category_id: String },
    /// Categories were put in another order.
    CategoryOrderUpdated { user: Id, team: Id, order: Vec<String> },

    /// Another program opens a dialog in somebody's window: the whole dialog, as JSON.
    DialogOpened { user: Id, dialog: String },
    /// An outgoing webhook was made, changed or removed. Stays in the house.
    OutgoingHooksChanged,
    /// A job waits, or is not to go on.
    JobsChanged,

    /// A group is new, changed, archived or brought back.
    GroupReceived { group: Group },
    /// Somebody is now in a group.
    GroupMemberAdded { member: GroupMember },
    /// Somebody is no longer in a group.
    GroupMemberRemoved { member: GroupMember },
    /// A role's permissions were changed, for those whose places have it.
    RoleUpdated { role: Role, audience: Vec<RoleAudience> },
    /// Roles and schemes are now so. The tables in memory take them over; clients are not told by this.
    RolesChanged { roles: Vec<Role>, schemes: Vec<Scheme> },
    /// The configuration was changed: the client's part of it.
    ConfigChanged { config: Map<String, Value> },
    /// Somebody is writing. Not kept anywhere.
    Typing { channel: Id, user: Id, parent: Id },
}

/// What a post shows below it of another that it links to, and to whom: the others do not hear of it.
#[derive(Debug)]
pub struct Preview {
    /// As it stands among the post's embeds.
    pub embed: Value,
    /// Those in the post's channel who may read the other one.
    pub readers: HashSet<Id>,
}

/// A new post, and what its listeners need to know beside it.
#[derive(Debug, Clone)]
pub struct Posted {
    /// The post, with its `pending_post_id`.
    pub post: Post,
    /// What it links to.
    pub preview: Option<Arc<Preview>>,
    /// Where.
    pub channel: Channel,
    /// `@amy`, or `System`.
    pub sender_name: String,
    /// The channel's name as it is shown to others: for a direct channel the sender's.
    pub channel_display_name: String,
    /// Whom it mentions.
    pub mentions: Vec<Id>,
    /// Who follows its thread and is to be told.
    pub followers: Vec<Id>,
    /// Whether posting made the author present.
    pub set_online: bool,
}

/// Who has a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoleAudience {
    /// Everybody.
    All,
    /// The members of a team with its scheme.
    Team(Id),
    /// The members of a channel with its scheme.
    Channel(Id),
}

/// Unread counters of a thread.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Unread {
    pub replies: i64,
    pub mentions: i64,
}

type Listener = Arc<dyn Fn(&Event) + Send + Sync>;

/// Hands facts to those who listen, in the order of the commits. A listener must not wait for anything.
#[derive(Clone, Default)]
pub struct Hub {
    listeners: Arc<RwLock<Vec<Listener>>>,
}

impl Hub {
    /// From now on `listener` hears every fact.
    pub fn listen(&self, listener: impl Fn(&Event) + Send + Sync + 'static) {
        self.listeners.write().unwrap_or_else(PoisonError::into_inner).push(Arc::new(listener));
    }

    /// Tells a fact that no transaction carries, such as typing.
    pub fn tell(&self, event: &Event) {
        for listener in self.listeners.read().unwrap_or_else(PoisonError::into_inner).iter() {
            listener(event);
        }
    }
}
