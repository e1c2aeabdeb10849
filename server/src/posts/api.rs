//! The routes of posts.

use axum::Router;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};
use serde::Deserialize;

use super::lists::{self, Part, Saved, View, Which};
use super::wire::{Post, PostInfo, PostList, PostPatch};
use super::{actions, store};
use crate::access::{self, Actor, ChannelPlace, Granted, Permission};
use crate::app::App;
use crate::base::clock::Millis;
use crate::base::db::Conn;
use crate::base::http::{Body, CONTRACT_VERSION, Created, Json, List, Ok, Params, etag, ok};
use crate::base::{Id, Result, refuse};
use crate::events::Event;
use crate::{channels, status};

/// The routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/posts", post(create_post))
        .route("/posts/ids", post(list_posts_by_ids))
        .route("/posts/ephemeral", post(create_ephemeral_post))
        .route("/posts/{post_id}", get(get_post).put(update_post).delete(delete_post))
        .route("/posts/{post_id}/patch", put(patch_post))
        .route("/posts/{post_id}/edit_history", get(list_edit_history))
        .route("/posts/{post_id}/restore/{restore_version_id}", post(restore_version))
        .route("/posts/{post_id}/thread", get(get_thread))
        .route("/posts/{post_id}/info", get(get_post_info))
        .route("/posts/{post_id}/files/info", get(list_post_files))
        .route("/posts/{post_id}/pin", post(pin_post))
        .route("/posts/{post_id}/unpin", post(unpin_post))
        .route("/channels/{channel_id}/posts", get(list_channel_posts))
        .route("/channels/{channel_id}/pinned", get(list_pinned_posts))
        .route("/users/{user_id}/posts/flagged", get(list_flagged_posts))
        .route("/users/{user_id}/channels/{channel_id}/posts/unread", get(list_unread_posts))
}

/// POST /posts
async fn create_post(State(app): State<App>, actor: Actor, at: Params, Body(new): Body<Post>) -> Result<Created<Post>> {
    let set_online = at.query("set_online") != Some("false");
    let (house, author) = (app.clone(), actor.clone());
    let post = app
        .db
        .write(move |tx| {
            let place = place_to_post(tx, &actor, new.channel_id)?;
            actions::create(&house, tx, &actor, &place, new, set_online)
        })
        .await?;
    if set_online {
        status::active(&app, author.id());
    }
    Result::Ok(Created(post))
}

/// Members need `create_post`; `create_post_public` lets others write in open channels.
fn place_to_post(conn: &mut Conn<'_>, actor: &Actor, channel: Id) -> Result<Granted<ChannelPlace>> {
    let place = access::channel(conn, actor, channel, Permission::CreatePost);
    match place {
        Err(_) => access::channel(conn, actor, channel, Permission::CreatePostPublic).and_then(|place| {
            if place.channel.is_open() { Result::Ok(place) } else { Err(actor.lacks(Permission::CreatePost)) }
        }),
        granted => granted,
    }
}

/// GET /posts/{post_id}
async fn get_post(State(app): State<App>, actor: Actor, at: Params, headers: HeaderMap) -> Result<Response> {
    let (id, deleted) = (at.id("post_id")?, at.flag("include_deleted"));
    if deleted {
        actor.demand(Permission::ManageSystem)?;
    }
    let compliance = app.config.now().compliance_enable;
    let read = move |conn: &mut Conn<'_>| {
        let post = match store::find(conn, id)? {
            Some(post) if deleted || post.delete_at == 0 => post,
            _ => return Err(refuse::not_found("app.post.get.app_error").into()),
        };
        access::readable_channel(conn, &actor, post.channel_id, compliance)?;
        lists::dress_one(conn, post)
    };
    let post = app.db.read(read).await?;
    let tag = format!("{}.{}.{}", CONTRACT_VERSION, post.id, post.update_at);
    Result::Ok(etag::answer(&headers, &tag, || Json(post).into_response()))
}

/// A post that the actor may read; 404 when it is not there, 403 when it is not for them.
fn readable_post(conn: &mut Conn<'_>, actor: &Actor, id: Id, compliance: bool) -> Result<Post> {
    let post = store::get(conn, id)?;
    access::readable_channel(conn, actor, post.channel_id, compliance)?;
    Result::Ok(post)
}

/// As [`readable_post`], but 403 also when it is not there: for those who want to change it.
fn post_to_change(conn: &mut Conn<'_>, actor: &Actor, id: Id) -> Result<(Post, ChannelPlace)> {
    let forbidden = || actor.lacks(Permission::EditPost);
    let post = store::find(conn, id)?.filter(|post| post.delete_at == 0).ok_or_else(forbidden)?;
    let place = access::find_place(conn, actor, post.channel_id)?.ok_or_else(forbidden)?;
    Result::Ok((post, place))
}

/// Authors need `edit_post`, others `edit_others_posts` too.
fn editable_post(conn: &mut Conn<'_>, actor: &Actor, id: Id) -> Result<Post> {
    let (post, place) = post_to_change(conn, actor, id)?;
    let foreign = post.user_id != actor.id();
    if !place.may(Permission::EditPost) || (foreign && !place.may(Permission::EditOthersPosts)) {
        return Err(actor.lacks(Permission::EditPost));
    }
    if place.channel.is_deleted() {
        return Err(refuse::with(400, "api.post.update_post.can_not_update_post_in_deleted.error").into());
    }
    Result::Ok(post)
}

/// PUT /posts/{post_id}
async fn update_post(State(app): State<App>, actor: Actor, at: Params, Body(new): Body<Post>) -> Result<Json<Post>> {
    let id = at.id("post_id")?;
    if new.id != id {
        return Err(refuse::invalid_param("id").into());
    }
    let patch = PostPatch {
        message: Some(new.message),
        is_pinned: Some(new.is_pinned),
        props: Some(new.props),
        has_reactions: Some(new.has_reactions),
        file_ids: None,
    };
    change_post(app, actor, id, patch).await
}

/// PUT /posts/{post_id}/patch
async fn patch_post(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    Body(patch): Body<PostPatch>,
) -> Result<Json<Post>> {
    let id = at.id("post_id")?;
    change_post(app, actor, id, patch).await
}

async fn change_post(app: App, actor: Actor, id: Id, patch: PostPatch) -> Result<Json<Post>> {
    let house = app.clone();
    let change = move |tx: &mut crate::events::Tx<'_>| {
        let post = editable_post(tx, &actor, id)?;
        actions::edit(&house, tx, post, patch)
    };
    app.db.write(change).await.map(Json)
}

/// DELETE /posts/{post_id}
async fn delete_post(State(app): State<App>, actor: Actor, at: Params) -> Result<Ok> {
    let (id, permanent) = (at.id("post_id")?, at.flag("permanent"));
    if permanent {
        if !app.config.now().enable_api_post_deletion {
            return Err(refuse::with(501, "api.post.delete_post.not_enabled.app_error").into());
        }
        actor.demand(Permission::ManageSystem)?;
    }
    let house = app.clone();
    let remove = move |tx: &mut crate::events::Tx<'_>| {
        let post = store::get(tx, id)?;
        let own = post.user_id == actor.id();
        let needed = if own { Permission::DeletePost } else { Permission::DeleteOthersPosts };
        access::channel(tx, &actor, post.channel_id, needed)?;
        if permanent { actions::erase(tx, post, actor.id()) } else { actions::remove(&house, tx, post, actor.id()) }
    };
    app.db.write(remove).await?;
    ok()
}

/// POST /posts/ids: those of them that the actor may read.
async fn list_posts_by_ids(State(app): State<App>, actor: Actor, List(ids): List) -> Result<Json<Vec<Post>>> {
    const MOST: usize = 1000;
    let ids: Vec<Id> = ids.iter().map(|id| Id::parse(id)).collect();
    if ids.is_empty() {
        return Err(refuse::invalid_param("post_ids").into());
    }
    if ids.len() > MOST {
        return Err(refuse::with(400, "api.post.posts_by_ids.invalid_body.request_error")
            .about(MOST.to_string())
            .into());
    }
    let compliance = app.config.now().compliance_enable;
    let read = move |conn: &mut Conn<'_>| {
        let found = store::list(conn, &ids)?;
        let channels = readable_channels(conn, &actor, &found, compliance)?;
        let mut posts: Vec<Post> = found.into_iter().filter(|post| channels.contains(&post.channel_id)).collect();
        let place = |id: Id| ids.iter().position(|wanted| *wanted == id);
        posts.sort_by_key(|post| place(post.id));
        lists::dress(conn, &mut posts)?;
        Result::Ok(Json(posts))
    };
    app.db.read(read).await
}

/// Which of the channels of these posts the actor may read.
fn readable_channels(conn: &mut Conn<'_>, actor: &Actor, posts: &[Post], compliance: bool) -> Result<Vec<Id>> {
    let mut ids: Vec<Id> = posts.iter().map(|post| post.channel_id).collect();
    ids.sort();
    ids.dedup();
    let places = access::list_places(conn, actor, &ids)?;
    Result::Ok(places.iter().filter(|place| place.may_read(compliance)).map(|place| place.channel.id).collect())
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Ephemeral {
    user_id: Id,
    post: Option<Post>,
}

/// POST /posts/ephemeral: tells one person, and keeps no record.
async fn create_ephemeral_post(
    State(app): State<App>,
    actor: Actor,
    Body(new): Body<Ephemeral>,
) -> Result<Created<serde_json::Value>> {
    if new.user_id.is_none() {
        return Err(refuse::invalid_param("user_id").into());
    }
    let Some(post) = new.post else { return Err(refuse::invalid_param("post").into()) };
    actor.demand(Permission::CreatePostEphemeral)?;
    let now = app.clock.tick();
    let post = Post {
        id: Id::new(),
        create_at: now,
        update_at: now,
        user_id: actor.id(),
        channel_id: post.channel_id,
        root_id: post.root_id,
        message: post.message,
        props: post.props,
        kind: "system_ephemeral".into(),
        metadata: Some(Default::default()),
        ..Post::default()
    };
    // What was never kept has no list of files, not an empty one.
    let mut answer = serde_json::to_value(&post).unwrap_or_default();
    answer["file_ids"] = serde_json::Value::Null;
    app.hub.tell(&Event::Ephemeral { user: new.user_id, post: post.into() });
    Result::Ok(Created(answer))
}

/// GET /posts/{post_id}/edit_history
async fn list_edit_history(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Vec<Post>>> {
    let id = at.id("post_id")?;
    let read = move |conn: &mut Conn<'_>| {
        let (post, place) = post_to_change(conn, &actor, id)?;
        if post.user_id != actor.id() || !place.may(Permission::EditPost) {
            return Err(actor.lacks(Permission::EditPost));
        }
        let mut versions = store::list_versions(conn, id)?;
        if versions.is_empty() {
            return Err(refuse::not_found("app.post.get_post_edit_history_for_post.app_error").into());
        }
        // Their words are what the list is for: they are dressed as posts that stand.
        let gone: Vec<Millis> = versions.iter_mut().map(|post| std::mem::take(&mut post.delete_at)).collect();
        lists::dress(conn, &mut versions)?;
        versions.iter_mut().zip(gone).for_each(|(post, at)| post.delete_at = at);
        Result::Ok(Json(versions))
    };
    app.db.read(read).await
}

/// POST /posts/{post_id}/restore/{restore_version_id}
async fn restore_version(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Post>> {
    let (id, version) = (at.id("post_id")?, Id::parse(at.text("restore_version_id")));
    let house = app.clone();
    let restore = move |tx: &mut crate::events::Tx<'_>| {
        let (post, place) = post_to_change(tx, &actor, id)?;
        let known = store::find(tx, version)?.is_some_and(|found| found.original_id == id);
        if post.user_id != actor.id() || !place.may(Permission::EditPost) || !known {
            return Err(actor.lacks(Permission::EditPost));
        }
        actions::restore(&house, tx, post, version)
    };
    app.db.write(restore).await.map(Json)
}

/// How the query wants posts to be shown.
fn view(at: &Params, reader: Id) -> View {
    View {
        reader,
        collapsed: at.flag("collapsedThreads"),
        extended: at.flag("collapsedThreadsExtended"),
        alone: at.flag("skipFetchThreads"),
        deleted: false,
    }
}

/// GET /posts/{post_id}/thread
async fn get_thread(State(app): State<App>, actor: Actor, at: Params, headers: HeaderMap) -> Result<Response> {
    let id = at.id("post_id")?;
    let part = thread_part(&at)?;
    let view = view(&at, actor.id());
    let compliance = app.config.now().compliance_enable;
    let read = move |conn: &mut Conn<'_>| {
        let post = readable_post(conn, &actor, id, compliance)?;
        lists::thread(conn, &post, part, view)
    };
    let list = app.db.read(read).await?;
    let newest = list.posts.values().map(|post| (post.update_at, post.id)).max().unwrap_or_default();
    let first = list.order.first().copied().unwrap_or_default();
    let tag = format!("{}.{first}.{}.{}", CONTRACT_VERSION, newest.1, newest.0);
    Result::Ok(etag::answer(&headers, &tag, || Json(list).into_response()))
}

fn thread_part(at: &Params) -> Result<Part> {
    let number = |name: &str| match at.query(name) {
        Some(text) => text.parse::<i64>().map(Some).map_err(|_| refuse::invalid_param(name)),
        None => Result::Ok(None),
    };
    let up = match at.query("direction") {
        None | Some("down") => false,
        Some("up") => true,
        Some(_) => return Err(refuse::invalid_param("direction").into()),
    };
    let from_post = at.query("fromPost").map_or(Id::NONE, Id::parse);
    if from_post.is_some() && !from_post.is_valid() {
        return Err(refuse::invalid_param("fromPost").into());
    }
    let changed = if at.flag("updatesOnly") { number("fromUpdateAt")? } else { None };
    let size = number("perPage")?.unwrap_or(0).clamp(0, 200);
    Result::Ok(Part { size, up, from_post, from: number("fromCreateAt")?.unwrap_or(0), changed })
}

/// GET /posts/{post_id}/info: for somebody who follows a link, also before they joined.
async fn get_post_info(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<PostInfo>> {
    let id = at.id("post_id")?;
    let read = move |conn: &mut Conn<'_>| {
        let missing = || refuse::not_found("app.post.get.app_error");
        let post = store::get(conn, id)?;
        let place = access::find_place(conn, &actor, post.channel_id)?.ok_or_else(missing)?;
        let team = access::find_team_place(conn, &actor, place.channel.team_id)?;
        let open_team = team.as_ref().is_some_and(|team| team.is_member || team.team.allow_open_invite);
        let may_join = place.channel.is_open() && open_team;
        if !place.is_member && !may_join && !actor.may(Permission::ManageSystem) {
            return Err(missing().into());
        }
        let mut info = PostInfo {
            channel_id: place.channel.id,
            channel_type: place.channel.kind.clone(),
            channel_display_name: place.channel.display_name.clone(),
            has_joined_channel: place.is_member,
            ..PostInfo::default()
        };
        if let Some(team) = team {
            info.team_id = team.team.id;
            // The contract names a team by its invitations, not by its type.
            info.team_type = if team.team.allow_open_invite { "O" } else { "I" }.into();
            info.team_display_name = team.team.display_name.clone();
            info.has_joined_team = team.is_member;
        }
        Result::Ok(Json(info))
    };
    app.db.read(read).await
}

/// GET /posts/{post_id}/files/info
async fn list_post_files(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Vec<serde_json::Value>>> {
    let id = at.id("post_id")?;
    let compliance = app.config.now().compliance_enable;
    app.db.read(move |conn| readable_post(conn, &actor, id, compliance).map(|_| Json(Vec::new()))).await
}

/// POST /posts/{post_id}/pin
async fn pin_post(State(app): State<App>, actor: Actor, at: Params) -> Result<Ok> {
    set_pinned(app, actor, at.id("post_id")?, true).await
}

/// POST /posts/{post_id}/unpin
async fn unpin_post(State(app): State<App>, actor: Actor, at: Params) -> Result<Ok> {
    set_pinned(app, actor, at.id("post_id")?, false).await
}

async fn set_pinned(app: App, actor: Actor, id: Id, pinned: bool) -> Result<Ok> {
    let (house, compliance) = (app.clone(), app.config.now().compliance_enable);
    let change = move |tx: &mut crate::events::Tx<'_>| {
        let (post, place) = post_to_change(tx, &actor, id)?;
        if !place.may_read(compliance) {
            return Err(actor.lacks(Permission::ReadChannelContent));
        }
        if place.channel.is_deleted() {
            return Err(refuse::with(403, "api.post.save_is_pinned_post.town_square_read_only").into());
        }
        actions::pin(&house, tx, post, pinned)
    };
    app.db.write(change).await?;
    ok()
}

/// GET /channels/{channel_id}/posts
async fn list_channel_posts(State(app): State<App>, actor: Actor, at: Params, headers: HeaderMap) -> Result<Response> {
    let id = at.id("channel_id")?;
    let which = which_posts(&at)?;
    let mut view = view(&at, actor.id());
    view.deleted = at.flag("include_deleted");
    if view.deleted {
        actor.demand(Permission::ManageSystem)?;
    }
    let compliance = app.config.now().compliance_enable;
    let read = move |conn: &mut Conn<'_>| {
        let place = access::find_place(conn, &actor, id)?;
        let place = place.ok_or_else(|| refuse::not_found("app.channel.get.existing.app_error"))?;
        if !place.may_read(compliance) {
            return Err(actor.lacks(Permission::ReadChannelContent));
        }
        if let Which::Since(_) = which {
            return Result::Ok(Json(lists::channel(conn, id, which, view)?).into_response());
        }
        answer_unless_known(conn, &headers, id, |conn| lists::channel(conn, id, which, view))
    };
    app.db.read(read).await
}

/// A list of a channel's posts under the tag of its newest change; not even read when the client has it.
fn answer_unless_known(
    conn: &mut Conn<'_>,
    headers: &HeaderMap,
    channel: Id,
    read: impl FnOnce(&mut Conn<'_>) -> Result<PostList>,
) -> Result<Response> {
    let tag = format!("{CONTRACT_VERSION}.{}", lists::newest_change(conn, channel)?);
    let list = if etag::knows(headers, &tag) { PostList::default() } else { read(conn)? };
    Result::Ok(etag::answer(headers, &tag, || Json(list).into_response()))
}

fn which_posts(at: &Params) -> Result<Which> {
    let page = at.page();
    let (offset, size) = (page.offset(), page.size);
    lists::check_ids(at.query("before"), at.query("after"))?;
    if let Some(since) = at.query("since") {
        let since = since.parse::<i64>().map_err(|_| refuse::invalid_param("since"))?;
        if since > 0 {
            return Result::Ok(Which::Since(since));
        }
    }
    Result::Ok(match (at.query("after"), at.query("before")) {
        (Some(post), _) => Which::After { post: Id::parse(post), offset, size },
        (None, Some(post)) => Which::Before { post: Id::parse(post), offset, size },
        (None, None) => Which::Page { offset, size },
    })
}

/// GET /channels/{channel_id}/pinned
async fn list_pinned_posts(State(app): State<App>, actor: Actor, at: Params, headers: HeaderMap) -> Result<Response> {
    let id = at.id("channel_id")?;
    let compliance = app.config.now().compliance_enable;
    let read = move |conn: &mut Conn<'_>| {
        access::readable_channel(conn, &actor, id, compliance)?;
        answer_unless_known(conn, &headers, id, |conn| lists::pinned(conn, id, actor.id()))
    };
    app.db.read(read).await
}

/// GET /users/{user_id}/posts/flagged: what somebody saved.
async fn list_flagged_posts(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<PostList>> {
    let user = at.user(actor.id())?;
    actor.demand_self(user)?;
    let page = at.page();
    let wanted = |name: &str| at.query(name).map(Id::parse);
    let (channel, team) = (wanted("channel_id"), wanted("team_id"));
    let saved = Saved { user, channel, team, offset: page.offset(), size: page.size };
    app.db.read(move |conn| lists::saved(conn, saved)).await.map(Json)
}

/// GET /users/{user_id}/channels/{channel_id}/posts/unread
async fn list_unread_posts(State(app): State<App>, actor: Actor, at: Params, headers: HeaderMap) -> Result<Response> {
    let (user, id) = (at.user(actor.id())?, at.id("channel_id")?);
    actor.demand_self(user)?;
    let bounded = |name: &str| at.number(name).filter(|number| *number >= 0).unwrap_or(60).min(200);
    let (before, after) = (bounded("limit_before"), bounded("limit_after"));
    if after == 0 {
        return Err(refuse::invalid_url_param("limit_after").into());
    }
    let view = view(&at, user);
    let compliance = app.config.now().compliance_enable;
    let read = move |conn: &mut Conn<'_>| {
        access::readable_channel(conn, &actor, id, compliance)?;
        let member = channels::find_member(conn, id, user)?;
        let seen = member.map(|member| member.last_viewed_at).unwrap_or(0);
        let mut list = lists::unread(conn, id, seen, before, after, view)?;
        if list.order.is_empty() || list.next_post_id.is_none() && nothing_new(&list, seen) {
            list = lists::channel(conn, id, Which::Page { offset: 0, size: before }, view)?;
        }
        answer_unless_known(conn, &headers, id, |_| Result::Ok(list))
    };
    app.db.read(read).await
}

fn nothing_new(list: &PostList, seen: Millis) -> bool {
    list.order.iter().filter_map(|id| list.posts.get(id)).all(|post| post.create_at <= seen)
}
