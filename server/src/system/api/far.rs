//! Addresses elsewhere that clients ask about: where a short one leads, and pictures that the server fetches for them.

use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde_json::{Value, json};

use crate::access::Actor;
use crate::app::App;
use crate::base::http::{Json, Params};
use crate::base::outgoing::{Call, Method, Outgoing};
use crate::base::{Result, refuse};

/// How long somebody elsewhere may take to answer.
const PATIENCE: Duration = Duration::from_secs(5);
/// Bytes of a picture.
const LARGEST: usize = 10 << 20;

pub fn routes() -> Router<App> {
    Router::new().route("/redirect_location", get(get_redirect)).route("/image", get(get_image))
}

/// GET /redirect_location: where an address leads; nowhere when nobody answers, or link previews are off.
async fn get_redirect(State(app): State<App>, _: Actor, at: Params) -> Result<Response> {
    let settings = app.config.now();
    let location = match at.query("url") {
        Some(url) if settings.enable_link_previews => {
            let call = Call { method: Method::HEAD, ..Call::get(url).within(PATIENCE) };
            let answer = app.room::<Outgoing>().send(&settings, call).await.ok();
            answer
                .map(|answer| answer.url)
                .filter(|end| end.trim_end_matches('/') != url.trim_end_matches('/'))
                .unwrap_or_default()
        }
        _ => String::new(),
    };
    Ok(([(header::CACHE_CONTROL, "max-age=2592000, private")], Json(json!({"location": location}))).into_response())
}

/// GET /image: a picture from elsewhere, so that whoever has it does not learn who looks; when the image proxy is on, or
/// link previews, which show such pictures.
async fn get_image(State(app): State<App>, _: Actor, at: Params) -> Result<Response> {
    let refused = || refuse::with(400, "api.image.get.app_error");
    let settings = app.config.now();
    let proxy = settings.value("ImageProxySettings.Enable").and_then(Value::as_bool).unwrap_or(false);
    let on = proxy || settings.enable_link_previews;
    let url = at.query("url").filter(|_| on).ok_or_else(refused)?;
    let call = Call::get(url).within(PATIENCE).at_most(LARGEST);
    let answer = app.room::<Outgoing>().send(&settings, call).await.map_err(|_| refused())?;
    let kind = answer.header("content-type").to_owned();
    // A drawing in SVG can hold scripts.
    if !answer.is_fine() || !kind.starts_with("image/") || kind.starts_with("image/svg") {
        return Err(refused().into());
    }
    let headers = [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "max-age=86400, private".to_owned())];
    Ok((headers, answer.body).into_response())
}
