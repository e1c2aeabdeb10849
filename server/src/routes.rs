//! The table of contents: one line a room.

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::base::refuse;
use crate::{
    access, attributes, bookmarks, bots, burning, channels, commands, compliance, connections, drafts, elsewhere,
    emoji, files, flagging, groups, hooks, interactive, jobs, oauth, outlets, plugins, posts, preferences, reactions,
    reminders, reports, retention, scheduled, search, sessions, sidebar, status, system, teams, terms, threads,
    transfer, urgency, users,
};

/// Every route of the contract, as far as it is answered. The rest of it answers 501 and says so.
const CONTRACT: &str = include_str!("../../config/routes.tsv");

/// The routes of the house.
pub fn routes() -> Router<App> {
    let api = Router::new()
        .merge(access::api::routes())
        .merge(sessions::api::routes())
        .merge(users::api::routes())
        .merge(terms::api::routes())
        .merge(status::api::routes())
        .merge(preferences::api::routes())
        .merge(bots::api::routes())
        .merge(attributes::api::routes())
        .merge(teams::api::routes())
        .merge(channels::api::routes())
        .merge(groups::api::routes())
        .merge(sidebar::api::routes())
        .merge(files::api::routes())
        .merge(bookmarks::api::routes())
        .merge(emoji::api::routes())
        .merge(posts::api::routes())
        .merge(threads::api::routes())
        .merge(reactions::api::routes())
        .merge(search::api::routes())
        .merge(hooks::api::routes())
        .merge(connections::api::routes())
        .merge(interactive::api::routes())
        .merge(commands::api::routes())
        .merge(oauth::api::routes())
        .merge(plugins::api::routes())
        .merge(urgency::api::routes())
        .merge(burning::api::routes())
        .merge(drafts::api::routes())
        .merge(scheduled::api::routes())
        .merge(reminders::api::routes())
        .merge(system::api::routes())
        .merge(flagging::api::routes())
        .merge(elsewhere::api::routes())
        .merge(jobs::api::routes())
        .merge(retention::api::routes())
        .merge(reports::api::routes())
        .merge(transfer::api::routes())
        .merge(compliance::api::routes())
        .merge(outlets::audit::api::routes())
        .merge(outlets::live::api::routes());
    let api = api.fallback(unknown).method_not_allowed_fallback(unknown);
    Router::new().nest("/api/v4", api).merge(files::api::public_routes())
}

/// Refuses with 503 what is put off while the server is busy.
pub async fn while_busy(State(app): State<App>, request: Request, next: Next) -> Response {
    let path = request.uri().path().strip_prefix("/api/v4").unwrap_or_default();
    if app.room::<system::Busy>().puts_off(app.clock.now(), request.method().as_str(), path) {
        return refuse::with(503, "api.context.server_busy.app_error").into_response();
    }
    next.run(request).await
}

/// The routes that are not under /api/v4: what other programs call, and what is ours alone.
pub fn web_routes() -> Router<App> {
    Router::new()
        .merge(users::api::web_routes())
        .merge(hooks::api::web_routes())
        .merge(commands::api::web_routes())
        .merge(oauth::api::web_routes())
        .merge(plugins::api::web_routes())
        .merge(system::api::web_routes())
}

/// 501 for a route of the contract that is not in yet, 404 for anything else.
async fn unknown(request: Request) -> Response {
    let original = request.extensions().get::<axum::extract::OriginalUri>().map(|uri| uri.path().to_owned());
    let path = original.unwrap_or_else(|| request.uri().path().to_owned());
    match find_route(request.method().as_str(), &path) {
        Some(route) => refuse::with(501, "hearth.not_yet").about(route).into_response(),
        None => refuse::not_found("api.context.404.app_error").into_response(),
    }
}

/// The route of the contract that a request is for, as the contract writes it.
fn find_route(method: &str, path: &str) -> Option<String> {
    let rows = CONTRACT.lines().filter_map(|line| line.split_once('\t'));
    let mut known = rows.filter(|(verbs, _)| verbs.split(',').any(|verb| verb == method));
    known.find_map(|(verb, rest)| {
        let pattern = rest.split('\t').next()?;
        matches(pattern, path).then(|| format!("{verb} {pattern}"))
    })
}

/// `{name}` stands for one segment; a name with a colon for what fits it, which 501 need not check.
fn matches(pattern: &str, path: &str) -> bool {
    let (mut wanted, mut given) = (pattern.split('/'), path.trim_end_matches('/').split('/'));
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return true,
            // The one variable that is one of two words, so that anything else is no route.
            (Some("{syncable_type}"), Some(got)) if !matches!(got, "teams" | "channels") => return false,
            (Some(want), Some(got)) if want == got || (want.starts_with('{') && !got.is_empty()) => {}
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_rooms_own_one_path() {
        // A router that is given the same method and path twice panics.
        let _ = routes();
    }

    #[test]
    fn a_route_of_the_contract_is_told_from_nonsense() {
        assert!(find_route("GET", "/api/v4/users/me").is_some());
        assert!(find_route("DELETE", "/api/v4/users/status/nonsense/more").is_none());
        assert!(matches("/api/v4/posts/{post_id}/pin", "/api/v4/posts/x/pin"));
        assert!(!matches("/api/v4/posts/{post_id}/pin", "/api/v4/posts/x"));
    }
}
