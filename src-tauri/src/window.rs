//! The window: the page of the server in this process, and nothing else. Links that lead elsewhere open in the browser.

use tauri::webview::NewWindowResponse;
use tauri::{App, AppHandle, Manager, Url, WebviewUrl, WebviewWindowBuilder};

use crate::server::House;
use crate::words::Words;

const LABEL: &str = "main";

/// Brings the window to the front, making it anew when it was closed.
pub fn open(app: &AppHandle) -> tauri::Result<()> {
    if let Some(window) = app.get_webview_window(LABEL) {
        window.unminimize()?;
        window.show()?;
        return window.set_focus();
    }
    let Some(house) = app.try_state::<House>() else { return Ok(()) };
    let home = Url::parse(house.url()).map_err(tauri::Error::InvalidUrl)?;
    let origin = home.origin();
    builder(app, WebviewUrl::External(home))
        .on_navigation(move |url| {
            let ours = url.origin() == origin || url.scheme() == "about" || url.scheme() == "blob";
            if !ours {
                browse(url);
            }
            ours
        })
        .on_new_window(|url, _| {
            browse(&url);
            NewWindowResponse::Deny
        })
        .build()?;
    Ok(())
}

/// [`open`] for callers that can do nothing about a failure.
pub fn open_or_log(app: &AppHandle) {
    if let Err(error) = open(app) {
        tracing::error!(%error, "the window cannot be opened");
    }
}

/// Shows why the server did not start. Closing this window ends the app.
pub fn tell_trouble(app: &App, words: &Words, sentence: &str) -> tauri::Result<()> {
    let told = serde_json::json!({ "title": words.trouble, "sentence": sentence, "lang": words.lang });
    builder(app.handle(), WebviewUrl::App("index.html".into()))
        .initialization_script(format!("window.trouble = {told};"))
        .inner_size(560.0, 320.0)
        .build()?;
    Ok(())
}

fn builder(app: &AppHandle, url: WebviewUrl) -> WebviewWindowBuilder<'_, tauri::Wry, AppHandle> {
    WebviewWindowBuilder::new(app, LABEL, url).title("Hearth").inner_size(1200.0, 800.0).min_inner_size(360.0, 480.0)
}

/// Opens a link in the person's browser or mail program. Other schemes could start any program and are not followed.
fn browse(url: &Url) {
    if !matches!(url.scheme(), "http" | "https" | "mailto") {
        return;
    }
    if let Err(error) = open::that_detached(url.as_str()) {
        tracing::warn!(%error, "a link cannot be opened in the browser");
    }
}
