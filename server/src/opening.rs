//! What the page asks for before it can show a channel, in one answer instead of a dozen.
//!
//! The routes themselves answer, asked as whoever opens the page: nothing is told here that they would not tell, and what
//! one of them refuses is left out, for the page to ask again and hear why.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::extract::Request;
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, HeaderName, HeaderValue, Method, header};
use axum::routing::get;
use axum::{Router, body};
use futures_util::future::join_all;
use serde::Deserialize;
use serde_json::value::RawValue;
use tower::ServiceExt as _;

use crate::access::Actor;
use crate::app::App;
use crate::base::http::{Json, Limits, Params, Peer, RequestId};
use crate::base::{Id, Result};

/// As many bytes of one answer are taken along; what is larger the page asks for itself.
const MOST: usize = 8 << 20;
/// What of the asking is passed on: who asks, and in which language.
const PASSED: &[HeaderName] = &[header::AUTHORIZATION, header::COOKIE, header::ACCEPT_LANGUAGE, header::USER_AGENT];
const REQUESTED_WITH: HeaderName = HeaderName::from_static("x-requested-with");

/// The route. `api` answers what the page would ask for one by one.
pub fn routes(api: Router) -> Router<App> {
    Router::new().route(
        "/hearth/opening",
        get(move |actor: Actor, at: Params, parts: Parts| open(api.clone(), actor, at, parts)),
    )
}

/// Answers by what was asked: `GET` routes by path and query, people and how they are doing by the path that takes ids.
type Answers = BTreeMap<String, Box<RawValue>>;

/// GET /hearth/opening?address=/team/channels/name: what is the same for every address, and what of this one is shown first.
async fn open(api: Router, actor: Actor, at: Params, parts: Parts) -> Result<Json<Answers>> {
    let asker = Asker::new(api, &parts);
    let address = at.query("address").unwrap_or_default();
    let mut steps = address.trim_matches('/').split('/');
    let (team, kind, name) = (steps.next(), steps.next(), steps.next());
    let mut answers = asker.gather(EVERYWHERE.iter().map(|path| (*path).to_owned()).collect()).await;
    let Some(team) = team.and_then(|team| find_team(&answers, team)) else { return Ok(Json(answers)) };
    let me = actor.id();
    let mut more = vec![format!("/users/{me}/teams/{team}/channels/categories")];
    let channel = match (kind, name) {
        (Some("channels" | "messages"), Some(name)) => asker.find_channel(&answers, me, team, name).await,
        _ => None,
    };
    if let Some(channel) = channel {
        more.extend(in_channel(channel));
    }
    answers.extend(asker.gather(more).await);
    if let Some(list) = channel.and_then(|channel| answers.get(&posts_of(channel))) {
        let people = authors(list, me);
        answers.extend(asker.gather_about(&people).await);
    }
    Ok(Json(answers))
}

const EVERYWHERE: &[&str] = &[
    "/users/me",
    "/config/client?format=old",
    "/users/me/preferences",
    "/users/me/teams",
    "/users/me/teams/members",
    "/users/me/channels",
    "/users/me/channel_members?page=-1&per_page=60",
];

/// The posts around the first unread one, as many as the page shows first.
fn posts_of(channel: Id) -> String {
    format!(
        "/users/me/channels/{channel}/posts/unread?limit_after=30&limit_before=60&skipFetchThreads=true\
         &collapsedThreads=true&collapsedThreadsExtended=false"
    )
}

fn in_channel(channel: Id) -> [String; 3] {
    [
        posts_of(channel),
        format!("/channels/{channel}/bookmarks"),
        format!("/channels/{channel}/stats?exclude_files_count=true"),
    ]
}

#[derive(Deserialize)]
struct Named {
    id: Id,
    #[serde(default)]
    name: String,
    #[serde(default)]
    team_id: String,
}

fn read<'a, T: Deserialize<'a>>(answers: &'a Answers, path: &str) -> Option<T> {
    answers.get(path).and_then(|answer| serde_json::from_str(answer.get()).ok())
}

fn find_team(answers: &Answers, name: &str) -> Option<Id> {
    let teams: Vec<Named> = read(answers, "/users/me/teams")?;
    teams.into_iter().find(|team| team.name == name).map(|team| team.id)
}

/// Who wrote what is shown first, but for the one who asks.
fn authors(list: &RawValue, me: Id) -> Vec<Id> {
    #[derive(Deserialize)]
    struct Posts {
        posts: BTreeMap<String, Written>,
    }
    #[derive(Deserialize)]
    struct Written {
        user_id: Id,
    }
    let Ok(Posts { posts }) = serde_json::from_str(list.get()) else { return Vec::new() };
    let mut people: Vec<Id> = posts.into_values().map(|post| post.user_id).filter(|id| *id != me).collect();
    people.sort_unstable();
    people.dedup();
    people
}

/// A list of what is told a line each.
fn list_of(lines: &str) -> String {
    let all: Vec<&str> = lines.lines().filter(|line| !line.is_empty()).collect();
    format!("[{}]", all.join(","))
}

/// Whoever opens the page, asking the routes.
struct Asker {
    api: Router,
    headers: HeaderMap,
    extensions: Extensions,
}

impl Asker {
    fn new(api: Router, parts: &Parts) -> Asker {
        let mut headers = HeaderMap::new();
        for name in PASSED {
            headers.extend(parts.headers.get_all(name).iter().map(|value| (name.clone(), value.clone())));
        }
        // Without one in the settings, the site's address is the one that was asked.
        let host = parts.uri.authority().and_then(|host| HeaderValue::from_str(host.as_str()).ok());
        if let Some(host) = parts.headers.get(header::HOST).cloned().or(host) {
            headers.insert(header::HOST, host);
        }
        // The answers go to the page of this server alone, as those to its scripts do.
        headers.insert(REQUESTED_WITH, HeaderValue::from_static("XMLHttpRequest"));
        let mut extensions = Extensions::new();
        let given = &parts.extensions;
        given.get::<Peer>().cloned().map(|peer| extensions.insert(peer));
        given.get::<Limits>().copied().map(|limits| extensions.insert(limits));
        given.get::<RequestId>().copied().map(|id| extensions.insert(id));
        Asker { api, headers, extensions }
    }

    /// The answers of these `GET` routes, side by side.
    async fn gather(&self, paths: Vec<String>) -> Answers {
        let asked = paths.into_iter().map(|path| async move {
            let answer = self.ask(Method::GET, &path, Body::empty()).await?;
            Some((path, answer))
        });
        join_all(asked).await.into_iter().flatten().collect()
    }

    /// These people, and how they are doing.
    async fn gather_about(&self, people: &[Id]) -> Answers {
        let Ok(ids) = serde_json::to_string(people) else { return Answers::new() };
        if people.is_empty() {
            return Answers::new();
        }
        let asked = ["/users/ids", "/users/status/ids"].map(|path| {
            let body = Body::from(ids.clone());
            async move { Some((path.to_owned(), self.ask(Method::POST, path, body).await?)) }
        });
        join_all(asked).await.into_iter().flatten().collect()
    }

    /// The channel of mine at an address of a team: by its name, or by the name of the person it is with.
    async fn find_channel(&self, answers: &Answers, me: Id, team: Id, name: &str) -> Option<Id> {
        let name = match name.strip_prefix('@') {
            Some(other) => {
                let found = self.ask(Method::GET, &format!("/users/username/{other}"), Body::empty()).await?;
                let other = serde_json::from_str::<Named>(found.get()).ok()?.id;
                let (first, second) = if me < other { (me, other) } else { (other, me) };
                format!("{first}__{second}")
            }
            None => name.to_owned(),
        };
        let channels: Vec<Named> = read(answers, "/users/me/channels")?;
        let is_here = |channel: &Named| channel.team_id.is_empty() || channel.team_id == team.as_str();
        channels.into_iter().find(|channel| channel.name == name && is_here(channel)).map(|channel| channel.id)
    }

    async fn ask(&self, method: Method, path: &str, body: Body) -> Option<Box<RawValue>> {
        let mut request = Request::builder().method(method).uri(format!("/api/v4{path}")).body(body).ok()?;
        *request.headers_mut() = self.headers.clone();
        *request.extensions_mut() = self.extensions.clone();
        let answer = self.api.clone().oneshot(request).await.ok()?;
        if !answer.status().is_success() {
            return None;
        }
        let kind = answer.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let is_lines = kind.starts_with("application/x-ndjson");
        let bytes = body::to_bytes(answer.into_body(), MOST).await.ok()?;
        let text = String::from_utf8(bytes.into()).ok()?;
        RawValue::from_string(if is_lines { list_of(&text) } else { text }).ok()
    }
}
