//! Trying out what an administrator has set, or is about to.

use axum::Router;
use axum::extract::State;
use axum::routing::post;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::super::{is_whole, secrets, sent_config};
use crate::access::{Actor, Permission};
use crate::app::App;
use crate::base::config::{self, Settings};
use crate::base::http::{Body, Ok, Unread, ok};
use crate::base::i18n::Language;
use crate::base::mail::{self, Letter, Smtp};
use crate::base::{Result, refuse};
use crate::{channels, posts, users};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/email/test", post(test_email))
        .route("/file/s3_test", post(test_s3))
        .route("/site_url/test", post(test_site_url))
        .route("/notifications/test", post(test_notification))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
struct Sent {
    email_settings: Map<String, Value>,
    file_settings: Map<String, Value>,
}

/// POST /email/test: a letter to whoever asks, by the settings that were sent; answers when the mail server took it.
async fn test_email(State(app): State<App>, actor: Actor, body: Unread) -> Result<Ok> {
    let sent = sent_config::<Sent>(&body);
    if sent.as_ref().is_some_and(|sent| !is_whole("EmailSettings", &sent.email_settings)) {
        return Err(refuse::with(400, "api.file.test_connection_email_settings_nil.app_error").into());
    }
    actor.demand(Permission::TestEmail)?;
    let now = app.config.now();
    let mut tried = now.document.clone();
    if let Some(sent) = sent {
        config::merge(&mut tried, &json!({"EmailSettings": sent.email_settings}));
        secrets::restore(&mut tried, &now.document);
    }
    let settings = Settings::read(&tried).map_err(|_| refuse::invalid_param("EmailSettings"))?;
    if settings.smtp_server.is_empty() {
        return Err(refuse::with(400, "api.admin.test_email.missing_server").into());
    }
    let user = actor.id();
    let person = app.db.read(move |conn| users::get(conn, user)).await?;
    let letter = Letter::new("test", &person.locale, &settings.site_name).with("url", app.site_url());
    let sent = mail::send(&Smtp::of(&settings), &letter.to(&person.email)).await;
    sent.map_err(|error| refuse::with(400, "app.admin.test_email.failure").about(error.sentence()))?;
    ok()
}

/// POST /file/s3_test
async fn test_s3(_: State<App>, actor: Actor, body: Unread) -> Result<()> {
    let sent = sent_config::<Sent>(&body);
    if sent.as_ref().is_some_and(|sent| !is_whole("FileSettings", &sent.file_settings)) {
        return Err(refuse::with(400, "api.file.test_connection_s3_settings_nil.app_error").into());
    }
    actor.demand(Permission::TestS3)?;
    let bucket = sent.and_then(|mut sent| sent.file_settings.remove("AmazonS3Bucket"));
    if bucket.as_ref().and_then(Value::as_str).is_none_or(str::is_empty) {
        return Err(refuse::with(400, "api.admin.test_s3.missing_s3_bucket").into());
    }
    Err(refuse::with(501, "hearth.not_yet").about("POST /api/v4/file/s3_test").into())
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Address {
    site_url: String,
}

/// POST /site_url/test
async fn test_site_url(State(app): State<App>, actor: Actor, body: Result<Body<Address>>) -> Result<Ok> {
    actor.demand(Permission::TestSiteUrl)?;
    let site_url = body.map(|Body(address)| address.site_url).unwrap_or_default();
    if site_url.is_empty() {
        return Err(refuse::invalid_param("site_url").into());
    }
    // Nobody but the site itself is asked: another address is not where it is reached, whoever answers there.
    if site_url.trim_end_matches('/') != app.config.now().site_url.trim_end_matches('/') {
        return Err(refuse::with(400, "app.admin.test_site_url.failure").into());
    }
    ok()
}

/// POST /notifications/test: a direct message of the house, which notifies as any does.
async fn test_notification(State(app): State<App>, actor: Actor) -> Result<Ok> {
    let (house, user) = (app.clone(), actor.id());
    app.db
        .write(move |tx| {
            let person = users::get(tx, user)?;
            let words = Language::of(&person.locale).find("app.notifications.test", "").unwrap_or_default();
            let bot = users::system_bot(&house, tx)?;
            let channel = channels::direct_with(&house, tx, bot.id, user)?;
            posts::write_to_person(&house, tx, &channel, &bot, user, ("", words, json!({})))
        })
        .await?;
    ok()
}
