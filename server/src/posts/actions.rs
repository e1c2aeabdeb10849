//! Everything that changes posts, and tells of it.

use std::sync::Arc;

use super::mentions::{Keywords, Mentions};
use super::wire::{Post, PostMetadata, PostPatch};
use super::{MentionMemory, attachments, burning, linked, previews, rules, store};
use crate::access::{Actor, ChannelPlace, Granted, Permission};
use crate::app::House;
use crate::base::{Error, Id, Result, refuse};
use crate::channels;
use crate::channels::wire::Channel;
use crate::events::{Event, Posted, Tx};
use crate::{args, emoji, files, groups, status};

/// Writes a post of the actor's. A post that was sent before, by its `pending_post_id`, is answered with the first one.
pub fn create(
    house: &House,
    tx: &mut Tx<'_>,
    actor: &Actor,
    place: &Granted<ChannelPlace>,
    new: Post,
    set_online: bool,
) -> Result<Post> {
    if place.channel.is_deleted() {
        return Err(refuse::with(400, "api.post.create_post.can_not_post_to_deleted.error").into());
    }
    let new = Post { file_ids: distinct(new.file_ids), ..new };
    rules::check_new(&new)?;
    if !new.file_ids.is_empty() && !place.may(Permission::UploadFile) {
        return Err(actor.lacks(Permission::UploadFile));
    }
    let priority = new.metadata.as_ref().and_then(|metadata| metadata.priority.clone());
    let settings = house.config.now();
    rules::check_props(&new.props, &settings)?;
    if settings.restrict_direct_message == "team" && !channels::may_talk(tx, &place.channel)? {
        return Err(refuse::with(400, "api.post.create_post.can_not_post_in_restricted_dm.error").into());
    }
    if let Some(priority) = &priority {
        rules::check_priority(&new, priority, actor.login().is_guest, &settings)?;
    }
    let mut post = prepare(house, actor, new);
    if post.burns() {
        burning::prepare(tx, &mut post, &place.channel, &settings)?;
    }
    super::highlights::mark(&mut post, place);
    previews::find(house, tx, &mut post)?;
    if !post.pending_post_id.is_empty() && !store::book_pending(tx, &post)? {
        let first = store::find_pending(tx, actor.id(), &post.pending_post_id)?;
        return first.ok_or_else(|| refuse::with(400, "api.post.deduplicate_create_post.failed_to_get").into());
    }
    let root = find_root(tx, &post)?;
    let listeners = listen(house, tx, place, &post, root.as_ref())?;
    if priority.as_ref().is_some_and(|priority| priority.persistent_notifications == Some(true)) {
        rules::check_recipients(listeners.named, listeners.everyone, &settings)?;
    }
    let files = files::attach(tx, post.id, post.user_id, post.channel_id, &post.file_ids)?;
    // In the order of the author.
    post.file_ids.retain(|id| files.iter().any(|file| file.id == *id));
    store::insert(tx, &burning::veiled(&post))?;
    if let Some(priority) = &priority {
        store::insert_priority(tx, &post, priority)?;
    }
    let urgent = priority.as_ref().is_some_and(|priority| priority.priority.as_deref() == Some("urgent"));
    channels::count_post(tx, post.channel_id, &post)?;
    channels::count_mentions(tx, post.channel_id, &listeners.mentions, post.root_id.is_none(), urgent)?;
    if let Some(root) = &root {
        store::set_updated(tx, root.id, post.update_at, None)?;
        post.reply_count = store::count_replies(tx, root.id)? + 1;
    } else if place.is_member && is_by_hand(&post) {
        view(house, tx, &post)?;
    }
    let emojis = emoji::list_used(tx, rules::spoken(&post).into_iter(), std::iter::empty())?;
    let priority = priority.filter(|_| !post.burns());
    post.metadata = Some(PostMetadata { priority, files, emojis, ..metadata(&post) });
    linked::show(tx, [&mut post])?;
    let sender_name = sender_name(actor, &post);
    let channel_display_name = shown_name(&place.channel, &sender_name);
    let Listeners { mentions, followers, strangers, .. } = listeners;
    let channel = place.channel.clone();
    let preview = previews::of(house, tx, &post)?;
    let posted = Posted {
        post: post.clone(),
        preview: preview.clone(),
        channel,
        sender_name,
        channel_display_name,
        mentions,
        followers,
        set_online,
    };
    if post.burns() {
        tx.tell(Event::Kindled(Arc::new(posted.clone())));
    }
    let told = burning::veiled(&post);
    tx.tell(Event::Posted(Arc::new(Posted { post: told, ..posted })));
    tell_of_strangers(tx, place, &post, &strangers)?;
    if let (Some(preview), Some(metadata)) = (preview, &mut post.metadata) {
        metadata.embeds.push(preview.embed.clone());
    }
    Ok(post)
}

/// Written by a person, who has seen what is there, and not by a program in their name.
fn is_by_hand(post: &Post) -> bool {
    !post.props.contains_key("from_webhook") && !post.props.contains_key("from_bot")
}

/// What a post's author is called: a hook says what its posts go by.
fn sender_name(actor: &Actor, post: &Post) -> String {
    let text = |key: &str| post.props.get(key).and_then(serde_json::Value::as_str).unwrap_or_default();
    match text("override_username") {
        name if !name.is_empty() && text("from_webhook") == "true" => name.to_owned(),
        _ => format!("@{}", actor.login().username),
    }
}

/// What the server decides about a new post.
fn prepare(house: &House, actor: &Actor, new: Post) -> Post {
    let now = house.clock.tick();
    let at = if new.create_at > 0 && actor.may(Permission::ManageSystem) { new.create_at } else { now };
    let least = usize::try_from(house.config.now().minimum_hashtag_length).unwrap_or(1);
    let mut props = new.props;
    props.shift_remove("current_team_id");
    if actor.login().is_bot {
        props.insert("from_bot".into(), "true".into());
    }
    if actor.login().is_oauth {
        props.insert("from_oauth_app".into(), "true".into());
    }
    attachments::tidy(&mut props);
    Post {
        id: Id::new(),
        create_at: at,
        update_at: at,
        user_id: actor.id(),
        hashtags: rules::hashtags(&new.message, least),
        channel_id: new.channel_id,
        root_id: new.root_id,
        message: new.message,
        kind: new.kind,
        props,
        // Until the files are asked which of them belong to it.
        file_ids: new.file_ids,
        pending_post_id: new.pending_post_id,
        is_pinned: new.is_pinned,
        // What the server writes for somebody is not from anywhere; what people send says that it is from here.
        remote_id: actor.login().session_id.is_some().then(String::new),
        ..Post::default()
    }
}

fn distinct(mut ids: Vec<Id>) -> Vec<Id> {
    let mut seen = std::collections::HashSet::new();
    ids.retain(|id| seen.insert(*id));
    ids
}

fn find_root(tx: &mut Tx<'_>, post: &Post) -> Result<Option<Post>> {
    if post.root_id.is_none() {
        return Ok(None);
    }
    let root = store::find(tx, post.root_id)?;
    rules::check_root(root.as_ref(), post.channel_id)?;
    Ok(root)
}

/// The author has read the channel up to the own post.
fn view(house: &House, tx: &mut Tx<'_>, post: &Post) -> Result<()> {
    let times = channels::mark_viewed(tx, post.user_id, &[post.channel_id], post.create_at)?;
    if house.config.now().enable_channel_viewed_messages {
        tx.tell(Event::ChannelsViewed { user: post.user_id, times });
    }
    Ok(())
}

/// Who is to be told of a post besides those who look.
#[derive(Default)]
struct Listeners {
    mentions: Vec<Id>,
    followers: Vec<Id>,
    strangers: Vec<String>,
    /// How many are named themselves, and not as part of everyone.
    named: usize,
    /// Everyone is named.
    everyone: bool,
}

fn listen(house: &House, tx: &mut Tx<'_>, place: &ChannelPlace, post: &Post, root: Option<&Post>) -> Result<Listeners> {
    let channel = &place.channel;
    if channel.kind == "D" {
        let others = channel.name.split("__").map(Id::parse).filter(|id| *id != post.user_id);
        let mentions: Vec<Id> = others.take(1).collect();
        let followers = if root.is_some() { mentions.clone() } else { Vec::new() };
        return Ok(Listeners { named: mentions.len(), mentions, followers, ..Listeners::default() });
    }
    let keywords = house.room::<MentionMemory>().of(tx, channel.id)?;
    let mut found = keywords.find(&rules::spoken(post));
    call_groups(tx, place, &mut found)?;
    let mut mentions: Vec<Id> = found.people.iter().copied().collect();
    if channel.kind == "G" {
        mentions.extend(keywords.members());
    }
    mentions.extend(everyone(house, place, &keywords, &found));
    let setting = &house.config.now().collapsed_threads;
    if let Some(root) = root.filter(|_| setting != "always_on") {
        mentions.extend(store::list_commented(tx, root, setting)?);
    }
    let tidy = |people: &mut Vec<Id>| {
        people.sort();
        people.dedup();
        // A hook's owner has not written what the hook posts, and is told of it as others are.
        people.retain(|person| *person != post.user_id || post.props.contains_key("from_webhook"));
    };
    tidy(&mut mentions);
    let mut followers = Vec::new();
    if let Some(root) = root {
        followers = store::list_followers(tx, root.id)?;
        if house.config.now().thread_auto_follow {
            followers.extend([root.user_id, post.user_id]);
            followers.extend(found.people.iter().copied());
        }
        followers.extend(&keywords.followers);
        tidy(&mut followers);
        followers.retain(|person| keywords.knows(*person));
    }
    let named = found.people.iter().filter(|person| **person != post.user_id).count();
    let everyone = found.channel || found.here;
    Ok(Listeners { mentions, followers, strangers: found.strangers.into_iter().collect(), named, everyone })
}

/// Names that belong to no member may be those of groups, whose members in the channel they mean.
fn call_groups(tx: &mut Tx<'_>, place: &ChannelPlace, found: &mut Mentions) -> Result<()> {
    if found.strangers.is_empty() || !place.may(Permission::UseGroupMentions) {
        return Ok(());
    }
    let names: Vec<String> = found.strangers.iter().cloned().collect();
    found.people.extend(groups::members_in_channel(tx, &names, place.channel.id)?);
    Ok(())
}

/// Those whom `@channel`, `@all` and `@here` of this message mean.
fn everyone(house: &House, place: &ChannelPlace, keywords: &Keywords, found: &Mentions) -> Vec<Id> {
    let most = usize::try_from(house.config.now().max_notifications_per_channel).unwrap_or(0);
    if !(found.channel || found.here) || keywords.count > most || !place.may(Permission::UseChannelMentions) {
        return Vec::new();
    }
    let all = keywords.everyone().iter().copied();
    if found.channel { all.collect() } else { all.filter(|person| status::is_online(house, *person)).collect() }
}

/// Tells the author, and nobody else, whom the post named but did not reach.
fn tell_of_strangers(tx: &mut Tx<'_>, place: &ChannelPlace, post: &Post, names: &[String]) -> Result<()> {
    let channel = &place.channel;
    if names.is_empty() || channel.is_direct() {
        return Ok(());
    }
    let sql = "select u.id, u.username, tm.userid is not null from users u \
               left join teammembers tm on tm.userid = u.id and tm.teamid = $2 and tm.deleteat = 0 \
               where u.username in list($1) and u.deleteat = 0 order by u.username";
    let names: Vec<String> = names.iter().take(50).cloned().collect();
    let people: Vec<(Id, String, bool)> = tx.all(sql, args![&names, channel.team_id])?;
    let (in_team, outside): (Vec<_>, Vec<_>) = people.into_iter().partition(|(_, _, in_team)| *in_team);
    if !outside.is_empty() {
        tell_ephemeral(tx, post, super::system::not_in_team(&outside), serde_json::Map::new());
    }
    if !in_team.is_empty() {
        let (words, props) = super::system::not_in_channel(&in_team, post.id);
        tell_ephemeral(tx, post, words, props);
    }
    Ok(())
}

fn tell_ephemeral(tx: &mut Tx<'_>, about: &Post, message: String, props: serde_json::Map<String, serde_json::Value>) {
    let post = Post {
        id: Id::new(),
        create_at: about.create_at + 1,
        channel_id: about.channel_id,
        root_id: about.root_id,
        kind: "system_ephemeral".into(),
        message,
        props,
        metadata: Some(PostMetadata::default()),
        ..Post::default()
    };
    tx.tell(Event::Ephemeral { user: about.user_id, post: Arc::new(post) });
}

/// What goes with a post that nobody has reacted to yet.
pub fn metadata(post: &Post) -> PostMetadata {
    let mut metadata = PostMetadata::default();
    if post.props.get("attachments").and_then(serde_json::Value::as_array).is_some_and(|list| !list.is_empty()) {
        metadata.embeds.push(serde_json::json!({"type": "message_attachment"}));
    }
    metadata
}

/// A channel's name as others see it on this post: of a direct channel the sender's.
pub fn shown_name(channel: &Channel, sender_name: &str) -> String {
    if channel.kind == "D" { sender_name.to_owned() } else { channel.display_name.clone() }
}

/// Changes a post; what is absent in the patch stays. The old words are kept as a version.
pub fn edit(house: &House, tx: &mut Tx<'_>, old: Post, patch: PostPatch) -> Result<Post> {
    rules::check_lasts(&old, "api.post.patch_post.can_not_update_burn_on_read_post.error")?;
    let now = house.clock.tick();
    let settings = house.config.now();
    let mut post = old.clone();
    post.message = patch.message.unwrap_or(post.message);
    post.props = patch.props.unwrap_or(post.props);
    attachments::tidy(&mut post.props);
    post.is_pinned = patch.is_pinned.unwrap_or(post.is_pinned);
    post.has_reactions = patch.has_reactions.unwrap_or(post.has_reactions);
    rules::check_words(&post)?;
    let wanted = patch.file_ids.map_or_else(|| old.file_ids.clone(), distinct);
    let refiled = wanted.iter().any(|id| !old.file_ids.contains(id)) || wanted.len() != old.file_ids.len();
    let reworded =
        refiled || post.message != old.message || post.props.get("attachments") != old.props.get("attachments");
    rules::check_edit(&old, now, if reworded { settings.post_edit_time_limit } else { -1 })?;
    if reworded {
        let least = usize::try_from(settings.minimum_hashtag_length).unwrap_or(1);
        post.hashtags = rules::hashtags(&post.message, least);
        post.edit_at = now;
    }
    previews::find(house, tx, &mut post)?;
    // Every change leaves a version, whatever it changed: clients that ask for changes are told of it.
    let version = Post { id: Id::new(), original_id: old.id, delete_at: now, update_at: now, ..old };
    store::insert(tx, &version)?;
    if refiled {
        let files = files::attach(tx, post.id, post.user_id, post.channel_id, &wanted)?;
        let (kept, dropped): (Vec<Id>, Vec<Id>) = files.iter().map(|file| file.id).partition(|id| wanted.contains(id));
        files::remove(tx, &dropped, now)?;
        post.file_ids = kept;
    }
    post.update_at = now;
    store::update(tx, &post)?;
    told_edited(house, tx, post)
}

/// Pins or unpins a post. Doing it twice changes nothing and tells nobody.
pub fn pin(house: &House, tx: &mut Tx<'_>, mut post: Post, pinned: bool) -> Result<()> {
    rules::check_lasts(&post, "api.post.patch_post.can_not_update_burn_on_read_post.error")?;
    if post.is_pinned != pinned {
        post.is_pinned = pinned;
        post.update_at = house.clock.tick();
        store::update(tx, &post)?;
        told_edited(house, tx, post)?;
    }
    Ok(())
}

/// The post as it is now, dressed, for the answer and for everybody who looks at it.
pub fn told_edited(house: &House, tx: &mut Tx<'_>, post: Post) -> Result<Post> {
    let post = super::dress_one(tx, post)?;
    let preview = previews::of(house, tx, &post)?;
    tx.tell(Event::PostEdited { post: Arc::new(post.clone()), preview });
    Ok(post)
}

/// Deletes a post, with its replies. The row stays, marked, with who did it.
pub fn remove(house: &House, tx: &mut Tx<'_>, mut post: Post, by: Id) -> Result<()> {
    let now = house.clock.tick();
    let replies = if post.root_id.is_some() { post.root_id } else { post.id };
    post.reply_count = store::count_replies(tx, replies)?;
    let told = Arc::new(post.clone());
    post.props.insert("deleteBy".into(), by.as_str().into());
    store::delete(tx, &post, now)?;
    files::remove_of_post(tx, post.id, now)?;
    if post.root_id.is_some() {
        store::set_updated(tx, post.root_id, now, None)?;
    }
    tx.tell(Event::PostDeleted { post: told, by });
    Ok(())
}

/// Takes a post, its replies and versions out for good. `post` is what is told of it.
pub fn erase(tx: &mut Tx<'_>, post: Post, by: Id) -> Result<()> {
    files::erase_of_post(tx, post.id)?;
    store::erase(tx, post.id)?;
    tx.tell(Event::PostDeleted { post: Arc::new(post), by });
    Ok(())
}

/// Brings a deleted post back, with the replies that went with it.
pub fn revive(house: &House, tx: &mut Tx<'_>, post: Post) -> Result<Post> {
    let now = house.clock.tick();
    store::revive(tx, &post, now)?;
    told_edited(house, tx, Post { delete_at: 0, update_at: now, ..post })
}

/// Writes other words over those of a post, for good: nothing of the old ones is kept.
pub fn overwrite(house: &House, tx: &mut Tx<'_>, post: Post, words: &str) -> Result<()> {
    store::erase_versions(tx, post.id)?;
    let blank = Post {
        message: words.to_owned(),
        props: Default::default(),
        hashtags: String::new(),
        file_ids: Vec::new(),
        update_at: house.clock.tick(),
        ..post
    };
    store::update(tx, &blank)
}

/// Takes these posts, their replies and versions out for good, without a word to clients: they are too old to be shown.
pub fn erase_all(tx: &mut Tx<'_>, ids: &[Id]) -> Result<usize> {
    let ids = store::erase_all(tx, ids)?;
    files::erase_of_posts(tx, &ids)?;
    let count = ids.len();
    tx.tell(Event::PostsErased { ids });
    Ok(count)
}

/// Puts an earlier version's words back.
pub fn restore(house: &House, tx: &mut Tx<'_>, post: Post, version: Id) -> Result<Post> {
    let found = store::find(tx, version)?.filter(|found| found.original_id == post.id);
    let version = found.ok_or_else(|| Error::from(refuse::not_found("app.post.get.app_error")))?;
    let patch = PostPatch { message: Some(version.message), props: Some(version.props), ..PostPatch::default() };
    edit(house, tx, post, patch)
}
