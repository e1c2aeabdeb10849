//! Writing down, as requests go by, and showing it.

use axum::Router;
use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::middleware::Next;
use axum::response::Response;
use axum::routing::get;

use super::book::{self, Book};
use super::rules;
use super::wire::Audit;
use crate::access::{Actor, Permission, demand_user};
use crate::app::App;
use crate::base::http::{Json, Page, Params, Peer};
use crate::base::{Id, Result};
use crate::sessions::{Sessions, token_of};

/// Letters of a path that are kept.
const LONGEST: usize = 512;

/// The routes.
pub fn routes() -> Router<App> {
    Router::new().route("/audits", get(list_audits)).route("/users/{user_id}/audits", get(list_audits_of))
}

/// GET /audits
async fn list_audits(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Vec<Audit>>> {
    actor.demand(Permission::ReadAudits)?;
    app.room::<Book>().write(&app).await?;
    let page = page(&at);
    app.db.read(move |conn| book::list(conn, page)).await.map(Json)
}

/// GET /users/{user_id}/audits
async fn list_audits_of(State(app): State<App>, actor: Actor, at: Params) -> Result<Json<Vec<Audit>>> {
    app.room::<Book>().write(&app).await?;
    let (user, page) = (at.user(actor.id())?, page(&at));
    app.db
        .read(move |conn| {
            demand_user(conn, &actor, user)?;
            book::list_of(conn, user, page)
        })
        .await
        .map(Json)
}

fn page(at: &Params) -> Page {
    if at.query("logs_per_page").is_some() { at.page_of("logs_per_page", 60, 200) } else { at.page() }
}

/// Notes what a request did.
pub async fn note(State(app): State<App>, request: Request, next: Next) -> Response {
    let method = request.method().as_str().to_owned();
    let path: String = request.uri().path().chars().take(LONGEST).collect();
    let peer = request.extensions().get::<Peer>().copied();
    let (parts, body) = request.into_parts();
    let token = token_of(&parts);
    let answer = next.run(Request::from_parts(parts, body)).await;
    let status = answer.status().as_u16();
    if !rules::is_worth(&method, &path, status) {
        return answer;
    }
    let came_in = given_token(answer.headers());
    let Some(token) = came_in.clone().or(token) else { return answer };
    if let Ok(Some(login)) = app.room::<Sessions>().find(&app, &token).await {
        let book = app.room::<Book>();
        let audit = |session_id: Id, extra_info: &str| Audit {
            id: Id::new(),
            create_at: app.clock.tick(),
            user_id: login.user_id,
            action: path.clone(),
            extra_info: extra_info.to_owned(),
            ip_address: peer.map(|peer| peer.ip.to_string()).unwrap_or_default(),
            session_id,
        };
        // Who comes in did so twice: once without a session, and once with it.
        if came_in.is_some() {
            book.note(audit(Id::NONE, "attempt"));
        }
        book.note(audit(login.session_id, if status < 400 { "" } else { "refused" }));
    }
    answer
}

/// The token of a session that was made by this request.
fn given_token(headers: &HeaderMap) -> Option<String> {
    headers.get("token").and_then(|token| token.to_str().ok()).map(str::to_owned)
}
