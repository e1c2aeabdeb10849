//! The routes of search.

use axum::Router;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use super::query::{self, Query, Reading};
use super::store::{self, Searcher};
use crate::access::{self, Actor, Permission};
use crate::app::App;
use crate::base::crypto;
use crate::base::db::Conn;
use crate::base::http::{Body, Json, Params, given};
use crate::base::{Id, Millis, Result, refuse};
use crate::files::wire::FileInfo;
use crate::posts;
use crate::posts::wire::{Post, PostList};

/// Characters of a query.
const TERMS: usize = 4096;

/// The routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/posts/search", post(search_posts))
        .route("/teams/{team_id}/posts/search", post(search_posts))
        .route("/files/search", post(search_files))
        .route("/teams/{team_id}/files/search", post(search_files))
}

/// What is searched, as clients ask for it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    terms: String,
    is_or_search: bool,
    /// Seconds.
    time_zone_offset: i64,
    page: i64,
    include_deleted_channels: bool,
}

/// Posts that were found.
#[derive(Debug, Serialize)]
struct PostsFound {
    #[serde(flatten)]
    list: PostList,
    /// Which words were found where: no database tells.
    matches: Option<()>,
}

/// Files that were found.
#[derive(Debug, Default, Serialize)]
struct FilesFound {
    order: Vec<Id>,
    file_infos: IndexMap<Id, FileInfo>,
    next_file_info_id: Id,
    prev_file_info_id: Id,
    first_inaccessible_file_time: Millis,
}

/// Who searches for what; `None` when nothing can be found.
async fn ask(
    app: &App,
    actor: &Actor,
    at: &Params,
    body: Result<Body<Asked>>,
    malformed: &'static str,
) -> Result<Option<(Searcher, Query)>> {
    let team = if at.text("team_id").is_empty() { None } else { Some(at.id("team_id")?) };
    if let Some(team) = team {
        let asks = actor.clone();
        app.db
            .read(move |conn| access::team(conn, &asks, team, Permission::ViewTeam).map(drop))
            .await
            .or_else(|refused| if actor.may(Permission::ManageSystem) { Ok(()) } else { Err(refused) })?;
    }
    let asked = given(body, malformed)?;
    if asked.terms.is_empty() || asked.terms.chars().count() > TERMS {
        return Err(refuse::invalid_param("terms").into());
    }
    let reading = Reading { any: asked.is_or_search, offset: asked.time_zone_offset.clamp(-86_400, 86_400) };
    let query = query::read(&asked.terms, reading).filter(|_| asked.page <= 0);
    let searcher = Searcher { user: actor.id(), team, archived: asked.include_deleted_channels };
    Ok(query.map(|query| (searcher, query)))
}

/// Puts the names of direct and group channels where a query names the people in them.
fn name_channels(conn: &mut Conn<'_>, own: Id, query: &mut Query) -> Result<()> {
    for names in [&mut query.channels.any, &mut query.channels.none] {
        // A query has a hundred pieces at most, and nearly always none of these.
        for name in names.iter_mut().filter(|name| name.starts_with('@')) {
            let people: Vec<String> = name.trim_start_matches('@').split(',').map(str::to_owned).collect();
            let mut ids = store::list_users(conn, &people)?;
            if ids.len() == people.len() {
                *name = channel_name(own, &mut ids);
            }
        }
    }
    Ok(())
}

/// The name of the direct or group channel of these people.
fn channel_name(own: Id, others: &mut Vec<Id>) -> String {
    if let [other] = others.as_slice() {
        let (one, two) = if own < *other { (own, *other) } else { (*other, own) };
        return format!("{one}__{two}");
    }
    others.push(own);
    others.sort();
    others.dedup();
    let ids: String = others.iter().map(Id::as_str).collect();
    crypto::sha1_hex(ids.as_bytes())
}

fn answer<T: Serialize>(found: T) -> Response {
    ([(header::CACHE_CONTROL, "no-cache, no-store, must-revalidate")], Json(found)).into_response()
}

/// POST /posts/search, POST /teams/{team_id}/posts/search
async fn search_posts(State(app): State<App>, actor: Actor, at: Params, body: Result<Body<Asked>>) -> Result<Response> {
    let asked = ask(&app, &actor, &at, body, "api.post.search_posts.invalid_body.app_error").await?;
    if !app.config.now().enable_post_search {
        return Err(refuse::with(501, "store.sql_post.search.disabled").into());
    }
    let Some((searcher, mut query)) = asked else {
        return Ok(answer(PostsFound { list: PostList::default(), matches: None }));
    };
    let compliance = app.config.now().compliance_enable;
    let read = move |conn: &mut Conn<'_>| {
        name_channels(conn, searcher.user, &mut query)?;
        let found: Vec<Post> = store::find(conn, &store::POSTS, searcher, &query)?;
        let mut list = posts::found(conn, found, searcher.user)?;
        posts::show_previews(conn, &actor, compliance, list.posts.values_mut())?;
        Ok(list)
    };
    let list = app.db.read_long(read).await?;
    Ok(answer(PostsFound { list, matches: None }))
}

/// POST /files/search, POST /teams/{team_id}/files/search
async fn search_files(State(app): State<App>, actor: Actor, at: Params, body: Result<Body<Asked>>) -> Result<Response> {
    let asked = ask(&app, &actor, &at, body, "api.post.search_files.invalid_body.app_error").await?;
    if !app.config.now().enable_file_search {
        return Err(refuse::with(501, "store.sql_file_info.search.disabled").into());
    }
    let Some((searcher, mut query)) = asked else { return Ok(answer(FilesFound::default())) };
    let read = move |conn: &mut Conn<'_>| {
        name_channels(conn, searcher.user, &mut query)?;
        store::find::<FileInfo>(conn, &store::FILES, searcher, &query)
    };
    let found = app.db.read_long(read).await?;
    let order = found.iter().map(|file| file.id).collect();
    let file_infos = found.into_iter().map(|file| (file.id, file)).collect();
    Ok(answer(FilesFound { order, file_infos, ..FilesFound::default() }))
}
