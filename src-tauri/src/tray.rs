//! The icon in the tray: open the window, copy the address for others, quit.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError};

use arboard::Clipboard;
use tauri::menu::{MenuBuilder, MenuEvent};
use tauri::tray::TrayIconBuilder;
use tauri::{App, AppHandle, Manager};

use crate::server::House;
use crate::window;
use crate::words::Words;

const ID: &str = "hearth";
const OPEN: &str = "open";
const COPY: &str = "copy";
const QUIT: &str = "quit";

/// What was copied last: on X11 it is gone when its clipboard is dropped.
#[derive(Default)]
struct Copied(Mutex<Option<Clipboard>>);

/// Shows the icon. A desktop without a tray goes without: closing the window then quits.
pub fn show(app: &App, words: &Words) {
    app.manage(Copied::default());
    // The library for tray icons panics on Linux when the desktop has none to offer.
    match catch_unwind(AssertUnwindSafe(|| build(app, words))) {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::warn!(%error, "there is no tray icon"),
        Err(_) => tracing::warn!("there is no tray icon: this desktop offers no tray"),
    }
}

/// Whether the icon is there.
pub fn is_shown(app: &AppHandle) -> bool {
    app.tray_by_id(ID).is_some()
}

fn build(app: &App, words: &Words) -> tauri::Result<()> {
    let address = app.state::<House>().address().to_owned();
    let menu = MenuBuilder::new(app)
        .text(OPEN, &words.open)
        .text(COPY, words.copy.replace("{address}", &address))
        .separator()
        .text(QUIT, &words.quit)
        .build()?;
    let mut tray = TrayIconBuilder::with_id(ID).tooltip("Hearth").menu(&menu).on_menu_event(on_menu);
    if let Some(icon) = app.default_window_icon() {
        tray = tray.icon(icon.clone());
    }
    tray.build(app)?;
    Ok(())
}

fn on_menu(app: &AppHandle, event: MenuEvent) {
    match event.id().as_ref() {
        OPEN => window::open_or_log(app),
        COPY => copy(app, app.state::<House>().address()),
        QUIT => app.exit(0),
        _ => {}
    }
}

fn copy(app: &AppHandle, text: &str) {
    let copied = app.state::<Copied>();
    let mut clipboard = copied.0.lock().unwrap_or_else(PoisonError::into_inner);
    let done = Clipboard::new().and_then(|mut new| new.set_text(text).map(|()| new));
    match done {
        Ok(new) => *clipboard = Some(new),
        Err(error) => tracing::warn!(%error, "the address cannot be copied"),
    }
}
