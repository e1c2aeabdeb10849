//! Showing posts.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};

use super::post_to_change;
use crate::access::{self, Actor, Permission};
use crate::app::App;
use crate::base::clock::Millis;
use crate::base::db::Conn;
use crate::base::http::{CONTRACT_VERSION, Json, List, Params, etag};
use crate::base::{Id, Result, refuse};
use crate::channels;
use crate::posts::lists::{self, Part, Saved, View, Which};
use crate::posts::wire::{Post, PostInfo, PostList};
use crate::posts::{self, Reader, burning, previews, readable_post, store};

/// GET /posts/{post_id}
pub async fn get_post(State(app): State<App>, actor: Actor, at: Params, headers: HeaderMap) -> Result<Response> {
    let (id, deleted) = (at.id("post_id")?, at.flag("include_deleted"));
    if deleted {
        actor.demand(Permission::ManageSystem)?;
    }
    let compliance = app.config.now().compliance_enable;
    let reader = Reader { id: actor.id(), at: app.clock.now() };
    let read = move |conn: &mut Conn<'_>| {
        let post = match store::find(conn, id)? {
            Some(post) if deleted || post.delete_at == 0 => post,
            _ => return Err(refuse::not_found("app.post.get.app_error").into()),
        };
        access::readable_channel(conn, &actor, post.channel_id, compliance)?;
        let mut shown = vec![posts::dress_one(conn, post)?];
        burning::unveil(conn, &mut shown, reader)?;
        previews::show(conn, &actor, compliance, &mut shown)?;
        shown.pop().ok_or_else(|| refuse::not_found("app.post.get.app_error").into())
    };
    let post = app.db.read(read).await?;
    let tag = format!("{}.{}.{}", CONTRACT_VERSION, post.id, post.update_at);
    Ok(etag::answer(&headers, &tag, || Json(post).into_response()))
}

/// POST /posts/ids: those of them that the actor may read.
pub async fn list_posts_by_ids(State(app): State<App>, actor: Actor, List(ids): List) -> Result<Json<Vec<Post>>> {
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
    let reader = Reader { id: actor.id(), at: app.clock.now() };
    let read = move |conn: &mut Conn<'_>| {
        let found = store::list(conn, &ids)?;
        let channels = readable_channels(conn, &actor, &found, compliance)?;
        let mut posts: Vec<Post> = found.into_iter().filter(|post| channels.contains(&post.channel_id)).collect();
        let place = |id: Id| ids.iter().position(|wanted| *wanted == id);
        posts.sort_by_key(|post| place(post.id));
        posts::dress_for(conn, &mut posts, reader)?;
        previews::show(conn, &actor, compliance, &mut posts)?;
        Ok(Json(posts))
    };
    app.db.read(read).await
}

/// Which of the channels of these posts the actor may read.
fn readable_channels(conn: &mut Conn<'_>, actor: &Actor, posts: &[Post], compliance: bool) -> Result<Vec<Id>> {
    let mut ids: Vec<Id> = posts.iter().map(|post| post.channel_id).collect();
    ids.sort();
    ids.dedup();
    let places = access::list_places(conn, actor, &ids)?;
    Ok(places.iter().filter(|place| place.may_read(compliance)).map(|place| place.channel.id).collect())
}

/// GET /posts/{post_id}/edit_history
pub async fn list_edit_history(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Vec<Post>>> {
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
        posts::dress(conn, &mut versions)?;
        versions.iter_mut().zip(gone).for_each(|(post, at)| post.delete_at = at);
        Ok(Json(versions))
    };
    app.db.read(read).await
}

/// How the query wants posts to be shown.
fn view(app: &App, at: &Params, reader: Id) -> View {
    View {
        reader: Reader { id: reader, at: app.clock.now() },
        collapsed: at.flag("collapsedThreads"),
        extended: at.flag("collapsedThreadsExtended"),
        alone: at.flag("skipFetchThreads"),
        deleted: false,
    }
}

/// GET /posts/{post_id}/thread
pub async fn get_thread(State(app): State<App>, actor: Actor, at: Params, headers: HeaderMap) -> Result<Response> {
    let id = at.id("post_id")?;
    let part = thread_part(&at)?;
    let view = view(&app, &at, actor.id());
    let compliance = app.config.now().compliance_enable;
    let read = move |conn: &mut Conn<'_>| {
        let post = readable_post(conn, &actor, id, compliance)?;
        shown(lists::thread(conn, &post, part, view)?, conn, &actor, compliance)
    };
    let list = app.db.read(read).await?;
    let newest = list.posts.values().map(|post| (post.update_at, post.id)).max().unwrap_or_default();
    let first = list.order.first().copied().unwrap_or_default();
    let tag = format!("{}.{first}.{}.{}", CONTRACT_VERSION, newest.1, newest.0);
    Ok(etag::answer(&headers, &tag, || Json(list).into_response()))
}

fn thread_part(at: &Params) -> Result<Part> {
    let number = |name: &str| match at.query(name) {
        Some(text) => text.parse::<i64>().map(Some).map_err(|_| refuse::invalid_param(name)),
        None => Ok(None),
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
    Ok(Part { size, up, from_post, from: number("fromCreateAt")?.unwrap_or(0), changed })
}

/// GET /posts/{post_id}/info: for somebody who follows a link, also before they joined.
pub async fn get_post_info(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<PostInfo>> {
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
        Ok(Json(info))
    };
    app.db.read(read).await
}

/// GET /channels/{channel_id}/posts
pub async fn list_channel_posts(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    headers: HeaderMap,
) -> Result<Response> {
    let id = at.id("channel_id")?;
    let which = which_posts(&at)?;
    let mut view = view(&app, &at, actor.id());
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
            return Ok(Json(shown(lists::channel(conn, id, which, view)?, conn, &actor, compliance)?).into_response());
        }
        let read = |conn: &mut Conn<'_>| shown(lists::channel(conn, id, which, view)?, conn, &actor, compliance);
        answer_unless_known(conn, &headers, id, read)
    };
    app.db.read(read).await
}

/// A list with what its posts link to, as far as the actor may read that.
fn shown(mut list: PostList, conn: &mut Conn<'_>, actor: &Actor, compliance: bool) -> Result<PostList> {
    previews::show(conn, actor, compliance, list.posts.values_mut())?;
    Ok(list)
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
    Ok(etag::answer(headers, &tag, || Json(list).into_response()))
}

fn which_posts(at: &Params) -> Result<Which> {
    let page = at.page();
    let (offset, size) = (page.offset(), page.size);
    lists::check_ids(at.query("before"), at.query("after"))?;
    if let Some(since) = at.query("since") {
        let since = since.parse::<i64>().map_err(|_| refuse::invalid_param("since"))?;
        if since > 0 {
            return Ok(Which::Since(since));
        }
    }
    Ok(match (at.query("after"), at.query("before")) {
        (Some(post), _) => Which::After { post: Id::parse(post), offset, size },
        (None, Some(post)) => Which::Before { post: Id::parse(post), offset, size },
        (None, None) => Which::Page { offset, size },
    })
}

/// GET /channels/{channel_id}/pinned
pub async fn list_pinned_posts(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    headers: HeaderMap,
) -> Result<Response> {
    let id = at.id("channel_id")?;
    let compliance = app.config.now().compliance_enable;
    let reader = Reader { id: actor.id(), at: app.clock.now() };
    let read = move |conn: &mut Conn<'_>| {
        channels::get_place(conn, &actor, id)?;
        access::readable_channel(conn, &actor, id, compliance)?;
        let read = |conn: &mut Conn<'_>| shown(lists::pinned(conn, id, reader)?, conn, &actor, compliance);
        answer_unless_known(conn, &headers, id, read)
    };
    app.db.read(read).await
}

/// GET /users/{user_id}/posts/flagged: what somebody saved.
pub async fn list_flagged_posts(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<PostList>> {
    let user = at.user(actor.id())?;
    actor.demand_self(user)?;
    let page = at.page();
    let wanted = |name: &str| at.query(name).map(Id::parse);
    let (channel, team) = (wanted("channel_id"), wanted("team_id"));
    let saved = Saved { user, at: app.clock.now(), channel, team, offset: page.offset(), size: page.size };
    let compliance = app.config.now().compliance_enable;
    app.db.read(move |conn| shown(lists::saved(conn, saved)?, conn, &actor, compliance)).await.map(Json)
}

/// GET /users/{user_id}/channels/{channel_id}/posts/unread
pub async fn list_unread_posts(
    State(app): State<App>,
    actor: Actor,
    at: Params,
    headers: HeaderMap,
) -> Result<Response> {
    let (user, id) = (at.user(actor.id())?, at.id("channel_id")?);
    actor.demand_self(user)?;
    let bounded = |name: &str| at.number(name).filter(|number| *number >= 0).unwrap_or(60).min(200);
    let (before, after) = (bounded("limit_before"), bounded("limit_after"));
    if after == 0 {
        return Err(refuse::invalid_url_param("limit_after").into());
    }
    let view = view(&app, &at, user);
    let compliance = app.config.now().compliance_enable;
    let read = move |conn: &mut Conn<'_>| {
        let place = access::find_place(conn, &actor, id)?;
        let place = place.ok_or_else(|| refuse::not_found("app.channel.get.existing.app_error"))?;
        if !place.may_read(compliance) {
            return Err(actor.lacks(Permission::ReadChannelContent));
        }
        answer_unless_known(conn, &headers, id, |conn| {
            let member = channels::find_member(conn, id, user)?;
            let seen = member.map(|member| member.last_viewed_at).unwrap_or(0);
            let list = lists::unread(conn, id, seen, before, after, view)?;
            if list.order.is_empty() || list.next_post_id.is_none() && nothing_new(&list, seen) {
                let page = lists::channel(conn, id, Which::Page { offset: 0, size: before }, view)?;
                return shown(page, conn, &actor, compliance);
            }
            shown(list, conn, &actor, compliance)
        })
    };
    app.db.read(read).await
}

fn nothing_new(list: &PostList, seen: Millis) -> bool {
    list.order.iter().filter_map(|id| list.posts.get(id)).all(|post| post.create_at <= seen)
}
